import { env } from '../../../../db/cli/env'
import { reportsFolder, store } from '../../../../db/store/open'
import { getReader } from '../../../_session'
import { answerFrozen } from '../../answer-frozen'

export const dynamic = 'force-dynamic'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params
  const [reader, { publicOrigin: origin }] = [await getReader(), env()]
  return answerFrozen({
    store: store(),
    folder: reportsFolder(),
    reader,
    origin,
    now: new Date().toISOString(),
    request,
    file,
  })
}
