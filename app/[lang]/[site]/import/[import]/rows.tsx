import type { Say } from '../../../../../components/say'
import type { Reader } from '../../../../../db/domain/policy'
import { type ImportVerdict, VERDICTS } from '../../../../../db/import-schema'
import {
  type ImportRun,
  importRows,
  pagesOfRows,
  type StagedRow,
} from '../../../../../db/queries/imports'
import type { ToldChange } from '../../../../../db/queries/proposals'
import { tellStaged } from '../../../../../db/queries/staged'
import { importsFolder } from '../../../../../db/store/open'
import { scratchOf } from '../../../../../db/store/staged'
import type { Db } from '../../../../../db/store/store'
import styles from '../import.module.css'
import { columnInWords, reasonInWords, rowInWords } from '../reasons'
import { Told } from './told'

type Asked = Record<string, string | string[] | undefined>
type Props = {
  say: Say
  db: Db
  reader: Reader
  path: string
  run: ImportRun
  asked: Asked
}

/** Rows on one page: each is told field by field. */
const ROWS_SHOWN = 25

/** The rows of a file and what becomes of them, a page at a time, narrowed to one verdict or to rows with problems. */
export async function Rows({ say, db, reader, path, run, asked }: Props) {
  const { t } = say
  const isUndo = run.undoes !== null
  const one = (name: string) => [asked[name] ?? ''].flat()[0] ?? ''
  const verdict = VERDICTS.find((v) => v === one('verdict')) ?? null
  const problems = one('problems') === 'yes'
  const after = Number(one('after')) || 0
  const verdicts = verdict === null ? VERDICTS : [verdict]
  const rows = await importRows(db, run, { verdicts, problems, after, limit: ROWS_SHOWN })
  const told = await tellStaged(
    db,
    reader,
    run,
    scratchOf(importsFolder(), run.id),
    rows.map((row) => row.row),
  )
  const pages = await pagesOfRows(db, reader, run, rows)
  const here = `${path}/import/${run.id}`
  const last = rows.at(-1)
  const further = new URLSearchParams({
    ...(verdict ? { verdict } : {}),
    ...(problems ? { problems: 'yes' } : {}),
    after: String(last?.row ?? 0),
  })
  const isDownload = run.counts.refused > 0 || rows.some((row) => row.problems.length > 0)
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">{t(`importing.run.${isUndo ? 'countsUndo' : 'counts'}`)}</h2>
      <Filter say={say} here={here} run={run} verdict={verdict} problems={problems} />
      {isDownload && (
        <p>
          <a href={`/imports${path.slice(3)}/${run.id}/problems.csv?lang=${say.lang}`} download>
            {t('importing.run.download')}
          </a>
        </p>
      )}
      {rows.length === 0 ? (
        <p>{t('importing.run.none')}</p>
      ) : (
        <ol className={styles.rows}>
          {rows.map((row) => (
            <Line
              key={row.row}
              say={say}
              row={row}
              isUndo={isUndo}
              page={pages.get(row.monumentId ?? '') ?? null}
              told={told.get(row.row) ?? []}
            />
          ))}
        </ol>
      )}
      {rows.length === ROWS_SHOWN && (
        <p>
          <a href={`${here}?${further}`}>{t('importing.run.next')}</a>
        </p>
      )}
    </section>
  )
}

type FilterProps = {
  say: Say
  here: string
  run: ImportRun
  verdict: ImportVerdict | null
  problems: boolean
}

function Filter({ say: { t }, here, run, verdict, problems }: FilterProps) {
  const isAll = verdict === null && !problems
  const unit = `importing.run.${run.undoes === null ? 'rows' : 'monuments'}`
  return (
    <ul className={styles.counts}>
      <li>
        <a href={here} aria-current={isAll ? 'true' : undefined}>
          {t('importing.run.all')}
        </a>
      </li>
      {VERDICTS.map((v) => {
        const many = t(unit, { count: run.counts[v] })
        const text = `${t(`importing.run.verdicts.${v}`)}${t('history.colon')} ${many}`
        return (
          <li key={v}>
            {run.counts[v] === 0 || isOnlyCounted(v) ? (
              <span className="quiet">{text}</span>
            ) : (
              <a href={`${here}?verdict=${v}`} aria-current={v === verdict ? 'true' : undefined}>
                {text}
              </a>
            )}
          </li>
        )
      })}
      <li>
        <a href={`${here}?problems=yes`} aria-current={problems ? 'true' : undefined}>
          {t('importing.run.withProblems')}
        </a>
      </li>
    </ul>
  )
}

/** Rows that change nothing are not kept, unless something is wrong with them. */
const isOnlyCounted = (verdict: ImportVerdict) => verdict === 'unchanged'

type LineProps = {
  say: Say
  row: StagedRow
  isUndo: boolean
  /** The page of the monument that it is about, where that is there. */
  page: string | null
  told: ToldChange[]
}

/** One row: what it is about, what becomes of it and why not of some values, and field by field what would be recorded. */
function Line({ say, row, isUndo, page, told }: LineProps) {
  const { t } = say
  return (
    <li>
      <p className={styles.row}>
        {!isUndo && <span className="quiet">{rowInWords(say, row.row)}</span>}{' '}
        {row.title !== null && (
          <strong>
            <bdi>{page === null ? row.title : <a href={`/${say.lang}${page}`}>{row.title}</a>}</bdi>
          </strong>
        )}{' '}
        <span className={styles.verdict} data-verdict={row.verdict}>
          {t(`importing.run.verdicts.${row.verdict}`)}
        </span>
      </p>
      {row.problems.length > 0 && (
        <ul className={styles.problems}>
          {row.problems.map(({ column, reason, value }) => (
            <li key={`${column} ${reason} ${value}`}>
              <strong>
                <bdi>{columnInWords(say, column)}</bdi>
              </strong>
              : {reasonInWords(say, reason)}{' '}
              {value !== '' && (
                <span className="quiet">
                  <bdi>{t('importing.run.value', { value })}</bdi>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {told.length > 0 ? (
        <details open={row.verdict === 'changed' && !isUndo}>
          <summary>{kindsInWords(say, row)}</summary>
          <Told say={say} changes={told} />
        </details>
      ) : (
        <p className="quiet">{kindsInWords(say, row)}</p>
      )}
    </li>
  )
}

/** The kinds of record that a row would change, with how many of each. */
function kindsInWords({ t }: Say, { kinds }: StagedRow): string {
  return Object.entries(kinds)
    .map(([kind, count]) => `${t(`importing.kindsOfRecord.${knownKind(kind)}`)} (${count})`)
    .join(t('importing.run.comma'))
}

const KNOWN = [
  'monument',
  'name',
  'coordinate',
  'identifier',
  'claim',
  'source',
  'assessment',
  'adoption',
  'threat',
  'note',
  'person',
  'person_name',
  'site',
  'question',
]
const knownKind = (kind: string) => (KNOWN.includes(kind) ? kind : 'other')
