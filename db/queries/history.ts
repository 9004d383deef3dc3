import { and, desc, inArray, lte } from 'drizzle-orm'
import { can, type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import type { RecordKind } from '../store/records'
import { loadRows } from '../store/rows'
import { type Db, isIn } from '../store/store'

/** One save that touched a monument: when, by whom (told to editors only), why, and how many records of each kind. */
export type HistoryEntry = {
  rev: number
  at: string
  actorName: string | null
  reason: string
  changes: { kind: RecordKind; op: 'entered' | 'corrected' | 'withdrawn'; count: number }[]
}

/** The saves that touched a top-level monument, its parts, claims, events and names, newest first, up to `rev`. */
export async function historyOf(
  db: Db,
  reader: Reader,
  rootId: string,
  rev: number,
): Promise<HistoryEntry[]> {
  const ever = await loadRows(db, { roots: [rootId] }, 'ever')
  const { levels } = visibleTo(reader)
  const own = [
    ...ever.monument,
    ...ever.name,
    ...ever.coordinate,
    ...ever.identifier,
    ...ever.event,
    ...ever.claim,
    ...ever.assessment,
    ...ever.threat,
    ...ever.adoption,
    ...ever.note,
  ]
  const hidden = new Set(own.filter((r) => !levels.includes(r.sensitivity)).map((r) => r.id))
  const ids = [...new Set(own.map((r) => r.id))].filter((id) => !hidden.has(id))
  const changes = await db
    .select({ rev: t.change.rev, kind: t.change.kind, base: t.change.base, after: t.change.after })
    .from(t.change)
    .where(and(isIn(t.change.id, ids), lte(t.change.rev, rev)))
  const revs = [...new Set(changes.map((c) => c.rev))]
  if (revs.length === 0) return []
  const revisions = await db
    .select()
    .from(t.revision)
    .where(inArray(t.revision.rev, revs))
    .orderBy(desc(t.revision.rev))
  return revisions.map((revision) => ({
    rev: revision.rev,
    at: revision.at,
    actorName: can(reader, 'record') ? (revision.header?.actorName ?? null) : null,
    reason: revision.header?.reason ?? '',
    changes: tally(changes.filter((c) => c.rev === revision.rev)),
  }))
}

function tally(changes: { kind: string; base: number; after: unknown }[]): HistoryEntry['changes'] {
  const counts = new Map<string, HistoryEntry['changes'][number]>()
  for (const { kind, base, after } of changes) {
    const op = base === 0 ? 'entered' : after === null ? 'withdrawn' : 'corrected'
    const entry = counts.get(`${kind} ${op}`) ?? { kind: kind as RecordKind, op, count: 0 }
    entry.count++
    counts.set(`${kind} ${op}`, entry)
  }
  return [...counts.values()]
}
