import { randomUUID } from 'node:crypto'
import { notFound, redirect } from 'next/navigation'
import { HiddenField, TextArea, TextField } from '../../../../../../components/form/fields'
import { Form } from '../../../../../../components/form/form'
import { OwnText } from '../../../../../../components/own-text'
import { Saved } from '../../../../../../components/problems'
import { can } from '../../../../../../db/domain/policy'
import { getPerson, readName } from '../../../../../../db/queries/persons'
import { requireSite } from '../../../../../../db/queries/sites'
import { store } from '../../../../../../db/store/open'
import { isLang, sayIn } from '../../../../../_i18n'
import { log } from '../../../../../_log'
import { orNotFound } from '../../../../../_page'
import { getReader } from '../../../../../_session'
import styles from '../../../../_editing/editing.module.css'
import { KeptField } from '../../../../_editing/fields'
import { titleOf } from '../../../../_editing/open'
import { ReasonAndSave } from '../../../../_editing/parts'
import { call } from './actions'
import { EraseName } from './erase-name'

type Props = PageProps<'/[lang]/[site]/persons/[person]/name'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'persons.nameTitle')
}

/** The one page that shows what somebody at risk is called. Who looked at whom, and when, is logged. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug, person: id } = await params
  if (!isLang(lang)) notFound()
  const reader = await getReader()
  const back = `/${lang}/${siteSlug}/persons/${id}`
  if (reader.userId === null)
    redirect(`/${lang}/sign-in?next=${encodeURIComponent(`${back}/name`)}`)
  const say = sayIn(lang)
  const { t } = say
  if (!can(reader, 'review')) return <p role="alert">{t('persons.forbidden')}</p>
  const { db } = store()
  const site = await orNotFound(requireSite(db, reader, siteSlug, null))
  const { person } = await orNotFound(getPerson(db, reader, site.id, id))
  const found = await readName(db, reader, person)
  // A warning, so that no usual log level leaves it out: who looked is what a name's keepers are asked first.
  log().warn({ action: 'read-name', by: reader.userId, of: id }, 'a name was looked at')
  return (
    <>
      <Saved say={say} rev={Number((await searchParams).saved) || null} />
      <p className="quiet">
        <a href={back}>
          <OwnText say={say} text={person.part} />
        </a>
      </p>
      <h1>{t('persons.nameTitle')}</h1>
      <p>{t('persons.nameLead')}</p>
      {found === null ? (
        <p>{t('persons.nameNone')}</p>
      ) : (
        <dl>
          <dt>{t('persons.name')}</dt>
          <dd>
            <bdi>{found.name}</bdi>
          </dd>
          {found.note && (
            <>
              <dt>{t('persons.note')}</dt>
              <dd dir="auto">{found.note}</dd>
            </>
          )}
        </dl>
      )}
      <section aria-labelledby="call">
        <h2 id="call">{t(found === null ? 'persons.nameNew' : 'persons.nameChange')}</h2>
        <Form action={call} lang={say.lang} label={t('persons.nameTitle')}>
          <div className={styles.stack}>
            <KeptField name="formId" value={randomUUID()} />
            <HiddenField name="personId" value={id} />
            <HiddenField name="base" value={found?.rev ?? ''} />
            <TextField
              name="name"
              autoComplete="off"
              label={t('persons.name')}
              value={found?.name}
            />
            <TextArea
              name="note"
              rows={2}
              label={t('persons.note')}
              hint={t('persons.nameNote')}
              value={found?.note}
            />
            <p className="quiet">{t('persons.nameReasonHint')}</p>
            <ReasonAndSave isDirect t={t} label={t('persons.nameSave')} />
          </div>
        </Form>
      </section>
      {can(reader, 'administer') && (
        <EraseName say={say} reader={reader} id={id} name={found?.name ?? null} />
      )}
    </>
  )
}
