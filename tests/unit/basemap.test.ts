import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentSecurityPolicy } from '../../app/_headers'
import { readEnv } from '../../db/cli/env'
import { parseBasemap } from '../../db/domain/basemap'

const BY = { BASEMAP_ATTRIBUTION: '© Somebody' }

test('a basemap is image tiles, a style or an archive, by its address', () => {
  for (const [address, kind, origin] of [
    ['https://tiles.example/a/{z}/{x}/{y}.png?key=1', 'raster', 'https://tiles.example'],
    ['https://tiles.example:8443/style.json', 'style', 'https://tiles.example:8443'],
    ['https://tiles.example/syria.pmtiles', 'pmtiles', 'https://tiles.example'],
    ['pmtiles://https://tiles.example/syria', 'pmtiles', 'https://tiles.example'],
    ['http://localhost:8080/{z}/{x}/{y}.webp', 'raster', 'http://localhost:8080'],
  ] as const) {
    const found = parseBasemap(address)
    assert.deepEqual([found?.kind, found?.origin], [kind, origin], address)
    assert.equal(found?.url, address.replace('pmtiles://', ''))
  }
})

test('an address that a policy could not hold to is refused', () => {
  for (const address of [
    'http://tiles.example/{z}/{x}/{y}.png',
    'https://tiles.example/{z}/{x}.png',
    'https://name:word@tiles.example/style.json',
    "https://tiles.example/style.json; script-src 'unsafe-inline'",
    'ftp://tiles.example/a.pmtiles',
    'javascript:alert(1)',
    '/tiles/{z}/{x}/{y}.png',
    'tiles.example',
  ]) {
    assert.equal(parseBasemap(address), null, address)
    const result = readEnv({ BASEMAP_URL: address, ...BY })
    assert.ok(!result.ok && result.problems.some((p) => p.startsWith('BASEMAP_URL')), address)
  }
})

test('there is no basemap unless one is configured, with whose map it is', () => {
  const bare = readEnv({})
  assert.ok(bare.ok && bare.env.basemap === null)
  const unnamed = readEnv({ BASEMAP_URL: 'https://tiles.example/style.json' })
  assert.ok(!unnamed.ok && unnamed.problems[0]?.startsWith('BASEMAP_ATTRIBUTION'))
  const named = readEnv({ BASEMAP_URL: 'https://tiles.example/style.json', ...BY })
  assert.ok(named.ok)
  assert.deepEqual(named.env.basemap, {
    kind: 'style',
    url: 'https://tiles.example/style.json',
    origin: 'https://tiles.example',
    attribution: '© Somebody',
  })
})

test('the policy lets tiles and images of that origin through, and nothing else of it', () => {
  const [without, withTiles] = [null, 'https://tiles.example'].map((origin) =>
    contentSecurityPolicy('abc', origin).split('; '),
  )
  assert.ok(without && withTiles)
  assert.deepEqual(contentSecurityPolicy('abc').split('; '), without)
  assert.deepEqual(
    withTiles.filter((directive) => !without.includes(directive)),
    [
      "img-src 'self' data: blob: https://tiles.example",
      "connect-src 'self' https://tiles.example",
    ],
  )
})
