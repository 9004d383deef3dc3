'use server'

import { type AssessInput, assessInput } from '../../../../db/domain/assess-input'
import { DomainError } from '../../../../db/domain/errors'
import { assess } from '../../../../db/mutations/assess'
import type { Call } from '../../../../db/mutations/call'
import { findRecord, placeOf } from '../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../_action'
import { sayIn } from '../../../_i18n'
import { type Aside, callOf, echoes } from '../../_editing/answers'
import { staleAnswer } from '../../_editing/conflict'
import { movedAssessment } from './fields'

const DATES = { valueDate: null, from: 'qualifier' }

/** Saves a conclusion and goes to what it is about; a stale correction comes back with both versions. */
export const conclude = formAction({
  name: 'assess',
  schema: assessInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, DATES) }),
  async run({ input, reader, lang, t, now, typed, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { rev } = await assess(call)
      const { site, slug } = await placeOf(call.store.db, reader, input.subjectId)
      return { redirect: `/${lang}/${site}${slug === null ? '' : `/${slug}`}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const { db } = call.store
      if (error.code === 'conflict')
        return staleAnswer(db, t, await movedAssessment(db, reader, lang, typed), typed)
      if (error.code === 'duplicate') return inTheWay(call, error)
      throw error
    }
  },
})

/** Names the conclusion that is there already for the same days, with the way to correct it. */
async function inTheWay(
  { store, reader, input }: Call<AssessInput>,
  { field, detail }: DomainError,
): Promise<Outcome<Aside>> {
  const say = sayIn(input.textLang)
  const found = detail === null ? null : await findRecord(store.db, reader, detail)
  if (found?.kind !== 'assessment')
    return { errors: [{ field, message: say.t('errors.duplicate') }] }
  const { id, subjectId, property, value, valid, qualifier, knownFrom } = found.row
  const { site } = await placeOf(store.db, reader, subjectId)
  const message = say.t('forms.duplicate.assessment', {
    value: property === 'condition' ? say.t(`vocab.conditions.${value}`) : (value ?? ''),
    date: say.date(valid, qualifier),
    day: say.day(knownFrom),
  })
  const href = `/${say.lang}/${site}/assess?${new URLSearchParams({ assessment: id })}`
  return {
    errors: [{ field, message }],
    extra: { link: { href, label: say.t('evidence.assess.correctThat') } },
  }
}
