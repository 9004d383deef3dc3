import { inArray } from 'drizzle-orm'
import { type Day, dayOfTimestamp } from '../domain/dates'
import type { Clocks } from '../domain/status'
import * as t from '../schema'
import type { Rows } from '../store/rows'
import type { Db } from '../store/store'

/**
 * The rows without the notes that could not have been written by `knownAt`. Notes carry no clock of their own: one
 * with sources is known once all of them were published, a remark of the register's from the day it was recorded.
 */
export async function withKnownNotes(
  db: Db,
  rows: Rows,
  { knownAt }: Pick<Clocks, 'knownAt'>,
): Promise<Rows> {
  const recorded = await daysOf(db, [...new Set(rows.note.map((n) => n.recordedRev))])
  const published = new Set(
    rows.source.filter((s) => s.publishedLatest <= knownAt).map((s) => s.id),
  )
  const isKnown = (note: Rows['note'][number]) =>
    note.sources.length > 0
      ? note.sources.every((id) => published.has(id))
      : (recorded.get(note.recordedRev) ?? knownAt) <= knownAt
  return { ...rows, note: rows.note.filter(isKnown) }
}

async function daysOf(db: Db, revs: number[]): Promise<Map<number, Day>> {
  if (revs.length === 0) return new Map()
  const rows = await db
    .select({ rev: t.revision.rev, at: t.revision.at })
    .from(t.revision)
    .where(inArray(t.revision.rev, revs))
  return new Map(rows.map((r) => [r.rev, dayOfTimestamp(r.at)]))
}
