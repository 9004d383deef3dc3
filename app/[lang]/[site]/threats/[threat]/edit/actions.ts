'use server'

import type { Translate } from '../../../../../../components/say'
import { DomainError } from '../../../../../../db/domain/errors'
import { type ThreatEditInput, threatEditInput } from '../../../../../../db/domain/inputs'
import { SCORE_PARTS } from '../../../../../../db/domain/risk'
import { type ScoreField, scoreTexts, typedScore } from '../../../../../../db/domain/score-fields'
import type { Lang } from '../../../../../../db/domain/vocabulary'
import type { Call } from '../../../../../../db/mutations/call'
import { editThreat } from '../../../../../../db/mutations/edit-threat'
import { threatToEdit, versionAt } from '../../../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../../../_action'
import { sayIn } from '../../../../../_i18n'
import { type Aside, callOf } from '../../../../_editing/answers'
import { type Fields, staleAnswer } from '../../../../_editing/conflict'
import { homeOf } from '../../home'
import { threatFields } from './fields'

/** Corrects a threat and goes to where it is shown; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-threat',
  schema: threatEditInput,
  needs: 'record',
  async run({ input, reader, lang, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { subjectId } = await threatToEdit(call.store.db, reader, input.threatId)
      const { rev } = await editThreat(call)
      return { redirect: `${await homeOf(call.store.db, reader, lang, subjectId)}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, lang)
      throw error
    }
  },
})

async function stale(
  { store, reader, input }: Call<ThreatEditInput>,
  lang: Lang,
): Promise<Outcome<Aside>> {
  const { t } = sayIn(lang)
  const now = await threatToEdit(store.db, reader, input.threatId)
  const then = await versionAt(store.db, 'threat', input.threatId, input.base)
  if (!then) throw new DomainError('not_found')
  const versions = {
    base: threatFields(then, lang),
    theirs: threatFields(now, lang),
    mine: typed(input),
  }
  return staleAnswer(store.db, t, versions, now.recordedRev, (field) => labelOf(t, field))
}

function typed(input: ThreatEditInput): Fields {
  return {
    probability: input.probability,
    horizon: input.horizon ?? '',
    unescoFactor: input.unescoFactor ?? '',
    rationale: input.rationale,
    ...scoreTexts(typedScore(input)),
    scoreRationale: input.scoreRationale ?? '',
    sensitivity: input.sensitivity,
  }
}

function labelOf(t: Translate, field: string): string {
  if (field === 'sensitivity') return t('forms.sensitivity')
  if (field === 'horizon' || field === 'scoreRationale') return t(`risk.form.${field}`)
  const part = SCORE_PARTS.find((p) => new RegExp(`^${p}(Low|Likely|High)$`).test(field))
  if (part === undefined) return t(`forms.threat.${field}`)
  const bound = (field as ScoreField).slice(1).toLowerCase()
  return t('risk.form.estimate', { part: t(`risk.parts.${part}`), bound: t(`risk.form.${bound}`) })
}
