import { notFound } from 'next/navigation'
import { When } from '../../../../../components/desk/when'
import form from '../../../../../components/form/form.module.css'
import type { Say } from '../../../../../components/say'
import type { Reader } from '../../../../../db/domain/policy'
import { IMPORT_REASONS } from '../../../../../db/import/shape'
import {
  BUSY_STATES,
  failureOf,
  findImport,
  type ImportRun,
  isSearchBehind,
  refusalToApply,
} from '../../../../../db/queries/imports'
import { requireSite } from '../../../../../db/queries/sites'
import type { Row } from '../../../../../db/store/records'
import { orNotFound } from '../../../../_page'
import { openForEditor, titleOf } from '../../../_editing/open'
import styles from '../import.module.css'
import { rowInWords } from '../reasons'
import { nameOfRun } from '../run-name'
import { Rows } from './rows'
import { Again, Apply, Cancel, Undo } from './steps'

type Props = PageProps<'/[lang]/[site]/import/[import]'>

/** Seconds after which a page about something that is still at work looks again. */
const LOOK_AGAIN = 2

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'importing.title')
}

/** One import: how far it is, what would change row by row, and what can be done with it. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug, import: id } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, slug, null))
  const run = await findImport(db, reader, id)
  if (run === null || run.siteId !== site.id) notFound()
  const path = `/${lang}/${slug}`
  return (
    <>
      {BUSY_STATES.includes(run.state) && <meta httpEquiv="refresh" content={String(LOOK_AGAIN)} />}
      <p className="quiet">
        <a href={`${path}/import`}>{t('importing.run.back')}</a>
      </p>
      <h1>
        <bdi>{nameOfRun(t, run)}</bdi>
      </h1>
      <State say={say} path={path} run={run} />
      {run.state === 'applied' && (await isSearchBehind(db)) && (
        <p className="quiet">{t('importing.run.searchFollows')}</p>
      )}
      <Steps say={say} reader={reader} site={site} run={run} />
      {run.state !== 'cancelled' && !BUSY_STATES.includes(run.state) && (
        <Rows say={say} db={db} reader={reader} path={path} run={run} asked={await searchParams} />
      )}
    </>
  )
}

function State({ say, path, run }: { say: Say; path: string; run: ImportRun }) {
  const { t } = say
  const { done, rev, undoneRev, counts } = run
  const failure = failureOf(run)
  const isBusy = BUSY_STATES.includes(run.state)
  const isPlannedBack = run.undoes !== null && run.state === 'reading'
  const progress = isPlannedBack ? 'undoProgress' : run.state === 'reading' ? 'progress' : 'steps'
  return (
    <>
      <p role="status">
        <strong>
          {t(`importing.run.${isPlannedBack ? 'undoPending' : `states.${run.state}`}`)}
        </strong>{' '}
        {isBusy && t(`importing.run.${progress}`, { done })}{' '}
        {isBusy && <a href={`${path}/import/${run.id}`}>{t('importing.run.reload')}</a>}
        {rev !== null && (
          <a href={`${path}/changes?rev=${rev}`}>{t('importing.run.revision', { rev })}</a>
        )}
      </p>
      {undoneRev !== null && <p>{t('importing.run.undone', { rev: undoneRev })}</p>}
      {failure !== null && (
        <div role="alert" className={form.summary}>
          <p>
            {failure.row !== null && `${rowInWords(say, failure.row)}${t('history.colon')} `}
            {t(failureKey(failure.key))}
          </p>
        </div>
      )}
      {(run.state === 'applied' || run.state === 'ready') && (
        <p>
          {t(`importing.run.${run.state === 'applied' ? 'records' : 'wouldRecord'}`, {
            entered: counts.entered,
            corrected: counts.corrected,
            withdrawn: counts.withdrawn,
          })}
        </p>
      )}
      <Origin say={say} run={run} />
    </>
  )
}

/** Who began it, when, why and how: whoever is to save it must know. Of somebody who was erased nothing is told. */
function Origin({ say, run }: { say: Say; run: ImportRun }) {
  const { t } = say
  const { exact, conclude } = run.settings
  return (
    <div className={styles.origin}>
      <p>
        {run.userName !== '' && (
          <>
            <bdi>{t('importing.run.begun', { name: run.userName })}</bdi> ·{' '}
          </>
        )}
        <When say={say} at={run.startedAt} />
        {run.state === 'applied' && run.acceptedName !== null && (
          <>
            {' '}
            · <bdi>{t('importing.run.accepted', { name: run.acceptedName })}</bdi>
          </>
        )}
      </p>
      {run.reason !== '' && (
        <p>
          <bdi>{t('importing.run.why', { reason: run.reason })}</bdi>
        </p>
      )}
      {run.undoes === null && (
        <p>
          {t(`importing.run.${exact ? 'exact' : 'generalised'}`)}{' '}
          {t(`importing.run.${conclude ? 'concludes' : 'claimsAlone'}`)}
        </p>
      )}
    </div>
  )
}

/** Why an import failed: what its file lacks, or what happened to it. */
function failureKey(key: string): string {
  return (IMPORT_REASONS as readonly string[]).includes(key)
    ? `importing.reasons.${key}`
    : `importing.failure.${key}`
}

type StepsProps = { say: Say; reader: Reader; site: Row<'site'>; run: ImportRun }

function Steps({ say, reader, site, run }: StepsProps) {
  const { t } = say
  const step = { say, siteId: site.id, id: run.id }
  if (BUSY_STATES.includes(run.state)) return <Cancel {...step} />
  if (run.state === 'applied') return run.undoneRev === null ? <Undo {...step} /> : null
  if (run.state !== 'ready') return <Again {...step} />
  const refusal = refusalToApply(reader, run, site.workflow === 'reviewed')
  return refusal === null ? (
    <Apply {...step} isUndo={run.undoes !== null} />
  ) : (
    <>
      <p>{t(`importing.run.${refusal}`)}</p>
      <Cancel {...step} />
    </>
  )
}
