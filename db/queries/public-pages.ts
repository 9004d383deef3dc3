import { sql } from 'drizzle-orm'
import { NOBODY, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { isCurrent, isShown } from '../store/rows'
import type { Db } from '../store/store'

/** The pages of the register that are not of one record, and those of every site. */
const FIXED = ['/about', '/accessibility', '/api', '/sources']
const OF_SITE = [
  '',
  '/timeline',
  '/map',
  '/disagreements',
  '/risk',
  '/events',
  '/changes',
  '/compare',
]

/** How many pages the public may see that search engines are told of. */
export async function countPublicPages(db: Db): Promise<number> {
  const [row] = await db.values<[number]>(sql`select count(*) from (${records()})`)
  return (await siteAndFixed(db)).length + (row?.[0] ?? 0)
}

/**
 * `size` of those pages from the one with the number `from` on, as paths without a language: first those of no one
 * record, then every source, then every monument and part.
 */
export async function publicPages(db: Db, from: number, size: number): Promise<string[]> {
  const fixed = await siteAndFixed(db)
  const first = fixed.slice(from, from + size)
  const left = size - first.length
  if (left === 0) return first
  const rows = await db.values<[site: string | null, name: string]>(
    sql`${records()} limit ${left} offset ${Math.max(0, from - fixed.length)}`,
  )
  const paths = rows.map(
    ([site, name]) => `/${encodeURIComponent(site ?? 'sources')}/${encodeURIComponent(name)}`,
  )
  return [...first, ...paths]
}

async function siteAndFixed(db: Db): Promise<string[]> {
  const { levels } = visibleTo(NOBODY)
  const sites = await db
    .select({ slug: t.site.slug })
    .from(t.site)
    .where(sql`${isShown('site', levels)} and ${isCurrent('site', null)}`)
    .orderBy(t.site.slug)
  return [
    ...FIXED,
    ...sites.flatMap((s) => OF_SITE.map((p) => `/${encodeURIComponent(s.slug)}${p}`)),
  ]
}

/** Every current monument or part with its site, and every source without, as far as everybody may see them. */
function records() {
  const levels = sql`('public', 'generalised')`
  return sql`select site.slug as site, place.slug as name
      from monument as place
      join site on site.id = place.site_id and site.retired_rev is null and site.sensitivity in ${levels}
      left join monument as whole on whole.id = place.part_of and whole.retired_rev is null
      where place.retired_rev is null and place.sensitivity in ${levels}
        and (place.part_of is null or whole.sensitivity in ${levels})
    union all
    select null, source.id from source where source.retired_rev is null and source.sensitivity in ${levels}
    order by 1, 2`
}
