import { and, desc, eq } from 'drizzle-orm'
import { HISTORY_KINDS, type HistoryKind } from '../domain/changes-filter'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { RECORD_TABLES, type Row } from '../store/records'
import { isShown } from '../store/rows'
import type { Db } from '../store/store'

/**
 * Where a record belongs. `rootId` is the top-level monument whose answers it can change, null for what is about the
 * site as a whole; a source and the notes about it belong to a site that it speaks of, or to none (null).
 */
export type RecordPlace = { kind: HistoryKind; siteId: string | null; rootId: string | null }

/** Follows a record, withdrawn or not, to its site; null when nothing was ever recorded under this id. Rights are not asked. */
export async function findRecordPlace(db: Db, id: string): Promise<RecordPlace | null> {
  const kind = await kindOf(db, id)
  if (kind === null) return null
  let at = { kind, id }
  // A note, its source, a claim of that, an event, a place: five steps at most.
  for (let hop = 0; hop < 6; hop++) {
    const row = await newestRow(db, at.kind, at.id)
    if (!row) return null
    if (at.kind === 'source') {
      const claim = await newestClaimOf(db, at.id)
      const spoken = claim === null ? null : await findRecordPlace(db, claim)
      return { kind, siteId: spoken?.siteId ?? null, rootId: null }
    }
    if (at.kind === 'site') return { kind, siteId: at.id, rootId: null }
    if ('siteId' in row) return { kind, siteId: row.siteId, rootId: rootOf(row) }
    const next = homeOf(row)
    const nextKind = next === null ? null : await kindOf(db, next)
    if (next === null || nextKind === null) return null
    at = { kind: nextKind, id: next }
  }
  return null
}

/** The kind of the record with this id, withdrawn or not; null when there never was one that has a history. */
export async function kindOf(db: Db, id: string): Promise<HistoryKind | null> {
  const [found] = await db
    .select({ kind: t.change.kind })
    .from(t.change)
    .where(eq(t.change.id, id))
    .limit(1)
  return HISTORY_KINDS.find((kind) => kind === found?.kind) ?? null
}

/** The newest version of a site that the reader may see, by its id. Throws `not_found`. */
export async function requireSiteById(db: Db, reader: Reader, id: string): Promise<Row<'site'>> {
  const [site] = await db
    .select()
    .from(t.site)
    .where(and(eq(t.site.id, id), isShown('site', visibleTo(reader).levels)))
    .orderBy(desc(t.site.recordedRev))
    .limit(1)
  if (!site) throw new DomainError('not_found')
  return site
}

async function newestClaimOf(db: Db, sourceId: string): Promise<string | null> {
  const [claim] = await db
    .select({ id: t.claim.id })
    .from(t.claim)
    .where(eq(t.claim.sourceId, sourceId))
    .orderBy(desc(t.claim.recordedRev), t.claim.id)
    .limit(1)
  return claim?.id ?? null
}

async function newestRow(db: Db, kind: HistoryKind, id: string) {
  const table = RECORD_TABLES[kind] as typeof t.note
  const [row] = await db
    .select()
    .from(table)
    .where(eq(table.id, id))
    .orderBy(desc(table.recordedRev))
    .limit(1)
  return row as Row<HistoryKind> | undefined
}

/**
 * What a record is about: the place that an image shows, where it names one; the source that a redirect leads to; the
 * person whom a name names.
 */
function homeOf(row: Row<HistoryKind>): string | null {
  if ('targetId' in row) return row.targetId
  if ('toId' in row) return row.toId
  if ('monumentId' in row && row.monumentId !== null) return row.monumentId
  if ('personId' in row && !('sourceId' in row)) return row.personId
  return 'subjectId' in row ? row.subjectId : null
}

function rootOf(row: { id: string; partOf?: string | null }): string | null {
  if (row.partOf === undefined) return null
  return row.partOf ?? row.id
}
