import { randomUUID } from 'node:crypto'
import { HiddenField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { OwnText } from '../../../../components/own-text'
import { listPersons } from '../../../../db/queries/persons'
import { requireSite } from '../../../../db/queries/sites'
import { orNotFound } from '../../../_page'
import styles from '../../_editing/editing.module.css'
import { KeptField } from '../../_editing/fields'
import { openForEditor, titleOf } from '../../_editing/open'
import { ReasonAndSave } from '../../_editing/parts'
import { enter } from './actions'
import { PartFields } from './part-fields'

type Props = PageProps<'/[lang]/[site]/persons'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'persons.title')
}

/** *People at risk* at a site, by their part, and the form that records another. */
export default async function Page({ params }: Props) {
  const { lang, site: siteSlug } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const persons = await listPersons(db, reader, site.id)
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}/${siteSlug}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('persons.title')}</h1>
      <p>{t('persons.lead')}</p>
      {persons.length === 0 ? (
        <p>{t('persons.none')}</p>
      ) : (
        <ul>
          {persons.map((person) => (
            <li key={person.id}>
              <a href={`/${lang}/${siteSlug}/persons/${person.id}`}>
                <OwnText say={say} text={person.part} />
              </a>{' '}
              <span className="quiet">{t(`vocab.sensitivities.${person.sensitivity}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <section aria-labelledby="new">
        <h2 id="new">{t('persons.new')}</h2>
        <Form action={enter} lang={say.lang} label={t('persons.new')}>
          <div className={styles.stack}>
            <KeptField name="formId" value={randomUUID()} />
            <HiddenField name="siteId" value={site.id} />
            <PartFields t={t} />
            <ReasonAndSave t={t} label={t('persons.save')} />
          </div>
        </Form>
      </section>
    </>
  )
}
