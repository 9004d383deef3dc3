import { imagesFolder } from '../../../../db/store/open'
import { enterFile } from '../../../exports/enter'
import { answerImage } from '../../answer-image'

export const dynamic = 'force-dynamic'

export const GET = enterFile<{ image: string; file: string }>(
  ({ image }) => ({ records: [image] }),
  ({ store, reader }, request, { image, file }) =>
    answerImage({ db: store.db, folder: imagesFolder(), reader, request, id: image, file }),
)
