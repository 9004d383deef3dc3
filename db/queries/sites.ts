import { and, eq } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { isCurrent, isShown, loadPlaces, type Rev } from '../store/rows'
import type { Db } from '../store/store'
import { preferredNames } from './register-row'

export type SiteEntry = Row<'site'> & { name: Bilingual }

/** A site with its name, what else it is numbered as and where it is, the preferred position first. */
export type SiteDossier = {
  site: SiteEntry
  identifiers: Row<'identifier'>[]
  coordinates: Row<'coordinate'>[]
}

/** The sites a reader may see. */
export async function listSites(db: Db, reader: Reader, rev: Rev): Promise<SiteEntry[]> {
  const { levels } = visibleTo(reader)
  const sites = await db
    .select()
    .from(t.site)
    .where(and(isShown('site', levels), isCurrent('site', rev)))
    .orderBy(t.site.slug)
  const names = await preferredNames(
    db,
    reader,
    sites.map((s) => s.id),
    rev,
  )
  return sites.map((site) => ({ ...site, name: names.get(site.id) ?? {} }))
}

/** One site by its slug, as of a revision (null: the newest). Throws `not_found`. */
export async function requireSite(
  db: Db,
  reader: Reader,
  slug: string,
  rev: Rev,
): Promise<Row<'site'>> {
  const { levels } = visibleTo(reader)
  const [site] = await db
    .select()
    .from(t.site)
    .where(and(eq(t.site.slug, slug), isShown('site', levels), isCurrent('site', rev)))
  if (!site) throw new DomainError('not_found')
  return site
}

/** What is recorded of a site itself, as of a revision. Throws `not_found`. */
export async function getSite(
  db: Db,
  reader: Reader,
  slug: string,
  rev: Rev,
): Promise<SiteDossier> {
  const site = await requireSite(db, reader, slug, rev)
  const names = await preferredNames(db, reader, [site.id], rev)
  const rows = visibleRows(await loadPlaces(db, [site.id], rev, true), visibleTo(reader))
  return {
    site: { ...site, name: names.get(site.id) ?? {} },
    identifiers: rows.identifier,
    coordinates: rows.coordinate.sort((a, b) => Number(b.preferred) - Number(a.preferred)),
  }
}
