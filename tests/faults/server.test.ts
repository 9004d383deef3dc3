import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import ar from '../../app/_i18n/ar/errors.json'
import en from '../../app/_i18n/en/errors.json'
import { FULL } from '../sizes'
import prepareBaseData from '../support/base-data'
import { mountTiny, soundHead, whyNoDisk } from '../support/faulty'
import { openForm, postClaim } from '../support/post-form'
import { enrolBeside, type Site, serve } from '../support/site-process'

/* Faults of the real server, met through its own forms as a browser without JavaScript sends them. */

/** Each starts a server of its own, which takes long; disk.test.ts and kill.test.ts hold the same of the store alone. */
const long = { skip: !FULL && 'under FULL' }

const EDITOR = {
  key: 'editor',
  name: 'Zenobia',
  email: 'zenobia@example.org',
  role: 'admin',
  siteId: null,
} as const

let clean: () => void
let folder: string
let dataDir: string
let cookie: string
before(async () => {
  clean = prepareBaseData()
  folder = mkdtempSync(join(tmpdir(), 'tadmor-server-'))
  dataDir = join(folder, 'data')
  cpSync(join(process.env.TADMOR_BASE_DATA ?? '', 'data'), dataDir, { recursive: true })
  const site = { dataDir, url: 'http://localhost:4400' } as Site
  cookie = enrolBeside(site, [EDITOR]).editor ?? ''
})
after(() => {
  clean()
  rmSync(folder, { recursive: true, force: true })
})

test('two servers on one register save one after another, and each reads what the other saved', async () => {
  const sites = [await serve(dataDir), await serve(dataDir)]
  try {
    const forms = await Promise.all(sites.map(({ url }) => openForm(url, cookie)))
    const posts = Array.from({ length: 8 }, async (_, n) => {
      const site = sites[n % 2] ?? assert.fail()
      return (await postClaim(site.url, cookie, forms[n % 2] ?? assert.fail(), `Both ${n}`)).rev
    })
    const revs = (await Promise.all(posts)).sort((a, b) => Number(a) - Number(b))
    assert.deepEqual(
      revs,
      Array.from({ length: 8 }, (_, i) => Number(revs[0]) + i),
    )
    const heads = sites.map(async ({ url }) => {
      const answer = await fetch(`${url}/api/v1/sites/palmyra`)
      return ((await answer.json()) as { pin: { rev: number } }).pin.rev
    })
    assert.deepEqual(await Promise.all(heads), [revs.at(-1), revs.at(-1)])
  } finally {
    await Promise.all(sites.map((site) => site.stop()))
  }
  assert.equal((await soundHead(join(dataDir, 'tadmor.db'))).unnoted, 0)
})

test('where nobody can be looked up, readers are told so and not taken for signed out', async () => {
  const site = await serve(dataDir)
  const raw = new Sqlite(join(dataDir, 'tadmor.db'))
  const ask = (path: string, headers = {}) =>
    fetch(site.url + path, { headers, redirect: 'manual' })
  const pinned = (await ask('/exports/palmyra/claims.csv')).headers.get('location') ?? ''
  raw.exec('alter table session rename to session_gone')
  try {
    for (const path of ['/en/palmyra', '/ar/settings', pinned]) {
      const answer = await ask(path, { cookie })
      const text = await answer.text()
      const [inEnglish = '', inArabic = ''] = text.split('\n')
      assert.equal(answer.status, 500, path)
      const reference = answer.headers.get('x-request-id') ?? '-'
      assert.equal(inEnglish, en.unanswered.replace('{reference}', reference))
      assert.equal(inArabic, ar.unanswered.replace('{reference}', reference))
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.match(
        site.log(),
        new RegExp(`"request":"${reference}".*"reference":"${reference}".*no such table: session`),
      )
    }
    assert.equal((await ask('/en/palmyra')).status, 200, 'who has no session reads on')
    raw.exec('alter table session_gone rename to session')
    assert.equal((await ask('/ar/settings', { cookie })).status, 200)
  } finally {
    raw.close()
    await site.stop()
  }
})

test('a server killed while forms are sent has lost no save that it answered', long, async (t) => {
  const site = await serve(dataDir)
  const form = await openForm(site.url, cookie)
  const answered: { words: string; rev: number }[] = []
  const sender = async (name: string) => {
    for (let n = 0; ; n++) {
      const words = `Killed ${name} ${n}`
      const { rev } = await postClaim(site.url, cookie, form, words)
      if (rev !== null) answered.push({ words, rev })
      if (answered.length === 6) process.kill(site.pid, 'SIGKILL')
    }
  }
  await Promise.allSettled(['a', 'b'].map(sender))
  const db = new Sqlite(join(dataDir, 'tadmor.db'))
  const found = db
    .prepare('select count(*) from claim where recorded_rev = ? and words = ?')
    .pluck()
  for (const { words, rev } of answered) assert.equal(found.get(rev, words), 1, words)
  db.close()
  t.diagnostic(`${answered.length} saves answered before the kill, all there`)
  assert.ok(answered.length >= 6)
  assert.ok((await soundHead(join(dataDir, 'tadmor.db'))).unnoted <= 1)
})

test(
  'on a full disk an editor is told so in their language, keeps what they typed, and saves once there is room',
  long,
  async (t) => {
    const why = whyNoDisk()
    if (why) return t.skip(why)
    const disk = mountTiny('48m')
    const there = join(disk.folder, 'data')
    cpSync(dataDir, there, { recursive: true })
    const site = await serve(there)
    try {
      const form = await openForm(site.url, cookie, 'ar')
      const ballast = join(disk.folder, 'ballast')
      const filled = spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4096'])
      assert.notEqual(filled.status, 0, 'the disk is full')
      const refused = await postClaim(site.url, cookie, form, 'Typed on a full disk', 'ar')
      assert.equal(refused.rev, null)
      assert.ok(refused.page.includes(ar.disk_full), 'says that the disk is full')
      assert.ok(refused.page.includes('Typed on a full disk'), 'what was typed is still there')
      for (const path of [
        '/en/palmyra',
        '/ar/palmyra/temple-of-bel',
        '/api/v1/sites/palmyra',
        '/en/search?q=temple',
      ])
        assert.equal((await fetch(site.url + path, { headers: { cookie } })).status, 200, path)
      rmSync(ballast)
      const saved = await postClaim(site.url, cookie, form, 'Typed on a full disk', 'ar')
      assert.ok(saved.rev !== null, 'once there is room it is saved')
    } finally {
      await site.stop()
      disk.remove()
    }
  },
)

test(
  'when the register can no longer be written, saves are refused clearly and reading goes on',
  long,
  async (t) => {
    const probe = join(folder, 'probe')
    writeFileSync(probe, '')
    const freeze = (how: string, paths: string[]) =>
      spawnSync('chattr', [how, ...paths]).status === 0
    if (!freeze('+i', [probe])) return t.skip('no file can be made immutable here')
    freeze('-i', [probe])
    const site = await serve(dataDir)
    const files = ['tadmor.db', 'tadmor.db-wal'].map((name) => join(dataDir, name))
    try {
      const form = await openForm(site.url, cookie)
      assert.ok((await postClaim(site.url, cookie, form, 'Still writable')).rev)
      assert.ok(freeze('+i', files))
      const refused = await postClaim(site.url, cookie, form, 'Not writable now')
      assert.equal(refused.rev, null)
      assert.ok(refused.page.includes(en.not_writable), 'says that the disk cannot be written')
      assert.ok(refused.page.includes('Not writable now'), 'what was typed is still there')
      for (const path of ['/en/palmyra', '/ar/palmyra/temple-of-bel', '/api/v1/sites/palmyra'])
        assert.equal((await fetch(site.url + path, { headers: { cookie } })).status, 200, path)
      assert.ok(freeze('-i', files))
      assert.ok((await postClaim(site.url, cookie, form, 'Writable again')).rev)
    } finally {
      freeze('-i', files)
      await site.stop()
    }
  },
)
