import { HiddenField } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import { sourceToEdit } from '../../../../../db/queries/editing'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { KeptField, Notices } from '../../../_editing/fields'
import { keepFor } from '../../../_editing/keep'
import { openForEditor, titleOf } from '../../../_editing/open'
import { ConflictPanel, ReasonAndSave } from '../../../_editing/parts'
import { SourceFormFields } from '../../form-fields'
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
          <Notices />
          <SourceFormFields say={say} fields={fields} isDated={source.published !== null} />
          <ReasonAndSave t={t} label={t('forms.save')} />
        </div>
      </Form>
    </>
  )
}
