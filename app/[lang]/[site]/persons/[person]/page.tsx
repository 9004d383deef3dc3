import { HiddenField } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import { OwnText, Words } from '../../../../../components/own-text'
import { Saved } from '../../../../../components/problems'
import { can } from '../../../../../db/domain/policy'
import { getPerson } from '../../../../../db/queries/persons'
import { requireSite } from '../../../../../db/queries/sites'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { KeptField } from '../../../_editing/fields'
import { openForEditor, titleOf } from '../../../_editing/open'
import { ReasonAndSave } from '../../../_editing/parts'
import { correct } from '../actions'
import { PartFields } from '../part-fields'

type Props = PageProps<'/[lang]/[site]/persons/[person]'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'persons.title')
}

/** Somebody at risk by their part: what the public reads of them, what they said, and the form that corrects it. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug, person: id } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const { person, claims } = await orNotFound(getPerson(db, reader, site.id, id))
  const path = `/${lang}/${siteSlug}`
  const part = person.part[say.lang] ?? person.part.en ?? ''
  const isPublic = person.sensitivity !== 'restricted'
  return (
    <>
      <Saved say={say} rev={Number((await searchParams).saved) || null} />
      <p className="quiet">
        <a href={`${path}/persons`}>{t('persons.title')}</a> ·{' '}
        <a href={`/${lang}/history/${id}`}>{t('history.ofRecord')}</a> ·{' '}
        <a href={`/${lang}/sensitivity?record=${id}`}>{t('sensitivity.link')}</a>
        {can(reader, 'review') && (
          <>
            {' '}
            · <a href={`${path}/persons/${id}/name`}>{t('persons.nameLink')}</a>
          </>
        )}
      </p>
      <h1>
        <OwnText say={say} text={person.part} />
      </h1>
      {person.organisation && (
        <p>
          <bdi>{person.organisation}</bdi>
        </p>
      )}
      <p>
        {t('persons.publicView', {
          what: isPublic ? t('persons.saidBy', { part }) : t('persons.publicNothing'),
        })}
      </p>
      {!can(reader, 'review') && <p className="quiet">{t('persons.namesBy')}</p>}
      <section aria-labelledby="said">
        <h2 id="said">{t('persons.claims', { count: claims.length })}</h2>
        <ul>
          {claims.map((claim) => (
            <li key={claim.id}>
              <Words claim={claim} />{' '}
              <a href={`/${lang}/claims/${encodeURIComponent(claim.id)}`}>
                {t('history.permalink')}
              </a>
            </li>
          ))}
        </ul>
        <p className="quiet">{t('persons.linkHint')}</p>
      </section>
      <section aria-labelledby="correct">
        <h2 id="correct">{t('persons.edit')}</h2>
        <Form action={correct} lang={say.lang} label={t('persons.edit')}>
          <div className={styles.stack}>
            <HiddenField name="personId" value={id} />
            <KeptField name="base" value={person.recordedRev} />
            <PartFields t={t} person={person} />
            <ReasonAndSave t={t} label={t('forms.save')} />
          </div>
        </Form>
      </section>
    </>
  )
}
