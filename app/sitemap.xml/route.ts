import { env } from '../../db/cli/env'
import { store } from '../../db/store/open'
import { sitemapIndex } from '../_sitemap'

export const dynamic = 'force-dynamic'

/** The index of the sitemap (sitemaps.org). */
export async function GET(): Promise<Response> {
  return sitemapIndex(store().db, env().publicOrigin)
}
