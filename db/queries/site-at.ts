import { eq } from 'drizzle-orm'
import * as t from '../schema'
import type { Db } from '../store/store'
import { findRecordPlace } from './record-place'

/**
 * What an address names: a site by its slug, records by their ids, a frozen report by its id. Whatever it names decides
 * which role its reader has there.
 */
export type Named = { site?: string | null; records?: string[]; report?: string | null }

/**
 * The id of the one site that an address is about; null where it is about none, about several, or about nothing known:
 * there a reader has the role that they have at every site. Rights are not asked.
 */
export async function siteAt(
  db: Db,
  { site, records = [], report }: Named,
): Promise<string | null> {
  const ids = new Set<string | null>()
  if (site) ids.add(await siteIdOf(db, site))
  if (report) ids.add(await siteOfReport(db, report))
  for (const id of records) {
    const place = await findRecordPlace(db, id)
    // What is not known tells nothing; a source may speak of any site.
    if (place) ids.add(place.kind === 'source' ? null : place.siteId)
  }
  const [only = null] = ids
  return ids.size === 1 ? only : null
}

/** A slug that several sites have had over time names none of them. */
async function siteIdOf(db: Db, slug: string): Promise<string | null> {
  const rows = await db.selectDistinct({ id: t.site.id }).from(t.site).where(eq(t.site.slug, slug))
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

async function siteOfReport(db: Db, id: string): Promise<string | null> {
  const [row] = await db
    .select({ siteId: t.report.siteId })
    .from(t.report)
    .where(eq(t.report.id, id))
  return row?.siteId ?? null
}
