import { and, eq } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { isCurrent, isShown, type Rev } from '../store/rows'
import type { Db } from '../store/store'
import { listSites } from './sites'

/** Whether a source may be shown to this reader at `rev`. */
export async function sourceExists(db: Db, reader: Reader, id: string, rev: Rev): Promise<boolean> {
  const found = await db
    .select({ id: t.source.id })
    .from(t.source)
    .where(
      and(
        eq(t.source.id, id),
        isShown('source', visibleTo(reader).levels),
        isCurrent('source', rev),
      ),
    )
  return found.length > 0
}

/** Whether a site, and on it a monument or part when a slug is given, may be shown to this reader at `rev`. */
export async function placeExists(
  db: Db,
  reader: Reader,
  siteSlug: string,
  slug: string | null,
  rev: Rev,
): Promise<boolean> {
  const levels = [...visibleTo(reader).levels]
  const [site] = await db
    .select({ id: t.site.id })
    .from(t.site)
    .where(and(eq(t.site.slug, siteSlug), isShown('site', levels), isCurrent('site', rev)))
  if (!site || slug === null) return site !== undefined
  const ofSite = and(
    eq(t.monument.siteId, site.id),
    isShown('monument', levels),
    isCurrent('monument', rev),
  )
  const [monument] = await db
    .select({ partOf: t.monument.partOf })
    .from(t.monument)
    .where(and(ofSite, eq(t.monument.slug, slug)))
  if (!monument?.partOf) return monument !== undefined
  const whole = await db
    .select({ id: t.monument.id })
    .from(t.monument)
    .where(and(ofSite, eq(t.monument.id, monument.partOf)))
  return whole.length > 0
}

/** Whether a monument or part with this slug may be shown at any site; null asks for none and is always there. */
export async function isAnywhere(
  db: Db,
  reader: Reader,
  slug: string | null,
  rev: Rev,
): Promise<boolean> {
  if (slug === null) return true
  for (const site of await listSites(db, reader, rev))
    if (await placeExists(db, reader, site.slug, slug, rev)) return true
  return false
}

/** Whether a revision has been accepted. */
export async function revisionExists(db: Db, rev: number): Promise<boolean> {
  return (
    (await db.select({ rev: t.revision.rev }).from(t.revision).where(eq(t.revision.rev, rev)))
      .length > 0
  )
}
