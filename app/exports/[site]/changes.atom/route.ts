import { env } from '../../../../db/cli/env'
import { store } from '../../../../db/store/open'
import { getReader } from '../../../_session'
import { answerChanges } from '../../answer-changes'

export const dynamic = 'force-dynamic'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ site: string }> },
): Promise<Response> {
  const { site: siteSlug } = await params
  const [reader, { publicOrigin: origin }] = [await getReader(), env()]
  const now = new Date().toISOString()
  return answerChanges({ db: store().db, reader, origin, request, siteSlug, monument: null, now })
}
