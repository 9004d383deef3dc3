import { join } from 'node:path'
import type { APIRequestContext, APIResponse, Browser, Page } from '@playwright/test'
import { FILE_POLICY } from '../../app/_headers'
import { LANGS } from '../../db/domain/vocabulary'
import { DATABASE_FILE } from '../../db/store/open'
import { readHead } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import { FULL } from '../sizes'
import { translatorOf } from '../support/messages'
import { SECOND } from '../support/second-site'
import { expect, type Site, test } from '../support/server'
import { ADMIN } from '../support/sign-in'
import { unzipped } from '../support/unzipped'
import {
  CELL,
  PLACE,
  PROPOSAL,
  plantCanaries,
  SEARCHES,
  SECRETS,
  SHOWN_TO_ALL,
  SHOWN_TO_EDITORS,
} from './canary'
import { actionsInBuild, call, missingHeaders } from './probes'
import { multipart, send } from './raw'
import { enrolAll, PUBLIC, plantForRoutes, QUERIES } from './readers'
import {
  ACTIONS,
  addressOf,
  READERS,
  ROUTES,
  routesInFiles,
  WAYS_IN,
  type Who,
  whenPrivate,
} from './routes'

test.use({ freshSite: true, javaScriptEnabled: false })

const t = translatorOf('en')
/** How the policy of a file that somebody gave us differs from the usual one. */
const STRICTER = `content-security-policy: ${FILE_POLICY}`
/** The actions that an empty form is enough for. */
const NEED_NOTHING = [
  'app/[lang]/_editing/actions.ts findLikely',
  'app/[lang]/[site]/persons/[person]/name/actions.ts clean',
]
/** The ways in which a page is asked for: by a browser, and by Next's own client for its payload. */
const AS_NEXT: Record<string, string>[] = [
  {},
  { RSC: '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1' },
]
/** Around the place of the canaries, each as small as an address can say, and around the middle of its grid cell. */
const BOXES = [
  around(PLACE, 0.0000001),
  around(PLACE, 0.001),
  around(PLACE, 1),
  around({ lat: Number(CELL.lat), lon: Number(CELL.lon) }, 0.001),
]
const HIDDEN = ['hidden-place', 'formerly-public', 'part-of-agora']
/** The endings of the ids of everything that was recorded about a canary. */
const ABOUT =
  '.en .place .other .osm .claim .where .assessment .adoption .event .threat .note'.split(' ')

test('every route and every action has a decision', () => {
  expect(routesInFiles()).toEqual(Object.keys(ROUTES).sort())
  expect(
    actionsInBuild()
      .map((a) => a.name)
      .sort(),
  ).toEqual(Object.keys(ACTIONS).sort())
})

test('every route gives each reader what was decided, with the usual headers', async ({
  page,
  site,
  browser,
}) => {
  test.setTimeout(480_000)
  const readers = await signInAll(page, site, browser)
  const filling = await plantForRoutes(site, await cookieOf(page))
  const { report = '' } = filling
  for (const who of READERS)
    for (const [route, decided] of Object.entries(ROUTES)) {
      // The files that take longest differ between those who may see everything and those who may not.
      const isSlow = /\.(pdf|zip)$/.test(route)
      if (isSlow && !FULL && who !== 'nobody' && who !== 'editor') continue
      const isPicture = route.startsWith('/images/')
      const own = isPicture ? { file: 'thumb.webp' } : { file: filling.file ?? '' }
      const address = addressOf(route, { ...filling, ...own }) + (QUERIES[route] ?? '')
      const first = await readers[who].get(address, { maxRedirects: 0 })
      const isExport = route.startsWith('/exports/') || isPicture
      // Of these a session makes no other answer.
      const isOpen = /^\/(api|robots|sitemap)/.test(route)
      const answer = isExport ? await readers[who].get(address) : first
      const label = `${who} at ${address}`
      expect.soft(await kindOf(answer), label).toBe(decided[who])
      // What such a file may do is less than what a page may.
      const isGiven = isPicture || /^\/(copies|imports)\//.test(route)
      for (const one of [first, answer])
        expect
          .soft(
            missingHeaders(one.headers()).filter((line) => !isGiven || line !== STRICTER),
            label,
          )
          .toEqual([])
      const caching = first.headers()['cache-control'] ?? ''
      if (who !== 'nobody' && !isExport && !isOpen) expect.soft(caching, label).toBe('no-store')
      if (who !== 'nobody' && !isOpen) expect.soft(caching, label).not.toContain('public')
    }

  await test.step('an editor of one site sees what is hidden there, and nowhere else', async () => {
    const { elsewhere, viewer } = readers
    for (const path of [`/${SECOND.slug}/${SECOND.monument}`, `/history/${SECOND.monument}`]) {
      expect.soft((await elsewhere.get(`/en${path}`)).status(), path).toBe(200)
      expect.soft((await viewer.get(`/en${path}`)).status(), path).toBe(404)
    }
    const file = async (reader: APIRequestContext) =>
      (await reader.get(`/exports/${SECOND.slug}/monuments.csv`)).text()
    expect(await file(elsewhere)).toContain(SECOND.name)
    expect(await file(viewer)).not.toContain(SECOND.name)
    // Pages across sites, and a page of one site about a record of another.
    const search = await (await elsewhere.get(`/en/search?q=${SECOND.name}`)).text()
    expect(search).not.toContain(`/${SECOND.monument}`)
    const foreign = await elsewhere.get(`/en/palmyra/withdraw?record=${SECOND.monument}`)
    expect(await kindOf(foreign)).toBe('refusal')
    const own = await elsewhere.get(`/en/${SECOND.slug}/record`)
    expect(await kindOf(own)).toBe('page')
  })

  await test.step('closed to the public, every route is for members alone', async () => {
    await setAccess(page, 'private')
    for (const route of Object.keys(ROUTES)) {
      const address = addressOf(route, filling) + (QUERIES[route] ?? '')
      const answer = await readers.nobody.get(address, { maxRedirects: 0 })
      expect.soft(await kindOf(answer), `nobody at ${address}`).toBe(whenPrivate(route))
      const isGiven = /^\/(images|copies|imports)\//.test(route)
      const missing = missingHeaders(answer.headers())
      expect
        .soft(
          missing.filter((line) => !isGiven || line !== STRICTER),
          address,
        )
        .toEqual([])
      const caching = answer.headers()['cache-control'] ?? ''
      if (route !== '/robots.txt') expect.soft(caching, address).not.toContain('public')
      const said = (await answer.text()).toLowerCase()
      if (answer.status() === 200) expect.soft(said, address).not.toContain('palmyra')
    }
    for (const address of ['/en/nothing', '/en/palmyra/nothing', '/exports/palmyra/nothing.csv'])
      expect
        .soft(await kindOf(await readers.nobody.get(address, { maxRedirects: 0 })), address)
        .toBe(address.startsWith('/en') ? 'sign-in' : '401')
    expect(await (await readers.nobody.get('/robots.txt')).text()).toBe(
      'User-agent: *\nDisallow: /\n',
    )
    for (const who of ['viewer', 'elsewhere'] as const)
      for (const path of ['/en/palmyra', '/exports/palmyra/claims.csv', `/en/reports/${report}`])
        expect.soft((await readers[who].get(path)).status(), `${who} at ${path}`).toBe(200)
    await setAccess(page, 'public')
    expect((await readers.nobody.get('/en/palmyra')).status()).toBe(200)
  })
})

test('a canary is seen by editors alone, whatever is asked and however', async ({
  page,
  site,
  browser,
}) => {
  test.setTimeout(480_000)
  const readers = await signInAll(page, site, browser)
  const { openRev, frozen } = await plantCanaries(site.dataDir)

  await test.step('editors and administrators see them', async () => {
    for (const who of ['editor', 'admin'] as const)
      for (const [path, shown] of Object.entries(SHOWN_TO_EDITORS)) {
        const answer = await readers[who].get(`/en${path}`)
        expect(answer.status(), path).toBe(200)
        for (const text of shown)
          expect.soft(await answer.text(), `${who} at ${path}`).toContain(text)
      }
  })

  await test.step('everybody sees the cell of the generalised place', async () => {
    const html = await (await readers.nobody.get('/en/palmyra/vague-place')).text()
    for (const text of SHOWN_TO_ALL) expect(html).toContain(text)
    for (const file of ['monuments.csv', 'monuments.xlsx']) {
      const text = await textOf(await readers.nobody.get(`/exports/palmyra/${file}`))
      for (const shown of SHOWN_TO_ALL) expect(text).toContain(shown)
    }
    const linked = await (await readers.nobody.get('/exports/palmyra/monuments.jsonld')).text()
    expect(linked).toContain('POLYGON ((38.6 34.1, 38.7 34.1, 38.7 34.2, 38.6 34.2, 38.6 34.1))')
    const plan = await (await readers.nobody.get('/en/palmyra/map')).text()
    expect(plan).toContain(SHOWN_TO_ALL[0])
    // Any box that meets the cell finds it, whether the place itself is in it or not.
    for (const box of BOXES) {
      const json = await readers.nobody.get(`/exports/palmyra/monuments.geojson?bbox=${box}`)
      expect((await json.json()).features, box).toContainEqual(
        expect.objectContaining({ id: 'vague-place' }),
      )
    }
  })

  await test.step('nobody and viewers see nothing else', async () => {
    for (const who of ['nobody', 'viewer'] as const)
      for (const address of asked(openRev, frozen))
        for (const headers of waysToAsk(address, who)) {
          const answer = await readers[who].get('RSC' in headers ? rsc(address) : address, {
            headers,
          })
          const said =
            decodeURIComponent(answer.url().replaceAll('%', '%25')) +
            JSON.stringify(answer.headers()) +
            (await textOf(answer))
          const typed = decodeURIComponent(address)
          const leaked = SECRETS.filter(
            (secret) =>
              said.toLowerCase().includes(secret.toLowerCase()) && !typed.includes(secret),
          )
          expect.soft(leaked, `${who} at ${address} ${JSON.stringify(headers)}`).toEqual([])
          expect.soft(answer.status(), address).toBeLessThan(429)
        }
  })

  await test.step('a report frozen while a canary was public is withheld, and one without it stands in its place', async () => {
    const [all = '', named = ''] = frozen
    for (const id of frozen)
      for (const path of [`/en/reports/${id}`, `/exports/reports/${id}.pdf`]) {
        const gone = await readers.nobody.get(path)
        expect.soft(gone.status(), path).toBe(410)
        expect.soft(missingHeaders(gone.headers()), path).toEqual([])
        expect.soft((await readers.viewer.get(path)).status(), path).toBe(410)
        expect.soft((await readers.editor.get(path)).status(), path).toBe(200)
      }
    const gone = (await readers.nobody.get(`/exports/reports/${all}.pdf`)).headers().link ?? ''
    const next = /<(.+)>; rel="successor-version"/.exec(gone)?.[1] ?? ''
    expect((await readers.nobody.get(next)).status()).toBe(200)
    const id = /\/([0-9a-f]+)\.pdf$/.exec(next)?.[1] ?? ''
    const html = await (await readers.nobody.get(`/en/reports/${id}`)).text()
    expect(SECRETS.filter((secret) => html.includes(secret))).toEqual([])
    expect(await (await readers.nobody.get(`/en/reports/${all}`)).text()).toContain(id)
    expect((await readers.nobody.get(`/exports/reports/${named}.pdf`)).headers().link).toBe(
      undefined,
    )
  })

  await test.step('what is hidden answers like what does not exist', async () => {
    for (const path of [
      ...HIDDEN.flatMap((id) => [`/palmyra/${id}`, `/history/${id}`, `/claims/${id}.claim`]),
      '/sources/hidden-source',
    ])
      for (const query of ['', `?rev=${openRev}`, '?asOf=2017-03-01']) {
        const hidden = await readers.nobody.get(`/en${path}${query}`)
        const absent = await readers.nobody.get(`/en${path}-not${query}`)
        expect.soft([hidden.status(), absent.status()], path + query).toEqual([404, 404])
        expect
          .soft(bare(await hidden.text(), path), path + query)
          .toBe(bare(await absent.text(), `${path}-not`))
      }
  })

  await test.step('what is hidden cannot be written about, like what does not exist', async () => {
    for (const id of HIDDEN) {
      const path = `/palmyra/tell?about=${id}`
      const [hidden, absent] = [
        await readers.nobody.get(`/en${path}`),
        await readers.nobody.get(`/en${path}-not`),
      ]
      expect.soft([hidden.status(), absent.status()], path).toEqual([200, 200])
      const [one, other] = [await hidden.text(), await absent.text()]
      expect.soft(bare(one, id), path).toBe(bare(other, `${id}-not`))
    }
  })

  await test.step('nothing stands beside what is hidden, as beside what does not exist', async () => {
    for (const id of HIDDEN)
      for (const query of ['', `&rev=${openRev}`]) {
        const path = `/palmyra/beside?m=agora${query}&m=${id}`
        const hidden = await readers.nobody.get(`/en${path}`)
        const absent = await readers.nobody.get(`/en${path}-not`)
        expect.soft([hidden.status(), absent.status()], path).toEqual([400, 400])
        const [one, other] = [await hidden.text(), await absent.text()]
        expect.soft(bare(one, id), path).toBe(bare(other, `${id}-not`))
      }
  })

  await test.step('a search for their names finds as little as one for nonsense', async () => {
    for (const word of [...SEARCHES, ...SEARCHES.map((w) => w.slice(0, 4))])
      for (const query of [`q=${word}`, `q=${word}&rev=${openRev}`]) {
        const html = await (await readers.nobody.get(`/en/palmyra?${query}`)).text()
        expect.soft(html, query).toContain(t('register.found', { count: 0 }))
        // A part of a word may be taken for a slip of another, a public one.
        const isWhole = SEARCHES.includes(word as (typeof SEARCHES)[number])
        for (const more of [
          '&exactly=1',
          ...(isWhole ? ['', '&record=claim&asOf=2017-03-01'] : []),
        ]) {
          const found = await readers.nobody.get(`/en/search?${query}${more}`)
          const other = await readers.nobody.get(
            `/en/search?${query.replace(word, 'Jabberwock')}${more}`,
          )
          expect.soft(found.status()).toBe(200)
          const bareOf = async (answer: typeof found, typed: string) =>
            bare(await answer.text(), typed)
          expect
            .soft(await bareOf(found, word), query + more)
            .toBe(await bareOf(other, 'Jabberwock'))
        }
      }
  })
})

test('every action asks for its right itself', async ({ page, site, browser }) => {
  test.setTimeout(480_000)
  const readers = await signInAll(page, site, browser)
  const before = await rev(site)
  const allowed: Record<Who, (string | null)[]> = {
    nobody: [null],
    viewer: [null, 'account'],
    editor: [null, 'account', 'record'],
    reviewer: [null, 'account', 'record', 'review'],
    admin: [null, 'account', 'record', 'review', 'manage', 'administer'],
    elsewhere: [null, 'account'],
  }
  for (const who of READERS)
    for (const { name, id } of actionsInBuild()) {
      if (name.endsWith('signOut')) continue
      const said = await call(readers[who], site, id)
      expect
        .soft(said.includes(t('errors.forbidden')), `${who}: ${name}`)
        .toBe(!allowed[who].includes(ACTIONS[name] ?? null))
      const isDone = NEED_NOTHING.includes(name) && allowed[who].includes(ACTIONS[name] ?? null)
      expect.soft(said, `${who}: ${name}`).toContain(`"ok":${isDone}`)
      // From a page of a site it is the right there that counts.
      const page = /^app(\/\[lang\]\/\[site\]\/.*)\/actions\.ts/.exec(name)?.[1]
      if (who !== 'elsewhere' || page === undefined) continue
      for (const [slug, mayDo] of [
        ['palmyra', allowed.viewer],
        [SECOND.slug, allowed.editor],
      ] as const) {
        const isRefused = !mayDo.includes(ACTIONS[name] ?? null)
        const there = addressOf(page, { lang: 'en', site: slug })
        const answer = await call(readers[who], site, id, {}, there)
        expect.soft(answer.includes(t('errors.forbidden')), `${name} at ${slug}`).toBe(isRefused)
      }
    }
  const admins = { cookie: await cookieOf(page) }
  for (const [n, { name, id }] of actionsInBuild().entries())
    for (const [i, forged] of forgeries(site).entries()) {
      // The short run forges each action's requests in two ways, so that every way is tried at many actions.
      if (!FULL && (i + n) % 5 !== 0) continue
      const answer = await send(site, '/en/sign-in', {
        method: 'POST',
        ...emptyCall(id, { ...admins, ...forged }),
      })
      expect.soft(answer.status, `${name} ${JSON.stringify(forged)}`).toBe(403)
      expect.soft(answer.text, `${name} ${JSON.stringify(forged)}`).not.toContain('"ok"')
    }
  for (const path of ['/copies/seed', '/imports/palmyra', '/en/images/new'])
    for (const forged of forgeries(site)) {
      const answer = await send(site, path, {
        method: 'POST',
        ...emptyCall('', { ...admins, ...forged }),
      })
      const isRefused = answer.status === 403 || answer.location.includes('problem=refused')
      expect.soft(isRefused, `${path} ${JSON.stringify(forged)}: ${answer.status}`).toBe(true)
    }
  expect(await rev(site)).toBe(before)
  await setAccess(page, 'private')
  for (const { name, id } of actionsInBuild()) {
    if (name.endsWith('signOut')) continue
    const said = await call(readers.nobody, site, id)
    expect
      .soft(said.includes(t('errors.forbidden')), `private: ${name}`)
      .toBe(!WAYS_IN.includes(name))
  }
})

test('files and wrong methods carry the usual headers too', async ({ request }) => {
  const html = await (await request.get('/en/palmyra')).text()
  const files = [...html.matchAll(/"(\/_next\/static\/[^"]+)"/g)].map(([, path]) => path ?? '')
  expect(files.length).toBeGreaterThan(2)
  for (const path of [
    ...new Set(files).values(),
    '/icon.svg',
    '/_next/nothing',
    '/exports/none/report.pdf',
    '/exports/palmyra/none.csv',
    '/exports',
  ])
    expect.soft(missingHeaders((await request.get(path)).headers()), path).toEqual([])
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const answer = await request.fetch('/en/palmyra', {
      method,
      headers: { origin: 'https://evil.example' },
    })
    expect.soft(answer.status(), method).toBe(403)
    expect.soft(missingHeaders(answer.headers()), method).toEqual([])
  }
  const [one, two] = [await request.get('/en/palmyra'), await request.get('/en/palmyra')].map(
    (a) => /nonce-(\w+)/.exec(a.headers()['content-security-policy'] ?? '')?.[1],
  )
  expect(one).not.toBe(two)
})

/**
 * An export is not a page of Next's, and the API asks nothing of a session. The short run asks for HTML alone, which carries the same payload, and for viewers,
 * who see what nobody does, without views.
 */
function waysToAsk(address: string, who: Who): Record<string, string>[] {
  if (address.startsWith('/api/')) return who === 'nobody' ? [{}] : []
  if (FULL) return address.startsWith('/exports/') ? [{}] : AS_NEXT
  if (who === 'viewer') return address.includes('?') ? [] : [{}]
  return [{}]
}

/** Everything that nobody may try: every route with every hidden filling, and lists in every view. */
function asked(openRev: number, frozen: string[]): string[] {
  const fillings = [
    ...[...HIDDEN, 'vague-place', 'agora', 'baths'].map((monument) => ({
      ...PUBLIC,
      monument,
      threat: `${monument}.threat`,
      claim: `${monument}.claim`,
      assessment: `${monument}.assessment`,
      record: monument,
    })),
    ...[...HIDDEN, 'vague-place'].flatMap((id) =>
      ABOUT.map((ending) => ({ ...PUBLIC, claim: id + ending, record: id + ending })),
    ),
    { ...PUBLIC, claim: 'hidden-source.claim', record: 'hidden-source' },
    { ...PUBLIC, record: 'hidden-source.note' },
    { ...PUBLIC, source: 'hidden-source' },
    { ...PUBLIC, site: 'hidden-place', id: 'hidden-place' },
  ]
  const langs = FULL ? LANGS : LANGS.slice(0, 1)
  const pages = Object.keys(ROUTES).flatMap((route) =>
    langs.flatMap((lang) => fillings.map((f) => addressOf(route, { ...f, lang }))),
  )
  const unique = [...new Set(pages)]
  const views = ['', `?rev=${openRev}`, '?asOf=2017-03-01&knownAt=2017-03-01']
  const lists = [
    '/en/palmyra',
    '/en/palmyra/timeline',
    '/exports/palmyra/monuments.csv',
    '/exports/palmyra/claims.csv',
    '/exports/palmyra/monuments.geojson',
    '/en/palmyra/map',
    '/exports/palmyra/monuments.xlsx',
    '/exports/palmyra/monuments.jsonld',
    '/en/palmyra/report',
  ]
  return [
    ...unique.filter((address) => !address.endsWith('.pdf')),
    ...unique
      .filter((address) =>
        /^\/en\/(palmyra|sources)|^\/exports\/palmyra\/.*(csv|xlsx|json|jsonld)$/.test(address),
      )
      .flatMap((address) => views.slice(1).map((query) => address + query)),
    ...[...SEARCHES, 'canary', 'shrine', 'Agora', '2017'].flatMap((word) =>
      ['', `&rev=${openRev}`, '&record=note&exactly=1'].map(
        (more) => `/en/search?q=${word}${more}`,
      ),
    ),
    ...lists.flatMap((list) => [
      ...SEARCHES.map((word) => `${list}?q=${word}`),
      `${list}?status=damaged`,
      `${list}?flag=at_risk&asOf=2017-02-10`,
      `${list}?kind=shrine&sort=name`,
      `${list}?sort=changed&dir=desc`,
    ]),
    ...[...HIDDEN, 'vague-place'].flatMap((id) => [
      `/en/palmyra/changes?monument=${id}`,
      `/en/palmyra/beside?m=agora&m=${id}`,
      `/en/palmyra/beside?m=${id}&rev=${openRev}`,
      `/en/sources/seed?monument=${id}`,
      `/en/palmyra/${id}@${openRev}`,
      `/en/claims/${id}.claim@${openRev}`,
      `/en/assessments/${id}.assessment@${openRev}`,
      ...['', `&rev=${openRev}`].flatMap((rev) => [
        `/exports/cite?kind=monument&id=${id}&format=csl-json${rev}`,
        `/exports/cite?kind=claim&id=${id}.claim&format=ris${rev}`,
        `/exports/cite?kind=assessment&id=${id}.assessment&format=bibtex${rev}`,
      ]),
    ]),
    `/exports/cite?kind=source&id=hidden-source&format=ris`,
    ...['', `&rev=${openRev}`, '&to=2017-03-01&knownAt=2026-01-01'].map(
      (rest) => `/en/palmyra/compare?from=2010-01-01${rest}`,
    ),
    '/en/palmyra/report?since=2010-01-01',
    ...BOXES.flatMap((box) =>
      ['', `&rev=${openRev}`].map((rev) => `/exports/palmyra/monuments.geojson?bbox=${box}${rev}`),
    ),
    '/en/palmyra/desk',
    `/en/palmyra/proposals/${PROPOSAL}`,
    `/en/palmyra/agora/edit?proposal=${PROPOSAL}`,
    ...[...HIDDEN, 'hidden-source'].map((id) => `/en/palmyra/tell?about=${id}`),
    ...frozen.flatMap((id) => [
      `/en/reports/${id}`,
      `/ar/reports/${id}`,
      `/reports/${id}`,
      `/exports/reports/${id}.pdf`,
    ]),
    ...HIDDEN.flatMap((id) =>
      [
        'record?subject=',
        'threats/new?subject=',
        'withdraw?record=',
        'assess?subject=',
        'correct?claim=',
      ].map((form) => `/en/palmyra/${form}${id}`),
    ),
  ]
}

/** One client per reader; `page` is the administrator's. There are two sites then, and `elsewhere` is of the second. */
async function signInAll(
  page: Page,
  site: Site,
  browser: Browser,
): Promise<Record<Who, APIRequestContext>> {
  const cookies = enrolAll(site)
  const asWhom = async (who: Who) => {
    const context =
      who === 'admin' ? page.context() : await browser.newContext({ baseURL: site.url })
    const [cookie, value] = cookies[who]?.split('=') ?? []
    if (cookie && value) await context.addCookies([{ name: cookie, value, url: site.url }])
    return context.request
  }
  const clients = await Promise.all(READERS.map(async (who) => [who, await asWhom(who)] as const))
  return Object.fromEntries(clients) as Record<Who, APIRequestContext>
}

async function setAccess(page: Page, access: 'public' | 'private'): Promise<void> {
  await page.goto('/en/settings')
  await page.check(`[name=access][value=${access}]`)
  await page.click('main form button')
  await expect(page.getByText(t(`settings.now.${access}`))).toBeVisible()
}

async function cookieOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ')
}

async function kindOf(answer: Awaited<ReturnType<APIRequestContext['get']>>): Promise<string> {
  const [status, { location = '' }] = [answer.status(), answer.headers()]
  if (status === 404) return 'nothing'
  if (status >= 300 && status < 400)
    return location.includes('/sign-in?next=') ? 'sign-in' : 'redirect'
  const text = await answer.text()
  const refusals = ['forms.forbidden', 'account.persons.forbidden', 'persons.forbidden']
  if (refusals.some((key) => text.includes(t(key))))
    return text.includes(ADMIN.email) ? 'leak' : 'refusal'
  return status === 200 ? 'page' : String(status)
}

/** A box of so many degrees to each side. */
function around({ lat, lon }: { lat: number; lon: number }, by: number): string {
  return [lon - by, lat - by, lon + by, lat + by].map((degrees) => degrees.toFixed(7)).join(',')
}

/** The headers of requests that our own pages did not send; `x-forwarded-host` and the like are anybody's words. */
function forgeries({ url }: Site): Record<string, string>[] {
  const evil = 'https://evil.example'
  const { host } = new URL(url)
  return [
    {},
    { origin: 'null' },
    { origin: evil },
    { origin: evil, 'sec-fetch-site': 'cross-site' },
    { origin: url, 'sec-fetch-site': 'cross-site' },
    { origin: url, 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: evil, 'x-forwarded-host': 'evil.example' },
    { origin: evil, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' },
    { origin: url, host: 'evil.example' },
    { origin: 'http://evil.example', host: 'evil.example' },
    { origin: `${url}.evil.example` },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  ]
}

/** A call of an action with an empty form, as Next's own client makes it. */
function emptyCall(id: string, headers: Record<string, string>) {
  const form = multipart({
    '1__lang': 'en',
    '0': '[{"ok":null,"title":"","errors":[],"values":{},"key":""},"$K1"]',
  })
  const own = { 'next-action': id, accept: 'text/x-component' }
  return { body: form.body, headers: { ...own, ...form.headers, ...headers } }
}

/** The address as Next's own client asks for its payload. */
function rsc(address: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}_rsc=canary`
}

/** An answer's text; of an archive the text of every file in it, and of those in them. */
async function textOf(answer: APIResponse): Promise<string> {
  return /zip|spreadsheet/.test(answer.headers()['content-type'] ?? '')
    ? textInside(await answer.body())
    : withoutBoxes(await answer.text())
}

/** Where on a page of a PDF its links are is told in numbers that may look like a hidden place. */
function withoutBoxes(text: string): string {
  return text.replaceAll(/\/Rect \[[\d. ]+\]/g, '')
}

async function textInside(archive: Buffer): Promise<string> {
  const texts = [...(await unzipped(archive))].map(([path, content]) =>
    path.endsWith('.xlsx') ? textInside(content) : withoutBoxes(String(content)),
  )
  return (await Promise.all(texts)).join('\n')
}

/** A page without what differs from answer to answer: its nonce, and the address that was asked for. */
function bare(html: string, path: string): string {
  const slug = path.split('/').at(-1) ?? ''
  return html
    .replace(/nonce="[^"]*"|"nonce":"[^"]*"|[0-9a-f]{32}/g, '')
    .replaceAll(new RegExp(`${slug}(?!-not)`, 'g'), 'it')
}

async function rev(site: Site): Promise<number> {
  const store = openSqlite(join(site.dataDir, DATABASE_FILE))
  try {
    return (await readHead(store.db)).rev
  } finally {
    await store.close()
  }
}
