import { HiddenField } from '../../../../../../components/form/fields'
import { Form } from '../../../../../../components/form/form'
import { threatToEdit } from '../../../../../../db/queries/editing'
import { requireSite } from '../../../../../../db/queries/sites'
import { orNotFound } from '../../../../../_page'
import styles from '../../../../_editing/editing.module.css'
import { KeptField } from '../../../../_editing/fields'
import { keepFor } from '../../../../_editing/keep'
import { openForEditor, titleOf } from '../../../../_editing/open'
import { ConflictPanel, ReasonAndSave } from '../../../../_editing/parts'
import { homeOf } from '../../home'
import { Judgement } from '../../judgement'
import { edit } from './actions'
import { movedThreat, threatFields } from './fields'

type Props = PageProps<'/[lang]/[site]/threats/[threat]/edit'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'risk.form.editTitle')
}

/** *Edit a threat*: what the editors make of it. What is threatened, by what and since when stays as it was opened. */
export default async function Page({ params }: Props) {
  const { lang, site: siteSlug, threat: segment } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  await orNotFound(requireSite(db, reader, siteSlug, null))
  const threat = await orNotFound(threatToEdit(db, reader, decodeURIComponent(segment)))
  const keep = await keepFor(editing, {
    form: 'edit-threat',
    about: threat.id,
    moved: (typed) => movedThreat(db, reader, say.lang, typed),
  })
  return (
    <>
      <p className="quiet">
        <a href={await homeOf(db, reader, lang, threat.subjectId)}>{t('forms.back')}</a>
      </p>
      <h1>{t('risk.form.editTitle')}</h1>
      <p>
        {t(`vocab.categories.${threat.category}`)} · {t(`vocab.causes.${threat.cause}`)} ·{' '}
        {say.date(threat.valid, threat.qualifier)}
      </p>
      <p>{t('risk.form.editLead')}</p>
      <Form action={edit} lang={say.lang} label={t('risk.form.editTitle')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="threatId" value={threat.id} />
          <KeptField name="base" value={threat.recordedRev} />
          <HiddenField name="textLang" value={say.lang} />
          <ConflictPanel t={t} />
          <Judgement say={say} values={threatFields(threat, say.lang)} />
          <ReasonAndSave t={t} label={t('forms.save')} />
        </div>
      </Form>
    </>
  )
}
