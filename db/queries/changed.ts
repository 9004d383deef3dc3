import { setImmediate as breathe } from 'node:timers/promises'
import { and, count, inArray, lte, max } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { RecordKind } from '../store/records'
import { loadRows, type Rows, rowsByRoot } from '../store/rows'
import { type Db, isIn } from '../store/store'

/** The revision that last changed something about a monument, and when it was saved (an ISO timestamp). */
export type LastChange = { rev: number; at: string }

const AT_ONCE = 100

/**
 * The last revision up to `rev` that recorded, corrected or withdrew anything about each top-level monument, its parts
 * or its events that this reader may be shown. A monument that only one revision touched was entered by it, so that a
 * hidden change can only be among several; those are told apart from the rows, about a millisecond for each monument.
 * Of all sites, or of the monuments named.
 */
export async function lastChanges(
  db: Db,
  reader: Reader,
  rev: number,
  ids: string[] | null = null,
): Promise<Map<string, number>> {
  const { touched } = t
  const touches = await db
    .select({ id: touched.monumentId, last: max(touched.rev), times: count() })
    .from(touched)
    .where(and(lte(touched.rev, rev), ids === null ? undefined : isIn(touched.monumentId, ids)))
    .groupBy(touched.monumentId)
  const last = new Map(touches.map((touch) => [touch.id, touch.last as number]))
  const several = touches.filter(({ times }) => times > 1).map(({ id }) => id)
  for (let i = 0; i < several.length; i += AT_ONCE) {
    const roots = several.slice(i, i + AT_ONCE)
    const shown = rowsByRoot(await everShown(db, reader, roots))
    for (const root of roots) last.set(root, lastIn(shown(root), rev))
    await breathe()
  }
  return last
}

/** The same with the time of each save. */
export async function changesOf(
  db: Db,
  reader: Reader,
  rev: number,
  ids: string[],
): Promise<Map<string, LastChange>> {
  const last = await lastChanges(db, reader, rev, ids)
  const saves = await db
    .select({ rev: t.revision.rev, at: t.revision.at })
    .from(t.revision)
    .where(inArray(t.revision.rev, [...new Set(last.values())]))
  const times = new Map(saves.map((save) => [save.rev, save.at]))
  return new Map(
    [...last].flatMap(([id, at]) => {
      const time = times.get(at)
      return time === undefined ? [] : [[id, { rev: at, at: time }] as const]
    }),
  )
}

/** Every version ever recorded about some monuments, without the records of which some version is hidden today. */
async function everShown(db: Db, reader: Reader, roots: string[]): Promise<Rows> {
  const ever = await loadRows(db, { roots }, 'ever')
  const shown = visibleRows(ever, visibleTo(reader))
  const key = (row: { id: string; recordedRev: number }) => `${row.id} ${row.recordedRev}`
  const wholly = <K extends RecordKind>(kind: K) => {
    const seen = new Set(shown[kind].map(key))
    const hidden = new Set(ever[kind].filter((row) => !seen.has(key(row))).map((row) => row.id))
    return shown[kind].filter((row) => !hidden.has(row.id))
  }
  const kinds = Object.keys(ever) as RecordKind[]
  return Object.fromEntries(kinds.map((kind) => [kind, wholly(kind)])) as unknown as Rows
}

function lastIn(rows: Rows, rev: number): number {
  const revisions = Object.values(rows)
    .flat()
    .flatMap((row) => [row.recordedRev, row.retiredRev ?? 0])
  return revisions.reduce((last, one) => (one <= rev && one > last ? one : last), 0)
}
