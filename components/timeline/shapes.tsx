import { LOSS } from '../../db/domain/headline'
import type { Placed } from '../../db/domain/timeline'
import { HEADLINES, type Headline } from '../../db/domain/vocabulary'
import type { Axis } from './axis'
import styles from './timeline.module.css'
import type { TimelineFigure } from './types'

/** Height of a row's picture and where its bar stands in it, in CSS pixels. */
export const ROW = { height: 42, top: 13, bar: 17, look: 36 }

/** Widths of a pattern's tiles, in CSS pixels. */
const [HATCH, CROSS] = [6, 11]

type Look = { headline: Headline; maybe: Headline | null; contested: boolean }

/** A bar: filled as far as is lost, striped where something else may hold already, crossed where sources disagree. */
export function BarShape({
  bar,
  axis,
  y = ROW.top,
}: {
  bar: Look & Placed
  axis: Axis
  y?: number
}) {
  const { headline, maybe, contested } = bar
  const span = axis.span(bar)
  const fill = LOSS[headline] * ROW.bar
  const isBlank = headline === 'unknown' || headline === 'not_visible'
  const middle = y + ROW.bar / 2
  return (
    <>
      {!isBlank && <rect {...span} y={y} height={ROW.bar} className={styles.ground} />}
      {!isBlank && <rect {...span} y={y} height={ROW.bar} className={styles.tint} />}
      {fill > 0 && <rect {...span} y={y + ROW.bar - fill} height={fill} className={styles.fill} />}
      {!isBlank && <rect {...span} y={y + ROW.bar - 2} height={2} className={styles.fill} />}
      {isBlank && (
        <line
          x1={axis.at(bar.start)}
          x2={axis.at(bar.end)}
          y1={middle}
          y2={middle}
          className={headline === 'unknown' ? styles.unknown : styles.notVisible}
        />
      )}
      {maybe && (
        <rect
          {...span}
          y={y}
          height={ROW.bar}
          fill={`url(#timeline-${maybe})`}
          data-maybe={maybe}
        />
      )}
      {contested && (
        <rect {...span} y={y} height={ROW.bar} fill="url(#timeline-contested)" data-contested />
      )}
      {bar.start > 0 && (
        <line
          x1={axis.at(bar.start)}
          x2={axis.at(bar.start)}
          y1={y}
          y2={y + ROW.bar}
          className={styles.edge}
        />
      )}
    </>
  )
}

/** An event: a filled triangle for harm, an open one for anything else, at (0, 0). */
export function EventShape({ isHarm }: { isHarm: boolean }) {
  return <path d="M-4.5 1h9L0 9.5z" className={isHarm ? styles.harm : styles.other} />
}

/** A day on which somebody looked, at (0, y). */
export function LookShape({ y = 0 }: { y?: number }) {
  return <circle cy={y} r="2.6" className={styles.look} />
}

/** The stripes, and what stands behind every row: the lines of the axis and the bands. Once per page. */
export function Definitions({ figure, axis }: { figure: TimelineFigure; axis: Axis }) {
  return (
    <svg className={styles.definitions} aria-hidden="true" focusable="false">
      <defs>
        {HEADLINES.map((headline) => (
          <pattern
            key={headline}
            id={`timeline-${headline}`}
            data-headline={headline}
            width={HATCH}
            height={HATCH}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={HATCH} height={HATCH} className={styles.ground} />
            <rect width={HATCH / 2} height={HATCH} fill="currentColor" />
          </pattern>
        ))}
        <pattern
          id="timeline-contested"
          width={CROSS}
          height={CROSS}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d={`M0 0h${CROSS}M0 0v${CROSS}`} className={styles.crossGround} />
          <path d={`M0 0h${CROSS}M0 0v${CROSS}`} className={styles.cross} />
        </pattern>
        <g id="timeline-behind">
          {figure.bands.map((band) => (
            <rect
              key={band.id}
              {...axis.span(band)}
              height="100%"
              className={band.isShaded ? styles.shaded : styles.plain}
            />
          ))}
          {figure.ticks.map((tick) => (
            <line
              key={tick.at}
              x1={axis.at(tick.at)}
              x2={axis.at(tick.at)}
              y1="0"
              y2="100%"
              className={styles.tick}
            />
          ))}
        </g>
      </defs>
    </svg>
  )
}
