import { and, getTableName, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type * as t from '../schema'
import { RECORD_TABLES } from '../store/records'
import { isCurrent, isShown } from '../store/rows'
import type { Db } from '../store/store'

/** The records that list the sources which they were taken from, and the column that does. */
export const LISTING = [
  ['name', 'sources'],
  ['coordinate', 'sources'],
  ['identifier', 'sources'],
  ['note', 'sources'],
  ['monument', 'descriptionSources'],
] as const
export type ListingKind = (typeof LISTING)[number][0]

/** What would give the place of a generalised monument away. */
const WITH_POSITION = new Set<string>(['coordinate', 'identifier'])

/**
 * How many records that a reader may see were taken from each source: names, places, numbers, notes and descriptions. A
 * place that is hidden hides what is about it, and so does a generalised one its position.
 */
export async function listingsOf(
  db: Db,
  reader: Reader,
  { rev }: Pick<PinnedView, 'rev'>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const [kind, column] of LISTING) {
    const table = RECORD_TABLES[kind] as typeof t.note
    const about = kind === 'monument' ? table.id : table.subjectId
    const list = (table as unknown as Record<string, SQLiteColumn>)[column]
    const rows = await db
      .select({ sources: sql<string>`${list}` })
      .from(table)
      .where(and(isListedFor(reader, kind, about, rev), sql`json_array_length(${list}) > 0`))
    for (const id of rows.flatMap((row) => JSON.parse(row.sources) as string[]))
      counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** Condition that a record which was taken from a source was current at `rev` and may be shown with that source. */
export function isListedFor(
  reader: Reader,
  kind: ListingKind,
  about: SQLiteColumn,
  rev: number,
): SQL | undefined {
  const { levels } = visibleTo(reader)
  const isInside = levels.includes('restricted')
  return and(
    isShown(kind, levels),
    isCurrent(kind, rev),
    isInside ? undefined : isAtOpenPlace(about, WITH_POSITION.has(kind)),
  )
}

/**
 * Condition that what a record is about, a place or an event there, is hidden from nobody today: restricted neither itself
 * nor with its whole, and with `isExact` not generalised either.
 */
export function isAtOpenPlace(about: SQLiteColumn, isExact: boolean): SQL {
  const closed = isExact ? sql`('restricted', 'generalised')` : sql`('restricted')`
  // In a query on one table drizzle leaves the table's name out, which an inner query would take for its own.
  const subject = sql.raw(`"${getTableName(about.table)}"."${about.name}"`)
  const place = sql`coalesce((select e.subject_id from event as e where e.id = ${subject}
    order by e.recorded_rev desc limit 1), ${subject})`
  return sql`not exists (
    select 1 from monument as closed
    where closed.sensitivity in ${closed}
      and closed.recorded_rev = (select max(n.recorded_rev) from monument as n where n.id = closed.id)
      and closed.id in (
        select ${place} union select part.part_of from monument as part where part.id = ${place}))`
}
