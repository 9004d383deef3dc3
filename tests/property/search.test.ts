import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import fc from 'fast-check'
import { parseDay } from '../../db/domain/dates'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY, type Reader, visibleTo } from '../../db/domain/policy'
import { ALL_FOUND, type SearchFilter } from '../../db/domain/search-filter'
import { answers, parseQuery } from '../../db/domain/search-query'
import { HEADLINES, SOURCE_CLASSES } from '../../db/domain/vocabulary'
import { search } from '../../db/queries/search'
import { departedFrom } from '../../db/queries/search-departed'
import { hitsOf } from '../../db/queries/search-hits'
import { pinView } from '../../db/queries/view'
import { visibleRows } from '../../db/store/evidence'
import { type Findable, findableIn, folded } from '../../db/store/findable'
import { RECORD_TABLES, type RecordChange, type Row } from '../../db/store/records'
import { loadRows, rowsByRoot } from '../../db/store/rows'
import { readHead, save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { SIZES } from '../sizes'
import { anyText } from '../support/any-text'
import { NOW, palmyraRegister, someone } from '../support/small-register'
import { property } from './each-seed'

/*
 * Palmyra, with saves on top of it that correct, hide and withdraw records of every kind that can be found. What the
 * index gives, or the rows of an older revision, must be what the rows alone say.
 */

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
let store: Store
before(async () => {
  palmyra = await palmyraRegister()
  store = palmyra.store
  await saveOverSeed()
})
after(() => palmyra.close())

const READERS: Reader[] = [NOBODY, someone('editor')]
const TYPED = [
  'bel',
  'temple of bel',
  'تدمر',
  'قلعة',
  'IS museum',
  'unesco',
  '"row of columns"',
  'reuters',
  'tetrapilon',
  'quixotic',
  'zeugma',
  'lion',
]
const DAYS = ['2013-01-01', '2015-08-31', '2016-12-14', '2017-01-19', '2026-11-22'].map(
  (day) => parseDay(day) as number,
)
const asked = fc.record({
  text: fc.oneof(fc.constantFrom(...TYPED), anyText),
  asOf: fc.constantFrom(...DAYS),
  knownAt: fc.constantFrom(...DAYS),
  rev: fc.constantFrom(1, 2, 3, 4),
  reader: fc.constantFrom(...READERS),
})

property(
  'a search finds what the rows of its revision hold and its reader and clocks allow, and nothing else',
  asked,
  async ({ text, asOf, knownAt, rev, reader }) => {
    const { view } = await pinView(store.db, { ...EVERYTHING, text, asOf, knownAt, rev }, NOW)
    const query = parseQuery(text)
    const { hits } = await hitsOf(
      store.db,
      reader,
      view,
      query,
      await departedFrom(store.db, reader, view),
      null,
    )
    const found = new Set(hits.map((hit) => `${hit.unit} ${hit.kind} ${hit.id}`))
    const expected = (await everything(reader, rev))
      .filter(({ one }) => query.terms.length > 0 && answers(folded(one), query, true))
      .filter(({ one }) => one.knownFrom <= knownAt && one.earliest <= asOf)
      .map(({ unit, one }) => `${unit} ${one.kind} ${one.id}`)
    assert.deepEqual([...found].sort(), [...new Set(expected)].sort())
  },
  SIZES.storeRuns,
)

property(
  'any text with any filter is answered, the same twice, and its counts add up',
  fc.tuple(
    asked,
    fc.record({
      kinds: fc.subarray<SearchFilter['kinds'][number]>(['place', 'claim', 'source'], {
        maxLength: 2,
      }),
      classes: fc.subarray([...SOURCE_CLASSES], { maxLength: 1 }),
      headlines: fc.subarray([...HEADLINES], { maxLength: 1 }),
      exactly: fc.boolean(),
    }),
  ),
  async ([{ reader, ...view }, { headlines, ...filter }]) => {
    const ask = async (lang: 'en' | 'ar') => {
      const pinned = await pinView(store.db, { ...EVERYTHING, ...view, headlines }, NOW)
      return search(store.db, reader, pinned, { ...ALL_FOUND, ...filter }, lang)
    }
    const result = await ask('en')
    assert.deepEqual((await ask('en')).groups, result.groups)
    assert.deepEqual((await ask('ar')).found, result.found)
    if (filter.kinds.length > 0) {
      const chosen = result.facets.kinds.filter((kind) => kind.isOn)
      assert.equal(
        chosen.reduce((sum, kind) => sum + kind.count, 0),
        result.found.count,
      )
    }
    for (const { finds, found } of result.groups)
      assert.ok(finds.length > 0 && finds.length <= found)
  },
  SIZES.storeRuns,
)

property(
  'no word of what is restricted today finds anything for the public, at whichever revision',
  fc.record({
    word: fc.constantFrom('quixotic', 'quixo', 'quixotik', 'zeugma', '"quixotic"'),
    rev: fc.constantFrom(1, 2, 3, 4),
  }),
  async ({ word, rev }) => {
    const pinned = await pinView(
      store.db,
      { ...EVERYTHING, text: word, rev, knownAt: DAYS.at(-1) ?? 0 },
      NOW,
    )
    const nothing = await search(store.db, NOBODY, pinned, ALL_FOUND, 'en')
    assert.deepEqual([nothing.found.count, nothing.taken.flatMap((t) => t.meant)], [0, []])
    const inside = await search(store.db, someone('editor'), pinned, ALL_FOUND, 'en')
    assert.equal(
      inside.found.count > 0,
      rev === 2 || (rev > 2 && word !== 'zeugma'),
      'editors find it',
    )
  },
  SIZES.storeRuns,
)

/** Everything that a reader may be shown at a revision, from the rows of the whole register. */
async function everything(reader: Reader, rev: number): Promise<{ unit: string; one: Findable }[]> {
  const key = `${reader.role} ${rev}`
  const known = cache.get(key)
  if (known) return known
  const sources = await store.db.select({ id: RECORD_TABLES.source.id }).from(RECORD_TABLES.source)
  const monuments = await store.db
    .select({ id: RECORD_TABLES.monument.id })
    .from(RECORD_TABLES.monument)
  const ids = [...new Set(['palmyra', ...sources.map((s) => s.id), ...monuments.map((m) => m.id)])]
  const rows = await loadRows(store.db, { roots: ids, sites: ids, sources: ids }, rev)
  const revisions = await store.db.query.revision.findMany()
  const days = new Map(revisions.map((r) => [r.rev, parseDay(r.at.slice(0, 10)) as number]))
  const byUnit = rowsByRoot(rows)
  const all = ids.flatMap((unit) =>
    findableIn(visibleRows(byUnit(unit), visibleTo(reader)), unit, days).map((one) => ({
      unit,
      one,
    })),
  )
  cache.set(key, all)
  return all
}
const cache = new Map<string, { unit: string; one: Findable }[]>()

/** Three saves: words of their own for records of every kind; some of them hidden; some withdrawn. */
async function saveOverSeed(): Promise<void> {
  const rows = await loadRows(store.db, { siteId: 'palmyra' }, null)
  const sources = await store.db.query.source.findMany()
  const pick = <T extends { id: string }>(list: T[], id: string) =>
    list.find((row) => row.id === id) ?? assert.fail(id)
  const correct = <
    K extends
      | 'claim'
      | 'event'
      | 'note'
      | 'source'
      | 'question'
      | 'assessment'
      | 'name'
      | 'monument',
  >(
    kind: K,
    before: Row<K>,
    change: Partial<Row<K>>,
  ) => {
    const { recordedRev: _recorded, retiredRev: _retired, ...row } = { ...before, ...change }
    return { op: 'correct', kind, before, row } as unknown as RecordChange
  }
  const draft = (n: number, changes: RecordChange[]) => ({
    actor: { id: 'editor', name: 'An editor' },
    at: `2026-11-22T1${n}:00:00.000Z`,
    reason: `Save ${n}`,
    salt: `salt ${n}`,
    changes,
  })
  const hidden = {
    claim: pick(rows.claim, 'colonnade-2017-state.1.lat_2017'),
    event: pick(rows.event, 's-2020-fire'),
    source: pick(sources, 'spg_tetra'),
    note: pick(rows.note, 'trap-2'),
    monument: pick(rows.monument, 'nabu'),
  }
  await save(store, () =>
    draft(2, [
      correct('claim', hidden.claim, { words: 'A quixotic claim' }),
      correct('event', hidden.event, { what: { en: 'A quixotic fire', ar: 'حريق' } }),
      correct('source', hidden.source, { title: 'A quixotic title' }),
      correct('note', hidden.note, { text: 'A quixotic note' }),
      correct('monument', hidden.monument, { description: { en: 'A quixotic temple' } }),
      correct('question', pick(rows.question, 'D-lion-age'), {
        topic: { en: 'How old the lion is' },
      }),
      correct('claim', pick(rows.claim, 'A01'), { words: 'zeugma', sensitivity: 'restricted' }),
    ]),
  )
  const now = await loadRows(store.db, { siteId: 'palmyra' }, null)
  const sourcesNow = await store.db.query.source.findMany()
  const restricted = { sensitivity: 'restricted' } as const
  await save(store, () =>
    draft(3, [
      correct('claim', pick(now.claim, hidden.claim.id), restricted),
      correct('event', pick(now.event, hidden.event.id), restricted),
      correct(
        'source',
        pick(
          sourcesNow.filter((s) => s.retiredRev === null),
          hidden.source.id,
        ),
        restricted,
      ),
      correct('note', pick(now.note, hidden.note.id), restricted),
      correct('monument', pick(now.monument, hidden.monument.id), restricted),
      { op: 'withdraw', kind: 'claim', before: pick(now.claim, 'A01') },
    ]),
  )
  const last = await loadRows(store.db, { siteId: 'palmyra' }, null)
  await save(store, () =>
    draft(4, [
      {
        op: 'withdraw',
        kind: 'name',
        before: pick(
          last.name.filter((n) => n.form === 'Palmyra citadel'),
          last.name.find((n) => n.form === 'Palmyra citadel')?.id ?? '',
        ),
      },
    ]),
  )
  assert.equal((await readHead(store.db)).rev, 4)
  assert.deepEqual((await verify(store.db)).findings, [], 'and the index is the one rebuilt')
}
