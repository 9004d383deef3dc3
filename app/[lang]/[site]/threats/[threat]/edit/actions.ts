'use server'

import { DomainError } from '../../../../../../db/domain/errors'
import { threatEditInput } from '../../../../../../db/domain/inputs'
import { editThreat } from '../../../../../../db/mutations/edit-threat'
import { threatToEdit } from '../../../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../../../_action'
import { type Aside, callOf } from '../../../../_editing/answers'
import { staleAnswer } from '../../../../_editing/conflict'
import { homeOf } from '../../home'
import { movedThreat } from './fields'

/** Corrects a threat and goes to where it is shown; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-threat',
  schema: threatEditInput,
  needs: 'record',
  async run({ input, reader, lang, t, now, typed, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { subjectId } = await threatToEdit(call.store.db, reader, input.threatId)
      const { rev } = await editThreat(call)
      return { redirect: `${await homeOf(call.store.db, reader, lang, subjectId)}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      const { db } = call.store
      return staleAnswer(db, t, await movedThreat(db, reader, lang, typed), typed)
    }
  },
})
