import { Fieldset, Select, TextArea, TextField } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import type { Say } from '../../../../../components/say'
import { MONUMENT_KINDS, SENSITIVITIES } from '../../../../../db/domain/vocabulary'
import { type MonumentRecords, movedAt } from '../../../../../db/mutations/monument-records'
import { monumentToEdit, namesOf } from '../../../../../db/queries/editing'
import { requireSite } from '../../../../../db/queries/sites'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { KeptField } from '../../../_editing/fields'
import { keepFor } from '../../../_editing/keep'
import { openForEditor, titleOf } from '../../../_editing/open'
import { codes, languages, nameIn } from '../../../_editing/options'
import { ConflictPanel, ReasonAndSave } from '../../../_editing/parts'
import { edit } from './actions'
import { monumentFields, movedMonument } from './fields'

type Props = PageProps<'/[lang]/[site]/[monument]/edit'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'forms.monument.title')
}

/** *Edit monument*: names, kind, description, place, sensitivity and principal part. */
export default async function Page({ params }: Props) {
  const { lang, site: siteSlug, monument: slug } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const records = await orNotFound(monumentToEdit(db, reader, site.id, slug))
  const path = `/${lang}/${siteSlug}`
  const partNames = await namesOf(
    db,
    records.parts.map((p) => p.id),
  )
  const parts = records.parts.map((p) => ({
    value: p.id,
    label: nameIn(say, partNames.get(p.id) ?? {}, p.slug),
  }))
  const fields = monumentFields(records)
  const { id } = records.monument
  const keep = await keepFor(editing, {
    form: 'edit-monument',
    about: id,
    moved: (typed) => movedMonument(db, reader, t, typed),
  })
  return (
    <>
      <p className="quiet">
        <a href={`${path}/${slug}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('forms.monument.title')}</h1>
      <Form action={edit} lang={say.lang} label={t('forms.monument.title')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="monumentId" value={id} />
          <KeptField name="base" value={movedAt(records)} />
          <ConflictPanel t={t} />
          <Names say={say} records={records} fields={fields} />
          <Select
            name="kind"
            label={t('forms.monument.kind')}
            options={codes(t, 'monumentKinds', MONUMENT_KINDS)}
            value={fields.kind}
          />
          {parts.length > 0 && (
            <Select
              name="principalId"
              label={t('forms.monument.principal')}
              hint={t('forms.monument.principalHint')}
              none={t('forms.none')}
              options={parts}
              value={fields.principalId}
            />
          )}
          <TextArea
            name="descriptionEn"
            lang="en"
            dir="ltr"
            label={t('forms.monument.descriptionEn')}
            value={fields.descriptionEn}
          />
          <TextArea
            name="descriptionAr"
            lang="ar"
            dir="rtl"
            label={t('forms.monument.descriptionAr')}
            value={fields.descriptionAr}
          />
          <Fieldset legend={t('forms.place.legend')} hint={t('forms.place.hint')}>
            <div className={styles.pair}>
              <TextField
                name="lat"
                inputMode="decimal"
                dir="ltr"
                label={t('forms.place.lat')}
                value={fields.lat}
              />
              <TextField
                name="lon"
                inputMode="decimal"
                dir="ltr"
                label={t('forms.place.lon')}
                value={fields.lon}
              />
              <TextField
                name="precisionM"
                inputMode="decimal"
                dir="ltr"
                label={t('forms.place.precision')}
                value={fields.precisionM}
              />
            </div>
            <TextField
              name="basis"
              label={t('forms.place.basis')}
              hint={t('forms.place.basisHint')}
              value={fields.basis}
            />
          </Fieldset>
          <Select
            name="sensitivity"
            label={t('forms.sensitivity')}
            options={codes(t, 'sensitivities', SENSITIVITIES, true)}
            value={fields.sensitivity}
          />
          <ReasonAndSave t={t} label={t('forms.save')} />
        </div>
      </Form>
      <p className="quiet">
        <a href={`${path}/withdraw?record=${encodeURIComponent(id)}`}>
          {t('forms.withdraw.monument')}
        </a>
      </p>
    </>
  )
}

function Names({
  say,
  records,
  fields,
}: {
  say: Say
  records: MonumentRecords
  fields: Record<string, string>
}) {
  const { t } = say
  const ids = Object.keys(fields).flatMap((field) => /^form:(.+)$/.exec(field)?.[1] ?? [])
  const langs = languages(say, ...records.names.map((n) => n.lang))
  return (
    <Fieldset legend={t('forms.monument.names')} hint={t('forms.monument.namesHint')}>
      <div className={styles.pair}>
        <TextField
          name="nameEn"
          lang="en"
          dir="ltr"
          label={t('forms.monument.nameEn')}
          value={fields.nameEn}
        />
        <TextField
          name="nameAr"
          lang="ar"
          dir="rtl"
          label={t('forms.monument.nameAr')}
          value={fields.nameAr}
        />
      </div>
      {[...ids, '+1', '+2'].map((id, n) => (
        <div key={id} className={styles.pair}>
          <TextField
            name={`form:${id}`}
            dir="auto"
            label={t(id.startsWith('+') ? 'forms.monument.newName' : 'forms.monument.otherName', {
              n: n + 1,
            })}
            value={fields[`form:${id}`]}
          />
          <Select
            name={`lang:${id}`}
            label={t('forms.monument.nameLang', { n: n + 1 })}
            none={t('forms.choose')}
            options={langs}
            value={fields[`lang:${id}`]}
          />
        </div>
      ))}
    </Fieldset>
  )
}
