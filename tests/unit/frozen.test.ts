import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { answerFrozen } from '../../app/exports/answer-frozen'
import { frozenFile } from '../../app/exports/frozen/address'
import { type Check, checkFrozen } from '../../app/exports/frozen/check'
import { makeFile, Unanswerable } from '../../app/exports/frozen/make'
import { standingOf } from '../../app/exports/frozen/standing'
import { currentVersions } from '../../app/exports/frozen/versions'
import { PAGE_SIZE } from '../../db/domain/filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { freeze } from '../../db/mutations/freeze'
import { findFrozen, listFrozen } from '../../db/queries/frozen'
import { hashOf, keepFile } from '../../db/store/blobs'
import type { RecordChange, RecordKind } from '../../db/store/records'
import type { FrozenRow } from '../../db/store/report-chain'
import { loadRows } from '../../db/store/rows'
import { readHead, save } from '../../db/store/save'
import { HEADS_FILE } from '../../db/store/sqlite'
import { verify } from '../../db/store/verify'
import { freezeReport, ORIGIN, palmyra } from '../support/palmyra'
import { enter, NOW, someone } from '../support/small-register'

const PIN = 'asOf=2016-12-11&knownAt=2016-12-14&rev=1'
const THEATRE = `${PIN}&q=theatre&lang=en`
/** The theatre and the tetrapylon. */
const BOTH = `${PIN}&kind=tetrapylon&kind=theatre&lang=en`
const ARCHES = `${PIN}&kind=arch&lang=en`
const EDITOR = someone('editor')

type Register = Awaited<ReturnType<typeof palmyra>>

let register: Register
before(async () => {
  register = await palmyra()
})
after(() => register.close())

describe('freezing', () => {
  test('keeps the bytes that everybody downloads, under their hash, with what they were made from', async () => {
    const row = await freezeReport(register, `${THEATRE}&since=2015-01-01`)
    const file = await makeFile(register.store.db, { ...row, now: NOW })
    assert.equal(row.sha256, hashOf(file.bytes))
    assert.ok(row.sha256.startsWith(row.id))
    assert.deepEqual(new Uint8Array(readFileSync(join(register.reports, row.sha256))), file.bytes)
    const head = await readHead(register.store.db)
    assert.deepEqual([row.rev, row.head], [head.rev, head.hash])
    assert.deepEqual(row.monuments, ['theatre'])
    assert.ok(row.claims.length > 5)
    for (const id of [...row.claims, ...row.monuments]) assert.ok(row.visible.includes(id), id)
    assert.match(row.address, /since=2015-01-01&lang=en$/)
    assert.equal((await readHead(register.store.db)).rev, 1, 'freezing is no revision')
  })

  test('the same report frozen again, later, at once and under another title, is the same', async () => {
    const first = await freezeReport(register, ARCHES, { title: 'First' })
    const again = await Promise.all(
      ['Second', 'Third', 'Fourth'].map((title) =>
        freezeReport(register, ARCHES, { title, now: '2026-12-01T00:00:00.000Z' }),
      ),
    )
    for (const row of again) assert.deepEqual(row, first)
    const kept = readdirSync(register.reports)
    assert.equal(kept.filter((name) => name.startsWith(first.sha256)).length, 1)
  })

  test('an open address is pinned first, so that freezing it twice is freezing it once', async () => {
    const open = await freezeReport(register, 'q=theatre&lang=en')
    assert.match(open.address, /asOf=2026-11-22&knownAt=2026-11-22&rev=1&q=theatre&lang=en$/)
    assert.equal((await freezeReport(register, open.address.split('?')[1] ?? '')).id, open.id)
  })

  test('only editors freeze; what cannot be answered is not frozen', async () => {
    const { store, reports: folder } = register
    const address = `/exports/palmyra/report.pdf?${THEATRE}`
    const file = await makeFile(store.db, { audience: 'public', address, origin: ORIGIN, now: NOW })
    const before = (await listFrozen(store.db, EDITOR, 'palmyra')).found
    for (const reader of [NOBODY, someone('viewer'), { ...EDITOR, userId: null }])
      await assert.rejects(
        freeze({ store, folder, now: NOW, versions: currentVersions(), reader }, file, null),
        { code: 'forbidden' },
      )
    await assert.rejects(freezeReport(register, `${PIN}&status=gone`), Unanswerable)
    await assert.rejects(freezeReport(register, 'rev=99'), Unanswerable)
    const wrong = { audience: 'public', origin: ORIGIN, now: NOW } as const
    for (const path of ['/exports/nowhere/report.pdf?rev=1', '/exports/palmyra/toString?rev=1'])
      await assert.rejects(makeFile(store.db, { ...wrong, address: path }), { code: 'not_found' })
    assert.equal((await listFrozen(store.db, EDITOR, 'palmyra')).found, before)
  })

  test('what was made for editors is there for editors alone', async () => {
    const row = await freezeReport(register, ARCHES, { audience: 'editor' })
    assert.match(row.id, /-internal$/)
    for (const reader of [NOBODY, someone('viewer')]) {
      await assert.rejects(findFrozen(register.store.db, reader, row.id), { code: 'not_found' })
      const { rows: seen } = await listFrozen(register.store.db, reader, 'palmyra')
      assert.ok(seen.every((r) => r.audience === 'public'))
      assert.equal((await answer(register, row, reader)).status, 404)
    }
    assert.equal((await answer(register, row, EDITOR)).status, 200)
  })

  test('its file comes with its hash, 304 to who has it, and nothing at other names', async () => {
    const row = await freezeReport(register, ARCHES)
    const first = await answer(register, row, NOBODY)
    assert.equal(hashOf(new Uint8Array(await first.arrayBuffer())), row.sha256)
    assert.equal(first.headers.get('etag'), `"${row.sha256}"`)
    assert.equal(first.headers.get('cache-control'), 'public, no-cache')
    const digest = /^sha-256=:(.+):$/.exec(first.headers.get('repr-digest') ?? '')?.[1] ?? ''
    assert.equal(Buffer.from(digest, 'base64').toString('hex'), row.sha256)
    const again = await answer(register, row, NOBODY, { 'If-None-Match': `"${row.sha256}"` })
    assert.equal(again.status, 304)
    for (const file of [row.id, `${row.id}.csv`, `${row.sha256}.pdf`, '..%2Ftadmor.db', '.pdf'])
      assert.equal((await answer(register, { file }, NOBODY)).status, 404, file)
  })
})

test('frozen reports are listed a hundred at a time, the newest first, each once', async () => {
  const own = await palmyra()
  after(own.close)
  const { store, reports: folder } = own
  const made = await freezeReport(own, ARCHES)
  const file = await makeFile(store.db, { ...made, now: NOW })
  const freezing = { store, folder, now: NOW, versions: currentVersions(), reader: EDITOR }
  const { found: before } = await listFrozen(store.db, EDITOR, 'palmyra')
  for (let n = 0; n < PAGE_SIZE; n++)
    await freeze(freezing, { ...file, bytes: new TextEncoder().encode(`report ${n}`) }, null)
  const pages = [1, 2, 3].map((page) => listFrozen(store.db, EDITOR, 'palmyra', page))
  const [first, second, third] = await Promise.all(pages)
  assert.equal(first?.found, before + PAGE_SIZE)
  assert.deepEqual([first?.rows.length, second?.rows.length, third?.rows], [PAGE_SIZE, before, []])
  const listed = [...(first?.rows ?? []), ...(second?.rows ?? [])].map((row) => row.seq)
  assert.deepEqual(
    listed,
    [...new Set(listed)].sort((a, b) => b - a),
  )
})

describe('checking a frozen report', () => {
  let row: FrozenRow
  before(async () => {
    row = await freezeReport(register, ARCHES)
  })

  const check = (versions = currentVersions()): Promise<Check> =>
    checkFrozen(register.store.db, row, { folder: register.reports, now: NOW, versions })
  const path = () => join(register.reports, row.sha256)
  const verdict = () =>
    verify(register.store.db, {
      headsFile: join(dirname(register.file), HEADS_FILE),
      reportsFolder: register.reports,
    })

  test('made anew it is the same, and the whole register is whole', async () => {
    assert.deepEqual(await check(), { state: 'same' })
    const { findings, unclaimed } = await verdict()
    assert.deepEqual({ findings, unclaimed }, { findings: [], unclaimed: 0 })
  })

  for (const part of ['vocabulary', 'template', 'engine', 'code'] as const)
    test(`with another ${part} it says so instead of comparing`, async () => {
      const versions = { ...currentVersions(), [part]: 'another', build: 'another' }
      assert.deepEqual(await check(versions), { state: 'other_program', parts: [part] })
    })

  test('another build alone is no reason not to compare', async () => {
    assert.deepEqual(await check({ ...currentVersions(), build: 'another' }), { state: 'same' })
  })

  test('a file that was altered or lost is found, never handed out, and mended by freezing again', async () => {
    process.env.SECRET ??= 'frozen files want no secret of their own'
    process.env.LOG_LEVEL = 'silent'
    const bytes = readFileSync(path())
    const altered = Buffer.from(bytes)
    altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1
    for (const [state, damage] of [
      ['altered', () => writeFileSync(path(), altered)],
      ['altered', () => writeFileSync(path(), bytes.subarray(1))],
      ['missing', () => rmSync(path())],
    ] as const) {
      damage()
      assert.deepEqual(await check(), { state })
      assert.deepEqual(await check({ ...currentVersions(), template: 'x' }), { state })
      const { findings } = await verdict()
      assert.deepEqual(
        findings.map((f) => f.part),
        ['reports'],
      )
      assert.match(findings[0]?.problem ?? '', new RegExp(row.id))
      assert.equal((await answer(register, row, NOBODY)).status, 500)
      await freezeReport(register, ARCHES)
      assert.deepEqual(await check(), { state: 'same' })
    }
  })

  test('a file that does not come out the same is found', async () => {
    // As if the program had changed without any of its versions: the row says what another file holds.
    const other = await makeFile(register.store.db, {
      ...row,
      address: row.address.replace('lang=en', 'lang=ar'),
      now: NOW,
    })
    const sha256 = await keepFile(register.reports, other.bytes)
    const forged = { ...row, sha256, size: other.bytes.byteLength }
    const context = { folder: register.reports, now: NOW, versions: currentVersions() }
    assert.deepEqual(await checkFrozen(register.store.db, forged, context), {
      state: 'differs',
      sha256: row.sha256,
    })
    const { findings, unclaimed } = await verdict()
    assert.deepEqual({ findings, unclaimed }, { findings: [], unclaimed: 1 })
  })

  test('rows are append-only, and one changed or removed past the triggers is found', async () => {
    await freezeReport(register, `${PIN}&kind=arch&lang=ar`)
    const raw = new Sqlite(register.file)
    assert.throws(() => raw.exec("update report set title = 'x'"), /append-only/)
    assert.throws(() => raw.exec('delete from report'), /append-only/)
    const problem = async (sql: string) => {
      raw.exec('savepoint damage; drop trigger report_no_update; drop trigger report_no_delete')
      raw.exec(sql)
      raw.exec('release damage')
      const { findings } = await verdict()
      return findings.filter((f) => f.part === 'reports').map((f) => f.problem)
    }
    const guards = raw
      .prepare("select sql from sqlite_master where type = 'trigger' and tbl_name = 'report'")
      .pluck()
      .all() as string[]
    const restore = (sql: string) => {
      raw.exec(sql)
      for (const guard of guards) raw.exec(guard)
    }
    assert.match(String(await problem("update report set address = address || '&x=1'")), /altered/)
    restore('update report set address = substr(address, 1, length(address) - 4)')
    const first = raw.prepare('select * from report where seq = 1').get() as Record<string, unknown>
    assert.match(String(await problem('delete from report where seq = 1')), /1 is missing/)
    const columns = Object.keys(first)
    const insert = `insert into report (${columns}) values (${columns.map(() => '?')})`
    raw.prepare(insert).run(...Object.values(first))
    restore('')
    assert.deepEqual((await verdict()).findings, [])
    raw.close()
  })
})

describe('a place that is restricted later', () => {
  let [both, arches, words, internal]: FrozenRow[] = []
  before(async () => {
    both = await freezeReport(register, BOTH, { title: 'All of the theatre' })
    arches = await freezeReport(register, ARCHES)
    words = await freezeReport(register, THEATRE)
    internal = await freezeReport(register, BOTH, { audience: 'editor' })
  })
  const context = () => ({ store: register.store, folder: register.reports, now: NOW })

  test('nothing is withheld, nor made, while nothing is restricted', async () => {
    const before = (await listFrozen(register.store.db, EDITOR, 'palmyra')).found
    const others = [{ note: 'Seen' }, { note: 'Seen again' }]
    for (const change of others) await correct('claim', 'A35', change)
    for (const row of [both, arches, words])
      assert.deepEqual(await standingOf(context(), row ?? assert.fail()), { isOpen: true })
    assert.equal((await listFrozen(register.store.db, EDITOR, 'palmyra')).found, before)
  })

  test('withholds the files that tell of it from the public, and others stand in their place', async () => {
    await correct('monument', 'theatre', { sensitivity: 'restricted' })
    const before = both ?? assert.fail()
    const gone = await answer(register, before, NOBODY)
    assert.equal(gone.status, 410)
    assert.equal(gone.headers.get('cache-control'), 'no-store')
    const held = await answer(register, before, NOBODY, { 'If-None-Match': `"${before.sha256}"` })
    assert.equal(held.status, 410, 'nor is who has it told that it still holds')
    const next = /^<(.+)>; rel="successor-version"$/.exec(gone.headers.get('link') ?? '')?.[1] ?? ''
    const id = /([0-9a-f]+)\.pdf$/.exec(next)?.[1] ?? ''
    const successor = await findFrozen(register.store.db, NOBODY, id)
    assert.notEqual(successor.sha256, before.sha256)
    assert.deepEqual(
      [successor.address, successor.replaces, successor.title, successor.frozenBy],
      [before.address, before.id, null, null],
    )
    assert.deepEqual(
      before.monuments.filter((m) => !successor.monuments.includes(m)),
      ['theatre'],
    )
    const mine = (await loadRows(register.store.db, { roots: ['theatre'] }, 1)).claim
    for (const { id: claim } of mine.filter((c) => c.subjectId === 'theatre'))
      assert.ok(!successor.visible.includes(claim), claim)
    assert.equal(
      (await answer(register, { file: next.split('/').at(-1) ?? '' }, NOBODY)).status,
      200,
    )
    for (const reader of [EDITOR, someone('admin')]) {
      const old = await answer(register, before, reader)
      assert.equal(hashOf(new Uint8Array(await old.arrayBuffer())), before.sha256)
      assert.equal(old.headers.get('cache-control'), 'private, no-cache')
    }
    assert.equal((await answer(register, internal ?? assert.fail(), EDITOR)).status, 200)
    const rows = (await listFrozen(register.store.db, EDITOR, 'palmyra')).found
    await answer(register, before, NOBODY)
    assert.equal((await listFrozen(register.store.db, EDITOR, 'palmyra')).found, rows)
  })

  test('a count tells of it too; words of the address that name it are not repeated', async () => {
    const counted = await standingOf(context(), arches ?? assert.fail())
    assert.ok(!counted.isOpen && counted.successor !== null)
    assert.deepEqual(await standingOf(context(), words ?? assert.fail()), {
      isOpen: false,
      successor: null,
    })
    assert.equal((await answer(register, words ?? assert.fail(), NOBODY)).headers.get('link'), null)
  })

  test('what is whole but shown otherwise today is checked by its hash alone', async () => {
    const versions = currentVersions()
    const checked = (row: FrozenRow | undefined) =>
      checkFrozen(register.store.db, row ?? assert.fail(), {
        folder: register.reports,
        now: NOW,
        versions,
      })
    assert.deepEqual(await checked(both), { state: 'other_redaction' })
    assert.deepEqual(await checked(words), { state: 'other_redaction' })
    assert.deepEqual(await checked(internal), { state: 'same' })
    const { findings } = await verify(register.store.db, { reportsFolder: register.reports })
    assert.deepEqual(findings, [])
  })

  test('made public again, the first file is shown again and its successor stays', async () => {
    const successor = await standingOf(context(), both ?? assert.fail())
    await correct('monument', 'theatre', { sensitivity: 'public' })
    assert.deepEqual(await standingOf(context(), both ?? assert.fail()), { isOpen: true })
    assert.ok(!successor.isOpen && successor.successor !== null)
    const row = await findFrozen(register.store.db, NOBODY, successor.successor)
    assert.equal((await answer(register, row, NOBODY)).status, 200)
  })

  test('a place that is only generalised withholds the file as well', async () => {
    await correct('monument', 'tetrapylon', { sensitivity: 'generalised' })
    const standing = await standingOf(context(), both ?? assert.fail())
    assert.ok(!standing.isOpen && standing.successor !== null)
    const row = await findFrozen(register.store.db, NOBODY, standing.successor)
    assert.ok(row.monuments.includes('tetrapylon'))
    assert.ok(row.visible.some((id) => id.endsWith('~')))
    await correct('monument', 'tetrapylon', { sensitivity: 'public' })
  })

  test('what the file did not show may be restricted without a word', async () => {
    const id = 'unseen'
    const own = { subjectId: 'tetrapylon', qualifier: 'on' as const, valid: '2020-01-01' }
    const day = 18_262
    await saveAll([
      enter('claim', {
        ...own,
        id,
        earliest: day,
        latest: day,
        property: 'statement',
        sourceId: 'seed',
        words: 'Seen',
        wordsLang: 'en',
        knownFrom: day,
      }),
    ])
    const { rev } = await readHead(register.store.db)
    const row = await freezeReport(
      register,
      `asOf=2016-12-11&knownAt=2016-12-14&rev=${rev}&kind=tetrapylon&lang=en`,
    )
    assert.ok(row.visible.includes(id) && !row.claims.includes(id))
    await correct('claim', id, { sensitivity: 'restricted' })
    const before = (await listFrozen(register.store.db, EDITOR, 'palmyra')).found
    assert.deepEqual(await standingOf(context(), row), { isOpen: true })
    assert.equal((await listFrozen(register.store.db, EDITOR, 'palmyra')).found, before)
  })

  test('a site that is restricted takes every file with it and leaves none behind', async () => {
    await correct('site', 'palmyra', { sensitivity: 'restricted' })
    assert.deepEqual(await standingOf(context(), both ?? assert.fail()), {
      isOpen: false,
      successor: null,
    })
    assert.equal((await answer(register, both ?? assert.fail(), NOBODY)).status, 410)
  })

  async function correct(kind: RecordKind, id: string, change: object): Promise<void> {
    const rows = await loadRows(register.store.db, { siteId: 'palmyra' }, null)
    const before = rows[kind].find((r) => r.id === id) ?? assert.fail(id)
    const { recordedRev: _recorded, retiredRev: _retired, ...row } = before
    await saveAll([
      { op: 'correct', kind, before, row: { ...row, ...change } } as unknown as RecordChange,
    ])
  }

  async function saveAll(changes: RecordChange[]): Promise<void> {
    const actor = { id: 'x', name: 'X' }
    await save(register.store, (head) => ({
      actor,
      at: NOW,
      reason: 'Changes',
      salt: String(head.rev),
      changes,
    }))
  }
})

function answer(
  { store, reports: folder }: Register,
  row: FrozenRow | { file: string },
  reader: Reader,
  headers: Record<string, string> = {},
): Promise<Response> {
  const file = 'file' in row ? row.file : (frozenFile(row).split('/').at(-1) ?? '')
  const request = new Request(`${ORIGIN}/exports/reports/${file}`, { headers })
  return answerFrozen({ store, folder, reader, origin: ORIGIN, now: NOW, request, file })
}
