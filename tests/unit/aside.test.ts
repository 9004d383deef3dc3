import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'
import { EVERYTHING, PAGE_SIZE, type View } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { ALL_FOUND } from '../../db/domain/search-filter'
import { placesWithin } from '../../db/queries/places'
import { broughtForward, planeOf } from '../../db/queries/plane'
import { changesAt, namesOf, placesOf, voicesOf } from '../../db/queries/plane-extras'
import { register } from '../../db/queries/register'
import { search } from '../../db/queries/search'
import { stretchOf } from '../../db/queries/stretch'
import { type Pinned, pinView } from '../../db/queries/view'
import * as t from '../../db/schema'
import { Aside, asideOf, keepAside } from '../../db/store/aside'
import type { RecordChange, Row } from '../../db/store/records'
import { save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { resampled } from '../bench/resample'
import { NOW, palmyraRegister, someone } from '../support/small-register'

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
/** The same file twice: answered by a process aside, and here. */
let aside: Store
before(async () => {
  palmyra = await palmyraRegister()
  aside = openSqlite(palmyra.file)
  keepAside(aside.db, palmyra.file, 10)
})
after(async () => {
  asideOf(aside.db)?.stop()
  await aside.close()
  await palmyra.close()
})

const VIEWS: Partial<View>[] = [
  ...(['name', 'sources', 'changed'] as const).map((sort) => ({ sort, descending: true })),
  { asOf: 17_000, knownAt: 17_200, headlines: ['destroyed'] },
  { flags: ['contested', 'stale'] },
  { text: 'temple' },
]

test('a process aside answers as this one does, before and after saves, and as of before them', async () => {
  await sameAnswers(null, VIEWS)
  await moveEvery(3)
  await sameAnswers(null, VIEWS)
  await sameAnswers(1, VIEWS.slice(0, 2))
  assert.ok(asideOf(aside.db)?.pid, 'it was never asked')
})

test('columns that are brought forward are those that are read anew', async () => {
  const extras = [namesOf, voicesOf, placesOf, changesAt]
  for (const reader of [NOBODY, someone('editor')]) {
    const old = await planeOf(palmyra.store.db, reader, 'palmyra')
    for (const read of extras) await read(palmyra.store.db, reader, old)
    await moveEvery(4)
    const forward = await broughtForward(palmyra.store.db, reader, 'palmyra', old)
    // A database of its own has read nothing yet.
    const other = openSqlite(palmyra.file)
    const anew = await planeOf(other.db, reader, 'palmyra')
    for (const read of extras) await read(other.db, reader, anew)
    assert.deepEqual(await columnsIn(forward), await columnsIn(anew))
    assert.notDeepEqual(await columnsIn(forward), await columnsIn(old))
    await other.close()
  }
})

test('an older revision is searched aside where a large site was made after it', async () => {
  const { store, file, close } = await palmyraRegister()
  for (const changes of resampled(30))
    await save(store, (head) => ({
      actor: { id: 'x', name: 'X' },
      at: NOW,
      reason: 'Another site',
      salt: `salt ${head.rev}`,
      changes,
    }))
  // Palmyra itself is small.
  const large = openSqlite(file)
  keepAside(large.db, file, 28)
  const before = await pinView(large.db, { ...EVERYTHING, text: 'temple', rev: 1 }, NOW)
  const ask = ({ db }: Store) => search(db, NOBODY, before, ALL_FOUND, 'en')
  assert.deepEqual(await ask(large), await ask(store))
  assert.ok(asideOf(large.db)?.pid, 'it was never asked')
  asideOf(large.db)?.stop()
  await large.close()
  await close()
})

test('an answer is kept until there is a newer head, a large one until it is given', async () => {
  const beside = new Aside(palmyra.file, 10)
  const { view } = await pinView(palmyra.store.db, EVERYTHING, NOW)
  const ask = (head: number, isKept: boolean) =>
    beside.ask(head, 'stretch', ['public', 'palmyra', view, 0, isKept ? 1 : 2], isKept)
  const [page, whole] = [ask(1, true), ask(1, false)]
  assert.equal(ask(1, false), whole, 'who asks meanwhile waits for the same')
  await Promise.all([page, whole])
  assert.equal(ask(1, true), page)
  assert.notEqual(ask(1, false), whole)
  await ask(2, true)
  assert.notEqual(ask(1, true), page)
  await Promise.all([ask(1, true), ask(1, false)])
  beside.stop()
})

test('only stretches of a page are kept', async () => {
  const ask = mock.method(asideOf(aside.db) as Aside, 'ask')
  const { view } = await pinView(aside.db, EVERYTHING, NOW)
  for (const size of [PAGE_SIZE, PAGE_SIZE + 1])
    await stretchOf(aside.db, NOBODY, 'palmyra', view, 0, size)
  ask.mock.restore()
  assert.deepEqual(
    ask.mock.calls.map((call) => call.arguments[3]),
    [true, false],
  )
})

test('who asks a process that cannot be started is told, and the next is asked of a new one', {
  timeout: 60_000,
}, async () => {
  const beside = new Aside(palmyra.file, 10)
  const { view } = await pinView(palmyra.store.db, EVERYTHING, NOW)
  const asked: [string, unknown[]] = ['stretch', ['public', 'palmyra', view, 0, 1]]
  const { execPath } = process
  process.execPath = '/there/is/no/such/node'
  try {
    await assert.rejects(beside.ask(1, ...asked))
  } finally {
    process.execPath = execPath
  }
  assert.ok(await beside.ask(1, ...asked))
  beside.stop()
})

async function sameAnswers(rev: number | null, views: Partial<View>[]) {
  for (const reader of [NOBODY, someone('editor')])
    for (const view of views) {
      const pinned = await pinView(aside.db, { ...EVERYTHING, ...view, rev }, NOW)
      const box = [38, 34, 39, 35] as const
      const ask = async ({ db }: Store, where: Pick<Pinned, 'view'>) => [
        await register(db, reader, 'palmyra', where, 1),
        view.text && (await placesWithin(db, reader, 'palmyra', where, [...box])),
        view.text && (await search(db, reader, where, ALL_FOUND, 'en')),
      ]
      assert.deepEqual(await ask(aside, pinned), await ask(palmyra.store, pinned))
    }
}

/** Moves every `n`th monument to another place in the list, and withdraws the name of one. */
async function moveEvery(n: number) {
  const rows = (await palmyra.store.db.select().from(t.monument)) as Row<'monument'>[]
  const current = rows.filter((row) => row.retiredRev === null && row.partOf === null)
  await save(palmyra.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'to move them',
    salt: `salt ${n} ${rows.length}`,
    changes: current
      .filter((_, i) => i % n === 0)
      .map(({ recordedRev: _, retiredRev: __, ...row }, i): RecordChange => {
        const before = current.find((c) => c.id === row.id) as Row<'monument'>
        const kind = row.kind === 'wall' ? 'shrine' : 'wall'
        return { op: 'correct', kind: 'monument', before, row: { ...row, kind, position: 40 - i } }
      }),
  }))
}

/** All that a plane holds, sources by the order in which they are met. */
async function columnsIn(plane: Awaited<ReturnType<typeof planeOf>>) {
  const { ids, kind, position, first, spans, extras } = plane
  const voices = await extras.voices
  const named = new Map([...(voices?.numbers ?? [])].map(([id, number]) => [number, id]))
  const sources = [...(voices?.said.source ?? [])].map((number) => named.get(number))
  return {
    ...{ ids, kind, position, first, spans, sources },
    voices: [voices?.first, voices?.said.known, voices?.said.earliest],
    places: await extras.places,
    names: await extras.names,
    changed: await extras.changed,
  }
}
