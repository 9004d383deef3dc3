import type { Reader } from '../../../../db/domain/policy'
import { preferredNames } from '../../../../db/queries/register-row'
import { requireSite, type SiteEntry } from '../../../../db/queries/sites'
import type { Db } from '../../../../db/store/store'
import type { PathParams } from '../operation'

/** The site that a path names, with its name. Throws `not_found`. */
export async function requireNamedSite(
  db: Db,
  reader: Reader,
  path: PathParams,
  rev: number,
): Promise<SiteEntry> {
  const site = await requireSite(db, reader, path.site ?? '', rev)
  const names = await preferredNames(db, reader, [site.id], rev)
  return { ...site, name: names.get(site.id) ?? {} }
}
