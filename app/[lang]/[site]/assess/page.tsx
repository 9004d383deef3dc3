import { randomUUID } from 'node:crypto'
import { HiddenField, Select, TextArea } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { OwnText } from '../../../../components/own-text'
import { CERTAINTIES, CONDITIONS, PROPERTIES, QUALIFIERS } from '../../../../db/domain/vocabulary'
import type { Typed } from '../../../../db/mutations/drafts'
import { type Asked, type Assessable, assessable } from '../../../../db/queries/assessing'
import { requireSite } from '../../../../db/queries/sites'
import type { Say } from '../../../_i18n'
import { orNotFound } from '../../../_page'
import styles from '../../_editing/editing.module.css'
import { DateField, KeptField, Notices } from '../../_editing/fields'
import { keepFor } from '../../_editing/keep'
import { openForEditor, titleOf } from '../../_editing/open'
import { clip, codes, nameIn } from '../../_editing/options'
import { ConflictPanel, ReasonAndSave } from '../../_editing/parts'
import { conclude } from './actions'
import { assessmentFields, movedAssessment } from './fields'
import { UsesOfClaims } from './uses'

type Props = PageProps<'/[lang]/[site]/assess'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'evidence.assess.title')
}

/**
 * *Conclude*: settles a disagreement (`question` or `claim` by id), corrects a conclusion (`assessment` by id), or
 * assesses a place anew (`subject` by its slug).
 */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const asked = onlyText(await searchParams)
  const found = await orNotFound(assessable(db, reader, site.id, asked))
  const keep = await keepFor(editing, {
    form: 'assess',
    about: found.before?.id ?? found.question?.id ?? found.subjectId,
    ...(found.before && {
      moved: (typed: Typed) => movedAssessment(db, reader, say.lang, typed),
    }),
  })
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}/${siteSlug}${found.slug ? `/${found.slug}` : ''}`}>{t('forms.back')}</a>
      </p>
      <h1>{t(found.before ? 'evidence.assess.correct' : 'evidence.assess.title')}</h1>
      {found.question && (
        <p>
          <strong>
            <OwnText say={say} text={found.question.topic} />
          </strong>
        </p>
      )}
      <p>{t('evidence.assess.intro')}</p>
      <Form action={conclude} lang={say.lang} label={t('evidence.assess.title')} keep={keep}>
        <div className={`${styles.stack} ${styles.claim}`}>
          <KeptField name="formId" value={randomUUID()} />
          {found.before && <HiddenField name="assessmentId" value={found.before.id} />}
          {found.before && <KeptField name="base" value={found.before.recordedRev} />}
          {found.question && <HiddenField name="questionId" value={found.question.id} />}
          <HiddenField name="textLang" value={say.lang} />
          <Notices />
          <ConflictPanel t={t} />
          <UsesOfClaims
            say={say}
            claims={found.claims}
            others={found.others}
            before={found.before}
          />
          <ConclusionFields say={say} found={found} />
          <ReasonAndSave t={t} label={t('evidence.assess.save')} />
        </div>
      </Form>
    </>
  )
}

function ConclusionFields({ say, found }: { say: Say; found: Assessable }) {
  const { t } = say
  const values = found.before ? assessmentFields(found.before, say.lang) : null
  const subjects = found.subjects.map(({ id, name, event }) => ({
    value: id,
    label: event
      ? t('forms.record.event', {
          what: clip(nameIn(say, name, id), 70),
          when: say.date(event.valid, event.qualifier),
        })
      : nameIn(say, name, id),
  }))
  return (
    <>
      <div className={styles.pair}>
        <Select
          name="subjectId"
          label={t('forms.record.subject')}
          options={subjects}
          value={found.subjectId}
        />
        <Select
          name="property"
          label={t('forms.record.property')}
          options={codes(
            t,
            'properties',
            found.question || found.before ? [found.property] : PROPERTIES,
          )}
          value={found.property}
        />
      </div>
      <div className={styles.ofCondition}>
        <Select
          name="condition"
          label={t('forms.conclude.condition')}
          none={t('forms.choose')}
          options={codes(t, 'conditions', CONDITIONS, true)}
          value={values?.condition}
        />
      </div>
      <div className={styles.ofDate}>
        <DateField
          lang={say.lang}
          name="valueDate"
          label={t('evidence.assess.date')}
          hint={t('forms.dateHint')}
          value={values?.valueDate}
        />
      </div>
      <div className={styles.ofWords}>
        <TextArea name="value" rows={2} label={t('evidence.assess.value')} value={values?.value} />
      </div>
      <div className={styles.pair}>
        <DateField
          lang={say.lang}
          name="from"
          qualifier="qualifier"
          label={t('forms.conclude.from')}
          hint={t('evidence.assess.fromHint')}
          value={values?.from}
        />
        <Select
          name="qualifier"
          label={t('forms.record.qualifier')}
          none={t('forms.record.qualifierAuto')}
          options={codes(t, 'qualifiers', QUALIFIERS)}
          value={values?.qualifier}
        />
        <Select
          name="certainty"
          label={t('forms.conclude.certainty')}
          none={t('forms.choose')}
          options={codes(t, 'certainties', CERTAINTIES)}
          value={values?.certainty}
        />
      </div>
      <TextArea
        name="rationale"
        rows={4}
        label={t('forms.conclude.rationale')}
        hint={t(found.before ? 'evidence.assess.otherLanguage' : 'forms.conclude.rationaleHint')}
        value={values?.rationale}
      />
      <div className={styles.ofCondition}>
        <TextArea
          name="standing"
          rows={2}
          label={t('forms.conclude.standing')}
          hint={t('forms.conclude.standingHint')}
          value={values?.standing}
        />
      </div>
    </>
  )
}

function onlyText(asked: Record<string, string | string[] | undefined>): Asked {
  return Object.fromEntries(
    Object.entries(asked).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}
