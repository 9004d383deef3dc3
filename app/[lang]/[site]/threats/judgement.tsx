import { Select, TextArea } from '../../../../components/form/fields'
import type { Say } from '../../../../components/say'
import { SCORE_PARTS } from '../../../../db/domain/risk'
import { SCORE_FIELDS, scoreField } from '../../../../db/domain/score-fields'
import { HORIZONS, PROBABILITIES, UNESCO_FACTORS } from '../../../../db/domain/vocabulary'
import styles from '../../_editing/editing.module.css'
import { codes } from '../../_editing/options'
import { ScoreFields } from './score-fields'

/** What the editors make of a threat: probability, horizon, factor, why, and perhaps an ABC score. */
export function Judgement({ say, values = {} }: { say: Say; values?: Record<string, string> }) {
  const { t } = say
  const estimate = (bound: 'low' | 'likely' | 'high') => t(`risk.form.${bound}`)
  return (
    <>
      <Select
        name="probability"
        label={t('forms.threat.probability')}
        none={t('forms.choose')}
        options={codes(t, 'probabilities', PROBABILITIES, true)}
        value={values.probability}
      />
      <div className={styles.pair}>
        <Select
          name="horizon"
          label={t('risk.form.horizon')}
          none={t('forms.notSaid')}
          options={codes(t, 'horizons', HORIZONS)}
          value={values.horizon}
        />
        <Select
          name="unescoFactor"
          label={t('forms.threat.unescoFactor')}
          none={t('forms.none')}
          options={codes(t, 'unescoFactors', UNESCO_FACTORS)}
          value={values.unescoFactor}
        />
      </div>
      <TextArea
        name="rationale"
        rows={3}
        label={t('forms.threat.rationale')}
        value={values.rationale}
      />
      <ScoreFields
        legend={t('risk.form.score')}
        lead={t('risk.form.scoreLead')}
        rationaleLabel={t('risk.form.scoreRationale')}
        rationaleHint={t('risk.form.scoreRationaleHint')}
        values={values}
        isBegun={SCORE_FIELDS.some((name) => values[name])}
        parts={SCORE_PARTS.map((part) => ({
          part,
          label: t(`risk.parts.${part}`),
          hint: t(`risk.form.${part}Hint`),
          fields: (['low', 'likely', 'high'] as const).map((bound) => ({
            name: scoreField(part, bound),
            label: estimate(bound),
          })),
        }))}
      />
      <Select
        name="sensitivity"
        label={t('forms.sensitivity')}
        options={codes(t, 'sensitivities', ['public', 'restricted'])}
        value={values.sensitivity ?? 'public'}
      />
    </>
  )
}
