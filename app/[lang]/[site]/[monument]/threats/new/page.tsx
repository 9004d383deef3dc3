import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import {
  Checkbox,
  Fieldset,
  HiddenField,
  Select,
  TextArea,
  TextField,
} from '../../../../../../components/form/fields'
import { Form } from '../../../../../../components/form/form'
import type { Say } from '../../../../../../components/say'
import {
  CATEGORIES,
  CAUSES,
  PROBABILITIES,
  UNESCO_FACTORS,
} from '../../../../../../db/domain/vocabulary'
import type { ClaimEntry } from '../../../../../../db/queries/dossier'
import { subjectsOf } from '../../../../../../db/queries/editing'
import { requireSite } from '../../../../../../db/queries/sites'
import { orNotFound } from '../../../../../_page'
import styles from '../../../../_editing/editing.module.css'
import { DateField, KeptField, Notices } from '../../../../_editing/fields'
import { openForEditor, titleOf } from '../../../../_editing/open'
import { clip, codes, nameIn } from '../../../../_editing/options'
import { ReasonAndSave } from '../../../../_editing/parts'
import { open } from './actions'

type Props = PageProps<'/[lang]/[site]/[monument]/threats/new'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'forms.threat.openTitle')
}

/** *Open a threat* to a monument, one of its parts or the whole site, resting on claims recorded before. */
export default async function Page({ params }: Props) {
  const { lang, site: siteSlug, monument: slug } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const choice = await subjectsOf(db, reader, site.id)
  const place = choice.monuments.find(
    (m) => m.monument.slug === slug || m.parts.some((p) => p.slug === slug),
  )
  if (!place) notFound()
  const part = place.parts.find((p) => p.slug === slug)
  const places = [
    { value: place.monument.id, label: nameIn(say, place.name, slug) },
    ...place.parts.map((p) => ({ value: p.id, label: nameIn(say, p.name, p.slug) })),
    {
      value: choice.site.id,
      label: t('forms.record.site', { name: nameIn(say, choice.site.name, siteSlug) }),
    },
  ]
  const nearby = new Set([
    ...places.map((p) => p.value),
    ...place.events.map((e) => e.id),
    ...choice.siteEvents.map((e) => e.id),
  ])
  const claims = choice.claims
    .filter((c) => nearby.has(c.subjectId))
    .sort((a, b) => b.knownFrom - a.knownFrom || (a.id < b.id ? -1 : 1))
  const path = `/${lang}/${siteSlug}`
  return (
    <>
      <p className="quiet">
        <a href={`${path}/${slug}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('forms.threat.openTitle')}</h1>
      <p>{t('forms.threat.intro')}</p>
      <Form action={open} lang={say.lang} label={t('forms.threat.openTitle')}>
        <div className={styles.stack}>
          <KeptField name="formId" value={randomUUID()} />
          <HiddenField name="textLang" value={say.lang} />
          <Notices />
          <Select
            name="subjectId"
            label={t('forms.threat.subject')}
            options={places}
            value={part?.id ?? place.monument.id}
          />
          <div className={styles.pair}>
            <Select
              name="category"
              label={t('forms.threat.category')}
              none={t('forms.choose')}
              options={codes(t, 'categories', CATEGORIES)}
            />
            <Select
              name="cause"
              label={t('forms.threat.cause')}
              none={t('forms.choose')}
              options={codes(t, 'causes', CAUSES)}
            />
          </div>
          <Select
            name="probability"
            label={t('forms.threat.probability')}
            none={t('forms.choose')}
            options={codes(t, 'probabilities', PROBABILITIES, true)}
          />
          <Select
            name="unescoFactor"
            label={t('forms.threat.unescoFactor')}
            none={t('forms.none')}
            options={codes(t, 'unescoFactors', UNESCO_FACTORS)}
          />
          <div className={styles.pair}>
            <DateField
              lang={say.lang}
              name="from"
              label={t('forms.threat.from')}
              hint={t('forms.threat.fromHint')}
            />
            <TextField
              name="known"
              dir="ltr"
              label={t('forms.threat.known')}
              hint={t('forms.threat.knownHint')}
            />
          </div>
          <Claims
            say={say}
            claims={claims}
            recordHref={`${path}/record?subject=${encodeURIComponent(slug)}`}
          />
          <TextArea name="rationale" rows={3} label={t('forms.threat.rationale')} />
          <Select
            name="sensitivity"
            label={t('forms.sensitivity')}
            options={codes(t, 'sensitivities', ['public', 'restricted'])}
            value="public"
          />
          <ReasonAndSave t={t} label={t('forms.threat.open')} />
        </div>
      </Form>
    </>
  )
}

function Claims({
  say,
  claims,
  recordHref,
}: {
  say: Say
  claims: ClaimEntry[]
  recordHref: string
}) {
  const { t } = say
  const label = (c: ClaimEntry) =>
    t('forms.conclude.claim', {
      words: clip(c.words, 120),
      source: clip(c.source.title, 60),
      day: say.day(c.knownFrom),
    })
  return (
    <Fieldset legend={t('forms.threat.claims')} hint={t('forms.threat.claimsHint')}>
      <p>
        <a href={recordHref}>{t('forms.record.title')}</a>
      </p>
      {claims.map((c) => (
        <Checkbox key={c.id} name="claims" on={c.id} label={label(c)} />
      ))}
    </Fieldset>
  )
}
