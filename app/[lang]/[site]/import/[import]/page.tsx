import { notFound } from 'next/navigation'
import form from '../../../../../components/form/form.module.css'
import type { Say } from '../../../../../components/say'
import type { Reader } from '../../../../../db/domain/policy'
import { IMPORT_REASONS } from '../../../../../db/import/shape'
import {
  BUSY_STATES,
  findImport,
  type ImportRun,
  refusalToApply,
} from '../../../../../db/queries/imports'
import { requireSite } from '../../../../../db/queries/sites'
import type { Row } from '../../../../../db/store/records'
import { orNotFound } from '../../../../_page'
import { openForEditor, titleOf } from '../../../_editing/open'
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
  const isBusy = BUSY_STATES.includes(run.state)
  return (
    <>
      <p role="status">
        <strong>{t(`importing.run.states.${run.state}`)}</strong>{' '}
        {isBusy && t(`importing.run.${run.state === 'reading' ? 'progress' : 'steps'}`, { done })}{' '}
        {isBusy && <a href={`${path}/import/${run.id}`}>{t('importing.run.reload')}</a>}
        {rev !== null && (
          <a href={`${path}/changes?rev=${rev}`}>{t('importing.run.revision', { rev })}</a>
        )}
      </p>
      {undoneRev !== null && <p>{t('importing.run.undone', { rev: undoneRev })}</p>}
      {run.problem !== null && (
        <div role="alert" className={form.summary}>
          <p>{t(failureKey(run.problem))}</p>
        </div>
      )}
      {!isBusy && run.state !== 'cancelled' && (
        <p>
          {t('importing.run.records', {
            entered: counts.entered,
            corrected: counts.corrected,
            withdrawn: counts.withdrawn,
          })}
        </p>
      )}
      <p className="quiet">
        {t('importing.run.byAt', {
          name: run.userName,
          at: run.startedAt.slice(0, 16).replace('T', ' '),
        })}
      </p>
    </>
  )
}

/** Why an import failed: what its file lacks, or what happened to it. */
function failureKey(problem: string): string {
  return (IMPORT_REASONS as readonly string[]).includes(problem)
    ? `importing.reasons.${problem}`
    : `importing.failure.${problem}`
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
    <Apply {...step} />
  ) : (
    <>
      <p>{t(`importing.run.${refusal}`)}</p>
      <Cancel {...step} />
    </>
  )
}
