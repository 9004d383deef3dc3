import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { dayOfTimestamp } from '../domain/dates'
import type { ManyInput } from '../domain/many'
import { type Reader, visibleTo } from '../domain/policy'
import { isOpen } from '../domain/status'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import { labelOf, listsOf } from '../store/labels'
import { RECORD_TABLES, type RecordChange, type Row } from '../store/records'
import { contentOf } from '../store/save'
import { type Db, isIn } from '../store/store'
import { namesOf } from './editing'

type Kind = 'monument' | 'threat'
/** One record that will be corrected, and the monument (for a site's own threat: the site) that it is about. */
export type Planned = {
  [K in Kind]: { kind: K; placeId: string; before: Row<K>; after: Row<K> }
}[Kind]

/** A planned correction in words: what it is about, and the field that changes. */
export type PlannedInWords = {
  seen: string
  place: Bilingual
  kind: Kind
  fields: { name: string; before: Bilingual; after: Bilingual }[]
}

/** What a change of many would correct, in the order of the monuments; those that have the value already stay out. */
export async function planMany(
  db: Db,
  reader: Reader,
  {
    siteId,
    monument: ids,
    change: { property, value },
  }: Pick<ManyInput, 'siteId' | 'monument' | 'change'>,
  now: string,
): Promise<Planned[]> {
  const monuments = await monumentsOf(db, reader, siteId, ids)
  if (property !== 'probability')
    return monuments
      .filter((row) => row[property] !== value)
      .map((before) => {
        const after = { ...before, [property]: value }
        return { kind: 'monument', placeId: before.id, before, after }
      })
  const threats = await openThreats(
    db,
    reader,
    monuments.map((m) => m.id),
    now,
  )
  return threats
    .filter((row) => row.probability !== value)
    .map((before) => {
      const after = { ...before, probability: value as typeof before.probability }
      return { kind: 'threat', placeId: before.subjectId, before, after }
    })
}

/** Monuments of a site by their ids, as far as the reader may see them, in the register's order. */
export function monumentsOf(
  db: Db,
  reader: Reader,
  siteId: string,
  ids: readonly string[],
): Promise<Row<'monument'>[]> {
  return monumentsWhere(db, reader, siteId, isIn(t.monument.id, ids))
}

/** Monuments of a site by their slugs, likewise. */
export function monumentsBySlug(
  db: Db,
  reader: Reader,
  siteId: string,
  slugs: readonly string[],
): Promise<Row<'monument'>[]> {
  return monumentsWhere(db, reader, siteId, isIn(t.monument.slug, slugs))
}

async function monumentsWhere(
  db: Db,
  reader: Reader,
  siteId: string,
  isOne: SQL,
): Promise<Row<'monument'>[]> {
  const { monument } = t
  const isShown = inArray(monument.sensitivity, [...visibleTo(reader).levels])
  return db
    .select()
    .from(monument)
    .where(and(eq(monument.siteId, siteId), isOne, isShown, isNull(monument.retiredRev)))
    .orderBy(asc(monument.position), asc(monument.id))
}

/**
 * What undoing revision `rev` would correct, and the records that moved since and so stay. Null when the revision did
 * anything but correct monuments and threats, or something that this reader may not see.
 */
export async function planUndo(
  db: Db,
  reader: Reader,
  siteId: string,
  rev: number,
): Promise<{ planned: Planned[]; moved: Planned[] } | null> {
  const changes = await db
    .select()
    .from(t.change)
    .where(eq(t.change.rev, rev))
    .orderBy(t.change.seq)
  const isUndoable = changes.every(
    (c) => c.before !== null && c.after !== null && (c.kind === 'monument' || c.kind === 'threat'),
  )
  if (!isUndoable || changes.length === 0) return null
  const found = [
    ...(await undone(db, 'monument', rev, (row) => row.id)),
    ...(await undone(db, 'threat', rev, (row) => row.subjectId)),
  ]
  const places = found.map((f) => f.placeId)
  const known = new Set((await monumentsOf(db, reader, siteId, places)).map((m) => m.id))
  if (!places.every((id) => known.has(id) || id === siteId)) return null
  const isStill = (f: Planned) => f.before.recordedRev === rev
  return { planned: found.filter(isStill), moved: found.filter((f) => !isStill(f)) }
}

/** Planned corrections as changes to save. */
export function changesOf(planned: readonly Planned[]): RecordChange[] {
  return planned.map(
    ({ kind, before, after }) => ({ op: 'correct', kind, before, row: after }) as RecordChange,
  )
}

/** The versions that planned corrections start from, as the form sends them back. */
export function seenOf(planned: readonly Planned[]): string[] {
  return planned.map(({ before }) => `${before.recordedRev}:${before.id}`)
}

/** Planned corrections in the words of today's vocabulary. */
export async function inWords(db: Db, planned: readonly Planned[]): Promise<PlannedInWords[]> {
  const names = await namesOf(db, [...new Set(planned.map((p) => p.placeId))])
  const seen = seenOf(planned)
  return planned.map(({ kind, placeId, before, after }, i) => {
    const [was, is] = [contentOf(before), contentOf(after)]
    const lists = listsOf(kind, is)
    const said = (column: string, value: unknown): Bilingual => {
      const text =
        value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)
      return (lists[column] && labelOf(lists[column], text)) || { en: text, ar: text }
    }
    const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
      .map((name) => ({ name, before: said(name, was[name]), after: said(name, is[name]) }))
    return { seen: seen[i] ?? '', place: names.get(placeId) ?? {}, kind, fields }
  })
}

async function openThreats(
  db: Db,
  reader: Reader,
  places: string[],
  now: string,
): Promise<Row<'threat'>[]> {
  const today = dayOfTimestamp(now)
  const rows = await db
    .select()
    .from(t.threat)
    .where(and(isIn(t.threat.subjectId, places), isNull(t.threat.retiredRev)))
  return rows
    .filter((row) => visibleTo(reader).levels.includes(row.sensitivity))
    .filter((row) => isOpen(row, { asOf: today, knownAt: today }))
    .sort((a, b) => places.indexOf(a.subjectId) - places.indexOf(b.subjectId))
}

/** The records of one kind that a revision corrected: as they are now, and as they would be again. */
async function undone<K extends Kind>(
  db: Db,
  kind: K,
  rev: number,
  placeOf: (row: Row<K>) => string,
): Promise<Planned[]> {
  const table = RECORD_TABLES[kind] as typeof t.monument
  const former = await db.select().from(table).where(eq(table.retiredRev, rev)).orderBy(table.id)
  const ids = former.map((row) => row.id)
  const now = await db
    .select()
    .from(table)
    .where(and(isIn(table.id, ids), isNull(table.retiredRev)))
  const current = new Map(now.map((row) => [row.id, row]))
  return former.flatMap((row) => {
    const before = current.get(row.id)
    if (!before) return []
    return [{ kind, placeId: placeOf(row as Row<K>), before, after: row } as unknown as Planned]
  })
}
