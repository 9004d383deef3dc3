import { imagesFolder, store } from '../../../../db/store/open'
import { getReader } from '../../../_session'
import { answerImage } from '../../answer-image'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ image: string; file: string }> }

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { image, file } = await params
  return answerImage({
    db: store().db,
    folder: imagesFolder(),
    reader: await getReader(),
    request,
    id: image,
    file,
  })
}
