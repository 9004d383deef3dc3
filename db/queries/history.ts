import { and, desc, inArray, lte } from 'drizzle-orm'
import { can, type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { RecordKind } from '../store/records'
import { loadRows, type Rows } from '../store/rows'
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
  const shown = new Set(versions(visibleRows(ever, visibleTo(reader))).map((v) => v.key))
  const own = versions(ever)
  // Hidden with its subject or its source too, as everywhere: the reason of its save may tell of it.
  const hidden = new Set(own.filter((v) => !shown.has(v.key)).map((v) => v.id))
  const ids = [...new Set(own.map((v) => v.id))].filter((id) => !hidden.has(id))
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

const KINDS = [
  'monument',
  'name',
  'coordinate',
  'identifier',
  'event',
  'claim',
  'assessment',
  'threat',
  'adoption',
  'note',
] as const

function versions(rows: Rows): { id: string; key: string }[] {
  return KINDS.flatMap((kind) =>
    rows[kind].map(({ id, recordedRev }) => ({ id, key: `${kind} ${id} ${recordedRev}` })),
  )
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
