import { notFound } from 'next/navigation'
import { Form } from '../../../../../components/form/form'
import { Picture } from '../../../../../components/images/picture'
import { imageChoices, imageToEdit } from '../../../../../db/queries/image-form'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { KeptField } from '../../../_editing/fields'
import { keepFor } from '../../../_editing/keep'
import { openForEditor, titleOf } from '../../../_editing/open'
import { ConflictPanel } from '../../../_editing/parts'
import { ImageFields, imageFields, SaveImage } from '../../fields'
import { movedImage } from '../../moved'
import { edit } from './actions'

type Props = PageProps<'/[lang]/images/[image]/edit'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'images.form.edit')
}

/** *Edit an image*: caption, credit, rights, date, what it shows and who may see it. */
export default async function Page({ params }: Props) {
  const { lang, image: segment } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const image = await imageToEdit(db, reader, decodeURIComponent(segment))
  if (!image) notFound()
  const { id: imageId, monumentId, subjectId } = image
  const choices = await orNotFound(imageChoices(db, reader, subjectId, { monumentId, imageId }))
  const keep = await keepFor(editing, {
    form: 'edit-image',
    about: imageId,
    moved: (typed) => movedImage(db, reader, say.lang, typed),
  })
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}/images/${encodeURIComponent(imageId)}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('images.form.edit')}</h1>
      <p>
        <Picture say={say} image={image} />
      </p>
      <Form action={edit} lang={say.lang} label={t('images.form.edit')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="imageId" value={imageId} />
          <KeptField name="base" value={image.recordedRev} />
          <ConflictPanel t={t} />
          <ImageFields say={say} fields={imageFields(image)} choices={choices} />
          <SaveImage say={say} />
        </div>
      </Form>
    </>
  )
}
