'use server'

import { DomainError } from '../../../../../db/domain/errors'
import { sourceInput } from '../../../../../db/domain/source-input'
import { editSource } from '../../../../../db/mutations/edit-source'
import { formAction, type Outcome } from '../../../../_action'
import { type Aside, callOf, echoes } from '../../../_editing/answers'
import { staleAnswer } from '../../../_editing/conflict'
import { taken } from '../../answers'
import { movedSource } from './fields'

/** Corrects a source and goes back to it; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-source',
  schema: sourceInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { published: null }) }),
  async run({ input, reader, lang, t, now, typed, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { rev, id } = await editSource(call)
      return { redirect: `/${lang}/sources/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.code === 'conflict')
        return staleAnswer(
          call.store.db,
          t,
          await movedSource(call.store.db, reader, lang, typed),
          typed,
        )
      if (error.code === 'duplicate' && error.field === 'url') return taken(error, lang)
      if (error.code === 'duplicate')
        return { errors: [{ field: error.field, message: t('forms.duplicate.moved') }] }
      throw error
    }
  },
})
