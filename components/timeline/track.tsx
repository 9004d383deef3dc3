import { isHarm } from '../../db/domain/timeline'
import type { Say } from '../say'
import type { Axis } from './axis'
import { BarShape, EventShape, LookShape, ROW } from './shapes'
import styles from './timeline.module.css'
import type { Bar, Row } from './types'
import { eventInWords, lookInWords, stretchInWords } from './words'

type Props = { say: Say; axis: Axis; row: Row; name: string }

/** The picture of one monument: its bar, events above it, the days on which somebody looked below. */
export function Track({ say, axis, row, name }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a picture
    <svg
      className={styles.picture}
      height={ROW.height}
      role="group"
      aria-label={name}
      data-track={name}
    >
      <use href="#timeline-behind" />
      {row.bars.map((bar) => (
        <Stop key={bar.from} words={stretchInWords(say, bar)} {...axis.ends(bar)} bar={bar}>
          <BarShape bar={bar} axis={axis} />
        </Stop>
      ))}
      {row.events.map((event) => (
        <Stop key={event.id} words={eventInWords(say, event)} {...axis.ends(event)}>
          <EventMark event={event} axis={axis} />
        </Stop>
      ))}
      {row.looks.map(({ day, at }) => (
        <Stop key={day} words={lookInWords(say, day)} {...axis.ends({ start: at, end: at })}>
          <svg x={axis.at(at)} y={ROW.look} overflow="visible" aria-hidden="true">
            <LookShape />
          </svg>
        </Stop>
      ))}
    </svg>
  )
}

type StopProps = {
  words: string
  'data-left': string
  'data-right': string
  bar?: Bar
  children: React.ReactNode
}

/** Something in the picture with its sentence; what the explorer stops at. */
function Stop({ words, bar, children, ...ends }: StopProps) {
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of shapes does nothing by itself
    <g
      role="img"
      className={styles.stop}
      data-headline={bar?.headline}
      data-stop={bar ? 'bar' : 'mark'}
      {...ends}
    >
      <title>{words}</title>
      {children}
    </g>
  )
}

function EventMark({ event, axis }: { event: Row['events'][number]; axis: Axis }) {
  const isWindow = event.qualifier === 'once_between'
  return (
    <>
      {event.latest > event.earliest && (
        <line
          x1={axis.at(event.start)}
          x2={axis.at(event.end)}
          y1="4"
          y2="4"
          className={isWindow ? styles.during : styles.throughout}
        />
      )}
      <svg x={axis.at(event.start)} y="1" overflow="visible" aria-hidden="true">
        <EventShape isHarm={isHarm(event)} />
      </svg>
    </>
  )
}
