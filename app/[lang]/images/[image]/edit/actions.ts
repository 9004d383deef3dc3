'use server'

import { DomainError } from '../../../../../db/domain/errors'
import { imageEditInput } from '../../../../../db/domain/image-input'
import { editImage } from '../../../../../db/mutations/images'
import { formAction, type Outcome } from '../../../../_action'
import { type Aside, callOf, echoes } from '../../../_editing/answers'
import { staleAnswer } from '../../../_editing/conflict'
import { movedImage } from '../../moved'

/** Corrects what is said of an image and goes back to it; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-image',
  schema: imageEditInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { taken: null }) }),
  async run({ input, reader, lang, t, now, typed, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { rev, id } = await editImage(call)
      return { redirect: `/${lang}/images/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict')
        return staleAnswer(
          call.store.db,
          t,
          await movedImage(call.store.db, reader, lang, typed),
          typed,
        )
      throw error
    }
  },
})
