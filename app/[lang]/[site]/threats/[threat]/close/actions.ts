'use server'

import { DomainError } from '../../../../../../db/domain/errors'
import { closeInput } from '../../../../../../db/domain/inputs'
import { closeThreat } from '../../../../../../db/mutations/threats'
import { threatToEdit } from '../../../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../../../_action'
import { type Aside, callOf, echoes } from '../../../../_editing/answers'
import { staleAnswer } from '../../../../_editing/conflict'
import { homeOf } from '../../home'
import { movedEnd } from './end-fields'

/** Ends a threat and goes to what it threatened; a stale form comes back with both versions. */
export const close = formAction({
  name: 'close-threat',
  schema: closeInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { end: null }) }),
  async run({ input, reader, lang, t, now, typed, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { subjectId } = await threatToEdit(call.store.db, reader, input.threatId)
      const { rev } = await closeThreat(call)
      const home = await homeOf(call.store.db, reader, lang, subjectId)
      return { redirect: `${home}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      const { db } = call.store
      return staleAnswer(db, t, await movedEnd(db, reader, lang, typed), typed)
    }
  },
})
