import { FIRST_DAY } from '../../db/domain/dates'
import type { Stretch } from '../../db/domain/timeline'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import { StatusMark } from '../status-mark'
import styles from './timeline.module.css'
import type { Happening, Monument, Row } from './types'
import { eventInWords, lookInWords } from './words'

type Props = {
  say: Say
  rows: { row: Row; monument: Monument }[]
  monumentHref: (slug: string) => string
  assessmentHref: (id: string) => string
  isStrip: boolean
}

const COLUMNS = ['condition', 'from', 'to', 'meanwhile', 'basis'] as const

/** The timeline in words: one line per stretch, with what happened in it and the assessments that it rests on. */
export function TimelineTable({ say, rows, monumentHref, assessmentHref, isStrip }: Props) {
  const { t } = say
  const columns = isStrip ? COLUMNS : (['monument', ...COLUMNS] as const)
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('timeline.table.caption')}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`timeline.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map(({ row, monument }) => (
        <tbody key={row.id}>
          {row.stretches.map((stretch, n) => (
            <tr key={stretch.from}>
              {n === 0 && !isStrip && (
                <th scope="rowgroup" rowSpan={row.stretches.length}>
                  <a href={monumentHref(monument.slug)}>
                    <OwnText say={say} text={monument.name} />
                  </a>
                </th>
              )}
              <StretchCells say={say} row={row} stretch={stretch} assessmentHref={assessmentHref} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

type CellsProps = {
  say: Say
  row: Row
  stretch: Stretch
  assessmentHref: (id: string) => string
}

function StretchCells({ say, row, stretch, assessmentHref }: CellsProps) {
  const { t } = say
  const { headline, maybe, contested, from, to } = stretch
  const bases = [
    ['whole', stretch.assessmentId],
    ['principal', stretch.principalAssessmentId],
  ] as const
  const cell = (column: (typeof COLUMNS)[number]) => ({
    'data-label': t(`timeline.columns.${column}`),
  })
  return (
    <>
      <td {...cell('condition')}>
        <StatusMark say={say} headline={headline} />
        {maybe && <p>{t('register.maybe', { headline: t(`vocab.headlines.${maybe}`) })}</p>}
        {contested && <p>{t('timeline.contested')}</p>}
      </td>
      <td {...cell('from')}>{from === FIRST_DAY ? t('timeline.table.always') : say.day(from)}</td>
      <td {...cell('to')}>{say.day(to - 1)}</td>
      <td {...cell('meanwhile')}>
        <ul>
          {meanwhile(say, row, stretch).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </td>
      <td {...cell('basis')}>
        <ul>
          {bases.map(
            ([of, id]) =>
              id && (
                <li key={of}>
                  <a href={assessmentHref(id)}>{t(`timeline.table.${of}`)}</a>
                </li>
              ),
          )}
        </ul>
        {bases.every(([, id]) => id === null) && t('timeline.table.none')}
      </td>
    </>
  )
}

/** What began in a stretch and on which days somebody looked, in order of time. */
function meanwhile(say: Say, { events, looks }: Row, { from, to }: Stretch): string[] {
  const inside = (day: number) => from <= day && day < to
  return [
    ...events
      .filter((e) => inside(e.earliest))
      .map((e: Happening) => [e.earliest, eventInWords(say, e)] as const),
    ...looks.filter((l) => inside(l.day)).map((l) => [l.day, lookInWords(say, l.day)] as const),
  ]
    .sort(([a], [b]) => a - b)
    .map(([, words]) => words)
}
