import { and, eq } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import type { Reader } from '../domain/policy'
import * as t from '../schema'
import type { Row } from '../store/records'
import { isCurrent } from '../store/rows'
import type { Db } from '../store/store'
import { requireSiteById } from './record-place'

/** Where a monument or part was shown at a revision, by its id. Throws `not_found`; its own rights are not asked. */
export async function monumentAddressOf(
  db: Db,
  reader: Reader,
  id: string,
  rev: number,
): Promise<{ site: Row<'site'>; slug: string }> {
  const [monument] = await db
    .select({ siteId: t.monument.siteId, slug: t.monument.slug })
    .from(t.monument)
    .where(and(eq(t.monument.id, id), isCurrent('monument', rev)))
  if (!monument) throw new DomainError('not_found')
  return { site: await requireSiteById(db, reader, monument.siteId), slug: monument.slug }
}
