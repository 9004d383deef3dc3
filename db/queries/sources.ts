import { and, count, eq, lte } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import type { Row } from '../store/records'
import { isCurrent, isShown } from '../store/rows'
import type { Db } from '../store/store'
import type { Pinned } from './view'

export type SourceEntry = Row<'source'> & { claimCount: number }

/** The sources published by `knownAt`, newest publication first and undated ones last, with how many claims each makes. */
export async function listSources(
  db: Db,
  reader: Reader,
  { view }: Pinned,
): Promise<SourceEntry[]> {
  const levels = [...visibleTo(reader).levels]
  const sources = await db
    .select()
    .from(t.source)
    .where(
      and(
        isShown('source', levels),
        lte(t.source.publishedLatest, view.knownAt),
        isCurrent('source', view.rev),
      ),
    )
  const claims = await db
    .select({ sourceId: t.claim.sourceId, n: count() })
    .from(t.claim)
    .where(
      and(
        isShown('claim', levels),
        lte(t.claim.knownFrom, view.knownAt),
        isCurrent('claim', view.rev),
      ),
    )
    .groupBy(t.claim.sourceId)
  const counts = new Map(claims.map((c) => [c.sourceId, c.n]))
  return sources
    .map((source) => ({ ...source, claimCount: counts.get(source.id) ?? 0 }))
    .sort(
      (a, b) =>
        Number(a.published === null) - Number(b.published === null) ||
        b.publishedLatest - a.publishedLatest ||
        (a.id < b.id ? -1 : 1),
    )
}

export type SourcePage = { source: Row<'source'>; notes: Row<'note'>[] }

/** One source and the notes about it. Throws `not_found`. */
export async function getSource(
  db: Db,
  reader: Reader,
  id: string,
  { view }: Pinned,
): Promise<SourcePage> {
  const { levels } = visibleTo(reader)
  const [source] = await db
    .select()
    .from(t.source)
    .where(and(eq(t.source.id, id), isShown('source', levels), isCurrent('source', view.rev)))
  if (!source) throw new DomainError('not_found')
  const notes = await db
    .select()
    .from(t.note)
    .where(and(eq(t.note.subjectId, id), isShown('note', levels), isCurrent('note', view.rev)))
    .orderBy(t.note.id)
  return { source, notes }
}
