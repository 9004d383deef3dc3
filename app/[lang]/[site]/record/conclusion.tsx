import { Checkbox, Fieldset, Select, TextArea } from '../../../../components/form/fields'
import type { Say } from '../../../../components/say'
import { CERTAINTIES, CONDITIONS, QUALIFIERS } from '../../../../db/domain/vocabulary'
import type { ClaimEntry } from '../../../../db/queries/dossier'
import styles from '../../_editing/editing.module.css'
import { DateField } from '../../_editing/fields'
import { clip, codes } from '../../_editing/options'

/** "And this is our conclusion": an assessment in the same save. Shown for what can be contested and so settled. */
export function Conclusion({ say, claims }: { say: Say; claims: ClaimEntry[] }) {
  const { t } = say
  return (
    <section className={styles.conclusion} aria-label={t('forms.conclude.legend')}>
      <Checkbox
        name="conclude"
        checked
        label={t('forms.conclude.legend')}
        hint={t('forms.conclude.hint')}
      />
      <div className={`${styles.stack} ${styles.ofConclusion}`}>
        <div className={styles.pair}>
          <Select
            name="certainty"
            label={t('forms.conclude.certainty')}
            options={codes(t, 'certainties', CERTAINTIES)}
            value="high"
          />
          <div className={styles.ofCondition}>
            <Select
              name="concludedCondition"
              label={t('forms.conclude.condition')}
              none={t('forms.conclude.asClaimed')}
              options={codes(t, 'conditions', CONDITIONS)}
            />
          </div>
        </div>
        <div className={styles.ofExtent}>
          <TextArea name="concludedText" rows={2} label={t('forms.conclude.text')} />
        </div>
        <TextArea
          name="rationale"
          rows={3}
          label={t('forms.conclude.rationale')}
          hint={t('forms.conclude.rationaleHint')}
        />
        <TextArea
          name="standing"
          rows={2}
          label={t('forms.conclude.standing')}
          hint={t('forms.conclude.standingHint')}
        />
        <div className={styles.pair}>
          <DateField
            lang={say.lang}
            name="concludedFrom"
            qualifier="concludedQualifier"
            label={t('forms.conclude.from')}
            hint={t('forms.conclude.fromHint')}
          />
          <Select
            name="concludedQualifier"
            label={t('forms.record.qualifier')}
            none={t('forms.conclude.asClaimed')}
            options={codes(t, 'qualifiers', QUALIFIERS)}
          />
        </div>
        {claims.length > 0 && <OtherClaims say={say} claims={claims} />}
      </div>
    </section>
  )
}

function OtherClaims({ say, claims }: { say: Say; claims: ClaimEntry[] }) {
  const { t } = say
  const label = (c: ClaimEntry) =>
    t('forms.conclude.claim', {
      words: clip(c.words, 120),
      source: clip(c.source.title, 60),
      day: say.day(c.knownFrom),
    })
  const pick = (name: 'corroborating' | 'setAside') => (
    <Fieldset legend={t(`forms.conclude.${name}`)}>
      {claims.map((c) => (
        <Checkbox key={c.id} name={name} on={c.id} label={label(c)} />
      ))}
    </Fieldset>
  )
  return (
    <details className={styles.more}>
      <summary>{t('forms.conclude.others')}</summary>
      <div className={styles.stack}>
        {pick('corroborating')}
        {pick('setAside')}
        <TextArea name="setAsideReason" rows={2} label={t('forms.conclude.setAsideReason')} />
      </div>
    </details>
  )
}
