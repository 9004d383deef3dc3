import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { Form } from '../../../../components/form/form'
import { AsWritten, OwnText, Words } from '../../../../components/own-text'
import { imageChoices, imageToEdit } from '../../../../db/queries/image-form'
import { orNotFound } from '../../../_page'
import styles from '../../_editing/editing.module.css'
import { KeptField } from '../../_editing/fields'
import { keepFor } from '../../_editing/keep'
import { openForEditor, titleOf } from '../../_editing/open'
import { ChooseFile, ImageFields, imageFields, SaveImage } from '../fields'
import { add } from './actions'

type Props = PageProps<'/[lang]/images/new'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'images.form.new')
}

/** *Add an image* to the source or claim named by `about`, or with `redacts` a redacted copy of another image. */
export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const asked = await searchParams
  const one = (name: string) => (typeof asked[name] === 'string' ? asked[name] : null)
  const redacted = one('redacts') ? await imageToEdit(db, reader, one('redacts') ?? '') : null
  if (one('redacts') && redacted?.redacts !== null) notFound()
  const about = redacted?.subjectId ?? one('about') ?? ''
  const monumentId = redacted?.monumentId ?? one('monument')
  const choices = await orNotFound(imageChoices(db, reader, about, { monumentId }))
  const { kind, row } = choices.subject
  const title = t(redacted ? 'images.form.redact' : 'images.form.new')
  const fields: Record<string, string> = redacted
    ? { ...imageFields(redacted), sensitivity: 'public' }
    : { monumentId: monumentId ?? '', sensitivity: 'public' }
  const keep = await keepFor(editing, { form: 'add-image', about: redacted?.id ?? about })
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}/${kind}s/${encodeURIComponent(row.id)}`}>{t('forms.back')}</a>
      </p>
      <h1>{title}</h1>
      <p>
        {t('images.form.about')}{' '}
        {kind === 'source' ? <AsWritten text={row.title} /> : <Words claim={row} />}
      </p>
      {redacted && (
        <p>
          <OwnText say={say} text={redacted.caption} /> {t('images.form.redactLead')}
        </p>
      )}
      <Form action={add} lang={say.lang} label={title} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="formId" value={randomUUID()} />
          <KeptField name="about" value={about} />
          {redacted && <KeptField name="redacts" value={redacted.id} />}
          <ChooseFile say={say} />
          <ImageFields say={say} fields={fields} choices={choices} />
          <SaveImage say={say} isNew />
        </div>
      </Form>
    </>
  )
}
