import { join } from 'node:path'
import Database from 'better-sqlite3'
import { DATABASE_FILE } from '../../db/store/open'
import { secretsIn } from '../support/logged'
import { translatorOf } from '../support/messages'
import { expect, type Site, test } from '../support/server'
import { ADMIN } from '../support/sign-in'
import { enrolBeside, startSite } from '../support/site-process'
import { codeOf } from '../support/totp'
import { type Answer, hiddenFields, post, send } from './raw'

/* Fifty at once against every way in, each claiming another address: what one may have is all that they get. */

const t = translatorOf('en')
const AT_ONCE = 50
/** Each hashes a password, which is slow on purpose. */
const JOIN_AT_ONCE = 12
const HTTPS = { PUBLIC_ORIGIN: 'https://tadmor.example' }
const PASSWORD = 'four plain words together'

/** Who stands in front, what they add to the reader's own words, and by what the reader is counted then. */
const FRONTS: [name: string, env: Record<string, string>, added: string, key: string][] = [
  ['no proxy', {}, '', 'local'],
  ['one proxy', HTTPS, ', 203.0.113.7', '203.0.113.7'],
  [
    'two proxies',
    { ...HTTPS, TRUSTED_PROXIES: '2' },
    ', 2001:db8:1:2::7, 10.0.0.1',
    '2001:db8:1:2::/64',
  ],
]

for (const [name, env, added, key] of FRONTS)
  test(`${name}: keys, links and passwords are tried as often as one address may`, async () => {
    const site = await startSite({ LOG_LEVEL: 'trace', ...env })
    const { PUBLIC_ORIGIN: origin = site.url } = env
    const from = (n: number) => ({
      origin,
      'x-forwarded-for': `198.51.100.${n}, 198.51.100.${n + 100}${added}`,
      forwarded: `for=198.51.100.${n}`,
      'x-real-ip': `198.51.100.${n}`,
    })

    await test.step('keys of the API', async () => {
      useUp(site, `api:address:${key}`, 6000 - 20)
      const answers = await atOnce((n) =>
        send(site, '/api/v1/sites', {
          headers: { ...from(n), authorization: `Bearer tadmor_wrong-key-${n}` },
        }),
      )
      expect(countsOf(answers.map((a) => a.status))).toEqual({ 401: 20, 429: 30 })
      const other = { 'x-forwarded-for': '203.0.113.99, 203.0.113.98' }
      const { status } = await send(site, '/api/v1/sites', { headers: other })
      expect(status).toBe(name === 'no proxy' ? 429 : 200)
    })

    const link = /\/en\/join\/[\w-]{43}/.exec(site.firstRunOutput)?.[0] ?? ''
    const person = { ...ADMIN, repeat: ADMIN.password }
    const form = hiddenFields((await send(site, link)).text)
    await test.step('guessed links', async () => {
      useUp(site, `first-admin:${key}`, 60 - 25)
      const token = (n: number) => String(n).padStart(43, 'x')
      const answers = await atOnce((n) =>
        post(site, link, { ...form, ...person, token: token(n) }, from(n)),
      )
      expect(refusedOf(answers)).toBe(AT_ONCE - 25)
    })

    await test.step('one link by many: it lets in one', async () => {
      forget(site)
      const answers = await atOnce(
        (n) => post(site, link, { ...form, ...person, email: `p${n}@example.org` }, from(n)),
        JOIN_AT_ONCE,
      )
      const counts = countsOf(answers.map((answer) => answer.status))
      expect(counts).toEqual({ 200: JOIN_AT_ONCE - 1, 303: 1 })
      expect(rows(site, 'select count(*) from membership')).toEqual([1])
    })

    await test.step('passwords of one account, and of many', async () => {
      forget(site)
      const signIn = hiddenFields((await send(site, '/en/sign-in')).text)
      const wrong = (n: number, email: string) =>
        post(site, '/en/sign-in', { ...signIn, email, password: `wrong password ${n}` }, from(n))
      expect(refusedOf(await atOnce((n) => wrong(n, ADMIN.email)))).toBe(AT_ONCE - 5)
      forget(site)
      useUp(site, `sign-in:address:${key}`, 50 - 7)
      const many = await atOnce((n) => wrong(n, `somebody${n}@example.org`))
      expect(refusedOf(many)).toBe(AT_ONCE - 7)
    })

    expect(secretsIn(site.log())).toEqual([])
    await site.stop()
  })

test('fifty codes at once: five are tried, and then not even the right one', async () => {
  const site = await startSite({ LOG_LEVEL: 'trace' })
  const { name, email } = ADMIN
  const cookie = enrolBeside(site, [{ key: 'a', name, email, role: 'admin', siteId: null }]).a ?? ''
  const own = { origin: site.url }
  const page = '/en/account/factor'

  const { text } = await send(site, page, { headers: { cookie } })
  const begun = await post(
    site,
    page,
    { ...hiddenFields(text), presentPassword: PASSWORD },
    { ...own, cookie },
  )
  const secret =
    /<bdi[^>]*>([A-Z2-7 ]{52,})<\/bdi>/.exec(begun.text)?.[1]?.replaceAll(' ', '') ?? ''
  expect(secret).toMatch(/^[A-Z2-7]{52}$/)
  const confirmed = await post(
    site,
    page,
    { ...hiddenFields(begun.text), code: codeOf(secret, site.now()) },
    { ...own, cookie },
  )
  const codes = [...confirmed.text.matchAll(/<li[^>]*>(?:<[^>]+>)*([\w-]{8,})</g)].map(
    ([, code]) => code ?? '',
  )
  expect(codes.length).toBeGreaterThan(9)

  const signIn = hiddenFields((await send(site, '/en/sign-in')).text)
  const halfway = await post(site, '/en/sign-in', { ...signIn, email, password: PASSWORD }, own)
  expect(halfway.location).toContain('/sign-in/code')
  const half = { ...own, cookie: halfway.cookie }
  const form = hiddenFields((await send(site, '/en/sign-in/code', { headers: half })).text)
  const give = (code: string, n = 0) =>
    post(
      site,
      '/en/sign-in/code',
      { ...form, code },
      { ...half, 'x-forwarded-for': `198.51.100.${n}` },
    )
  const answers = await atOnce((n) => give(String(100_000 + n), n))
  expect(refusedOf(answers)).toBe(AT_ONCE - 5)
  expect(answers.filter(({ text }) => text.includes(t('errors.field.code_wrong')))).toHaveLength(5)
  expect(refusedOf([await give(codeOf(secret, site.now())), await give(codes[0] ?? '')])).toBe(2)

  const log = site.log()
  expect(secretsIn(log)).toEqual([])
  for (const word of [secret, PASSWORD, name, ...codes, cookie, halfway.cookie])
    expect(log).not.toContain(word)
  await site.stop()
})

function atOnce(ask: (n: number) => Promise<Answer>, times = AT_ONCE): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, (_, n) => ask(n)))
}

/** How many answers say that it was tried too often. */
function refusedOf(answers: Answer[]): number {
  return answers.filter(({ text }) => text.includes('Too many attempts')).length
}

function countsOf(statuses: number[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** As if somebody had been here before: a limit of thousands is reached without thousands of requests. */
function useUp(site: Site, key: string, count: number): void {
  const minute = Math.floor(site.now() / 60_000)
  inDatabase(site, (file) =>
    file
      .prepare(
        'insert into hit (key, window, count) values (?, ?, ?) on conflict do update set count = excluded.count',
      )
      .run(key, minute, count),
  )
}

function forget(site: Site): void {
  inDatabase(site, (file) => file.exec('delete from hit'))
}

function rows(site: Site, sql: string): unknown[] {
  return inDatabase(site, (file) => file.prepare(sql).pluck().all())
}

function inDatabase<T>({ dataDir }: Site, use: (file: Database.Database) => T): T {
  const file = new Database(join(dataDir, DATABASE_FILE), { timeout: 5000 })
  try {
    return use(file)
  } finally {
    file.close()
  }
}
