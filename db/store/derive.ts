import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { dayOfTimestamp } from '../domain/dates'
import { AUDIENCES, SIGHTS } from '../domain/policy'
import { spansOf } from '../domain/spans'
import * as t from '../schema'
import { evidenceOf, isSameForAll, visibleRows } from './evidence'
import { daysOfNotes } from './findable'
import { insertOf } from './insert'
import { idOf, RECORD_TABLES, type RecordChange, type RecordKind, type Row } from './records'
import { isCurrent, loadRows, type Rows, rowsByRoot } from './rows'
import { entriesOf, indexOne, learnWords, type SearchRow, wordsIn } from './search-index'
import { type Db, isIn, type Statement } from './store'

export type Span = typeof t.span.$inferInsert

/**
 * Statements that rewrite the spans of every monument, and what every monument, site and source is found by, that the
 * changes can touch, as of after them. `at` is when they are saved.
 */
export async function deriveAfter(
  db: Db,
  changes: RecordChange[],
  { rev, at }: { rev: number; at: string },
): Promise<Statement[]> {
  const touched = await touchedUnits(db, changes)
  const { roots, units } = await derivedOf(db, touched, changes, { rev, at })
  const found = units.flatMap((unit) => unit.entries)
  return [
    ...roots.flatMap(({ root, spans }) => [
      insertOf(t.touched, { monumentId: root, rev }),
      ...rewriteSpans(db, root, spans),
    ]),
    ...units.flatMap(({ unit, entries }) => indexOne(db, unit, entries)),
    learnWords(wordsIn(found)),
  ]
}

/** What is derived of units that changes touch: the spans of monuments, and what every unit is found by. */
export type Derived = {
  roots: { root: string; spans: Span[] }[]
  units: { unit: string; entries: SearchRow[] }[]
}

/** Derives some units anew, as they will be once the changes are accepted as revision `rev`. */
export async function derivedOf(
  db: Db,
  touched: Touched,
  changes: RecordChange[],
  { rev, at }: { rev: number; at: string },
): Promise<Derived> {
  const units = [...touched.roots, ...touched.sites, ...touched.sources]
  if (units.length === 0) return { roots: [], units: [] }
  const rows = await rowsAfter(db, touched, changes, rev)
  const byRoot = rowsByRoot(rows)
  const days = (await daysOfNotes(db, rows)).set(rev, dayOfTimestamp(at))
  return {
    roots: touched.roots.map((root) => ({ root, spans: derivedSpans(byRoot(root), root) })),
    units: units.map((unit) => ({ unit, entries: entriesOf(byRoot(unit), unit, days) })),
  }
}

/** Statements that put these spans in the place of those that a monument had. */
export function rewriteSpans(db: Db, root: string, spans: Span[]): Statement[] {
  return [
    db
      .delete(t.span)
      .where(and(inArray(t.span.audience, AUDIENCES), eq(t.span.monumentId, root)))
      .toSQL(),
    ...spans.map((span) => insertOf(t.span, span)),
  ]
}

/** The spans of one monument, for each audience that may see it. */
export function derivedSpans(rows: Rows, root: string): Span[] {
  const spansFor = (sight: (typeof SIGHTS)[number][1]) => {
    const visible = visibleRows(rows, sight)
    const monument = visible.monument.find((m) => m.id === root && m.partOf === null)
    return monument ? spansOf(evidenceOf(visible, monument)) : []
  }
  const forAll = isSameForAll(rows) ? spansFor(SIGHTS[0][1]) : null
  return SIGHTS.flatMap(([audience, sight]) =>
    (forAll ?? spansFor(sight)).map(({ status: { rule: _rule, ...status }, ...rectangle }) => ({
      audience,
      monumentId: root,
      ...rectangle,
      ...status,
    })),
  )
}

/** What changes can touch: top-level monuments whose answers they can alter, and sites and sources themselves. */
export type Touched = { roots: string[]; sites: string[]; sources: string[] }

/** Follows changes to what their records are about. */
export async function touchedUnits(db: Db, changes: RecordChange[]): Promise<Touched> {
  const pending = changes.flatMap((c) => [
    ...(c.op === 'enter' ? [] : [{ kind: c.kind, row: c.before as Record<string, unknown> }]),
    ...(c.op === 'withdraw' ? [] : [{ kind: c.kind, row: c.row as Record<string, unknown> }]),
  ])
  const monuments = new Map<string, string>()
  const subjectOf = new Map<string, string>()
  const sites = new Set<string>()
  const sources = new Set<string>()
  const learn = (kind: RecordKind, row: Record<string, unknown>) => {
    const id = String(row.id)
    if (kind === 'monument') monuments.set(id, String(row.partOf ?? id))
    else if (kind === 'site') sites.add(id)
    else if (kind === 'source') sources.add(id)
    else if (kind === 'adoption') subjectOf.set(id, String(row.targetId))
    else if ('subjectId' in row) subjectOf.set(id, String(row.subjectId))
  }
  for (const { kind, row } of pending) learn(kind, row)
  // Also where a corrected record was before: a record that moves touches both its old place and its new one.
  const places = pending.flatMap(({ row }) =>
    [row.subjectId, row.targetId, row.partOf].filter((id) => typeof id === 'string'),
  )
  let ids = new Set([...changes.map(idOf), ...places])
  for (const { kind, row } of await dependants(db, changes)) {
    learn(kind, row)
    ids.add(String(row.id))
  }
  const roots = new Set<string>()
  for (let hop = 0; ids.size > 0 && hop < 5; hop++) {
    const isNew = (id: string) =>
      !monuments.has(id) && !subjectOf.has(id) && !sites.has(id) && !sources.has(id)
    for (const { kind, row } of await findSubjects(db, [...ids].filter(isNew))) learn(kind, row)
    const next = new Set<string>()
    for (const id of ids) {
      const root = monuments.get(id)
      const subject = subjectOf.get(id)
      if (root) roots.add(root)
      else if (subject) next.add(subject)
    }
    ids = next
  }
  return { roots: [...roots].sort(), sites: [...sites].sort(), sources: [...sources].sort() }
}

type Found = { kind: RecordKind; row: Record<string, unknown> }

/** What depends on sources and questions that were changed: claims, and notes that cite such a source. */
async function dependants(db: Db, changes: RecordChange[]): Promise<Found[]> {
  const changed = (kind: RecordKind) =>
    changes.flatMap((c) => (c.kind === kind && c.op !== 'enter' ? c.before.id : []))
  const [sources, questions] = [changed('source'), changed('question')]
  if (sources.length + questions.length === 0) return []
  const claims = await db
    .select()
    .from(t.claim)
    .where(or(isIn(t.claim.sourceId, sources), isIn(t.claim.questionId, questions)))
  const notes = await db
    .select()
    .from(t.note)
    .where(sql`exists (select 1 from json_each(${t.note.sources}) as cited
      where cited.value in (select value from json_each(${JSON.stringify(sources)})))`)
  return [
    ...claims.map((row) => ({ kind: 'claim' as const, row })),
    ...notes.map((row) => ({ kind: 'note' as const, row })),
  ]
}

async function findSubjects(db: Db, ids: string[]): Promise<Found[]> {
  if (ids.length === 0) return []
  const places = await Promise.all(
    (['monument', 'site', 'source'] as const).map(async (kind) => {
      const table = RECORD_TABLES[kind] as typeof t.monument
      const rows = await db.select().from(table).where(isIn(table.id, ids))
      return rows.map((row): Found => ({ kind, row }))
    }),
  )
  const others = await Promise.all(
    ([t.event, t.assessment, t.threat, t.claim] as const).map((table) =>
      db
        .select({ id: table.id, subjectId: table.subjectId })
        .from(table)
        .where(isIn(table.id, ids)),
    ),
  )
  return [...places.flat(), ...others.flat().map((row): Found => ({ kind: 'claim', row }))]
}

/** The rows about some units as they will be once the changes are accepted. */
async function rowsAfter(
  db: Db,
  touched: Touched,
  changes: RecordChange[],
  rev: number,
): Promise<Rows> {
  const rows = await loadRows(db, touched, null)
  const made = changes.flatMap((c) => (c.op === 'withdraw' ? [] : [c]))
  const cited = made.flatMap((c) =>
    c.kind === 'claim' ? c.row.sourceId : c.kind === 'note' ? (c.row.sources ?? []) : [],
  )
  const asked = made.flatMap((c) => (c.kind === 'claim' ? (c.row.questionId ?? []) : []))
  const sources = (await db
    .select()
    .from(t.source)
    .where(and(isIn(t.source.id, cited), isCurrent('source', null)))) as Row<'source'>[]
  const questions = (await db
    .select()
    .from(t.question)
    .where(and(isIn(t.question.id, asked), isCurrent('question', null)))) as Row<'question'>[]
  rows.source.push(...sources.filter((s) => !rows.source.some((known) => known.id === s.id)))
  rows.question.push(...questions.filter((q) => !rows.question.some((known) => known.id === q.id)))
  const byKind = new Map<RecordKind, Map<string, unknown>>()
  for (const kind of Object.keys(rows) as RecordKind[])
    byKind.set(kind, new Map(rows[kind].map((r) => [r.id, r])))
  for (const change of changes) {
    const list = byKind.get(change.kind)
    if (change.op === 'withdraw') list?.delete(change.before.id)
    else
      list?.set(change.row.id, { ...DEFAULTS, ...change.row, recordedRev: rev, retiredRev: null })
  }
  const inOrder = (list: Map<string, unknown>) =>
    [...list].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  return Object.fromEntries(
    [...byKind].map(([kind, list]) => [kind, inOrder(list)]),
  ) as unknown as Rows
}

/** What the database fills in when a new row leaves it out, so that derived rows equal those rebuilt later. */
const DEFAULTS = {
  sensitivity: 'public',
  sources: [],
  partOf: null,
  principalId: null,
  value: null,
  questionId: null,
  observedLatest: null,
  endKnownFrom: null,
} as const
