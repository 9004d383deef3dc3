import { and, eq } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { isCurrent, loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import { type Dossier, dossierOf } from './dossier'
import { withKnownNotes } from './notes'
import type { Pinned } from './view'

export type MonumentPage = Dossier & { whole: Row<'monument'> | null }

/** Everything about one monument or part, by its slug. Throws `not_found` also for what the reader may not see. */
export async function getMonument(
  db: Db,
  reader: Reader,
  siteId: string,
  slug: string,
  pinned: Pinned,
): Promise<MonumentPage> {
  const rows = await monumentRows(db, reader, siteId, slug, pinned)
  const monument = rows.monument.find((m) => m.slug === slug)
  if (!monument) throw new DomainError('not_found')
  return {
    ...dossierOf(rows, monument, pinned.view),
    whole: rows.monument.find((m) => m.id === monument.partOf) ?? null,
  }
}

async function monumentRows(
  db: Db,
  reader: Reader,
  siteId: string,
  slug: string,
  pinned: Pinned,
): Promise<Rows> {
  const [found] = await db
    .select({ id: t.monument.id, partOf: t.monument.partOf })
    .from(t.monument)
    .where(
      and(
        eq(t.monument.siteId, siteId),
        eq(t.monument.slug, slug),
        isCurrent('monument', pinned.view.rev),
      ),
    )
  if (!found) throw new DomainError('not_found')
  const rows = await loadRows(db, { roots: [found.partOf ?? found.id] }, pinned.view.rev)
  return withKnownNotes(db, visibleRows(rows, visibleTo(reader)), pinned.view)
}
