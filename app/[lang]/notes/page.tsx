import { randomUUID } from 'node:crypto'
import { Checkbox, Select, Submit, TextArea } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import { DomainError } from '../../../db/domain/errors'
import { NOTE_KINDS } from '../../../db/domain/vocabulary'
import { noteToEdit, pageOfNote } from '../../../db/queries/noting'
import styles from '../_editing/editing.module.css'
import { KeptField } from '../_editing/fields'
import { keepFor } from '../_editing/keep'
import { openForEditor, titleOf } from '../_editing/open'
import { codes } from '../_editing/options'
import { ReasonAndSave } from '../_editing/parts'
import { note as save } from './actions'
import { PreviewBox } from './preview-box'

type Props = PageProps<'/[lang]/notes'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'library.notes.title')
}

/** *A note*: `note` names one to correct or withdraw, `about` the record that a new one is about. */
export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const asked = await searchParams
  const one = (name: string) => [asked[name] ?? ''].flat()[0] || null
  const [id, about] = [one('note'), one('about')]
  const found = await look(async () => ({
    note: id === null ? null : await noteToEdit(db, reader, id),
    page: await pageOfNote(db, reader, id, about),
  }))
  if (!found)
    return (
      <>
        <h1>{t('library.notes.title')}</h1>
        <p role="alert">{t('library.notes.unknown')}</p>
      </>
    )
  const { note, page } = found
  const keep = await keepFor(editing, { form: 'edit-note', about: id ?? about ?? '' })
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}${page}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('library.notes.title')}</h1>
      <Form action={save} lang={say.lang} label={t('library.notes.title')} keep={keep}>
        <div className={styles.stack}>
          {note ? (
            <>
              <KeptField name="noteId" value={note.id} />
              <KeptField name="base" value={note.recordedRev} />
            </>
          ) : (
            <>
              <KeptField name="formId" value={randomUUID()} />
              <KeptField name="subjectId" value={about ?? ''} />
            </>
          )}
          {note?.sources.map((source) => (
            <input key={source} type="hidden" name="sources" value={source} />
          ))}
          <PreviewBox label={t('library.notes.shown')} />
          <Select
            name="kind"
            label={t('library.notes.kind')}
            options={codes(t, 'noteKinds', NOTE_KINDS)}
            value={note?.kind ?? 'remark'}
          />
          <TextArea
            name="text"
            rows={8}
            dir="auto"
            label={t('library.notes.text')}
            hint={t('library.notes.hint')}
            value={note?.text}
          />
          <Submit
            quiet
            name="preview"
            value="on"
            label={t('library.notes.preview')}
            pending={t('library.notes.previewing')}
          />
          <TextArea
            name="handling"
            rows={2}
            dir="auto"
            label={t('library.notes.handling')}
            value={note?.handling}
          />
          <Select
            name="sensitivity"
            label={t('forms.sensitivity')}
            options={codes(t, 'sensitivities', ['public', 'restricted'], true)}
            value={note?.sensitivity ?? 'public'}
          />
          {note && <Checkbox name="withdraw" label={t('library.notes.withdrawing')} />}
          <ReasonAndSave t={t} label={t('library.notes.save')} />
        </div>
      </Form>
    </>
  )
}

/** What was looked for, or null where it is not there. */
async function look<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null
    throw error
  }
}
