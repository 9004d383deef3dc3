import { type Day, formatDay } from '../db/domain/dates'
import styles from './clock-bar.module.css'
import { LinkHere } from './link-here'
import type { Say } from './say'

type Props = {
  say: Say
  /** Name of what is shown: the site's or monument's. */
  title: string
  path: string
  asked: { asOf: Day | null; knownAt: Day | null; rev: number | null }
  settled: { asOf: Day; knownAt: Day; rev: number }
  /** Parameters other than the clocks that the form must keep. */
  kept?: [string, string][]
}

/** The two clocks and the pin: a banner that says when the page is not today's, and the form that moves them. */
export function ClockBar({ say, title, path, asked, settled, kept = [] }: Props) {
  const { t, day } = say
  const moved = asked.asOf !== null || asked.knownAt !== null || asked.rev !== null
  const today = `${path}${kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''}`
  return (
    <section
      className={`${styles.bar} ${moved ? styles.moved : ''}`}
      aria-label={t('common.clocks.label')}
    >
      <p className={styles.banner}>
        {t('common.clocks.banner', {
          title,
          asOf: day(settled.asOf),
          knownAt: day(settled.knownAt),
        })}{' '}
        {asked.rev !== null && <span>{t('common.clocks.pinned', { rev: settled.rev })} </span>}
        {moved && <a href={today}>{t('common.clocks.today')}</a>}{' '}
        <LinkHere say={say} asked={asked} settled={settled} />
      </p>
      <form method="get" action={path} className={styles.form}>
        {kept.map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        {asked.rev !== null && <input type="hidden" name="rev" value={asked.rev} />}
        <label>
          <span>{t('common.clocks.asOf')}</span>
          <input
            type="date"
            name="asOf"
            defaultValue={asked.asOf === null ? '' : formatDay(asked.asOf)}
          />
        </label>
        <label>
          <span>{t('common.clocks.knownAt')}</span>
          <input
            type="date"
            name="knownAt"
            defaultValue={asked.knownAt === null ? '' : formatDay(asked.knownAt)}
          />
        </label>
        <button type="submit">{t('common.clocks.apply')}</button>
      </form>
    </section>
  )
}
