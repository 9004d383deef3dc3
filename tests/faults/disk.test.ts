import assert from 'node:assert/strict'
import {
  appendFileSync,
  cpSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { keepDraft } from '../../db/mutations/drafts'
import { putBlob } from '../../db/store/blobs'
import { takeIn } from '../../db/store/images/take-in'
import { type Draft, readHead, save } from '../../db/store/save'
import { HEADS_FILE, openSqlite } from '../../db/store/sqlite'
import type { Statement, Store } from '../../db/store/store'
import { asTrouble } from '../../db/store/trouble'
import { verify } from '../../db/store/verify'
import { apiRegister, CLAIM, MEMBERS } from '../support/api'
import { mountTiny, registerFile, saveNth, soundHead, whyNoDisk } from '../support/faulty'
import { enter, NOW } from '../support/small-register'

/* A disk that is full, or may not be written: what was accepted stays, the refusal says what it is, and afterwards saves go on. */

/** More than is left in any of these files. */
const BIG: Statement = {
  sql: 'insert into hit (key, window, count) values (hex(zeroblob(400000)), 0, 1)',
  params: [],
}

let made: Awaited<ReturnType<typeof registerFile>>
let file: string
before(async () => {
  made = await registerFile()
  file = join(made.folder, 'case.db')
})
after(() => made.remove())

test('the disk is full at any statement of a save: nothing of it is kept, and the same save goes through later', async (t) => {
  cpSync(made.file, file)
  const store = openSqlite(file)
  const before = await readHead(store.db)
  const [pages] = (await store.db.all(sql`pragma page_count`)) as { page_count: number }[]
  const allow = (most: number) => store.db.all(sql.raw(`pragma max_page_count = ${most}`))
  let length = 1
  for (let gap = 0; gap <= length; gap++) {
    await allow((pages?.page_count ?? 0) + 100)
    const filling: Store = {
      ...store,
      async atomic(statements) {
        length = statements.length
        await store.atomic([...statements.slice(0, gap), BIG, ...statements.slice(gap)])
      },
    }
    await assert.rejects(saveNth(filling, 1), { code: 'disk_full' }, `statement ${gap}`)
    assert.deepEqual(await readHead(store.db), before, `statement ${gap}`)
  }
  await allow((pages?.page_count ?? 0) + 4)
  let n = 1
  for (let isFull = false; !isFull; n += isFull ? 0 : 1) {
    const head = await readHead(store.db)
    try {
      await saveNth(store, n)
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'disk_full', String(error))
      assert.deepEqual(await readHead(store.db), head)
      isFull = true
    }
  }
  await allow(1_000_000)
  assert.equal(await saveNth(store, n), n + 1)
  await store.close()
  t.diagnostic(`${length + 1} places of one save; ${n - 1} saves until the file was full`)
  assert.ok(length > 5)
  assert.equal((await soundHead(file, { heads: false })).head.rev, n + 1)
})

test('a real disk runs full: saves, drafts, files and pictures say so, and go on once there is room', async (t) => {
  const why = whyNoDisk()
  if (why) return t.skip(why)
  const disk = mountTiny('5m')
  const onDisk = join(disk.folder, 'tadmor.db')
  const kept = join(disk.folder, 'copies')
  let store: Store | undefined
  try {
    cpSync(made.file, onDisk)
    store = openSqlite(onDisk)
    const acknowledged: number[] = []
    const saveUntilFull = async (first: number) => {
      for (let n = first; ; n++) acknowledged.push(await saveNth(store as Store, n))
    }
    const full = { code: 'disk_full' }
    await store.db.run(sql`insert into user (id, name, email, email_verified, created_at, updated_at)
      values (${ticket.userId}, 'E', 'e@example.org', 1, 0, 0)`)
    await save(store, () => MEMBER)
    await keepDraft(store, ticket, { words: ['first'] }, kept1)
    const ballast = join(disk.folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(1_000_000))
    await assert.rejects(saveUntilFull(1), full)
    await assert.rejects(putBlob(kept, [Buffer.alloc(2_000_000)]), full)
    assert.deepEqual(await readdir(kept), [], 'no half file')
    const picture = new File([Buffer.alloc(2_000_000)], 'a.jpg', { type: 'image/jpeg' })
    await assert.rejects(takeIn(picture, join(disk.folder, 'images')), full)
    const long = { words: ['x'.repeat(300_000)] }
    await assert.rejects(
      keepDraft(store, ticket, long, kept1).catch((error) => Promise.reject(asTrouble(error))),
      full,
    )
    assert.equal((await readHead(store.db)).rev, acknowledged.at(-1))
    const drafts = await store.db.all(sql`select "values" from draft`)
    assert.match(JSON.stringify(drafts), /first/)
    rmSync(ballast)
    const next = await saveNth(store, 9000)
    assert.equal(next, (acknowledged.at(-1) ?? 0) + 1)
    assert.ok((await putBlob(kept, [Buffer.from('a file')])).size > 0)
    await store.close()
    const { head, unnoted } = await soundHead(onDisk)
    assert.equal(head.rev, next)
    assert.equal(unnoted, 0)
    t.diagnostic(`${acknowledged.length} saves acknowledged before the disk was full, all there`)
  } finally {
    disk.remove()
  }
})

test('a save whose head cannot be noted is a save; the next head vouches for it', async (t) => {
  const heads = join(made.folder, HEADS_FILE)
  rmSync(heads, { force: true })
  cpSync(made.file, file)
  const store = openSqlite(file)
  const warned: string[] = []
  const hear = (warning: Error & { code?: string }) => warned.push(String(warning.code))
  process.on('warning', hear)
  try {
    await saveNth(store, 1)
    const noted = readFileSync(heads)
    rmSync(heads)
    symlinkSync('/dev/full', heads)
    assert.equal(await saveNth(store, 2), 3)
    await new Promise(setImmediate)
    assert.deepEqual(warned, ['HEAD_NOT_NOTED'])
    rmSync(heads)
    writeFileSync(heads, noted)
    appendFileSync(heads, '3 0123abc')
    const told = await verify(store.db, { headsFile: heads })
    assert.deepEqual([told.findings, told.unnoted], [[], 1], 'a line cut off counts as not noted')
    await saveNth(store, 3)
    const lines = readFileSync(heads, 'utf8')
    assert.match(lines, /^2 \w{64} \S+\n4 \w{64} \S+\n$/)
    const whole = await verify(store.db, { headsFile: heads })
    assert.deepEqual([whole.findings, whole.unnoted], [[], 0])
    t.diagnostic(`${statSync(heads).size} bytes`)
  } finally {
    process.off('warning', hear)
    await store.close()
  }
})

test('programs are told that the disk is full or cannot be written, in their language, and go on reading', async () => {
  const api = await apiRegister()
  try {
    const key = (await api.key('editor')).secret
    const body = { ...CLAIM, words: 'Nothing is left. '.repeat(80) }
    const post = (lang: string, id: string) =>
      api.ask('/claims', {
        method: 'POST',
        key,
        body: { ...body, formId: id },
        headers: { 'Accept-Language': lang },
      })
    const [pages] = (await api.store.db.all(sql`pragma page_count`)) as { page_count: number }[]
    const told = async (answer: Response) => {
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      const { title, type } = (await answer.json()) as Record<string, string>
      return [answer.status, title, type?.split('#').at(1)]
    }
    const id = '11111111-2222-4333-8444-000000000001'
    await api.store.db.all(sql.raw(`pragma max_page_count = ${pages?.page_count}`))
    assert.deepEqual(await told(await post('en', id)), [
      507,
      'The disk is full',
      'problem-disk-full',
    ])
    assert.deepEqual(await told(await post('ar', id)), [507, 'القرص ممتلئ', 'problem-disk-full'])
    assert.equal((await api.ask('/sites', { key })).status, 200)
    await api.store.db.all(sql`pragma max_page_count = 1000000`)
    await api.store.db.run(sql`pragma query_only = on`)
    const refused = await post('ar', id)
    assert.equal(refused.headers.get('retry-after'), '300')
    assert.deepEqual(await told(refused), [503, 'تتعذر الكتابة على القرص', 'problem-not-writable'])
    assert.equal((await api.ask('/sites', { key })).status, 200, 'reading goes on with a key')
    assert.equal((await api.ask('/sites')).status, 200, 'and without')
    await api.store.db.run(sql`pragma query_only = off`)
    assert.equal((await post('en', id)).status, 201, 'and what was refused can be sent again')
  } finally {
    await api.close()
  }
})

const ticket = {
  userId: MEMBERS.editor,
  form: 'claim',
  about: 'temple',
  path: '/en',
  expires: Date.parse(NOW) + 1e6,
}
const MEMBER: Draft = {
  actor: { id: 'test', name: 'Test' },
  at: NOW,
  reason: 'A member',
  salt: 'member',
  changes: [
    enter('membership', {
      id: 'm',
      userId: MEMBERS.editor,
      role: 'editor',
      siteId: null,
      bannedAt: null,
      sensitivity: 'restricted',
    }),
  ],
}
const kept1 = { now: new Date(NOW), isPresent: true }
