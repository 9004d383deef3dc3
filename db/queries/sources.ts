import { and, count, eq, lte } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { isCurrent, isShown, loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { type ClaimEntry, claimEntry, knownBy } from './dossier'
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

/** A claim with the page it belongs to; `slug` is null for the site itself. */
export type SourceClaim = ClaimEntry & { slug: string | null; placeName: Bilingual }
export type SourcePage = { source: Row<'source'>; claims: SourceClaim[]; notes: Row<'note'>[] }

/** One source and everything it says about a site (null: only the source), by both clocks. Throws `not_found`. */
export async function getSource(
  db: Db,
  reader: Reader,
  siteId: string | null,
  id: string,
  { view }: Pinned,
): Promise<SourcePage> {
  const sight = visibleTo(reader)
  const [source] = await db
    .select()
    .from(t.source)
    .where(and(eq(t.source.id, id), isShown('source', sight.levels), isCurrent('source', view.rev)))
  if (!source) throw new DomainError('not_found')
  const notes = await db
    .select()
    .from(t.note)
    .where(
      and(eq(t.note.subjectId, id), isShown('note', sight.levels), isCurrent('note', view.rev)),
    )
    .orderBy(t.note.id)
  const rows = knownBy(
    visibleRows(await loadRows(db, siteId === null ? { roots: [] } : { siteId }, view.rev), sight),
    view,
  )
  const places = new Map(rows.monument.map((m) => [m.id, m]))
  const events = new Map(rows.event.map((e) => [e.id, e.subjectId]))
  const claims = rows.claim
    .filter((c) => c.sourceId === id && c.knownFrom <= view.knownAt && c.earliest <= view.asOf)
    .flatMap((c) => claimEntry(rows, c))
    .map((c) => {
      const place = places.get(events.get(c.subjectId) ?? c.subjectId)
      return { ...c, slug: place?.slug ?? null, placeName: c.subjectName }
    })
  return { source, claims, notes }
}
