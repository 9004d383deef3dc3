import { and, eq, inArray, or } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import type { Row } from '../store/records'
import { isCurrent, type Rev } from '../store/rows'
import type { Db } from '../store/store'

/** A monument as its form edits it, and every revision that has touched these records. */
export type MonumentRecords = {
  monument: Row<'monument'>
  /** In the order of their positions. */
  names: Row<'name'>[]
  place: Row<'coordinate'> | null
  parts: Row<'monument'>[]
  touched: number[]
}

/** The records behind *edit monument* as of a revision (null: the newest), or null where the reader may not see it. */
export async function findMonumentRecords(
  db: Db,
  reader: Reader,
  id: string,
  rev: Rev = null,
): Promise<MonumentRecords | null> {
  const levels = [...visibleTo(reader).levels]
  const [monument] = await db
    .select()
    .from(t.monument)
    .where(
      and(
        eq(t.monument.id, id),
        inArray(t.monument.sensitivity, levels),
        isCurrent('monument', rev),
      ),
    )
  if (!monument) return null
  const names = await db
    .select()
    .from(t.name)
    .where(and(eq(t.name.subjectId, id), inArray(t.name.sensitivity, levels)))
  const places = await db
    .select()
    .from(t.coordinate)
    .where(
      and(
        eq(t.coordinate.subjectId, id),
        eq(t.coordinate.preferred, true),
        inArray(t.coordinate.sensitivity, levels),
      ),
    )
  const monuments = await db
    .select()
    .from(t.monument)
    .where(or(eq(t.monument.id, id), eq(t.monument.partOf, id)))
  const isThen = isCurrentAt(rev)
  return {
    monument,
    names: names.filter(isThen).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)),
    place: places.find(isThen) ?? null,
    parts: monuments
      .filter((m) => m.partOf === id && isThen(m))
      .sort((a, b) => a.position - b.position),
    touched: [...names, ...places, ...monuments.filter((m) => m.id === id)].flatMap((r) => [
      r.recordedRev,
      r.retiredRev ?? 0,
    ]),
  }
}

/** The revision that last touched any of them: the `base` of their form. */
export function movedAt({ touched }: MonumentRecords): number {
  return Math.max(...touched)
}

function isCurrentAt(rev: Rev) {
  return (row: { recordedRev: number; retiredRev: number | null }) =>
    rev === null || rev === 'ever'
      ? row.retiredRev === null
      : row.recordedRev <= rev && (row.retiredRev === null || row.retiredRev > rev)
}
