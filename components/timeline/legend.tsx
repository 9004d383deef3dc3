import { type FigureMark, legendOf } from '../../db/domain/timeline'
import type { Headline } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import { axisOf } from './axis'
import { BarShape, EventShape, LookShape, ROW } from './shapes'
import styles from './timeline.module.css'
import type { TimelineFigure } from './types'

type Props = { say: Say; figure: TimelineFigure }

/** Every mark that the figure shows, in words. */
export function Legend({ say, figure }: Props) {
  const { t } = say
  const { headlines, marks } = legendOf(figure)
  return (
    <section className={styles.legend} aria-label={t('timeline.legend.title')}>
      <p className={styles.title}>{t('timeline.legend.title')}</p>
      <ul>
        {headlines.map((headline) => (
          <li key={headline}>
            <Sample say={say} headline={headline} />
            {t(`vocab.headlines.${headline}`)}
          </li>
        ))}
      </ul>
      <ul>
        {marks.map((mark) => (
          <li key={mark}>
            <MarkSample say={say} mark={mark} />
            {t(`timeline.legend.${mark}`)}
          </li>
        ))}
      </ul>
      <p>{t('timeline.legend.bar')}</p>
    </section>
  )
}

function MarkSample({ say, mark }: { say: Say; mark: FigureMark }) {
  if (mark === 'maybe') return <Sample say={say} headline="no_known_damage" maybe="destroyed" />
  if (mark === 'contested') return <Sample say={say} headline="damaged" contested />
  if (mark === 'band') return <span className={styles.band} />
  return (
    <svg
      className={styles.sample}
      height="11"
      viewBox="-17 0 34 11"
      aria-hidden="true"
      focusable="false"
    >
      {mark === 'look' && <LookShape y={5} />}
      {mark === 'period' && (
        <>
          <path d="M-14 5h12" className={styles.throughout} />
          <path d="M3 5h12" className={styles.during} />
        </>
      )}
      {(mark === 'harm' || mark === 'other') && <EventShape isHarm={mark === 'harm'} />}
    </svg>
  )
}

type SampleProps = {
  say: Say
  headline: Headline
  maybe?: Headline | null
  contested?: boolean
}

function Sample({ say, headline, maybe = null, contested = false }: SampleProps) {
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
