import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/server'
import { ROOT } from '../support/site-process'
import { weigh } from '../support/weigh'

/** What `npm run bench` measured of a page of one heading: compressed script of this very Next, in bytes. */
const EMPTY_PAGE = { next: '16.4.6', bytes: 135_079 }
const ADDED_AT_MOST = 15_000

test('pages of the register ship little script of their own, and none of the map', async ({
  browser,
  site,
}) => {
  const next = readFileSync(join(ROOT, 'node_modules/next/package.json'), 'utf8')
  expect(JSON.parse(next).version, 'measure EMPTY_PAGE anew').toBe(EMPTY_PAGE.next)
  for (const path of ['/en/palmyra', '/ar/palmyra/temple-of-bel']) {
    const { script, scripts } = await weigh(browser, site.url + path)
    expect(script - EMPTY_PAGE.bytes, path).toBeLessThanOrEqual(ADDED_AT_MOST)
    expect(script, `${path}: less than an empty page`).toBeGreaterThanOrEqual(EMPTY_PAGE.bytes)
    for (const address of scripts)
      expect(await (await fetch(address)).text(), address).not.toMatch(/maplibre/i)
  }
})
