'use server'

import { DomainError } from '../../../../../db/domain/errors'
import { threatInput } from '../../../../../db/domain/inputs'
import { openThreat } from '../../../../../db/mutations/threats'
import { formAction, type Outcome } from '../../../../_action'
import { type Aside, callOf, echoes } from '../../../_editing/answers'
import { homeOf } from '../home'

/** Opens a threat and goes to what it threatens. */
export const open = formAction({
  name: 'open-threat',
  schema: threatInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { from: null }) }),
  async run({ input, reader, lang, t, now, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { rev } = await openThreat(call)
      const home = await homeOf(call.store.db, reader, lang, input.subjectId)
      return { redirect: `${home}?saved=${rev}` }
    } catch (error) {
      const isThere = error instanceof DomainError && error.code === 'duplicate'
      if (isThere) return { errors: [{ field: error.field, message: t('forms.duplicate.threat') }] }
      throw error
    }
  },
})
