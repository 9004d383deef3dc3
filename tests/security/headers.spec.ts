import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { DATABASE_FILE } from '../../db/store/open'
import { secretsIn } from '../support/logged'
import { expect, type Site, test } from '../support/server'
import { ROOT, startSite } from '../support/site-process'
import { missingHeaders } from './probes'
import { type Answer, post, type Sent, send } from './raw'

/* Every status that the server can give, over https behind a proxy: none comes without the headers. */

const ORIGIN = 'https://tadmor.example'
const CONTACT = 'register@tadmor.example'
const own = { host: 'tadmor.example', 'x-forwarded-proto': 'https' }
const json = { 'content-type': 'application/json', authorization: 'Bearer tadmor_wrong' }

let site: Site
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  site = await startSite({ PUBLIC_ORIGIN: ORIGIN, CONTACT_EMAIL: CONTACT, LOG_LEVEL: 'trace' })
})
test.afterAll(() => site?.stop())

const MB = 1024 * 1024
const segment = { rsc: '1', 'next-router-prefetch': '1' }
const chunk = () =>
  readdirSync(join(ROOT, '.next/static/chunks')).find((name) => name.endsWith('.js'))

/** What is asked, and the status that it has to have. */
const ASKED: [status: number, path: string, sent?: Sent][] = [
  [200, '/en/palmyra'],
  [200, '/ar/palmyra'],
  [200, '/icon.svg'],
  [200, '/robots.txt'],
  [200, '/sitemap.xml'],
  [200, '/.well-known/security.txt'],
  [200, '/healthz'],
  [200, '/api/v1/sites'],
  [
    307,
    '/en/palmyra',
    { headers: { rsc: '1', 'next-router-state-tree': '%5B%22%22%2C%7B%7D%5D' } },
  ],
  [307, '/en/palmyra', { headers: { ...segment, 'next-router-segment-prefetch': '/_tree' } }],
  [204, '/api/v1/sites', { method: 'OPTIONS' }],
  [303, '/en/palmyra', { headers: { accept: 'text/csv' } }],
  [303, '/copies/seed', { method: 'POST', headers: { origin: ORIGIN } }],
  [200, '/en/palmyra?_rsc=1'],
  [307, '/'],
  [307, '/en/people'],
  [308, '/en/palmyra/'],
  [400, '/en/palmyra?asOf=never'],
  [400, '/api/v1/sites/palmyra/monuments?asOf=never'],
  [401, '/api/v1/key', { headers: json }],
  [401, '/api/v1/claims', { method: 'POST', headers: json, body: '{}' }],
  [404, '/metrics'],
  [403, '/en/sign-in', { method: 'POST', headers: { origin: 'https://evil.example' } }],
  [404, '/en/nothing'],
  [404, '/en/palmyra/nothing'],
  [404, '/api/v1/nothing'],
  [404, '/exports/palmyra/nothing.csv'],
  [404, '/images/nothing/thumb.webp'],
  [404, '/_next/static/none.js'],
  [404, '/exports/%ff/monuments.csv'],
  [404, '/en/people.rsc'],
  [404, '/en/palmyra.rsc?_rsc=1'],
  [404, '/en/palmyra.segments/_tree.segment.rsc'],
  [405, '/en/palmyra', { method: 'DELETE', headers: { origin: ORIGIN } }],
  [405, '/imports/palmyra'],
  [405, '/api/v1/sites', { method: 'DELETE' }],
  [405, '/en/palmyra', { method: 'TRACE', headers: { origin: ORIGIN } }],
  [406, '/en/palmyra', { headers: { accept: 'image/png' } }],
  [
    413,
    '/en/sign-in',
    {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-length': String(2 * MB) },
      body: 'x'.repeat(2 * MB),
    },
  ],
  [
    415,
    '/en/sign-in',
    {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-encoding': 'gzip', 'content-length': '0' },
    },
  ],
]

test('no answer comes without the headers, whatever its status', async () => {
  for (const [status, path, sent] of [
    ...ASKED,
    [200, `/_next/static/chunks/${chunk()}`] as const,
  ]) {
    const answer = await ask(path, sent)
    expect.soft(answer.status, `${sent?.method ?? 'GET'} ${path}`).toBe(status)
    guarded(answer, `${sent?.method ?? 'GET'} ${path}`)
  }
})

test('nor one that was there already, or is asked for too often', async () => {
  for (const path of ['/api/v1/sites/palmyra/monuments?rev=1', '/exports/palmyra/claims.csv']) {
    let address = path
    let first = await ask(address)
    for (; first.status >= 300 && first.status < 400; first = await ask(address))
      address = first.location.replace(ORIGIN, '')
    const again = await ask(address, { headers: { 'if-none-match': first.headers.etag ?? '' } })
    expect.soft(again.status, path).toBe(304)
    guarded(again, `304 ${path}`)
  }
  inDatabase((file) => {
    file
      .prepare('insert into hit (key, window, count) values (?, ?, 6000)')
      .run('api:address:203.0.113.7', Math.floor(site.now() / 60_000))
  })
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  guarded(await ask('/api/v1/sites', { headers }), 'too many', 429)
})

test('whom to tell is said where somebody is named', async () => {
  const { text, headers } = await ask('/.well-known/security.txt')
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(text).toMatch(
    /^Contact: mailto:register@tadmor\.example\nExpires: 2027-02-20T12:\d\d:\d\d\.\d{3}Z\nCanonical: https:\/\/tadmor\.example\/\.well-known\/security\.txt\n$/,
  )
})

test('nor one of a store that fails; it tells a reference and nothing else', async () => {
  // What nobody may do from inside: the tables are gone under the running server.
  inDatabase((file) => {
    file.pragma('foreign_keys = off')
    file.exec('alter table span rename to span_gone; alter table claim rename to claim_gone')
  })
  for (const path of [
    '/en/palmyra',
    '/ar/palmyra',
    '/en/palmyra/temple-of-bel',
    '/api/v1/sites/palmyra/claims',
    '/exports/palmyra/claims.csv?asOf=2026-11-22&knownAt=2026-11-22&rev=1',
  ]) {
    const answer = await ask(path)
    guarded(answer, path, 500)
    expect
      .soft(answer.text, path)
      .not.toMatch(/no such table|claim_gone|node_modules|\.ts\b|sqlite/i)
  }
  const broken = await ask('/en/palmyra', { headers: { rsc: '1' } })
  guarded(broken, 'payload')
  expect.soft(broken.text).not.toMatch(/no such table|node_modules|sqlite/i)
  const form = await post(site, '/en/palmyra/tell', { words: 'x' }, { ...own, origin: ORIGIN })
  guarded(form, 'a form')
  expect(secretsIn(site.log())).toEqual([])
  expect(site.log()).not.toContain(CONTACT)
})

function ask(path: string, sent: Sent = {}): Promise<Answer> {
  return send(site, path, { ...sent, headers: { ...own, ...sent.headers } })
}

/** Holds an answer to the usual headers, a policy, and that it is only ever asked for over https. */
function guarded(answer: Answer, label: string, status?: number): void {
  if (status !== undefined) expect.soft(answer.status, label).toBe(status)
  const isFile = /^default-src 'none'; sandbox; frame-ancestors 'none'$/
  const policy = answer.headers['content-security-policy'] ?? ''
  const missing = missingHeaders(answer.headers).filter(
    (line) =>
      !line.startsWith('cache-control') &&
      !(line.startsWith('content-security') && isFile.test(policy)),
  )
  expect.soft(missing, label).toEqual([])
  expect
    .soft(answer.headers['strict-transport-security'], label)
    .toBe('max-age=31536000; includeSubDomains')
}

function inDatabase(use: (file: Database.Database) => void): void {
  const file = new Database(join(site.dataDir, DATABASE_FILE), { timeout: 5000 })
  use(file)
  file.close()
}
