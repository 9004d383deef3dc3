'use server'

import { formatDay } from '../../../../../../db/domain/dates'
import { DomainError } from '../../../../../../db/domain/errors'
import { type CloseInput, closeInput } from '../../../../../../db/domain/inputs'
import type { Lang } from '../../../../../../db/domain/vocabulary'
import type { Call } from '../../../../../../db/mutations/call'
import { closeThreat } from '../../../../../../db/mutations/threats'
import { threatToEdit, versionAt } from '../../../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../../../_action'
import { sayIn } from '../../../../../_i18n'
import { type Aside, callOf, echoes } from '../../../../_editing/answers'
import { staleAnswer } from '../../../../_editing/conflict'
import { homeOf } from '../../home'
import { endFields } from './end-fields'

/** Ends a threat and goes to what it threatened; a stale form comes back with both versions. */
export const close = formAction({
  name: 'close-threat',
  schema: closeInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { end: null }) }),
  async run({ input, reader, lang, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { subjectId } = await threatToEdit(call.store.db, reader, input.threatId)
      const { rev } = await closeThreat(call)
      const home = await homeOf(call.store.db, reader, lang, subjectId)
      return { redirect: `${home}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, lang)
      throw error
    }
  },
})

async function stale(
  { store, reader, input }: Call<CloseInput>,
  lang: Lang,
): Promise<Outcome<Aside>> {
  const { t } = sayIn(lang)
  const now = await threatToEdit(store.db, reader, input.threatId)
  const then = await versionAt(store.db, 'threat', input.threatId, input.base)
  if (!then) throw new DomainError('not_found')
  const mine = {
    end: input.end,
    endKnown: input.endKnown === null ? '' : formatDay(input.endKnown),
    note: input.note ?? '',
  }
  const versions = { base: endFields(then, lang), theirs: endFields(now, lang), mine }
  return staleAnswer(store.db, t, versions, now.recordedRev, (field) => t(`forms.threat.${field}`))
}
