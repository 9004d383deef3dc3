import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FULL } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, type Site, test } from '../support/server'
import { ADMIN } from '../support/sign-in'
import { ROOT } from '../support/site-process'
import { missingHeaders } from './probes'
import { type Answer, send } from './raw'
import { enrolAll, plantForRoutes, QUERIES } from './readers'
import { addressOf, READERS, ROUTES, type Who } from './routes'

/* Every route by every method and in every form in which Next's own client, or somebody who knows Next, asks for it. */

test.use({ freshSite: true })

const t = translatorOf('en')
const BUILD = readFileSync(join(ROOT, '.next/BUILD_ID'), 'utf8')
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']
/** Files that take long to make, and hold what the others hold. */
const SLOW = /\.(pdf|zip|xlsx|jsonld)$/

/** Who may see least of what is closed, and who is shown a refusal. */
const LEAST: readonly Who[] = ['nobody', 'viewer']

/** The forms of one question: headers that mean something to Next, and addresses that it takes for others. */
const FORMS: [name: string, address: (given: string) => string, headers: Record<string, string>][] =
  [
    ['payload', asGiven, { RSC: '1' }],
    ['prefetch', asGiven, { RSC: '1', 'Next-Router-Prefetch': '1' }],
    [
      'tree',
      asGiven,
      { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' },
    ],
    [
      'page segment',
      asGiven,
      {
        RSC: '1',
        'Next-Router-Prefetch': '1',
        'Next-Router-Segment-Prefetch': '/$d$lang/__PAGE__',
      },
    ],
    ['state tree', asGiven, { RSC: '1', 'Next-Router-State-Tree': '%5B%22%22%2C%7B%7D%5D' }],
    ['subrequest', asGiven, { 'x-middleware-subrequest': Array(5).fill('proxy').join(':') }],
    [
      'old subrequest',
      asGiven,
      { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
    ],
    ['data', asGiven, { 'x-nextjs-data': '1' }],
    ['matched path', asGiven, { 'x-matched-path': '/en/about', 'x-now-route-matches': '1=en' }],
    [
      'invoked',
      asGiven,
      { 'x-invoke-path': '/en/about', 'x-invoke-status': '200', 'x-middleware-invoke': '1' },
    ],
    ['rewritten', asGiven, { 'x-middleware-rewrite': '/en/about', 'x-middleware-next': '1' }],
    [
      'told address',
      asGiven,
      {
        'x-tadmor-address': '/en/about',
        'x-original-url': '/en/about',
        'x-rewrite-url': '/en/about',
      },
    ],
    ['_rsc', (a) => `${a}${a.includes('?') ? '&' : '?'}_rsc=1`, {}],
    ['.rsc', (a) => ending(a, '.rsc'), {}],
    ['.prefetch.rsc', (a) => ending(a, '.prefetch.rsc'), {}],
    ['.segments', (a) => ending(a, '.segments/_tree.segment.rsc'), {}],
    ['.json', (a) => ending(a, '.json'), {}],
    ['/_next/data', (a) => `/_next/data/${BUILD}${ending(a, '.json')}`, {}],
  ]

test('no method and no form of asking gets what the plain question does not', async ({ site }) => {
  test.setTimeout(FULL ? 3_600_000 : 900_000)
  const cookies = enrolAll(site)
  const filling = await plantForRoutes(site, cookies.admin)
  const before = await revOf(site)
  for (const who of FULL ? READERS : LEAST) {
    const cookie: Record<string, string> = cookies[who] ? { cookie: cookies[who] } : {}
    const routes = [...Object.entries(ROUTES).entries()].filter(
      ([n, [route]]) => (FULL || n % 2 === LEAST.indexOf(who)) && !SLOW.test(route),
    )
    await atOnce(routes, async ([n, [route, decided]]) => {
      const own = route.startsWith('/images/')
        ? { file: 'thumb.webp' }
        : { file: filling.file ?? '' }
      const address = addressOf(route, { ...filling, ...own }) + (QUERIES[route] ?? '')
      const plain = await send(site, address, { headers: cookie })
      const label = `${who} at ${address}`
      const head = await send(site, address, { method: 'HEAD', headers: cookie })
      expect
        .soft([head.status, head.location, head.text], `HEAD of ${label}`)
        .toEqual([plain.status, plain.location, ''])
      for (const [name, addressed, headers] of some(FORMS, who, n)) {
        const answer = await followed(site, addressed(address), { ...headers, ...cookie })
        expect.soft(answer.status, `${name}: ${label}`).toBeLessThan(500)
        expect
          .soft(missingHeaders(answer.headers).filter(isNotNexts), `${name}: ${label}`)
          .toEqual([])
        // An address that Next makes something else of may be nothing; but never more than was decided.
        const kinds = [decided[who], kindOf(plain), 'nothing', 'outline', '400']
        expect.soft(kinds, `${name}: ${label}`).toContain(kindOf(answer))
      }
      for (const method of some(METHODS, who, n))
        for (const origin of [null, site.url, 'https://evil.example']) {
          const headers = { ...(origin === null ? {} : { origin }), ...cookie }
          const answer = await send(site, address, { method, headers })
          const asked = `${method} from ${origin} of ${label}`
          expect.soft(answer.status, asked).toBeLessThan(500)
          expect.soft(missingHeaders(answer.headers).filter(isNotNexts), asked).toEqual([])
          const isRead = method === 'POST' && answer.status === 200
          if (isRead) expect.soft(kindOf(answer), asked).toBe(kindOf(plain))
          else expect.soft(answer.text, asked).not.toContain(ADMIN.email)
          if (!isRead && method !== 'OPTIONS')
            expect.soft(answer.status < 200 || answer.status >= 300, asked).toBe(true)
        }
    })
  }
  expect(await revOf(site)).toBe(before)
})

/** In the short run each route is asked in some of the ways, so that every way is met at many routes. */
function some<T>(ways: readonly T[], who: Who, n: number): T[] {
  const isWhole = FULL && LEAST.includes(who)
  return ways.filter((_, i) => isWhole || (i + n) % Math.ceil(ways.length / 2) === 0)
}

function asGiven(address: string): string {
  return address
}

/** An address with something behind its path. */
function ending(address: string, more: string): string {
  const [path = '', query] = address.split('?')
  return query === undefined ? path + more : `${path + more}?${query}`
}

/** Next sends its client to the address that goes with its headers; where else it sends, stays as it is. */
async function followed(
  site: Site,
  address: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const answer = await send(site, address, { headers })
  const [path] = address.split('?')
  // To the same as a file of a site's, or as Next would have it: what stands there is what counts.
  const isOn = answer.location.includes('_rsc') || answer.location.startsWith(`${path}/`)
  return answer.status === 307 && isOn ? send(site, answer.location, { headers }) : answer
}

/** What Next answers alone (redirects of slashes, preflights) says nothing about keeping it, and has the strictest policy. */
function isNotNexts(line: string): boolean {
  return !/^cache-control|^content-security-policy: default-src 'none'; sandbox/.test(line)
}

function kindOf({ status, headers, location, text }: Answer): string {
  if (
    status === 404 ||
    text.includes('NEXT_HTTP_ERROR_FALLBACK;404') ||
    text.includes(t('common.notFound.title'))
  )
    return 'nothing'
  if (status >= 300 && status < 400)
    return location.includes('/sign-in?next=') ? 'sign-in' : 'redirect'
  // What Next's client is told ahead: which parts a page has, and nothing of what is in them.
  const isPayload = headers['content-type']?.startsWith('text/x-component')
  if (status === 200 && isPayload && !text.includes('["$",')) return 'outline'
  const refusals = ['forms.forbidden', 'account.persons.forbidden', 'persons.forbidden']
  if (refusals.some((key) => text.includes(t(key))))
    return text.includes(ADMIN.email) ? 'leak' : 'refusal'
  return status === 200 ? 'page' : String(status)
}

async function revOf(site: Site): Promise<string> {
  const { text } = await send(site, '/api/v1/sites/palmyra/changes?limit=1')
  return /"rev": ?(\d+)/.exec(text)?.[1] ?? ''
}

/** A few questions under way at any time. */
async function atOnce<T>(list: T[], work: (one: T) => Promise<void>, most = 4): Promise<void> {
  const left = [...list]
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: most }, worker))
}
