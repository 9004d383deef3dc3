import { sitemapPart } from '../../_sitemap'
import { enterFile } from '../../exports/enter'

export const dynamic = 'force-dynamic'

/** One part of the sitemap; 404 beyond the last. */
export const GET = enterFile<{ part: string }>(
  () => ({}),
  ({ store: { db }, origin }, _request, { part }) => sitemapPart(db, origin, part),
)
