import { Select, TextArea, TextField } from '../../../../components/form/fields'
import type { Say } from '../../../../components/say'
import { ACCESSES, INFO_GRADES, METHODS } from '../../../../db/domain/vocabulary'
import type { Row } from '../../../../db/store/records'
import styles from '../../_editing/editing.module.css'
import { DateField } from '../../_editing/fields'
import { clip, codes, nameIn } from '../../_editing/options'
import { SaidBy } from '../persons/said-by'

/** What is worth recording about a claim when the source says it, and can be left out. */
export function MoreAboutIt({
  say,
  questions,
  persons,
}: {
  say: Say
  questions: Row<'question'>[]
  persons: Row<'person'>[]
}) {
  const { t } = say
  const asked = questions.map((q) => ({
    value: q.id,
    label: `${t(`vocab.properties.${q.property}`)}: ${clip(nameIn(say, q.topic, q.id))}`,
  }))
  return (
    <details className={styles.more}>
      <summary>{t('forms.more.legend')}</summary>
      <div className={styles.stack}>
        <div className={styles.pair}>
          <DateField
            lang={say.lang}
            name="observed"
            label={t('forms.more.observed')}
            hint={t('forms.more.observedHint')}
          />
          <TextField
            name="reported"
            dir="ltr"
            label={t('forms.more.reported')}
            hint={t('forms.more.reportedHint')}
          />
          <Select
            name="method"
            label={t('forms.more.method')}
            none={t('forms.notSaid')}
            options={codes(t, 'methods', METHODS)}
          />
          <Select
            name="access"
            label={t('forms.more.access')}
            none={t('forms.notSaid')}
            options={codes(t, 'accesses', ACCESSES)}
          />
          <TextField
            name="attributedTo"
            label={t('forms.more.attributedTo')}
            hint={t('persons.attributedHint')}
          />
          <SaidBy say={say} persons={persons} />
          <Select
            name="infoGrade"
            label={t('forms.more.infoGrade')}
            none={t('forms.more.notGraded')}
            options={codes(t, 'infoGrades', INFO_GRADES)}
          />
          <TextField name="infoGradeReason" label={t('forms.more.infoGradeReason')} />
        </div>
        <Select
          name="questionId"
          label={t('forms.more.question')}
          none={t('forms.none')}
          options={asked}
        />
        <TextArea name="note" rows={2} label={t('forms.more.note')} />
        <Select
          name="sensitivity"
          label={t('forms.sensitivity')}
          options={codes(t, 'sensitivities', ['public', 'restricted'])}
          value="public"
        />
      </div>
    </details>
  )
}
