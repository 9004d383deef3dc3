import { randomUUID } from 'node:crypto'
import { HiddenField, type Option, Select, TextField } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import type { Say } from '../../../../../components/say'
import { CATEGORIES, CAUSES } from '../../../../../db/domain/vocabulary'
import type { ClaimEntry } from '../../../../../db/queries/dossier'
import { type SubjectChoice, subjectsOf } from '../../../../../db/queries/editing'
import { requireSite } from '../../../../../db/queries/sites'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { DateField, KeptField, Notices } from '../../../_editing/fields'
import { keepFor } from '../../../_editing/keep'
import { openForEditor, titleOf } from '../../../_editing/open'
import { clip, codes, nameIn } from '../../../_editing/options'
import { ReasonAndSave } from '../../../_editing/parts'
import { Judgement } from '../judgement'
import { open } from './actions'
import { type ClaimGroup, ClaimPicker } from './claim-picker'

type Props = PageProps<'/[lang]/[site]/threats/new'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'forms.threat.openTitle')
}

/**
 * *Open a threat*: `subject` names a monument or part by its slug, whose own claims can then be chosen; without one the
 * threat is to the site as a whole. It rests on claims recorded before.
 */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug } = await params
  const { subject: asked } = await searchParams
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const choice = await subjectsOf(db, reader, site.id)
  const place = choice.monuments.find(
    (m) => m.monument.slug === asked || m.parts.some((p) => p.slug === asked),
  )
  const slug = place ? String(asked) : null
  const subjects = subjectOptions(say, choice, place)
  const path = `/${lang}/${siteSlug}`
  const keep = await keepFor(editing, { form: 'open-threat', about: place?.monument.id ?? site.id })
  return (
    <>
      <p className="quiet">
        <a href={`${path}/${slug ?? 'risk'}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('forms.threat.openTitle')}</h1>
      <p>{t('forms.threat.intro')}</p>
      <Form action={open} lang={say.lang} label={t('forms.threat.openTitle')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="formId" value={randomUUID()} />
          <HiddenField name="textLang" value={say.lang} />
          <Notices />
          <Select
            name="subjectId"
            label={t('forms.threat.subject')}
            options={subjects}
            value={place?.parts.find((p) => p.slug === slug)?.id ?? subjects[0]?.value}
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
          <ClaimPicker
            legend={t('forms.threat.claims')}
            hint={t('forms.threat.claimsHint')}
            find={t('risk.claims.find')}
            nothing={t('risk.claims.nothing')}
            groups={claimGroups(say, claimsNear(choice, place))}
          >
            <a href={`${path}/record${slug ? `?subject=${encodeURIComponent(slug)}` : ''}`}>
              {t('forms.record.title')}
            </a>
          </ClaimPicker>
          <Judgement say={say} />
          <ReasonAndSave t={t} label={t('forms.threat.open')} />
        </div>
      </Form>
    </>
  )
}

type Place = SubjectChoice['monuments'][number] | undefined

/** A monument with its parts, and always the site. */
function subjectOptions(say: Say, { site }: SubjectChoice, place: Place): Option[] {
  const siteName = nameIn(say, site.name, site.id)
  return [
    ...(place
      ? [
          { value: place.monument.id, label: nameIn(say, place.name, place.monument.slug) },
          ...place.parts.map((p) => ({ value: p.id, label: nameIn(say, p.name, p.slug) })),
        ]
      : []),
    { value: site.id, label: say.t('forms.record.site', { name: siteName }) },
  ]
}

/** Claims about the site and what happened to it, and about the monument where there is one. */
function claimsNear({ site, siteEvents, claims }: SubjectChoice, place: Place): ClaimEntry[] {
  const near = new Set([site.id, ...siteEvents.map((e) => e.id)])
  if (place) for (const { id } of [place.monument, ...place.parts, ...place.events]) near.add(id)
  return claims.filter((c) => near.has(c.subjectId))
}

/** Claims by their source, what was known last first. */
function claimGroups(say: Say, claims: ClaimEntry[]): ClaimGroup[] {
  const inOrder = [...claims].sort((a, b) => b.knownFrom - a.knownFrom || (a.id < b.id ? -1 : 1))
  const bySource = new Map<string, ClaimEntry[]>()
  for (const c of inOrder) bySource.set(c.source.id, [...(bySource.get(c.source.id) ?? []), c])
  return [...bySource.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { publisher, title } = first.source
    return {
      id: first.source.id,
      label: [publisher, clip(title, 80)].filter(Boolean).join(' · '),
      count: say.t('monument.claimCount', { count: own.length }),
      claims: own.map((c) => ({
        id: c.id,
        label: say.t('risk.claims.claim', {
          about: nameIn(say, c.subjectName, c.subjectId),
          words: clip(c.words, 160),
          day: say.day(c.knownFrom),
        }),
      })),
    }
  })
}
