import { notFound } from 'next/navigation'
import {
  Fieldset,
  HiddenField,
  Select,
  TextArea,
  TextField,
} from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { AsWritten } from '../../../../components/own-text'
import { isDateProperty } from '../../../../db/domain/inputs'
import {
  ACCESSES,
  CONDITIONS,
  INFO_GRADES,
  METHODS,
  QUALIFIERS,
} from '../../../../db/domain/vocabulary'
import { claimToEdit, questionsAbout } from '../../../../db/queries/editing'
import { listPersons } from '../../../../db/queries/persons'
import { requireSite } from '../../../../db/queries/sites'
import { orNotFound } from '../../../_page'
import styles from '../../_editing/editing.module.css'
import { DateField, KeptField } from '../../_editing/fields'
import { keepFor } from '../../_editing/keep'
import { openForEditor, titleOf } from '../../_editing/open'
import { clip, codes, languages, nameIn } from '../../_editing/options'
import { ConflictPanel, ReasonAndSave } from '../../_editing/parts'
import { SaidBy } from '../persons/said-by'
import { correct } from './actions'
import { claimFields, movedClaim } from './fields'

type Props = PageProps<'/[lang]/[site]/correct'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'evidence.claim.title')
}

/** *Correct or grade a claim*, named by its id in `claim`. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const { claim: id } = await searchParams
  if (typeof id !== 'string') notFound()
  const { claim, source, slug } = await orNotFound(claimToEdit(db, reader, id))
  const questions = await questionsAbout(db, reader, site.id, claim.property)
  const persons = await listPersons(db, reader, site.id)
  const now = claimFields(claim, say.lang)
  const keep = await keepFor(editing, {
    form: 'correct',
    about: claim.id,
    moved: (typed) => movedClaim(db, reader, say.lang, typed),
  })
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}/${siteSlug}${slug ? `/${slug}` : ''}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('evidence.claim.title')}</h1>
      <p>
        <AsWritten text={source.publisher ?? source.title} /> ·{' '}
        {t(`vocab.properties.${claim.property}`)}
      </p>
      <p>{t('evidence.claim.intro')}</p>
      <Form action={correct} lang={say.lang} label={t('evidence.claim.title')} keep={keep}>
        <div className={styles.stack}>
          <HiddenField name="claimId" value={claim.id} />
          <KeptField name="base" value={claim.recordedRev} />
          <HiddenField name="textLang" value={say.lang} />
          <ConflictPanel t={t} />
          <Fieldset legend={t('forms.more.infoGrade')}>
            <Select
              name="infoGrade"
              label={t('forms.more.infoGrade')}
              none={t('forms.more.notGraded')}
              options={codes(t, 'infoGrades', INFO_GRADES, true)}
              value={now.infoGrade}
            />
            <TextArea
              name="infoGradeReason"
              rows={2}
              label={t('forms.more.infoGradeReason')}
              value={now.infoGradeReason}
            />
          </Fieldset>
          <Fieldset legend={t('forms.record.says')}>
            <TextArea name="words" rows={3} label={t('forms.record.words')} value={now.words} />
            <div className={styles.pair}>
              <Select
                name="wordsLang"
                label={t('forms.record.wordsLang')}
                options={languages(say, claim.wordsLang)}
                value={now.wordsLang}
              />
              <TextField name="locator" label={t('forms.record.locator')} value={now.locator} />
            </div>
            {claim.property === 'condition' && (
              <Select
                name="condition"
                label={t('forms.record.condition')}
                none={t('forms.notSaid')}
                options={codes(t, 'conditions', CONDITIONS, true)}
                value={now.condition}
              />
            )}
            {isDateProperty(claim.property) && (
              <DateField
                lang={say.lang}
                name="valueDate"
                label={t('forms.record.valueDate')}
                value={now.valueDate}
              />
            )}
            <div className={styles.pair}>
              <DateField
                lang={say.lang}
                name="valid"
                qualifier="qualifier"
                label={t('forms.record.valid')}
                hint={t('forms.dateHint')}
                value={now.valid}
              />
              <Select
                name="qualifier"
                label={t('forms.record.qualifier')}
                options={codes(t, 'qualifiers', QUALIFIERS)}
                value={now.qualifier}
              />
            </div>
          </Fieldset>
          <Fieldset legend={t('forms.more.legend')}>
            <div className={styles.pair}>
              <DateField
                lang={say.lang}
                name="observed"
                label={t('forms.more.observed')}
                hint={t('forms.more.observedHint')}
                value={now.observed}
              />
              <TextField
                name="reported"
                dir="ltr"
                label={t('forms.more.reported')}
                hint={t('forms.more.reportedHint')}
                value={now.reported}
              />
              <Select
                name="method"
                label={t('forms.more.method')}
                none={t('forms.notSaid')}
                options={codes(t, 'methods', METHODS)}
                value={now.method}
              />
              <Select
                name="access"
                label={t('forms.more.access')}
                none={t('forms.notSaid')}
                options={codes(t, 'accesses', ACCESSES)}
                value={now.access}
              />
            </div>
            <TextField
              name="attributedTo"
              label={t('forms.more.attributedTo')}
              hint={t('persons.attributedHint')}
              value={now.attributedTo}
            />
            <SaidBy say={say} persons={persons} value={now.personId} />
            <Select
              name="questionId"
              label={t('forms.more.question')}
              none={t('forms.none')}
              options={questions.map((q) => ({
                value: q.id,
                label: clip(nameIn(say, q.topic, q.id)),
              }))}
              value={now.questionId}
            />
            <TextArea name="note" rows={2} label={t('forms.more.note')} value={now.note} />
            <Select
              name="sensitivity"
              label={t('forms.sensitivity')}
              options={codes(t, 'sensitivities', ['public', 'restricted'])}
              value={now.sensitivity}
            />
          </Fieldset>
          <ReasonAndSave t={t} label={t('evidence.claim.save')} />
        </div>
      </Form>
    </>
  )
}
