import { env } from '../../db/cli/env'
import { store } from '../../db/store/open'
import { getReader } from '../_session'
import { answerExport, type Format } from './answer'

/** The handler of a file's route, which stands below a site. */
export function fileRoute(format: Format) {
  return async (
    request: Request,
    { params }: { params: Promise<{ site: string }> },
  ): Promise<Response> => {
    const { site: slug } = await params
    const [reader, { publicOrigin: origin }] = [await getReader(), env()]
    const now = new Date().toISOString()
    return answerExport(format, { db: store().db, reader, origin, now, request, slug })
  }
}
