import { sitemapIndex } from '../_sitemap'
import { enterFile } from '../exports/enter'

export const dynamic = 'force-dynamic'

/** The index of the sitemap (sitemaps.org). */
export const GET = enterFile(
  () => ({}),
  ({ store: { db }, origin }) => sitemapIndex(db, origin),
)
