'use server'

import { DomainError } from '../../../../../db/domain/errors'
import { monumentInput } from '../../../../../db/domain/inputs'
import { editMonument } from '../../../../../db/mutations/edit-monument'
import { placeOf } from '../../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../../_action'
import { type Aside, callOf } from '../../../_editing/answers'
import { staleAnswer } from '../../../_editing/conflict'
import { movedMonument } from './fields'

/** Corrects a monument and goes back to it; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-monument',
  schema: monumentInput,
  needs: 'record',
  async run({ input, reader, lang, t, now, typed, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { rev } = await editMonument(call)
      const { site, slug } = await placeOf(call.store.db, reader, input.monumentId)
      return { redirect: `/${lang}/${site}/${slug ?? ''}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      const { db } = call.store
      return staleAnswer(db, t, await movedMonument(db, reader, t, typed), typed)
    }
  },
})
