import type { Say } from '../../../../../components/say'
import { SHEET_ROWS } from '../../../../../db/import/shape'
import { type ImportVerdict, VERDICTS } from '../../../../../db/import-schema'
import {
  type ImportRun,
  importRows,
  ROWS_AT_ONCE,
  type StagedRow,
} from '../../../../../db/queries/imports'
import type { Db } from '../../../../../db/store/store'
import styles from '../import.module.css'
import { reasonInWords } from '../reasons'

type Asked = Record<string, string | string[] | undefined>
type Props = { say: Say; db: Db; path: string; run: ImportRun; asked: Asked }

/** The rows of a file and what becomes of them, a page at a time, narrowed to one verdict or to rows with problems. */
export async function Rows({ say, db, path, run, asked }: Props) {
  const { t } = say
  const one = (name: string) => [asked[name] ?? ''].flat()[0] ?? ''
  const verdict = VERDICTS.find((v) => v === one('verdict')) ?? null
  const problems = one('problems') === 'yes'
  const after = Number(one('after')) || 0
  const verdicts = verdict === null ? VERDICTS : [verdict]
  const rows = await importRows(db, run, { verdicts, problems, after })
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
      <h2 id="rows">{t('importing.run.counts')}</h2>
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
        <div className={styles.scroll}>
          <table>
            <thead>
              <tr>
                {['row', 'monument', 'verdict', 'changes', 'problemsColumn'].map((column) => (
                  <th key={column} scope="col">
                    {t(`importing.run.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line key={row.row} say={say} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length === ROWS_AT_ONCE && (
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
  return (
    <ul className={styles.counts}>
      <li>
        <a href={here} aria-current={isAll ? 'true' : undefined}>
          {t('importing.run.all')}
        </a>
      </li>
      {VERDICTS.map((v) => (
        <li key={v}>
          <a href={`${here}?verdict=${v}`} aria-current={v === verdict ? 'true' : undefined}>
            {t(`importing.run.verdicts.${v}`)}: {t('importing.run.rows', { count: run.counts[v] })}
          </a>
        </li>
      ))}
      <li>
        <a href={`${here}?problems=yes`} aria-current={problems ? 'true' : undefined}>
          {t('importing.run.withProblems')}
        </a>
      </li>
    </ul>
  )
}

function Line({ say, row }: { say: Say; row: StagedRow }) {
  const { t } = say
  return (
    <tr>
      <th scope="row">{rowInWords(say, row.row)}</th>
      <td>
        <bdi>{row.title ?? ''}</bdi>
      </td>
      <td>{t(`importing.run.verdicts.${row.verdict}`)}</td>
      <td>
        {Object.entries(row.kinds)
          .map(([kind, count]) => `${t(`importing.kindsOfRecord.${knownKind(kind)}`)} (${count})`)
          .join(t('importing.run.comma'))}
      </td>
      <td>
        {row.problems.length > 0 && (
          <ul className={styles.problems}>
            {row.problems.map(({ column, reason, value }) => (
              <li key={`${column} ${reason} ${value}`}>
                <strong>
                  <bdi>{column ?? t('importing.run.whole')}</bdi>
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
      </td>
    </tr>
  )
}

/** The row of a table; in a workbook with its sheet. */
function rowInWords({ t }: Say, row: number): string {
  const sheet = Math.floor(row / SHEET_ROWS) + 1
  return sheet === 1 ? String(row) : t('importing.run.sheetRow', { sheet, row: row % SHEET_ROWS })
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
