import { env } from '../../../../db/cli/env'
import { store } from '../../../../db/store/open'
import { getReader } from '../../../_session'
import { answerExport } from '../../answer'
import { MONUMENTS_GEOJSON } from '../../formats'

export const dynamic = 'force-dynamic'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ site: string }> },
): Promise<Response> {
  const { site: slug } = await params
  const [reader, { publicOrigin: origin }] = [await getReader(), env()]
  return answerExport(MONUMENTS_GEOJSON, {
    db: store().db,
    reader,
    origin,
    now: new Date().toISOString(),
    request,
    slug,
  })
}
