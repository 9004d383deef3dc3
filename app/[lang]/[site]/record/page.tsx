import { randomUUID } from 'node:crypto'
import type { Option } from '../../../../components/form/fields'
import {
  Checkbox,
  Fieldset,
  HiddenField,
  Select,
  TextArea,
  TextField,
} from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import { langByScript } from '../../../../db/domain/arabic'
import {
  CONDITIONS,
  PROPERTIES,
  QUALIFIERS,
  SOURCE_CLASSES,
} from '../../../../db/domain/vocabulary'
import { sourceLabel } from '../../../../db/mutations/sources'
import { sourceChoices, subjectsOf } from '../../../../db/queries/editing'
import { listPersons } from '../../../../db/queries/persons'
import { requireSite } from '../../../../db/queries/sites'
import type { Row } from '../../../../db/store/records'
import { orNotFound } from '../../../_page'
import styles from '../../_editing/editing.module.css'
import { DateField, KeptField, Notices } from '../../_editing/fields'
import { keepFor } from '../../_editing/keep'
import { LikelyWatch } from '../../_editing/likely-watch'
import { openForEditor, titleOf } from '../../_editing/open'
import { clip, codes, languages } from '../../_editing/options'
import { ReasonAndSave } from '../../_editing/parts'
import { record } from './actions'
import { Conclusion } from './conclusion'
import { ContestedWatch } from './contested-watch'
import { MoreAboutIt } from './more'
import { claimsAbout, isOf, subjectGroups } from './subjects'

type Props = PageProps<'/[lang]/[site]/record'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'forms.record.title')
}

/** *Record what a source says*: `subject` names a monument by its slug or an event by its id, `source` one by its id. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const asked = await searchParams
  const choice = await subjectsOf(db, reader, site.id)
  const chosen = choice.monuments.find((m) => isOf(m, asked.subject))
  const sources = await sourceChoices(db, reader)
  const persons = await listPersons(db, reader, site.id)
  const source = sources.find((s) => s.id === asked.source)
  const about = subjectId(choice, chosen, asked.subject) ?? site.id
  const keep = await keepFor(editing, { form: 'record', about })
  return (
    <>
      <p className="quiet">
        <a href={chosen ? `/${lang}/${siteSlug}/${chosen.monument.slug}` : `/${lang}/${siteSlug}`}>
          {t('forms.back')}
        </a>
      </p>
      <h1>{t('forms.record.title')}</h1>
      <p>{t('forms.record.intro')}</p>
      <Form action={record} lang={say.lang} label={t('forms.record.title')} keep={keep}>
        <div className={`${styles.stack} ${styles.claim}`}>
          <KeptField name="formId" value={randomUUID()} />
          <KeptField name="weighed" value="" />
          <HiddenField name="textLang" value={say.lang} />
          <Notices />
          <SourceFields say={say} sources={sources} chosen={source?.id ?? null} />
          <Fieldset legend={t('forms.record.says')}>
            <Select
              name="subjectId"
              label={t('forms.record.subject')}
              none={t('forms.choose')}
              options={[]}
              groups={subjectGroups(say, choice)}
              value={subjectId(choice, chosen, asked.subject)}
            />
            <Select
              name="property"
              label={t('forms.record.property')}
              options={codes(t, 'properties', PROPERTIES)}
              value="condition"
            />
            <ValueFields say={say} />
            <DateField
              lang={say.lang}
              name="valid"
              qualifier="qualifier"
              label={t('forms.record.valid')}
              hint={t('forms.dateHint')}
            />
            <Select
              name="qualifier"
              label={t('forms.record.qualifier')}
              none={t('forms.record.qualifierAuto')}
              options={codes(t, 'qualifiers', QUALIFIERS)}
            />
            <TextArea
              name="words"
              rows={3}
              dir="auto"
              label={t('forms.record.words')}
              hint={t('forms.record.wordsHint')}
            />
            <div className={styles.pair}>
              <Select
                name="wordsLang"
                label={t('forms.record.wordsLang')}
                options={languages(say)}
                value={say.lang}
              />
              <TextField
                name="locator"
                label={t('forms.record.locator')}
                hint={t('forms.record.locatorHint')}
              />
            </div>
            <MoreAboutIt say={say} questions={choice.questions} persons={persons} />
          </Fieldset>
          <ContestedWatch conditions={choice.conditions} notice={t('forms.contested.soon')} />
          <Conclusion say={say} claims={chosen ? claimsAbout(chosen, choice.claims) : []} />
          <ReasonAndSave t={t} label={t('forms.record.save')} />
        </div>
      </Form>
    </>
  )
}

function SourceFields({
  say,
  sources,
  chosen,
}: {
  say: Say
  sources: Row<'source'>[]
  chosen: string | null
}) {
  const { t } = say
  const recent = sources.filter((s, n) => n < 12 || s.id === chosen)
  const options: Option[] = recent.map((s) => ({
    value: s.id,
    label: clip([s.title, s.publisher, s.published].filter(Boolean).join(' · ')),
    lang: langByScript(s.title),
  }))
  return (
    <Fieldset legend={t('forms.source.legend')} hint={t('forms.source.hint')}>
      <div className={styles.pair}>
        <Select
          name="sourceId"
          label={t('forms.source.recent')}
          none={t('forms.source.none')}
          options={options}
          value={chosen}
        />
        <TextField
          name="sourceSearch"
          label={t('forms.source.search')}
          list="all-sources"
          autoComplete="off"
        />
      </div>
      <datalist id="all-sources">
        {sources.map((s) => (
          <option key={s.id} value={sourceLabel(s)} />
        ))}
      </datalist>
      <Fieldset legend={t('forms.source.new')}>
        <LikelyWatch
          lang={say.lang}
          names={{ title: 'newTitle', url: 'newUrl' }}
          texts={{ title: t('library.likely.title'), lead: t('library.likely.lead') }}
        >
          <TextField name="newTitle" label={t('forms.source.title')} />
          <TextField
            name="newUrl"
            inputMode="url"
            dir="ltr"
            label={t('forms.source.url')}
            hint={t('library.urlHint')}
          />
        </LikelyWatch>
        <div className={styles.pair}>
          <TextField name="newPublisher" label={t('forms.source.publisher')} />
          <Select
            name="newClass"
            label={t('forms.source.class')}
            none={t('forms.choose')}
            options={codes(t, 'sourceClasses', SOURCE_CLASSES)}
          />
          <DateField lang={say.lang} name="newPublished" label={t('forms.source.published')} />
          <Checkbox name="newUndated" label={t('forms.source.undated')} />
        </div>
        <div className={styles.pair}>
          <Select
            name="newLang"
            label={t('forms.source.lang')}
            none={t('forms.source.langAsWords')}
            options={languages(say)}
          />
        </div>
        <Select
          name="newSensitivity"
          label={t('forms.sensitivity')}
          options={codes(t, 'sensitivities', ['public', 'restricted'])}
          value="public"
        />
      </Fieldset>
    </Fieldset>
  )
}

/** One of these is used, by the property; a style sheet hides the others. */
function ValueFields({ say }: { say: Say }) {
  const { t } = say
  return (
    <>
      <div className={styles.ofCondition}>
        <Select
          name="condition"
          label={t('forms.record.condition')}
          hint={t('forms.record.conditionHint')}
          none={t('forms.choose')}
          options={codes(t, 'conditions', CONDITIONS, true)}
        />
      </div>
      <div className={styles.ofDate}>
        <DateField
          lang={say.lang}
          name="valueDate"
          label={t('forms.record.valueDate')}
          hint={t('forms.dateHint')}
        />
      </div>
      <div className={styles.ofCount}>
        <TextField name="count" inputMode="decimal" dir="ltr" label={t('forms.record.count')} />
      </div>
      <div className={`${styles.ofLocation} ${styles.pair}`}>
        <TextField name="lat" inputMode="decimal" dir="ltr" label={t('forms.place.lat')} />
        <TextField name="lon" inputMode="decimal" dir="ltr" label={t('forms.place.lon')} />
      </div>
    </>
  )
}

function subjectId(
  choice: Awaited<ReturnType<typeof subjectsOf>>,
  chosen: (typeof choice.monuments)[number] | undefined,
  asked: unknown,
): string | null {
  const part = chosen?.parts.find((p) => p.slug === asked)
  const event = [...(chosen?.events ?? []), ...choice.siteEvents].find((e) => e.id === asked)
  return part?.id ?? event?.id ?? chosen?.monument.id ?? null
}
