'use server'

import { copyInput } from '../../../../../db/domain/copy-input'
import { DomainError } from '../../../../../db/domain/errors'
import { attachCopy } from '../../../../../db/mutations/attach-copy'
import { copiesFolder } from '../../../../../db/store/open'
import { formAction, type Outcome } from '../../../../_action'
import { type Aside, callOf } from '../../../_editing/answers'

/** Attaches a file that was sent before, and goes back to the source. */
export const attach = formAction({
  name: 'attach-copy',
  schema: copyInput,
  needs: 'record',
  async run({ input, reader, lang, t, now }): Promise<Outcome<Aside>> {
    try {
      const { rev, id } = await attachCopy(callOf(input, reader, now), copiesFolder())
      return { redirect: `/${lang}/sources/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      return { errors: [{ field: null, message: t('library.copy.moved') }] }
    }
  },
})
