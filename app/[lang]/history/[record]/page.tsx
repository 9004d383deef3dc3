import { Select } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import list from '../../../../components/history/history.module.css'
import { RecordName } from '../../../../components/history/record-link'
import { Versions } from '../../../../components/history/versions'
import { LinkHere } from '../../../../components/link-here'
import { Problems, Saved } from '../../../../components/problems'
import type { Say } from '../../../../components/say'
import { ALL_CHANGES, changesParams } from '../../../../db/domain/changes-filter'
import { dayOfTimestamp } from '../../../../db/domain/dates'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { shownIn } from '../../../../db/domain/retyped'
import { isSensitiveKind } from '../../../../db/domain/sensitivity'
import { type RecordHistory, recordHistory } from '../../../../db/queries/history'
import { type Opened, openPage, orNotFound } from '../../../_page'
import { onlyMoved } from '../../_editing/conflict'
import styles from '../../_editing/editing.module.css'
import { KeptField } from '../../_editing/fields'
import { keepFor } from '../../_editing/keep'
import { ConflictPanel, ReasonAndSave } from '../../_editing/parts'
import { restoreVersion } from './actions'

type Props = PageProps<'/[lang]/history/[record]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, record } = await params
  const { say, db, reader, pinned } = await openPage(lang, searchParams)
  const history = await orNotFound(
    recordHistory(db, reader, decodeURIComponent(record), pinned.view.rev),
  )
  return { title: say.t('history.title', { name: plainName(say, history) }) }
}

/** Every version of one record: who, when, why, what changed, and all that it said; editors may restore one. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, record: id } = await params
  const { say, db, reader, asked, pinned, problems, saved } = await openPage(lang, searchParams)
  const history = await orNotFound(
    recordHistory(db, reader, decodeURIComponent(id), pinned.view.rev),
  )
  const { t } = say
  const { record, versions, siteSlug } = history
  const hrefOf = (path: string) => href(path, clockParams(asked))
  const { page } = record
  const canRestore = can(reader, 'record') && pinned.isNewest && record.kind !== 'person_name'
  return (
    <article>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <p className="quiet">
        {page && <a href={hrefOf(`/${lang}${page}`)}>{t('history.back')}</a>}
        {page && siteSlug && ' · '}
        {siteSlug && (
          <a href={href(`/${lang}/${siteSlug}/changes`, changesParams(ALL_CHANGES, asked))}>
            {t('history.changes')}
          </a>
        )}
      </p>
      {canRestore && isSensitiveKind(record.kind) && (
        <p className="quiet">
          <a href={`/${lang}/sensitivity?record=${encodeURIComponent(record.id)}`}>
            {t('sensitivity.link')}
          </a>
        </p>
      )}
      <h1>{t('monument.history')}</h1>
      <p className={list.subject}>
        <RecordName say={say} record={record} />
      </p>
      <p>
        {t('history.lead')} <LinkHere say={say} asked={asked} settled={pinned.view} />
      </p>
      {history.uses.length > 0 && (
        <details>
          <summary>{t('history.uses', { count: history.uses.length })}</summary>
          <ul>
            {history.uses.map((use) => (
              <li key={use.id}>
                <a href={hrefOf(`/${lang}/history/${encodeURIComponent(use.id)}`)}>
                  <RecordName say={say} record={use} />
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      {canRestore && <Restore say={say} reader={reader} db={db} history={history} />}
      <Versions
        say={say}
        versions={versions}
        hrefOf={hrefOf}
        versionHref={page && record.kind !== 'site' ? (rev) => `/${lang}${page}@${rev}` : null}
      />
    </article>
  )
}

/** The form that restores a former version; there is none while the record has but one and stands. */
async function Restore({
  history: { record, versions },
  ...editing
}: Pick<Opened, 'say' | 'reader' | 'db'> & { history: RecordHistory }) {
  const { t, lang } = editing.say
  const { say } = editing
  const [newest] = versions
  const former = versions.filter((v) => v.state !== null && v !== newest)
  if (!newest || former.length === 0) return null
  const keep = await keepFor(editing, {
    form: 'restore',
    about: record.id,
    moved: async () => onlyMoved(newest.rev),
  })
  return (
    <details open={newest.state === null || keep.begun !== null}>
      <summary>{t('history.restore.open')}</summary>
      <p>{t('history.restore.intro')}</p>
      <Form action={restoreVersion} lang={lang} label={t('history.restore.title')} keep={keep}>
        <div className={styles.stack}>
          <KeptField name="id" value={record.id} />
          <KeptField name="base" value={newest.rev} />
          <ConflictPanel t={t} />
          <Select
            name="version"
            label={t('history.restore.version')}
            options={former.map(({ rev, at }) => ({
              value: String(rev),
              label: t('history.restore.choice', { rev, day: say.day(dayOfTimestamp(at)) }),
            }))}
          />
          <ReasonAndSave t={t} label={t('history.restore.submit')} />
        </div>
      </Form>
    </details>
  )
}

function plainName({ t, lang }: Say, { record: { kind, text, said } }: RecordHistory): string {
  const name = shownIn(text, lang) || said?.text.slice(0, 60)
  return [t(`history.kinds.${kind}`), name].filter(Boolean).join(' – ')
}
