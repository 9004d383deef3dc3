import { answerCite } from '../answer-cite'
import { enterFile } from '../enter'

export const dynamic = 'force-dynamic'

export const GET = enterFile(
  (_params, { url }) => ({ records: new URL(url).searchParams.getAll('id') }),
  ({ store: { db }, ...entered }, request) => answerCite({ db, ...entered, request }),
)
