import { Checkbox, Select, TextArea, TextField } from '../../../components/form/fields'
import type { Say } from '../../../components/say'
import { RELIABILITIES, RIGHTS, SOURCE_CLASSES, SOURCE_KINDS } from '../../../db/domain/vocabulary'
import styles from '../_editing/editing.module.css'
import { DateField } from '../_editing/fields'
import { LikelyWatch } from '../_editing/likely-watch'
import { codes, languages } from '../_editing/options'
import type { sourceFields } from './[source]/edit/fields'

type Props = {
  say: Say
  /** What the fields begin with; null for a new source. */
  fields: ReturnType<typeof sourceFields> | null
  isDated: boolean
}

/** Everything that is recorded of a source. A new one is compared with those in the register as it is described. */
export function SourceFormFields({ say, fields, isDated }: Props) {
  const { t } = say
  const telling = <Telling say={say} fields={fields} />
  return (
    <>
      {fields ? (
        telling
      ) : (
        <LikelyWatch
          lang={say.lang}
          names={{ title: 'title', url: 'url', archiveUrl: 'archiveUrl' }}
          texts={{ title: t('library.likely.title'), lead: t('library.likely.lead') }}
        >
          {telling}
        </LikelyWatch>
      )}
      <div className={styles.pair}>
        <TextField name="author" label={t('library.fields.author')} value={fields?.author} />
        <TextField name="publisher" label={t('forms.source.publisher')} value={fields?.publisher} />
        <DateField
          lang={say.lang}
          name="published"
          label={t('forms.source.published')}
          hint={fields ? t('forms.source.publishedMoves') : t('forms.dateHint')}
          value={fields?.published}
        />
        <Checkbox
          name="undated"
          label={t('forms.source.undated')}
          checked={fields !== null && !isDated}
        />
        <Select
          name="kind"
          label={t('library.fields.kind')}
          none={t('forms.notSaid')}
          options={codes(t, 'sourceKinds', SOURCE_KINDS)}
          value={fields?.kind}
        />
        <Select
          name="class"
          label={t('forms.source.class')}
          {...(!fields && { none: t('forms.choose') })}
          options={codes(t, 'sourceClasses', SOURCE_CLASSES)}
          value={fields?.class}
        />
        <Select
          name="lang"
          label={t('forms.source.lang')}
          none={t('forms.notSaid')}
          options={languages(say, fields?.lang || null)}
          value={fields?.lang}
        />
        <Select
          name="rights"
          label={t('library.fields.rights')}
          none={t('forms.notSaid')}
          options={codes(t, 'rights', RIGHTS)}
          value={fields?.rights}
        />
      </div>
      <Select
        name="reliability"
        label={t('forms.source.reliability')}
        none={t('forms.more.notGraded')}
        options={codes(t, 'reliabilities', RELIABILITIES)}
        value={fields?.reliability}
      />
      <TextArea
        name="reliabilityReason"
        rows={2}
        label={t('forms.source.reliabilityReason')}
        value={fields?.reliabilityReason}
      />
      <TextArea
        name="note"
        rows={3}
        label={t('forms.source.note')}
        hint={t('library.notes.hint')}
        value={fields?.note}
      />
      <Select
        name="sensitivity"
        label={t('forms.sensitivity')}
        options={codes(t, 'sensitivities', ['public', 'restricted'], true)}
        value={fields?.sensitivity ?? 'public'}
      />
    </>
  )
}

/** What tells one source from another. */
function Telling({ say: { t }, fields }: Pick<Props, 'say' | 'fields'>) {
  return (
    <>
      <TextField name="title" label={t('forms.source.title')} value={fields?.title} />
      <div className={styles.pair}>
        <TextField
          name="url"
          inputMode="url"
          dir="ltr"
          label={t('forms.source.url')}
          hint={t('library.urlHint')}
          value={fields?.url}
        />
        <TextField
          name="archiveUrl"
          inputMode="url"
          dir="ltr"
          label={t('library.fields.archiveUrl')}
          hint={t('library.archiveHint')}
          value={fields?.archiveUrl}
        />
      </div>
    </>
  )
}
