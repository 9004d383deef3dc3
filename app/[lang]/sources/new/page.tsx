import { randomUUID } from 'node:crypto'
import { HiddenField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import styles from '../../_editing/editing.module.css'
import { KeptField, Notices } from '../../_editing/fields'
import { keepFor } from '../../_editing/keep'
import { openForEditor, titleOf } from '../../_editing/open'
import { ReasonAndSave } from '../../_editing/parts'
import { SourceFormFields } from '../form-fields'
import { enter } from './actions'

type Props = PageProps<'/[lang]/sources/new'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'library.new.title')
}

/** *Enter a source* on its own, before anybody has recorded what it says. */
export default async function Page({ params }: Props) {
  const { lang } = await params
  const editing = await openForEditor(lang)
  const { say, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const keep = await keepFor(editing, { form: 'new-source', about: 'new' })
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}/sources`}>{t('sources.back')}</a>
      </p>
      <h1>{t('library.new.title')}</h1>
      <p>{t('library.new.intro')}</p>
      <Form action={enter} lang={say.lang} label={t('library.new.title')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="formId" value={randomUUID()} />
          <HiddenField name="textLang" value={say.lang} />
          <Notices />
          <SourceFormFields say={say} fields={null} isDated />
          <ReasonAndSave t={t} label={t('library.new.save')} />
        </div>
      </Form>
    </>
  )
}
