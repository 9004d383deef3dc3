import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DATABASE_FILE } from '../../db/store/open'
import { loadRows } from '../../db/store/rows'
import { save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'
import { ROOT } from '../support/site-process'

/* From a view to a file that anybody can cite and check, and what becomes of it when a place is restricted. No scripts. */

test.use({
  javaScriptEnabled: false,
  freshSite: true,
  // What is withheld answers 410, which is what is looked for.
  allowConsole: [/the server responded with a status of 410/],
})

const VIEW = 'asOf=2016-12-11&knownAt=2016-12-14&kind=arch&kind=theatre'

for (const lang of ['en', 'ar'] as const)
  test(`${lang}: a report is frozen, cited, downloaded, checked, and withheld with its place`, async ({
    page,
    site,
    browser,
  }) => {
    // Three processes are started beside the server's.
    test.setTimeout(180_000)
    const m = translatorOf(lang)
    const anyone = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false })
    const reader = await anyone.newPage()
    await reader.goto(`/${lang}/palmyra?${VIEW}`)
    const box = 'section:has(> #freeze)'
    await expect(reader.locator(`${box} form`)).toHaveCount(0)
    const pinned = (await reader.getByText(m('frozen.box.pinned')).getAttribute('href')) ?? ''
    expect(pinned).toMatch(/^\/exports\/palmyra\/report\.pdf\?.*rev=\d+.*lang=/)

    await becomeFirstAdmin(page, site)
    const freeze = async (from: string, title: string) => {
      await page.goto(`/${lang}/palmyra${from}?${VIEW}`)
      await page.locator(`${box} summary`).click()
      await page.locator(`${box} [name=title]`).fill(title)
      await page.locator(`${box} button`).click()
      await expect(page).toHaveURL(new RegExp(`/${lang}/reports/[0-9a-f]{20}$`))
      return new URL(page.url()).pathname.split('/').at(-1) ?? ''
    }
    const id = await freeze('/report', 'What was lost')
    expect(await freeze('', 'Once more'), 'the same from the register').toBe(id)

    await reader.goto(`/${lang}/palmyra/reports`)
    await expect(reader.locator('main ol > li')).toHaveCount(1)
    await reader.getByRole('link', { name: 'What was lost' }).click()
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText('What was lost')
    const link = reader.locator(`a[href="/exports/reports/${id}.pdf"]`)
    const file = await reader.request.get((await link.getAttribute('href')) ?? '')
    const sha256 = createHash('sha256')
      .update(await file.body())
      .digest('hex')
    expect(sha256.startsWith(id)).toBe(true)
    await expect(reader.locator('dd code', { hasText: sha256 })).toBeVisible()
    expect(file.headers().etag).toBe(`"${sha256}"`)
    const moved = await reader.request.get(`/reports/${id}`, {
      maxRedirects: 0,
      headers: { 'Accept-Language': lang },
    })
    expect([moved.status(), new URL(moved.headers().location ?? '', site.url).pathname]).toEqual([
      307,
      `/${lang}/reports/${id}`,
    ])
    expect(check(site.dataDir, id)).toEqual([0, expect.stringContaining('byte for byte')])

    await restrict(site.dataDir, 'theatre')
    const gone = await reader.goto(`/${lang}/reports/${id}`)
    expect(gone?.status()).toBe(410)
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(m('frozen.gone.title'))
    await expect(reader.locator('main')).not.toContainText('What was lost')
    expect((await reader.request.get(`/exports/reports/${id}.pdf`)).status()).toBe(410)
    await reader.getByRole('link', { name: m('frozen.page.successor') }).click()
    await expect(reader.locator('main')).toContainText(m('frozen.facts.monuments', { count: 1 }))
    const successor = reader.locator('a[href^="/exports/reports/"]')
    const other = await reader.request.get((await successor.getAttribute('href')) ?? '')
    expect(other.status()).toBe(200)
    await page.goto(`/${lang}/reports/${id}`)
    await expect(page.locator('main')).toContainText(m('frozen.page.withheld'))
    expect(check(site.dataDir, id)[0]).toBe(2)
    await anyone.close()
  })

/** Leaves with a code and says why, as the one who runs the register sees it. */
function check(dataDir: string, id: string): [code: number | null, said: string] {
  const args = ['--import', 'tsx', 'app/exports/frozen/cli.ts', '--id', id]
  const env = { ...process.env, DATA_DIR: dataDir }
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' })
  return [status, stdout]
}

async function restrict(dataDir: string, id: string): Promise<void> {
  const store = openSqlite(join(dataDir, DATABASE_FILE))
  try {
    const [before] = (await loadRows(store.db, { roots: [id] }, null)).monument.filter(
      (m) => m.id === id,
    )
    if (!before) throw new Error(`no ${id}`)
    const { recordedRev: _recorded, retiredRev: _retired, ...row } = before
    const changed = { ...row, sensitivity: 'restricted' as const }
    await save(store, () => ({
      actor: { id: 'x', name: 'X' },
      at: '2026-11-22T12:00:00.000Z',
      reason: 'For its safety',
      salt: 'x',
      changes: [{ op: 'correct', kind: 'monument', before, row: changed }],
    }))
  } finally {
    await store.close()
  }
}
