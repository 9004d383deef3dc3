import { desc, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Sensitivity } from '../domain/vocabulary'
import * as t from '../schema'
import type { Row } from './records'
import { type Db, isIn } from './store'

/** What one version of something says of who may see it and what it hangs on. */
type Link = { id: string; sensitivity: Sensitivity; upwards: string[]; isLocation: boolean }

/** From an image to its claim, that claim's source, its event, the part, the whole and the site. */
const HOPS = 6

/**
 * Images as they may be shown today: restricted as soon as anything that they hang on is, or where the claim that they
 * belong to tells a position that is shown as a grid cell only. Whatever is loaded beside them, nothing they lead to can
 * be told from them.
 */
export async function withSightToday(db: Db, images: Row<'image'>[]): Promise<Row<'image'>[]> {
  if (images.length === 0) return images
  const links = await linksAbove(
    db,
    images.flatMap((i) => [i.subjectId, i.monumentId ?? []].flat()),
  )
  return images.map((image) => {
    const above = allAbove(links, [
      image.subjectId,
      ...(image.monumentId ? [image.monumentId] : []),
    ])
    const isHidden = above.some((link) => link.sensitivity === 'restricted')
    const tellsPlace =
      above.some((link) => link.isLocation) &&
      above.some((link) => link.sensitivity === 'generalised')
    return isHidden || tellsPlace ? { ...image, sensitivity: 'restricted' } : image
  })
}

function allAbove(links: Map<string, Link>, ids: string[]): Link[] {
  const found = new Map<string, Link>()
  const follow = (id: string) => {
    const link = links.get(id)
    if (!link || found.has(id)) return
    found.set(id, link)
    link.upwards.forEach(follow)
  }
  ids.forEach(follow)
  return [...found.values()]
}

/** The newest version of everything that these hang on, themselves included. */
async function linksAbove(db: Db, ids: string[]): Promise<Map<string, Link>> {
  const links = new Map<string, Link>()
  let next = [...new Set(ids)]
  for (let hop = 0; next.length > 0 && hop < HOPS; hop++) {
    for (const link of await newestOf(db, next)) links.set(link.id, link)
    next = [...new Set(next.flatMap((id) => links.get(id)?.upwards ?? []))].filter(
      (id) => !links.has(id),
    )
  }
  return links
}

async function newestOf(db: Db, ids: string[]): Promise<Link[]> {
  const none = sql<null>`null`
  const kinds: [table: SQLiteTable, columns: Record<'first' | 'second', SQL | SQLiteColumn>][] = [
    [t.claim, { first: t.claim.sourceId, second: t.claim.subjectId }],
    [t.source, { first: none, second: none }],
    [t.event, { first: t.event.subjectId, second: none }],
    [t.monument, { first: t.monument.partOf, second: t.monument.siteId }],
    [t.site, { first: none, second: none }],
  ]
  const newest = new Map<string, Link>()
  for (const [given, { first, second }] of kinds) {
    const table = given as typeof t.note
    const property = given === t.claim ? t.claim.property : none
    const versions = await db
      .select({ id: table.id, sensitivity: table.sensitivity, first, second, property })
      .from(table)
      .where(isIn(table.id, ids))
      .orderBy(desc(table.recordedRev))
    for (const row of versions)
      if (!newest.has(row.id))
        newest.set(row.id, {
          id: row.id,
          sensitivity: row.sensitivity,
          upwards: [row.first, row.second].filter((id) => typeof id === 'string'),
          isLocation: row.property === 'location',
        })
  }
  return [...newest.values()]
}
