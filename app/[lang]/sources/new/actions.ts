'use server'

import { DomainError } from '../../../../db/domain/errors'
import { type NewSourceInput, newSourceInput } from '../../../../db/domain/source-input'
import type { Call } from '../../../../db/mutations/call'
import { enterSource } from '../../../../db/mutations/new-source'
import { sourceAt } from '../../../../db/queries/likely-sources'
import { formAction, type Outcome } from '../../../_action'
import { type Aside, callOf, echoes } from '../../_editing/answers'
import { unseenLikely } from '../../_editing/likely-sources'
import { taken } from '../answers'

/** Enters a source and goes to it. One that may be in the register already is asked about first, once. */
export const enter = formAction({
  name: 'new-source',
  schema: newSourceInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { published: null }) }),
  async run({ input, reader, lang, t, now, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const known = [...input.seen, input.formId]
      const likely = await unseenLikely(call.store.db, reader, lang, input, known)
      if (likely.length > 0 && !(await isTaken(call)))
        return {
          title: t('library.likely.title'),
          errors: [{ field: 'title', message: t('library.likely.lead') }],
          extra: { likely },
        }
      const { rev, id } = await enterSource(call)
      return { redirect: `/${lang}/sources/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'duplicate') return taken(error, lang)
      throw error
    }
  },
})

/** Whether the save will refuse the address anyway: then that is what is said. */
async function isTaken({ store, reader, input }: Call<NewSourceInput>): Promise<boolean> {
  return (await sourceAt(store.db, reader, input.url, input.formId)) !== null
}
