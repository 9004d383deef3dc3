import { env } from '../../../db/cli/env'
import { store } from '../../../db/store/open'
import { getReader } from '../../_session'
import { answerCite } from '../answer-cite'

export const dynamic = 'force-dynamic'

export async function GET(request: Request): Promise<Response> {
  const [reader, { publicOrigin: origin }] = [await getReader(), env()]
  return answerCite({ db: store().db, reader, origin, now: new Date().toISOString(), request })
}
