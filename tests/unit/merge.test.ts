import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { answerCite } from '../../app/exports/answer-cite'
import { EVERYTHING } from '../../db/domain/filter'
import { restoreInput } from '../../db/domain/inputs'
import { mergeInput } from '../../db/domain/merge-input'
import { NOBODY } from '../../db/domain/policy'
import { ALL_SOURCES } from '../../db/domain/source-filter'
import type { Call } from '../../db/mutations/call'
import { mergeSources } from '../../db/mutations/merge-sources'
import { restore } from '../../db/mutations/restore'
import { recordHistory } from '../../db/queries/history'
import { movedSource } from '../../db/queries/moved-source'
import { findSources, getSource } from '../../db/queries/sources'
import { pinView } from '../../db/queries/view'
import * as t from '../../db/schema'
import { loadRows } from '../../db/store/rows'
import { readHead, save } from '../../db/store/save'
import { verify } from '../../db/store/verify'
import { rederive } from '../support/rederive'
import { dated, enter, idSequence, NOW, smallRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
beforeEach(async () => {
  register = await smallRegister()
  await save(register.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: '2026-02-01T00:00:00.000Z',
    reason: 'The paper once more',
    salt: 'more',
    changes: SECOND,
  }))
})
afterEach(() => register.close())

const again = (id: string, words: string, more: object = {}) =>
  enter('claim', {
    id,
    ...dated('2015-08-30'),
    subjectId: 'temple',
    property: 'condition',
    sourceId: 'copy',
    words,
    wordsLang: 'en',
    value: 'very_bad',
    knownFrom: 16_700,
    ...more,
  })

/** The paper entered a second time: one claim of its own, one that the paper makes too, a name, and notes. */
const SECOND = [
  enter('source', {
    id: 'copy',
    title: 'The paper again',
    publisher: null,
    published: '2015-09-22',
    publishedLatest: 16_700,
    author: 'A. Writer',
    class: 'press',
    url: 'https://example.org/copy',
  }),
  again('twin', 'temple is very_bad', { locator: 'p. 4' }),
  again('own', 'only here'),
  enter('adoption', {
    id: 'temple.2011.twin',
    targetId: 'temple.2011',
    claimId: 'twin',
    stance: 'corroborating',
  }),
  enter('adoption', {
    id: 'temple.2015.twin',
    targetId: 'temple.2015',
    claimId: 'twin',
    stance: 'establishing',
  }),
  enter('name', {
    id: 'arch.fr',
    subjectId: 'arch',
    form: 'Arc',
    lang: 'fr',
    preferred: false,
    position: 5,
    sources: ['paper', 'copy'],
  }),
  enter('note', { id: 'on.copy', subjectId: 'copy', kind: 'remark', text: 'Scan', sources: [] }),
  enter('note', { id: 'on.arch', subjectId: 'arch', kind: 'gap', text: 'Gap', sources: ['copy'] }),
]

const MERGE = {
  staysId: 'paper',
  staysBase: '1',
  goesId: 'copy',
  goesBase: '2',
  reason: 'The same paper',
}

const newId = idSequence()

function callOf<Input>(input: Input): Call<Input> {
  const { store } = register
  return { store, reader: someone('editor'), now: NOW, newId, salt: 's', input }
}
const merge = (typed: object = {}) => mergeSources(callOf(mergeInput.parse({ ...MERGE, ...typed })))
const rowsNow = () =>
  loadRows(register.store.db, { roots: ['temple', 'arch'], sources: ['paper', 'copy'] }, null)

/** Everything that pages and files of a revision are made from, as text. */
async function everythingAt(rev: number): Promise<string> {
  const { db } = register.store
  const rows = await loadRows(db, { siteId: 'site' }, rev)
  // A later save ends a row; that is no part of what the revision said.
  const plain = JSON.stringify(rows, (key, value) => (key === 'retiredRev' ? undefined : value))
  const pinned = await pinView(db, { ...EVERYTHING, rev }, NOW)
  const sources = await findSources(db, NOBODY, pinned, ALL_SOURCES)
  const { source, notes } = await getSource(db, NOBODY, 'copy', pinned)
  const list = JSON.stringify([sources, source, notes], (key, value) =>
    key === 'retiredRev' ? undefined : value,
  )
  return `${plain}\n${list}`
}

test('everything that rested on a merged source rests on the other, in one revision', async () => {
  const saved = await merge()
  assert.deepEqual(saved, { rev: 3, id: 'paper' })
  assert.deepEqual(await merge(), saved, 'sent twice')
  const rows = await rowsNow()
  assert.deepEqual(
    rows.source.map((s) => s.id),
    ['paper', 'survey'],
  )
  const paper = rows.source.find((s) => s.id === 'paper')
  assert.equal(paper?.author, 'A. Writer', 'takes over what it lacks')
  assert.equal(paper?.title, 'Paper', 'and keeps what it has')
  const own = rows.claim.find((c) => c.id === 'own')
  assert.equal(own?.sourceId, 'paper')
  assert.equal(own?.knownFrom, paper?.publishedLatest, 'known from the day that is kept')
  assert.deepEqual(rows.name.find((n) => n.id === 'arch.fr')?.sources, ['paper'])
  assert.deepEqual(rows.note.find((n) => n.id === 'on.arch')?.sources, ['paper'])
  assert.equal(rows.note.find((n) => n.id === 'on.copy')?.subjectId, 'paper')
})

test('a claim that both make becomes one, with what only one said and every use once', async () => {
  await merge()
  const rows = await rowsNow()
  assert.equal(
    rows.claim.some((c) => c.id === 'twin'),
    false,
  )
  assert.equal(rows.claim.find((c) => c.id === 'temple.bad')?.locator, 'p. 4')
  const uses = rows.adoption.filter((a) => a.claimId === 'temple.bad').map((a) => a.id)
  assert.deepEqual(uses, ['temple.2011.twin', 'temple.2015.bad'])
  assert.equal(rows.assessment.find((a) => a.id === 'temple.2015')?.knownFrom, 16_679)
})

test('two claims that one conclusion treats differently are for an editor to settle', async () => {
  const { store } = register
  const [use] = await store.db
    .select()
    .from(t.adoption)
    .where(eq(t.adoption.id, 'temple.2015.twin'))
  assert.ok(use)
  await save(store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Doubted',
    salt: 'd',
    changes: [
      {
        op: 'correct',
        kind: 'adoption',
        before: use,
        row: { ...use, stance: 'set_aside', reason: { en: 'Doubted' } },
      },
    ],
  }))
  await assert.rejects(merge(), {
    code: 'invalid',
    field: 'goesId',
    detail: 'merge.stances_differ',
  })
  assert.equal((await readHead(store.db)).rev, 3, 'nothing was done')
})

test('whose value is kept is chosen by field, and what hangs on the day follows', async () => {
  await merge({ publishedOf: 'goes', titleOf: 'goes', authorOf: 'stays' })
  const rows = await rowsNow()
  const paper = rows.source.find((s) => s.id === 'paper')
  assert.deepEqual(
    [paper?.title, paper?.published, paper?.author],
    ['The paper again', '2015-09-22', null],
  )
  for (const id of ['own', 'temple.bad', 'blast.said'])
    assert.equal(rows.claim.find((c) => c.id === id)?.knownFrom, 16_700, id)
  for (const id of ['temple.2015'])
    assert.equal(rows.assessment.find((a) => a.id === id)?.knownFrom, 16_700, id)
  assert.equal(rows.event.find((e) => e.id === 'blast')?.knownFrom, 16_700)
})

test('earlier revisions answer as before, to the byte', async () => {
  const before = [await everythingAt(2)]
  await merge({ publishedOf: 'goes', titleOf: 'goes' })
  assert.deepEqual([await everythingAt(2)], before)
  const { db } = register.store
  assert.equal(await movedSource(db, NOBODY, 'copy', 2), null)
  assert.equal(await movedSource(db, NOBODY, 'copy', 3), 'paper')
  assert.equal(await movedSource(db, NOBODY, 'copy', null), 'paper')
  assert.equal(await movedSource(db, NOBODY, 'nothing', null), null)
})

test('a chain of merges leads to its end, also for citations', async () => {
  await merge()
  const rev = (await rowsNow()).source.find((s) => s.id === 'paper')?.recordedRev
  await merge({ staysId: 'survey', goesId: 'paper', goesBase: String(rev) })
  const { db } = register.store
  assert.equal(await movedSource(db, NOBODY, 'copy', null), 'survey')
  assert.equal(await movedSource(db, NOBODY, 'copy', 3), 'paper')
  const request = new Request('http://localhost/exports/cite?kind=source&id=copy&format=ris')
  const context = { db, reader: NOBODY, origin: 'http://localhost', now: NOW }
  const pinned = await answerCite({ ...context, request })
  const moved = await answerCite({
    ...context,
    request: new Request(`http://localhost${pinned.headers.get('location')}`),
  })
  assert.deepEqual(
    [moved.status, new URL(moved.headers.get('location') ?? '', 'http://x').searchParams.get('id')],
    [308, 'survey'],
  )
})

test('a merged source can be restored: its address is its own again, what moved stays', async () => {
  await merge()
  const { db } = register.store
  const input = restoreInput.parse({ id: 'copy', base: '3', version: '2', reason: 'It is another' })
  await restore(callOf(input))
  assert.equal(await movedSource(db, NOBODY, 'copy', null), null)
  const rows = await rowsNow()
  assert.ok(rows.source.some((s) => s.id === 'copy'))
  assert.equal(rows.claim.find((c) => c.id === 'own')?.sourceId, 'paper')
  const history = await recordHistory(db, someone('editor'), 'copy', 4)
  assert.deepEqual(
    history.versions.map((v) => v.op),
    ['restored', 'withdrawn', 'entered'],
  )
})

test('merging a restricted source leaves nothing open that was not', async () => {
  const { db } = register.store
  const [copy] = await db.select().from(t.source).where(eq(t.source.id, 'copy'))
  assert.ok(copy)
  await save(register.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Restricted',
    salt: 'r',
    changes: [
      { op: 'correct', kind: 'source', before: copy, row: { ...copy, sensitivity: 'restricted' } },
    ],
  }))
  await merge({ goesBase: '3' })
  assert.equal(await movedSource(db, NOBODY, 'copy', null), null)
  const pinned = await pinView(db, EVERYTHING, NOW)
  await assert.rejects(getSource(db, NOBODY, 'paper', pinned), { code: 'not_found' })
})

test('what is derived stays what the rows say, and the register is whole', async () => {
  await merge({ publishedOf: 'goes' })
  const { store } = register
  const derived = () =>
    store.db.all(sql`select * from span order by audience, monument_id, valid_from, known_from`)
  const before = await derived()
  await store.atomic(
    await rederive(store.db, ['temple', 'arch', 'site', 'paper', 'copy', 'survey']),
  )
  assert.deepEqual(await derived(), before)
  assert.deepEqual((await verify(store.db)).findings, [])
})
