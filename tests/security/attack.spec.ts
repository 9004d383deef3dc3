import { createHash } from 'node:crypto'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { DATABASE_FILE } from '../../db/store/open'
import { expect, type Site, test } from '../support/server'
import { ADMIN } from '../support/sign-in'
import { startSite } from '../support/site-process'
import { hiddenFields, multipart, post, type Sent, send } from './raw'
import { enrolAll, plantForRoutes, QUERIES } from './readers'
import { addressOf, ROUTES } from './routes'

/* What somebody sends who means harm: too much, too often, too deep, or in somebody else's name. The log hears nothing. */

/** Everything that no log may hold, as it is sent below. */
const CANARIES = {
  password: 'canary-password-zzq',
  email: 'canary-mail-zzq@example.org',
  words: 'canary-words-zzq',
  contact: 'canary-contact-zzq',
  search: 'canaryquestion',
  token: `canary${'t'.repeat(37)}`,
  key: 'tadmor_canary-key-zzq',
  cookie: 'canary-cookie-zzq',
  place: '38.123457',
}

// One server for all of them, also where one fails.
test.describe.configure({ mode: 'default' })

let site: Site
let cookies: ReturnType<typeof enrolAll>
let own: Record<string, string>
test.beforeAll(async () => {
  // Talkative, as nobody runs it: what is logged at any level is in the log.
  site = await startSite({ LOG_LEVEL: 'trace' })
  cookies = enrolAll(site)
  own = { origin: site.url }
})
test.afterAll(() => site?.stop())
const CUT_OFF = `--x-x-x-x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${'a,b\n'.repeat(2000)}`
const body = (length: number) => Buffer.alloc(length, 'x')
const form = { 'content-type': 'multipart/form-data; boundary=x-x-x-x' }
const json = { 'content-type': 'application/json' }

test('what is too large, too deep or no form is refused, and the server goes on', async () => {
  const MB = 1024 * 1024
  const many = multipart(Object.fromEntries(Array.from({ length: 8000 }, (_, n) => [`f${n}`, 'x'])))
  const long = multipart({ ['n'.repeat(500_000)]: 'x', words: 'x' })
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  const editor = { cookie: cookies.editor }
  const sent: [name: string, path: string, sent: Sent, wanted: number[]][] = [
    ['2 MB to a page', '/en/sign-in', { headers: form, body: body(2 * MB) }, [413]],
    [
      '32 MB by an editor',
      '/en/images/new',
      { headers: { ...form, ...editor }, body: body(32 * MB) },
      [413, 0],
    ],
    [
      '2 MB where files are taken, by nobody',
      '/en/images/new',
      { headers: form, body: body(2 * MB) },
      [413],
    ],
    [
      'of no length',
      '/en/sign-in',
      { headers: { ...form, 'transfer-encoding': 'chunked' }, body: body(MB) },
      [413],
    ],
    ['8,000 fields', '/en/sign-in', { headers: many.headers, body: many.body }, [200, 400]],
    ['a name of 500 kB', '/en/sign-in', { headers: long.headers, body: long.body }, [200, 400]],
    [
      'without a boundary',
      '/en/sign-in',
      { headers: { 'content-type': 'multipart/form-data' }, body: 'x' },
      [415],
    ],
    // Next answers this one alone, with nothing but the status.
    ['cut off', '/en/sign-in', { headers: form, body: '--x-x-x-x\r\nContent-Dis' }, [400, 500]],
    [
      'packed',
      '/en/sign-in',
      {
        headers: { ...many.headers, 'content-encoding': 'gzip', 'content-length': '' },
        body: gzipSync(many.body),
      },
      [415],
    ],
    ['JSON to the API without a key', '/api/v1/claims', { headers: json, body: deep }, [401]],
    ['a copy by nobody', '/copies/seed', { headers: form, body: body(MB) }, [303]],
    [
      'a copy that is none',
      '/copies/seed',
      { headers: { ...form, ...editor }, body: body(MB) },
      [400],
    ],
    ...['/copies/seed', '/imports/palmyra'].map((path): (typeof sent)[number] => [
      `a file cut off on ${path}`,
      path,
      { headers: { ...form, ...editor }, body: CUT_OFF },
      [400],
    ]),
    [
      'a copy of an unlike name',
      '/copies/..%2f..%2fetc%2fpasswd',
      { headers: { ...form, ...editor }, body: body(10) },
      [303, 404],
    ],
  ]
  for (const [name, path, what, wanted] of sent) {
    const { 'content-length': length = String(what.body?.length ?? 0), ...headers } =
      what.headers ?? {}
    const answer = await send(site, path, {
      ...what,
      method: 'POST',
      headers: {
        ...own,
        ...headers,
        ...('transfer-encoding' in headers
          ? {}
          : { 'content-length': length || String(what.body?.length) }),
      },
    })
    expect
      .soft(wanted, `${name}: ${answer.status} ${answer.text.slice(0, 200)}`)
      .toContain(answer.status)
    expect.soft(answer.text, name).not.toMatch(/node_modules|\bat .*\.js:|SQLITE|\/tmp\//)
  }
  expect((await send(site, '/en/palmyra')).status).toBe(200)
})

test('a sender who takes their time keeps nobody else waiting', async () => {
  const { port } = new URL(site.url)
  const slow = await Promise.all(
    Array.from({ length: 40 }, () => {
      const socket = new Socket()
      socket.on('error', () => undefined)
      return new Promise<Socket>((resolve) =>
        socket.connect(Number(port), '127.0.0.1', () => resolve(socket)),
      )
    }),
  )
  for (const socket of slow)
    socket.write(
      `POST /en/sign-in HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${site.url}\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nx`,
    )
  expect((await send(site, '/en/palmyra')).status).toBe(200)
  for (const socket of slow) socket.destroy()
})

test('many at once get what one may have, whatever address they claim', async () => {
  const spoofed = (n: number) => ({
    'x-forwarded-for': `203.0.113.${n}`,
    forwarded: `for=203.0.113.${n}`,
    'x-real-ip': `203.0.113.${n}`,
    'cf-connecting-ip': `203.0.113.${n}`,
  })
  /** How many of so many posts at once were told that they are too many. */
  const refused = async (
    path: string,
    times: number,
    fields: (n: number) => Record<string, string>,
  ) => {
    const hidden = hiddenFields((await send(site, path)).text)
    const answers = await Promise.all(
      Array.from({ length: times }, (_, n) =>
        post(site, path, { ...hidden, ...fields(n) }, { ...own, ...spoofed(n) }),
      ),
    )
    return answers.filter((answer) => answer.text.includes('Too many attempts')).length
  }
  // Five wrong passwords for one account; five words from outside an hour.
  expect(
    await refused('/en/sign-in', 20, (n) => ({
      email: ADMIN.email,
      password: `${CANARIES.password}${n}`,
    })),
  ).toBe(15)
  expect(
    await refused('/en/palmyra/tell', 12, () => ({
      kind: 'error',
      words: CANARIES.words,
      contact: CANARIES.contact,
    })),
  ).toBe(7)
})

test('reading changes nothing', async () => {
  test.setTimeout(240_000)
  const filling = await plantForRoutes(site, cookies.admin)
  const addresses = Object.keys(ROUTES)
    // The page of a name notes down who looked.
    .filter((route) => !/\.(pdf|zip)$|person\]\/name$/.test(route))
    .map((route) => addressOf(route, filling) + (QUERIES[route] ?? ''))
  // The first look may fill what is made on demand.
  const before = stateOf(site)
  for (const address of addresses)
    await Promise.all(
      ['GET', 'HEAD'].map((method) =>
        send(site, address, { method, headers: { cookie: cookies.reviewer } }),
      ),
    )
  expect(stateOf(site)).toBe(before)
})

test('the log holds nothing of what was typed, nor of whom, and no way in', async () => {
  const hidden = hiddenFields((await send(site, '/en/sign-in')).text)
  await post(
    site,
    '/en/sign-in',
    { ...hidden, email: CANARIES.email, password: CANARIES.password },
    own,
  )
  for (const path of [
    `/en/join/${CANARIES.token}`,
    `/en/search?q=${CANARIES.search}`,
    `/en/palmyra?q=${CANARIES.search}`,
    `/api/v1/sites/palmyra/monuments?q=${CANARIES.search}`,
    `/exports/palmyra/monuments.geojson?bbox=${CANARIES.place},34,39,35`,
    `/en/palmyra/${CANARIES.words}`,
    `/en/palmyra?asOf=${CANARIES.words}`,
    `/en/%ff${CANARIES.words}`,
  ])
    await send(site, path, {
      headers: { cookie: `tadmor=${CANARIES.cookie}`, authorization: `Bearer ${CANARIES.key}` },
    })
  const typed = {
    sourceSearch: CANARIES.words,
    words: CANARIES.words,
    lat: CANARIES.place,
    attributedTo: CANARIES.contact,
  }
  const record = await send(site, '/en/palmyra/record', { headers: { cookie: cookies.editor } })
  await post(
    site,
    '/en/palmyra/record',
    { ...hiddenFields(record.text), ...typed },
    { ...own, cookie: cookies.editor },
  )
  await send(site, '/api/v1/claims', {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${CANARIES.key}` },
    body: `{"words":"${CANARIES.words}`,
  })
  const log = site.log()
  expect(log.length, 'the test can see: something is logged').toBeGreaterThan(100)
  const secrets = [
    ...Object.values(CANARIES),
    ...Object.values(cookies).filter(Boolean),
    ADMIN.email,
    ADMIN.name,
    'A person:',
    '@example.org',
  ]
  const leaked = secrets.filter(
    (secret) => log.includes(secret) || log.includes(encodeURIComponent(secret)),
  )
  expect(leaked).toEqual([])
})

/** A hash of everything in the database but what counts uses. */
function stateOf({ dataDir }: Site): string {
  const file = new Database(join(dataDir, DATABASE_FILE), { readonly: true })
  const hash = createHash('sha256')
  const tables = file
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
    )
    .pluck()
    .all() as string[]
  for (const table of tables.filter(
    (name) => name !== 'hit' && !/_(data|idx|docsize|config|content)$/.test(name),
  )) {
    hash.update(table)
    for (const row of file.prepare(`select * from "${table}"`).raw().iterate())
      hash.update(JSON.stringify(row))
  }
  file.close()
  return hash.digest('hex')
}
