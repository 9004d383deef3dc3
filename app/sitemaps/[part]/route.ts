import { env } from '../../../db/cli/env'
import { store } from '../../../db/store/open'
import { sitemapPart } from '../../_sitemap'

export const dynamic = 'force-dynamic'

/** One part of the sitemap; 404 beyond the last. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ part: string }> },
): Promise<Response> {
  return sitemapPart(store().db, env().publicOrigin, (await params).part)
}
