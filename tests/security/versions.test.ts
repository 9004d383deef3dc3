import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import Database from 'better-sqlite3'

/*
 * The least versions that we run on, each with what was published about the one before. A lock file that falls behind, or
 * a second copy deep in it, fails here; `npm audit` is not asked, since it needs a network.
 */

const LEAST: Record<string, [version: string, why: string]> = {
  next: [
    '16.2.6',
    'CVE-2026-44573, -44574, -44575, -45109: proxy and segment bypasses; React2Shell',
  ],
  react: [
    '19.2.6',
    'CVE-2025-55182: code run by a server action; CVE-2026-23870: denial of service',
  ],
  'react-dom': ['19.2.6', 'goes with react'],
  'better-auth': [
    '1.6.21',
    'GHSA-xg6x-h9c9-2m83, CVE-2026-45364, CVE-2026-45337; forwarded addresses',
  ],
  'drizzle-orm': ['0.45.2', 'CVE-2026-39356: identifiers that end their quotes'],
  sharp: ['0.35.0', 'GHSA-f88m-g3jw-g9cj: CVE-2026-33327, -33328, -35590, -35591 in libvips'],
  'better-sqlite3': ['12.11.1', 'brings a SQLite without the WAL-reset corruption'],
}
const LEAST_SQLITE = '3.51.3'
/** Packages with known holes that nobody mends. */
const NEVER = ['xlsx']

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'))
const installed = Object.entries(
  lock.packages as Record<string, { version: string; dev?: boolean }>,
)

for (const [name, [least, why]] of Object.entries(LEAST))
  test(`${name} is ${least} or newer (${why})`, () => {
    const copies = installed.filter(([path]) => path.endsWith(`node_modules/${name}`))
    assert.ok(copies.length > 0, `${name} is in the lock file`)
    for (const [path, { version }] of copies)
      assert.ok(isAtLeast(version, least), `${path} is ${version}`)
  })

test(`SQLite is ${LEAST_SQLITE} or newer (a log that is begun anew may lose pages)`, () => {
  const found = new Database(':memory:').prepare('select sqlite_version()').pluck().get() as string
  assert.ok(isAtLeast(found, LEAST_SQLITE), found)
})

test('what has holes that nobody mends is not there', () => {
  const names = installed.map(([path]) => path.split('node_modules/').at(-1))
  assert.deepEqual(
    NEVER.filter((name) => names.includes(name)),
    [],
  )
})

test('versions are compared by number', () => {
  assert.ok(isAtLeast('0.45.10', '0.45.9') && isAtLeast('16.10.0', '16.9.9'))
  assert.ok(!isAtLeast('3.51.2', '3.51.3') && !isAtLeast('16.2.6-canary.1', '16.2.6'))
})

/** A version before a release, as `16.2.6-canary.1`, is older than it. */
function isAtLeast(version: string, least: string): boolean {
  const [numbers = '', before] = version.split('-')
  const found = numbers.split('.').map(Number)
  const wanted = least.split('.').map(Number)
  const difference = wanted.map((n, i) => (found[i] ?? 0) - n).find((d) => d !== 0) ?? 0
  return difference > 0 || (difference === 0 && before === undefined)
}
