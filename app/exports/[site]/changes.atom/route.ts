import { answerChanges } from '../../answer-changes'
import { enterFile } from '../../enter'

export const dynamic = 'force-dynamic'

export const GET = enterFile<{ site: string }>(
  ({ site }) => ({ site }),
  ({ store: { db }, ...entered }, request, { site: siteSlug }) =>
    answerChanges({ db, ...entered, request, siteSlug, monument: null }),
)
