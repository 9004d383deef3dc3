import { shownIn } from '../../db/domain/retyped'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import { StatusGlyph } from '../status-mark'
import { type Axis, axisOf } from './axis'
import { Explorer } from './explorer'
import { Legend } from './legend'
import { Definitions } from './shapes'
import styles from './timeline.module.css'
import { TimelineTable } from './timeline-table'
import { Track } from './track'
import type { Monument, TimelineFigure } from './types'
import { holderInWords } from './words'

type Props = {
  say: Say
  figure: TimelineFigure
  monuments: Monument[]
  monumentHref: (slug: string) => string
  assessmentHref: (id: string) => string
  /** The only row of a monument's own page: its name stands above already. */
  isStrip?: boolean
}

/**
 * The condition timeline: monuments down the side, years across, who held the site behind. A table, so that its axis is
 * repeated on every printed page; the same in words below it.
 */
export function Timeline({ say, figure, monuments, isStrip = false, ...links }: Props) {
  const { t, lang } = say
  const axis = axisOf(lang)
  const byId = new Map(monuments.map((m) => [m.id, m]))
  const rows = figure.rows.flatMap((row) => {
    const monument = byId.get(row.id)
    return monument ? [{ row, monument }] : []
  })
  return (
    <div className={styles.timeline}>
      {!isStrip && <Holders say={say} figure={figure} />}
      <Definitions figure={figure} axis={axis} />
      <Explorer label={t('timeline.label')} hint={t('timeline.hint')}>
        <table className={isStrip ? `${styles.figure} ${styles.strip}` : styles.figure}>
          <caption className="visually-hidden">
            {t('timeline.caption', { from: say.day(figure.from), to: say.day(figure.to) })}
          </caption>
          <thead className={styles.head}>
            <tr>
              {!isStrip && (
                <th scope="col" className={styles.corner}>
                  {t('timeline.columns.monument')}
                </th>
              )}
              <th scope="col" className={styles.years}>
                <span className="visually-hidden">{t('timeline.columns.years')}</span>
                <AxisPicture figure={figure} axis={axis} />
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, monument: { slug, name, status } }) => (
              <tr key={row.id} className={styles.row}>
                {!isStrip && (
                  <th scope="row" className={styles.name}>
                    <div>
                      <span data-headline={status.headline} className={styles.glyph}>
                        <StatusGlyph headline={status.headline} />
                      </span>
                      <a href={links.monumentHref(slug)}>
                        <OwnText say={say} text={name} />
                      </a>
                      <span className="visually-hidden">
                        {t(`vocab.headlines.${status.headline}`)}
                      </span>
                    </div>
                  </th>
                )}
                <td className={styles.track}>
                  <Track say={say} axis={axis} row={row} name={shownIn(name, lang)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Explorer>
      {!isStrip && <Legend say={say} figure={figure} />}
      <details className={styles.words}>
        <summary>{t(isStrip ? 'timeline.more' : 'timeline.table.show')}</summary>
        {isStrip && <Holders say={say} figure={figure} />}
        {isStrip && <Legend say={say} figure={figure} />}
        <TimelineTable say={say} rows={rows} {...links} isStrip={isStrip} />
      </details>
    </div>
  )
}

/** The years, and the numbers of the bands above them. */
function AxisPicture({ figure: { bands, ticks }, axis }: { figure: TimelineFigure; axis: Axis }) {
  const levels = bands.length === 0 ? 0 : 1 + Math.max(...bands.map((b) => b.level))
  const base = levels * NUMBER
  return (
    <svg className={styles.axis} height={base + 20} aria-hidden="true" focusable="false">
      <use href="#timeline-behind" />
      {bands.map(({ id, start, end, level }, n) => {
        const [x, y] = [axis.at((start + end) / 2), level * NUMBER + NUMBER / 2]
        return (
          <g key={id} className={styles.number}>
            <circle cx={x} cy={y} r="7.5" />
            <text x={x} y={y + 3.5} textAnchor="middle">
              {n + 1}
            </text>
          </g>
        )
      })}
      {ticks.map(({ at, label, isMajor }) => (
        <text
          key={at}
          x={axis.at(at)}
          dx={axis.isRtl ? -4 : 4}
          y={base + 14}
          className={isMajor ? styles.year : `${styles.year} ${styles.minor}`}
        >
          {label}
        </text>
      ))}
    </svg>
  )
}

const NUMBER = 18

/** The bands by their numbers. */
function Holders({ say, figure: { bands } }: { say: Say; figure: TimelineFigure }) {
  if (bands.length === 0) return null
  return (
    <section className={styles.holders} aria-label={say.t('timeline.holders')}>
      <p className={styles.title}>{say.t('timeline.holders')}</p>
      <ol>
        {bands.map((band) => (
          <li key={band.id}>{holderInWords(say, band)}</li>
        ))}
      </ol>
    </section>
  )
}
