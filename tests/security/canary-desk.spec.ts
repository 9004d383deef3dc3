import { join } from 'node:path'
import type { APIRequestContext, APIResponse, Browser, Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { LANGS } from '../../db/domain/vocabulary'
import { DATABASE_FILE } from '../../db/store/open'
import { openSqlite } from '../../db/store/sqlite'
import { FULL } from '../sizes'
import { expect, type Site, test } from '../support/server'
import { acceptInvitation, becomeFirstAdmin, invite } from '../support/sign-in'
import { freezeBeside, pictureBeside } from '../support/site-process'
import { unzipped } from '../support/unzipped'
import {
  EVERY_CANARY,
  forbiddenTo,
  type Insider,
  NAME,
  NAME_PAGE,
  PLANTED,
  PROPOSAL,
  plantOnTheDesk,
} from './canary-desk'
import { PUBLIC } from './readers'
import { addressOf, ROUTES } from './routes'

/* Every role at every route of the manifest, with everything hidden that a route can be asked for. */

test.use({ freshSite: true, javaScriptEnabled: false })

const WHO = ['nobody', 'viewer', 'editor', 'reviewer', 'admin'] as const
/** In the short run one reader for each set of what may be read: viewers read like nobody, administrators like reviewers. */
const ASKED: readonly (typeof WHO)[number][] = FULL ? WHO : ['nobody', 'editor', 'reviewer']
/** What fills the brackets of a route; one that is not here fails, so that no new route goes unasked. */
const FILLED: Record<string, string> = { ...PUBLIC, unknown: 'unknown', proposal: PROPOSAL }
/** What some routes cannot do without, or say more with. */
const QUERIES: Record<string, string[]> = {
  '/[lang]/[site]': [`?q=${NAME}`, '?sort=changed'],
  '/[lang]/[site]/assess': ['?subject=baths'],
  '/[lang]/[site]/correct': ['?claim=desk.claim', '?claim=desk.guarded'],
  '/[lang]/[site]/withdraw': ['?record=desk.claim'],
  '/[lang]/sensitivity': ['?record=desk-guard', '?record=desk.called'],
  '/[lang]/search': [`?q=${NAME}`, '?q=Ada', ...EVERY_CANARY.slice(0, 4).map((w) => `?q=${w}`)],
  '/api/v1/sites/[site]/comparison': ['?from=2016-12-11'],
  '/exports/cite': ['?kind=claim&id=desk.guarded&format=ris'],
  '/exports/[site]/monuments.geojson': ['?bbox=38.1112,33.7771,38.1113,33.7772'],
}

test('each role reads what it may and no more, at every route', async ({ page, site, browser }) => {
  test.setTimeout(480_000)
  const { readers, adminId } = await signInAll(page, site, browser)
  const rev = String(await plantOnTheDesk(site.dataDir))
  const report = freezeBeside(site.dataDir, 'rev=2&kind=baths&lang=en', 'Baths')
  const image = pictureBeside(site.dataDir, FILLED.claim ?? '')
  const filling = { ...FILLED, id: adminId, image, report, rev, file: `${report}.pdf` }
  const params = Object.keys(ROUTES).flatMap((r) =>
    [...r.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map((m) => m[1] ?? ''),
  )
  expect(
    [...new Set(params)].filter((p) => !(p in filling)),
    'what fills them',
  ).toEqual([])

  for (const who of ASKED)
    await test.step(who, async () => {
      await atOnce(asked(filling, who), async ([route, address]) => {
        // A connection that the server closes while it is taken up again is no answer; asking twice changes nothing.
        const answer = await readers[who].get(address, { maxRetries: 2 })
        const said = JSON.stringify(answer.headers()) + answer.url() + (await textOf(answer))
        const typed = decodeURIComponent(address)
        const leaked = forbiddenTo(who, route).filter((c) => said.includes(c) && !typed.includes(c))
        expect.soft(leaked, `${who} at ${address}`).toEqual([])
        expect.soft(answer.status(), `${who} at ${address}`).toBeLessThan(500)
      })
    })

  await test.step('the test can see: who may read a name does, on its page', async () => {
    for (const who of WHO) {
      const html = await (
        await readers[who].get(addressOf(NAME_PAGE, { ...filling, person: 'desk-guard' }))
      ).text()
      expect(html.includes(NAME), who).toBe(who === 'reviewer' || who === 'admin')
    }
    const html = await (await readers.editor.get('/en/palmyra/baths-of-diocletian')).text()
    expect(forbiddenTo('nobody', '').filter((c) => html.includes(c)).length).toBeGreaterThan(5)
  })

  await test.step('the search has never heard of the name, and the log says nothing', async () => {
    const store = openSqlite(join(site.dataDir, DATABASE_FILE))
    try {
      for (const table of ['search_entry', 'search_word']) {
        const words = table === 'search_word' ? 'word' : 'names || words || readings || context'
        const [found] = await store.db.all<{ n: number } | [number]>(
          sql.raw(
            `select count(*) as n from ${table} where instr(${words}, '${NAME.toLowerCase()}') > 0`,
          ),
        )
        expect(Number(Object.values(found ?? {})[0]), table).toBe(0)
      }
    } finally {
      await store.close()
    }
    expect(EVERY_CANARY.filter((c) => site.log().includes(c))).toEqual([])
  })
})

/**
 * Every route with everything planted that it can be asked for. The short run asks with all of it for nobody and for
 * editors, and leaves out files that are slow to make; they hold the same rows as the others.
 */
function asked(filling: Record<string, string>, who: Insider): [route: string, address: string][] {
  const isWhole = FULL || who === 'nobody' || who === 'editor'
  const slow = who === 'nobody' ? /\.pdf$/ : /\.pdf$|zip$|xlsx$|jsonld$|\.csv$/
  return Object.keys(ROUTES)
    .filter((route) => FULL || !slow.test(route))
    .flatMap((route) => {
      const fillings = Object.entries(isWhole ? PLANTED : {})
        .filter(([param]) => route.includes(`[${param}]`))
        .flatMap(([param, ids]) => ids.map((id) => ({ ...filling, [param]: id })))
      const langs = FULL && route.startsWith('/[lang]') ? LANGS : (['en'] as const)
      const paths = langs.flatMap((lang) =>
        [filling, ...fillings].map((f) => addressOf(route, { ...f, lang })),
      )
      const queries = isWhole ? (QUERIES[route] ?? []) : []
      return [...new Set(paths)].flatMap((path) =>
        ['', ...queries].map((query): [string, string] => [route, path + query]),
      )
    })
}

/** A few requests under way at any time. */
async function atOnce<T>(list: T[], work: (one: T) => Promise<void>, most = 6): Promise<void> {
  const left = [...list]
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: most }, worker))
}

async function signInAll(
  page: Page,
  site: Site,
  browser: Browser,
): Promise<{ readers: Record<(typeof WHO)[number], APIRequestContext>; adminId: string }> {
  await becomeFirstAdmin(page, site)
  const as = async (role: string) => {
    const link = await invite(page, { name: `A ${role}`, email: `${role}@example.org`, role })
    const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false })
    const own = await context.newPage()
    await acceptInvitation(own, link, 'four plain words together')
    return context.request
  }
  const readers = {
    nobody: (await browser.newContext({ baseURL: site.url })).request,
    viewer: await as('viewer'),
    editor: await as('editor'),
    reviewer: await as('reviewer'),
    admin: page.request,
  }
  await page.goto('/en/people')
  const href = await page.locator('tbody th a').first().getAttribute('href')
  return { readers, adminId: href?.split('/').at(-1) ?? '' }
}

/** An answer's text; of an archive that of every file in it. */
async function textOf(answer: APIResponse): Promise<string> {
  if (!/zip|spreadsheet/.test(answer.headers()['content-type'] ?? '')) return answer.text()
  return [...(await unzipped(await answer.body())).values()].map(String).join('\n')
}
