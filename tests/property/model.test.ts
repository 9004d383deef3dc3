import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { formatDay } from '../../db/domain/dates'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { CONDITIONS, QUALIFIERS } from '../../db/domain/vocabulary'
import { register } from '../../db/queries/register'
import { migrate } from '../../db/store/migrate'
import type { RecordChange, Row } from '../../db/store/records'
import { readHead, save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { SIZES } from '../sizes'
import { enter, NOW } from '../support/small-register'
import { property } from './each-seed'

/*
 * Random histories of one monument, saved through the store, and the same in an array that is never changed. The
 * register's answer at any two clocks and any revision must be the array's, which knows nothing of spans, rows or
 * planes.
 */

const FIRST = 17_000
const DAYS = 8
const day = fc.integer({ min: FIRST, max: FIRST + DAYS })
const period = fc.tuple(day, day).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const body = fc.record({
  kind: fc.constantFrom(
    'assessment' as const,
    'assessment' as const,
    'threat' as const,
    'claim' as const,
  ),
  dates: period,
  qualifier: fc.constantFrom(...QUALIFIERS),
  value: fc.constantFrom(...CONDITIONS),
  knownFrom: day,
})
const step = fc.record({
  what: fc.constantFrom('enter', 'enter', 'correct', 'withdraw'),
  which: fc.nat(9),
  body,
})
const history = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
  clocks: fc.array(
    fc.tuple(
      fc.integer({ min: FIRST - 1, max: FIRST + DAYS + 1 }),
      fc.integer({ min: FIRST - 1, max: FIRST + DAYS + 1 }),
    ),
    { minLength: 3, maxLength: 3 },
  ),
})

type Body = typeof body extends fc.Arbitrary<infer B> ? B : never
/** One line of the array: what a revision made of one record; null when it withdrew it. */
type Entry = { rev: number; id: string; body: Body | null }

const HEADLINE_OF: Record<string, string> = {
  good: 'no_known_damage',
  fair: 'slightly_damaged',
  poor: 'damaged',
  very_bad: 'severely_damaged',
}

/** The model. */
function answerOf(entries: Entry[], asOf: number, knownAt: number, rev: number) {
  const newest = new Map(entries.filter((e) => e.rev <= rev).map((e) => [e.id, e.body]))
  const known = [...newest].flatMap(([id, b]) =>
    b && b.knownFrom <= knownAt ? [{ id, ...b }] : [],
  )
  const begun = known
    .filter((b) => b.kind === 'assessment')
    .map((b) => ({ ...b, surely: b.dates[b.qualifier === 'throughout' ? 0 : 1] }))
    .sort(
      (a, b) =>
        a.surely - b.surely ||
        a.dates[0] - b.dates[0] ||
        a.knownFrom - b.knownFrom ||
        (a.id < b.id ? -1 : 1),
    )
  const headline = (b?: Body) => (b ? (HEADLINE_OF[b.value] ?? b.value) : 'unknown')
  const surely = headline(begun.findLast((b) => b.surely <= asOf))
  const perhaps = begun.findLast((b) => b.dates[0] <= asOf && asOf < b.surely)
  const maybe = perhaps && headline(perhaps) !== surely ? headline(perhaps) : null
  const atRisk = known.some((b) => b.kind === 'threat' && b.dates[0] <= asOf && asOf <= b.dates[1])
  const looks = known.filter((b) => b.kind === 'claim' && b.dates[1] <= asOf).map((b) => b.dates[1])
  return { headline: surely, maybe, atRisk, lookedAt: looks.length > 0 ? Math.max(...looks) : null }
}

let folder: string
let store: Store
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tadmor-model-'))
  const file = join(folder, 'tadmor.db')
  migrate(file, fileURLToPath(new URL('../../db/migrations', import.meta.url)), NOW)
  store = openSqlite(file)
  await saveAll([
    enter('source', { id: 'paper', title: 'Paper', publishedLatest: FIRST, class: 'press' }),
  ])
})
after(async () => {
  assert.deepEqual((await verify(store.db)).findings, [], 'verify after every history')
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

let histories = 0
property(
  'the register answers as an array does, at any two clocks and any revision',
  history,
  async ({ steps, clocks }) => {
    const place = `h${histories++}`
    const entries: Entry[] = []
    const first = await saveAll([
      enter('site', { id: `${place}.site`, slug: place }),
      enter('monument', {
        id: place,
        siteId: `${place}.site`,
        slug: place,
        kind: 'temple',
        position: 0,
      }),
    ])
    const rows = new Map<string, RecordChange & { op: 'enter' }>()
    const revs = [first]
    for (const [n, { what, which, body }] of steps.entries()) {
      const before = await answersAt(place, clocks, null)
      const ids = [...rows.keys()]
      const target = ids[which % Math.max(1, ids.length)]
      const id = what === 'enter' || target === undefined ? `${place}.${n}` : target
      const old = rows.get(id)
      const isWithdrawal = what === 'withdraw' && old !== undefined
      // A record stays of its kind; and one key of an assessment has one current row.
      const next = old ? { ...body, kind: bodyOf(entries, id).kind } : body
      const row = changeOf(place, id, next)
      if (!isWithdrawal && isTaken(entries, id, next)) continue
      const rev = await saveAll([
        isWithdrawal
          ? ({
              op: 'withdraw',
              kind: old.kind,
              before: await current(old, entries, id),
            } as RecordChange)
          : old
            ? ({
                op: 'correct',
                kind: old.kind,
                before: await current(old, entries, id),
                row: row.row,
              } as RecordChange)
            : row,
      ])
      const published = isWithdrawal
        ? bodyOf(entries, id).knownFrom
        : Math.min(next.knownFrom, old ? bodyOf(entries, id).knownFrom : next.knownFrom)
      entries.push({ rev, id, body: isWithdrawal ? null : next })
      if (isWithdrawal) rows.delete(id)
      else rows.set(id, row)
      revs.push(rev)
      const now = await answersAt(place, clocks, null)
      clocks.forEach(([, knownAt], i) => {
        if (knownAt < published)
          assert.deepEqual(now[i], before[i], 'published later, yet changed an earlier answer')
      })
    }
    for (const rev of revs)
      assert.deepEqual(
        await answersAt(place, clocks, rev),
        clocks.map(([asOf, knownAt]) => answerOf(entries, asOf, knownAt, rev)),
        `revision ${rev}`,
      )
  },
  SIZES.histories,
)

function bodyOf(entries: Entry[], id: string): Body {
  return entries.findLast((e) => e.id === id)?.body ?? assert.fail(id)
}

function isTaken(entries: Entry[], id: string, { kind, dates, knownFrom }: Body): boolean {
  const newest = new Map(entries.map((e) => [e.id, e.body]))
  return [...newest].some(
    ([other, b]) =>
      other !== id &&
      b?.kind === 'assessment' &&
      kind === 'assessment' &&
      b.dates[0] === dates[0] &&
      b.knownFrom === knownFrom,
  )
}

/** The current version of a record as the store has it. */
async function current(change: RecordChange & { op: 'enter' }, entries: Entry[], id: string) {
  const recordedRev = entries.findLast((e) => e.id === id)?.rev
  return { ...change.row, recordedRev, retiredRev: null } as unknown as Row<'claim'>
}

function changeOf(place: string, id: string, { kind, dates, qualifier, value, knownFrom }: Body) {
  const valid = `[${formatDay(dates[0])}..${formatDay(dates[1])}]`
  const dated = {
    id,
    valid,
    qualifier,
    earliest: dates[0],
    latest: dates[1],
    subjectId: place,
    knownFrom,
  }
  const change =
    kind === 'assessment'
      ? enter('assessment', {
          ...dated,
          property: 'condition',
          value,
          certainty: 'high',
          rationale: { en: 'So' },
          assessor: 'editors' as const,
        })
      : kind === 'threat'
        ? enter('threat', {
            ...dated,
            category: 'military',
            cause: 'explosion',
            probability: 'probable',
            rationale: { en: 'So' },
          })
        : enter('claim', {
            ...dated,
            property: 'statement',
            sourceId: 'paper',
            words: 'Seen',
            wordsLang: 'en',
            observed: formatDay(dates[1]),
            observedLatest: dates[1],
          })
  return change as RecordChange & { op: 'enter' }
}

async function answersAt(place: string, clocks: [number, number][], rev: number | null) {
  const pinned = rev ?? (await readHead(store.db)).rev
  const answers = []
  for (const [asOf, knownAt] of clocks) {
    const view = { ...EVERYTHING, asOf, knownAt, rev: pinned }
    const { rows, counts } = await register(store.db, NOBODY, `${place}.site`, { view })
    const { headline, maybe, atRisk, lookedAt } = rows[0]?.status ?? assert.fail(`no ${place}`)
    assert.equal(counts[headline], 1)
    answers.push({ headline, maybe, atRisk, lookedAt })
  }
  return answers
}

async function saveAll(changes: RecordChange[]): Promise<number> {
  const { rev } = await save(store, (head) => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Random',
    salt: String(head.rev),
    changes,
  }))
  return rev
}
