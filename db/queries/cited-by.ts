import { and, asc, eq, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import { RECORD_TABLES } from '../store/records'
import { isCurrent, isShown } from '../store/rows'
import { type Db, isIn } from '../store/store'
import { nameOf } from './dossier'
import { isListedFor, LISTING, type ListingKind } from './listings'
import { listSites } from './sites'
import type { Pinned } from './view'

/** A page on which something was taken from a source; the site's own where `slug` is null. */
export type CitingPlace = { id: string; site: string; slug: string | null; name: Bilingual }

/** What was taken from a source, by kind of record: on which pages, in the order of their places. */
export type CitedBy = { kind: ListingKind; places: CitingPlace[] }[]

/** The names, positions, numbers, descriptions and notes that were taken from a source and may be seen. */
export async function citedBy(
  db: Db,
  reader: Reader,
  sourceId: string,
  { view }: Pick<Pinned, 'view'>,
): Promise<CitedBy> {
  const found: CitedBy = []
  for (const [kind, column] of LISTING) {
    const table = RECORD_TABLES[kind] as typeof t.note
    const about = kind === 'monument' ? table.id : table.subjectId
    const list = (table as unknown as Record<string, SQLiteColumn>)[column]
    const rows = await db
      .select({ subjectId: about })
      .from(table)
      .where(
        and(
          sql`exists (select 1 from json_each(${list}) where value = ${sourceId})`,
          isListedFor(reader, kind, about, view.rev),
        ),
      )
    const places = await placesOf(
      db,
      reader,
      rows.map((row) => row.subjectId),
      view.rev,
    )
    if (places.length > 0) found.push({ kind, places })
  }
  return found
}

async function placesOf(
  db: Db,
  reader: Reader,
  subjects: string[],
  rev: number,
): Promise<CitingPlace[]> {
  if (subjects.length === 0) return []
  const events = await db
    .select({ id: t.event.subjectId })
    .from(t.event)
    .where(and(isIn(t.event.id, subjects), isCurrent('event', rev)))
  const ids = [...new Set([...subjects, ...events.map((e) => e.id)])]
  const sites = await listSites(db, reader, rev)
  const monuments = await db
    .select({ id: t.monument.id, slug: t.monument.slug, siteId: t.monument.siteId })
    .from(t.monument)
    .where(
      and(
        isIn(t.monument.id, ids),
        isShown('monument', visibleTo(reader).levels),
        isCurrent('monument', rev),
      ),
    )
    .orderBy(asc(t.monument.position), asc(t.monument.id))
  const name = await db
    .select()
    .from(t.name)
    .where(and(isIn(t.name.subjectId, ids), eq(t.name.preferred, true), isCurrent('name', rev)))
  return [
    ...sites
      .filter((site) => ids.includes(site.id))
      .map((site) => ({ id: site.id, site: site.slug, slug: null, name: site.name })),
    ...monuments.flatMap(({ id, slug, siteId }) => {
      const site = sites.find((s) => s.id === siteId)
      return site ? [{ id, site: site.slug, slug, name: nameOf({ name, event: [] }, id) }] : []
    }),
  ]
}
