import { HiddenField, Select, TextArea, TextField } from '../../../../../../components/form/fields'
import { Form } from '../../../../../../components/form/form'
import { OwnText } from '../../../../../../components/own-text'
import { subjectsOf, threatToEdit } from '../../../../../../db/queries/editing'
import { requireSite } from '../../../../../../db/queries/sites'
import { orNotFound } from '../../../../../_page'
import styles from '../../../../_editing/editing.module.css'
import { DateField, KeptField } from '../../../../_editing/fields'
import { keepFor } from '../../../../_editing/keep'
import { openForEditor, titleOf } from '../../../../_editing/open'
import { clip } from '../../../../_editing/options'
import { ConflictPanel, ReasonAndSave } from '../../../../_editing/parts'
import { homeOf } from '../../home'
import { close } from './actions'
import { endFields, movedEnd } from './end-fields'

type Props = PageProps<'/[lang]/[site]/threats/[threat]/close'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'forms.threat.closeTitle')
}

/** *Close a threat*: when it ended, and since when that was known. */
export default async function Page({ params }: Props) {
  const { lang, site: siteSlug, threat: segment } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const threat = await orNotFound(threatToEdit(db, reader, decodeURIComponent(segment)))
  const { claims } = await subjectsOf(db, reader, site.id)
  const later = claims
    .filter((c) => c.knownFrom >= threat.knownFrom)
    .sort((a, b) => a.knownFrom - b.knownFrom || (a.id < b.id ? -1 : 1))
  const options = later.map((c) => ({
    value: c.id,
    label: t('forms.conclude.claim', {
      words: clip(c.words, 70),
      source: clip(c.source.title, 50),
      day: say.day(c.knownFrom),
    }),
  }))
  const fields = endFields(threat, say.lang)
  const keep = await keepFor(editing, {
    form: 'close-threat',
    about: threat.id,
    moved: (typed) => movedEnd(db, reader, say.lang, typed),
  })
  const path = `/${lang}/${siteSlug}`
  const home = await homeOf(db, reader, lang, threat.subjectId)
  return (
    <>
      <p className="quiet">
        <a href={home}>{t('forms.back')}</a>
      </p>
      <h1>{t('forms.threat.closeTitle')}</h1>
      <p>
        {t(`vocab.categories.${threat.category}`)} · {t(`vocab.causes.${threat.cause}`)} ·{' '}
        {say.date(threat.valid, threat.qualifier)}
      </p>
      <p>
        <OwnText say={say} text={threat.rationale} />
      </p>
      <Form action={close} lang={say.lang} label={t('forms.threat.closeTitle')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="threatId" value={threat.id} />
          <KeptField name="base" value={threat.recordedRev} />
          <HiddenField name="textLang" value={say.lang} />
          <ConflictPanel t={t} />
          <DateField
            lang={say.lang}
            name="end"
            label={t('forms.threat.end')}
            hint={t('forms.threat.endHint')}
            value={fields.end}
          />
          <Select
            name="claimId"
            label={t('forms.threat.claimId')}
            none={t('forms.none')}
            options={options}
          />
          <TextField
            name="endKnown"
            dir="ltr"
            label={t('forms.threat.endKnown')}
            hint={t('forms.threat.endKnownHint')}
            value={fields.endKnown}
          />
          <TextArea name="note" rows={2} label={t('forms.threat.note')} value={fields.note} />
          <ReasonAndSave t={t} label={t('forms.threat.close')} />
        </div>
      </Form>
      <p className="quiet">
        <a href={`${path}/withdraw?record=${encodeURIComponent(threat.id)}`}>
          {t('forms.withdraw.threat')}
        </a>
      </p>
    </>
  )
}
