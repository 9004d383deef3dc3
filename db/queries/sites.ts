import { and, eq } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import type { Row } from '../store/records'
import { isCurrent, isShown, type Rev } from '../store/rows'
import type { Db } from '../store/store'
import { preferredNames } from './register-row'

export type SiteEntry = Row<'site'> & { name: Bilingual }

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
