import { join } from 'node:path'
import Database from 'better-sqlite3'
import { DATABASE_FILE } from '../../db/store/open'
import { FULL, SEEDS } from '../sizes'
import { inPieces, RUN_BY_SPREADSHEETS, XSS } from '../support/hostile-texts'
import { expect, type Site, test } from '../support/server'
import { type Form, formsOf, harmIn } from './forms'
import { type Answer, post, send } from './raw'
import { enrolAll, plantForRoutes, QUERIES } from './readers'
import { addressOf, ROUTES } from './routes'

/*
 * Scripts in every field of every form, found in the pages themselves, so that a new form or field is tried unasked. Then
 * everything is read: what was saved, what was refused and shown again, and every file that is made of it.
 */

test.use({ freshSite: true })

/** Fields in which a text would stand in the way of the others: a source is chosen or new, the trap of the honest form. */
const LEFT_EMPTY = ['sourceSearch', 'website']
/** What a field may want that takes no script, tried in turn. */
const INSTEAD = [
  '',
  '2016-12-11',
  '1',
  'https://example.org/',
  'en',
  'somebody@example.org',
  '3600-01',
]
/** Forms after which others would find nothing. */
const LAST = /withdraw|erase|merge|\/name$/
const SHORT = inPieces(XSS, 190)
const LONG = inPieces(XSS, 1900)
/** In the short run each field is given a sample, another for each seed; the full run gives each of them all. */
const ROUNDS = FULL ? SHORT.length : 1
const OFFSET = FULL ? 0 : (SEEDS.at(-1) ?? 0)
/** So many of the pages that a save made, or that tell of one. */
const MOST_MADE = FULL ? 400 : 40

test('no text in any field becomes markup, wherever it is shown or whatever it is taken out as', async ({
  page,
  site,
}) => {
  test.setTimeout(FULL ? 3_600_000 : 900_000)
  expect(XSS.length).toBeGreaterThan(145)
  const cookies = enrolAll(site)
  const cookie = cookies.admin
  const filling = await plantForRoutes(site, cookie)
  const pages = Object.keys(ROUTES).filter((route) => route.startsWith('/[lang]'))
  pages.sort((a, b) => Number(LAST.test(a)) - Number(LAST.test(b)))
  const addressIn = (route: string, lang: string) =>
    addressOf(route, { ...filling, lang }) + (QUERIES[route] ?? '')
  const saved = new Set<string>()
  const tried = new Set<string>()

  for (let round = 0; round < ROUNDS; round++)
    await test.step(`every form, round ${round + 1}`, async () => {
      forgetLimits(site)
      for (const [n, route] of pages.entries()) {
        const lang = (n + round) % 2 === 0 ? 'en' : 'ar'
        const address = addressIn(route, lang)
        const { text: html } = await send(site, address, { headers: { cookie } })
        for (const [i, form] of (html.includes('<form')
          ? await formsOf(page, html)
          : []
        ).entries()) {
          const key = `${route} ${i}`
          tried.add(key)
          const isSaved = await fillIn({
            page,
            site,
            cookie,
            address,
            form,
            n: OFFSET + round + n,
            tries: round === 0 ? INSTEAD.length + 1 : 1,
          })
          if (isSaved) saved.add(key)
        }
      }
    })
  // What is only refused would prove half of it.
  expect(saved.size).toBeGreaterThan(tried.size / 2)

  const made = new Set<string>()
  const read = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await send(site, address, { headers: { cookie, ...headers } })
    answered(answer, address)
    for (const link of await harmless(page, address, answer))
      if (/[0-9a-f]{8}-[0-9a-f]{4}-/.test(link) && !link.includes('?')) made.add(link)
  }
  await test.step('every page, its payload and every file', async () => {
    for (const [n, route] of Object.keys(ROUTES).entries()) {
      const own = route.startsWith('/images/') ? { file: 'thumb.webp' } : {}
      for (const lang of FULL ? ['en', 'ar'] : [n % 2 ? 'en' : 'ar'])
        await read(
          addressOf(route, { ...filling, ...own, lang } as Record<string, string>) +
            (QUERIES[route] ?? ''),
        )
      if (route.startsWith('/[lang]')) await read(addressIn(route, 'en'), { rsc: '1' })
    }
    await read('/exports/palmyra/changes.atom')
    await read('/en/search?q=script')
  })
  await test.step('every page of what was made', async () => {
    const list = [...made].slice(0, MOST_MADE)
    expect(list.length).toBeGreaterThan(10)
    for (const address of list) await read(address)
  })
  await test.step('in a browser that would run it', async () => {
    await page
      .context()
      .addCookies([
        { name: cookie.split('=')[0] ?? '', value: cookie.split('=')[1] ?? '', url: site.url },
      ])
    const some = [
      '/en/palmyra',
      '/en/palmyra/changes',
      '/en/palmyra/desk',
      '/en/palmyra/roman-theatre',
      ...[...made].filter((a) => !a.startsWith('/images/')).slice(0, FULL ? 60 : 6),
    ]
    for (const address of some) await page.goto(site.url + address)
  })
})

type Filling = {
  page: import('@playwright/test').Page
  site: Site
  cookie: string
  address: string
  form: Form
  n: number
  tries: number
}

/** Sends a form with a script in every field; what is refused is replaced until it is taken. Whether it was. */
async function fillIn({ page, site, cookie, address, form, n, tries }: Filling): Promise<boolean> {
  const values = Object.fromEntries(
    form.fields.map((f, i) => [
      f.name,
      f.kind === 'choice' ? f.value : LEFT_EMPTY.includes(f.name) ? '' : scriptFor(f.name, n + i),
    ]),
  )
  const headers = { host: new URL(site.url).host, origin: site.url, cookie }
  let now = form
  for (let k = 0; k < tries; k++) {
    const filled = Object.entries(values).filter(([, value]) => value !== '')
    const answer = await post(
      site,
      address,
      { ...now.fixed, ...Object.fromEntries(filled) },
      headers,
    )
    answered(answer, `post to ${address}`)
    await harmless(page, `the answer of ${address}`, answer)
    const again =
      answer.status === 200
        ? (await formsOf(page, answer.text)).find(
            (f) => f.label === form.label && sameFields(f, form),
          )
        : undefined
    const wrong = again?.fields.filter((f) => f.isInvalid) ?? []
    if (again === undefined || wrong.length === 0)
      return (
        answer.status === 303 || (answer.status === 200 && !answer.text.includes('role="alert"'))
      )
    for (const { name, options } of wrong)
      values[name] =
        options.length > 0
          ? (options[1 + (k % Math.max(1, options.length - 1))] ?? '')
          : (INSTEAD[k] ?? '')
    now = again
  }
  return false
}

/** Long fields take more of them at once; nothing tells which are long, so their names do. */
function scriptFor(name: string, n: number): string {
  const isLong = /^(words|note|rationale|standing|reason|description|text|comment)/.test(name)
  const list = isLong ? LONG : SHORT
  return list[n % list.length] ?? ''
}

function sameFields(one: Form, other: Form): boolean {
  return one.fields.length > 0 && one.fields[0]?.name === other.fields[0]?.name
}

/** There must be an answer: one that is broken off has the status 0, and its text says why. */
function answered({ status, text }: Answer, address: string): void {
  expect
    .soft(status >= 200 && status < 500, `${address}: ${status} ${status ? '' : text}`)
    .toBe(true)
}

/** Holds an answer to what its type may do; gives the links of a page. */
async function harmless(
  page: import('@playwright/test').Page,
  address: string,
  { headers, text }: Answer,
): Promise<string[]> {
  const type = headers['content-type'] ?? ''
  expect.soft(headers['x-content-type-options'], address).toBe('nosniff')
  if (type.startsWith('text/html')) {
    const { harm, links } = await harmIn(page, text)
    expect.soft(harm, address).toEqual([])
    return links
  }
  if (/xml/.test(type)) {
    expect.soft(text, address).not.toMatch(/<(script|x5s|img|svg|iframe|base|style)\b/i)
  } else if (type.startsWith('text/csv')) {
    const starts = [...text.matchAll(/(?:^|,|\r\n)"?([^",\r\n]?)/g)].map(([, first = '']) => first)
    expect
      .soft(
        starts.filter((first) => first !== '-' && RUN_BY_SPREADSHEETS.test(first)),
        address,
      )
      .toEqual([])
  } else expect.soft(type, address).not.toMatch(/svg|javascript/)
  return []
}

/** The limits of a reader's own actions would end the rounds. */
function forgetLimits(site: Site): void {
  const file = new Database(join(site.dataDir, DATABASE_FILE), { timeout: 5000 })
  file.exec('delete from hit')
  file.close()
}
