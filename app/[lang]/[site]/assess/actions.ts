'use server'

import { type AssessInput, assessInput } from '../../../../db/domain/assess-input'
import { DomainError } from '../../../../db/domain/errors'
import { assess } from '../../../../db/mutations/assess'
import { type Call, currentRow } from '../../../../db/mutations/call'
import { findRecord, placeOf, versionAt } from '../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../_action'
import { sayIn, type Translate } from '../../../_i18n'
import { type Aside, callOf, echoes } from '../../_editing/answers'
import { staleAnswer } from '../../_editing/conflict'
import { assessmentFields } from './fields'

const DATES = { valueDate: null, from: 'qualifier' }

/** Saves a conclusion and goes to what it is about; a stale correction comes back with both versions. */
export const conclude = formAction({
  name: 'assess',
  schema: assessInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, DATES) }),
  async run({ input, reader, lang, t, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { rev } = await assess(call)
      const { site, slug } = await placeOf(call.store.db, reader, input.subjectId)
      return { redirect: `/${lang}/${site}${slug === null ? '' : `/${slug}`}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.code === 'conflict') return stale(call, t)
      if (error.code === 'duplicate') return inTheWay(call, error)
      throw error
    }
  },
})

async function stale(
  { store, reader, input }: Call<AssessInput>,
  t: Translate,
): Promise<Outcome<Aside>> {
  const id = input.assessmentId ?? ''
  const now = await currentRow(store.db, reader, 'assessment', id)
  const then = await versionAt(store.db, 'assessment', id, input.base ?? 0)
  if (!now || !then) throw new DomainError('not_found')
  const of = (row: typeof now) => assessmentFields(row, input.textLang)
  const typed = Object.fromEntries(
    Object.keys(of(now)).map((field) => [field, String(input[field as 'from'] ?? '')]),
  )
  const versions = { base: of(then), theirs: of(now), mine: typed }
  return staleAnswer(store.db, t, versions, now.recordedRev, (field) => t(LABELS[field] ?? field))
}

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

const LABELS: Record<string, string> = {
  condition: 'forms.conclude.condition',
  valueDate: 'evidence.assess.date',
  value: 'evidence.assess.value',
  from: 'forms.conclude.from',
  qualifier: 'forms.record.qualifier',
  certainty: 'forms.conclude.certainty',
  rationale: 'forms.conclude.rationale',
  standing: 'forms.conclude.standing',
}
