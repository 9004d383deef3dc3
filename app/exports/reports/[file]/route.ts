import { reportsFolder } from '../../../../db/store/open'
import { answerFrozen } from '../../answer-frozen'
import { enterFile } from '../../enter'

export const dynamic = 'force-dynamic'

export const GET = enterFile<{ file: string }>(
  ({ file }) => ({ report: file.replace(/\.\w+$/, '') }),
  (entered, request, { file }) =>
    answerFrozen({ ...entered, folder: reportsFolder(), request, file }),
)
