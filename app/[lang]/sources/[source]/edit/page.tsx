import {
  Checkbox,
  HiddenField,
  Select,
  TextArea,
  TextField,
} from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import { RELIABILITIES, SOURCE_CLASSES } from '../../../../../db/domain/vocabulary'
import { sourceToEdit } from '../../../../../db/queries/editing'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { DateField, KeptField } from '../../../_editing/fields'
import { keepFor } from '../../../_editing/keep'
import { openForEditor, titleOf } from '../../../_editing/open'
import { codes, languages } from '../../../_editing/options'
import { ConflictPanel, ReasonAndSave } from '../../../_editing/parts'
import { edit } from './actions'
import { movedSource, sourceFields } from './fields'

type Props = PageProps<'/[lang]/sources/[source]/edit'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'forms.source.editTitle')
}

/** *Edit source*: every field, its class, and its reliability with the reason. */
export default async function Page({ params }: Props) {
  const { lang, source: segment } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const source = await orNotFound(sourceToEdit(db, reader, decodeURIComponent(segment)))
  const fields = sourceFields(source, say.lang)
  const path = `/${lang}/sources/${encodeURIComponent(source.id)}`
  const keep = await keepFor(editing, {
    form: 'edit-source',
    about: source.id,
    moved: (typed) => movedSource(db, reader, say.lang, typed),
  })
  return (
    <>
      <p className="quiet">
        <a href={path}>{t('forms.back')}</a>
      </p>
      <h1>{t('forms.source.editTitle')}</h1>
      <Form action={edit} lang={say.lang} label={t('forms.source.editTitle')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="sourceId" value={source.id} />
          <KeptField name="base" value={source.recordedRev} />
          <HiddenField name="textLang" value={say.lang} />
          <ConflictPanel t={t} />
          <TextField name="title" label={t('forms.source.title')} value={fields.title} />
          <div className={styles.pair}>
            <TextField
              name="publisher"
              label={t('forms.source.publisher')}
              value={fields.publisher}
            />
            <Select
              name="class"
              label={t('forms.source.class')}
              options={codes(t, 'sourceClasses', SOURCE_CLASSES)}
              value={fields.class}
            />
            <DateField
              lang={say.lang}
              name="published"
              label={t('forms.source.published')}
              hint={t('forms.source.publishedMoves')}
              value={fields.published}
            />
            <Checkbox
              name="undated"
              label={t('forms.source.undated')}
              checked={source.published === null}
            />
          </div>
          <div className={styles.pair}>
            <TextField
              name="url"
              inputMode="url"
              dir="ltr"
              label={t('forms.source.url')}
              value={fields.url}
            />
            <Select
              name="lang"
              label={t('forms.source.lang')}
              none={t('forms.notSaid')}
              options={languages(say, source.lang)}
              value={fields.lang}
            />
          </div>
          <Select
            name="reliability"
            label={t('forms.source.reliability')}
            none={t('forms.more.notGraded')}
            options={codes(t, 'reliabilities', RELIABILITIES)}
            value={fields.reliability}
          />
          <TextArea
            name="reliabilityReason"
            rows={2}
            label={t('forms.source.reliabilityReason')}
            value={fields.reliabilityReason}
          />
          <TextArea name="note" rows={3} label={t('forms.source.note')} value={fields.note} />
          <Select
            name="sensitivity"
            label={t('forms.sensitivity')}
            options={codes(t, 'sensitivities', ['public', 'restricted'], true)}
            value={fields.sensitivity}
          />
          <ReasonAndSave t={t} label={t('forms.save')} />
        </div>
      </Form>
    </>
  )
}
