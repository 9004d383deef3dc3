'use server'

import { claimEditInput } from '../../../../db/domain/claim-edit-input'
import { DomainError } from '../../../../db/domain/errors'
import { currentRow } from '../../../../db/mutations/call'
import { editClaim } from '../../../../db/mutations/edit-claim'
import { placeOf } from '../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../_action'
import { type Aside, callOf, echoes } from '../../_editing/answers'
import { staleAnswer } from '../../_editing/conflict'
import { movedClaim } from './fields'

/** Saves a corrected or graded claim and goes to what it is about; a stale form comes back with both versions. */
export const correct = formAction({
  name: 'edit-claim',
  schema: claimEditInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({
    echo: echoes(sent, lang, { valid: 'qualifier', valueDate: null, observed: null }),
  }),
  async run({ input, reader, lang, t, now, typed, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { rev, id } = await editClaim(call)
      const claim = await currentRow(call.store.db, reader, 'claim', id)
      const { site, slug } = await placeOf(call.store.db, reader, claim?.subjectId ?? '')
      return { redirect: `/${lang}/${site}${slug === null ? '' : `/${slug}`}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      const { db } = call.store
      return staleAnswer(db, t, await movedClaim(db, reader, lang, typed), typed)
    }
  },
})
