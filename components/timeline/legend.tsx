import { HARM } from '../../db/domain/timeline'
import { HEADLINES } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import { axisOf } from './axis'
import { BarShape, EventShape, LookShape, ROW } from './shapes'
import styles from './timeline.module.css'
import type { TimelineFigure } from './types'

type Props = { say: Say; figure: TimelineFigure }

/** Every mark that the figure shows, in words. */
export function Legend({ say, figure: { rows, bands } }: Props) {
  const { t } = say
  const bars = rows.flatMap((row) => row.bars)
  const events = rows.flatMap((row) => row.events)
  const headlines = HEADLINES.filter((h) => bars.some((b) => b.headline === h || b.maybe === h))
  const window = bars.find((bar) => bar.maybe !== null)
  const marks = {
    maybe: window && <Sample say={say} {...window} contested={false} />,
    contested: bars.some((bar) => bar.contested) && (
      <Sample say={say} headline="damaged" maybe={null} contested />
    ),
    harm: events.some((e) => HARM.includes(e.kind)) && (
      <Mark>
        <EventShape isHarm />
      </Mark>
    ),
    other: events.some((e) => !HARM.includes(e.kind)) && (
      <Mark>
        <EventShape isHarm={false} />
      </Mark>
    ),
    period: events.some((e) => e.latest > e.earliest) && (
      <Mark>
        <path d="M-14 5h12" className={styles.throughout} />
        <path d="M3 5h12" className={styles.during} />
      </Mark>
    ),
    look: rows.some((row) => row.looks.length > 0) && (
      <Mark>
        <svg y="5" overflow="visible" aria-hidden="true">
          <LookShape />
        </svg>
      </Mark>
    ),
    band: bands.length > 0 && <span className={styles.band} />,
  }
  return (
    <section className={styles.legend} aria-label={t('timeline.legend.title')}>
      <h3>{t('timeline.legend.title')}</h3>
      <ul>
        {headlines.map((headline) => (
          <li key={headline}>
            <Sample say={say} headline={headline} maybe={null} contested={false} />
            {t(`vocab.headlines.${headline}`)}
          </li>
        ))}
      </ul>
      <ul className={styles.marks}>
        {Object.entries(marks).map(
          ([mark, picture]) =>
            picture && (
              <li key={mark}>
                {picture}
                {t(`timeline.legend.${mark}`)}
              </li>
            ),
        )}
      </ul>
      <p>{t('timeline.legend.bar')}</p>
    </section>
  )
}

type SampleProps = Pick<
  TimelineFigure['rows'][number]['bars'][number],
  'headline' | 'maybe' | 'contested'
>

function Sample({ say, headline, maybe, contested }: SampleProps & { say: Say }) {
  return (
    <svg
      className={styles.sample}
      height={ROW.bar}
      data-headline={headline}
      aria-hidden="true"
      focusable="false"
    >
      <BarShape
        bar={{ headline, maybe, contested, start: 0, end: 1 }}
        axis={axisOf(say.lang)}
        y={0}
      />
    </svg>
  )
}

function Mark({ children }: { children: React.ReactNode }) {
  return (
    <svg
      className={styles.sample}
      height="11"
      viewBox="-17 0 34 11"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}
