import { Radios, Select, Submit, TextArea, TextField } from '../../../components/form/fields'
import { FileField } from '../../../components/images/file-field'
import type { Say } from '../../../components/say'
import { MOST_BYTES } from '../../../db/domain/image-bytes'
import { shownIn } from '../../../db/domain/retyped'
import { IMAGE_TYPES, RIGHTS } from '../../../db/domain/vocabulary'
import type { ImageChoices } from '../../../db/queries/image-form'
import type { Row } from '../../../db/store/records'
import styles from '../_editing/editing.module.css'
import { DateField } from '../_editing/fields'
import { clip, codes, nameIn } from '../_editing/options'
import { Reviewed } from '../_editing/reviewed'

/** An image as the fields of its form: the same for filling the form in and for telling versions apart. */
export function imageFields(image: Row<'image'>): Record<string, string> {
  return {
    captionEn: image.caption.en ?? '',
    captionAr: image.caption.ar ?? '',
    credit: image.credit,
    rights: image.rights,
    taken: image.taken ?? '',
    monumentId: image.monumentId ?? '',
    beforeId: image.beforeId ?? '',
    sensitivity: image.sensitivity,
  }
}

/** Where the file is chosen. */
export function ChooseFile({ say: { t } }: { say: Say }) {
  return (
    <FileField
      name="file"
      label={t('images.form.file')}
      hint={t('images.form.fileHint')}
      accept={IMAGE_TYPES.join(',')}
      most={MOST_BYTES}
      texts={{ again: t('images.form.again'), tooLarge: t('images.form.tooLarge') }}
    />
  )
}

type Props = { say: Say; fields: Record<string, string>; choices: ImageChoices }

/** Everything that is said of an image. */
export function ImageFields({ say, fields, choices }: Props) {
  const { t, lang } = say
  const { places, earlier } = choices
  return (
    <>
      <div className={styles.pair}>
        {(['En', 'Ar'] as const).map((own) => (
          <TextArea
            key={own}
            name={`caption${own}`}
            label={t(`images.form.caption${own}`)}
            hint={own === 'En' ? t('images.form.captionHint') : undefined}
            value={fields[`caption${own}`]}
            lang={own.toLowerCase()}
            dir={own === 'Ar' ? 'rtl' : 'ltr'}
            rows={3}
          />
        ))}
      </div>
      <div className={styles.pair}>
        <TextField
          name="credit"
          label={t('images.form.credit')}
          hint={t('images.form.creditHint')}
          value={fields.credit}
          dir="auto"
        />
        <Select
          name="rights"
          label={t('images.form.rights')}
          value={fields.rights}
          none={t('images.form.chooseRights')}
          options={codes(t, 'rights', RIGHTS)}
        />
      </div>
      <DateField
        lang={lang}
        name="taken"
        label={t('images.form.taken')}
        hint={t('images.form.takenHint')}
        value={fields.taken}
      />
      {places.length > 0 && (
        <Select
          name="monumentId"
          label={t('images.form.monument')}
          value={fields.monumentId}
          none={t('images.form.noMonument')}
          options={places.map((p) => ({ value: p.id, label: nameIn(say, p.name, p.id) }))}
        />
      )}
      {earlier.length > 0 && (
        <Select
          name="beforeId"
          label={t('images.form.before')}
          hint={t('images.form.beforeHint')}
          value={fields.beforeId}
          none={t('images.form.noBefore')}
          options={earlier.map((i) => ({
            value: i.id,
            label: [i.taken && say.date(i.taken, 'on'), clip(shownIn(i.caption, lang), 60)]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      )}
      <Radios
        name="sensitivity"
        label={t('images.form.sensitivity')}
        hint={t('images.form.sensitivityHint')}
        value={fields.sensitivity ?? 'public'}
        options={['public', 'restricted'].map((value) => ({
          value,
          label: t(`images.form.${value}`),
        }))}
      />
      <TextArea
        name="reason"
        rows={2}
        label={t('forms.reason.label')}
        hint={t('forms.reason.hint')}
      />
    </>
  )
}

/** The button that takes a picture in, or keeps what is said of it. */
export function SaveImage({ say: { t }, isNew }: { say: Say; isNew?: boolean }) {
  return (
    <>
      <Reviewed t={t} />
      <Submit
        label={t(isNew ? 'images.form.save' : 'images.form.saveEdit')}
        pending={t('forms.saving')}
      />
    </>
  )
}
