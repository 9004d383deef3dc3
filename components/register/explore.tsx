import { formatDay } from '../../db/domain/dates'
import {
  clockParams,
  EVERYTHING,
  href,
  type Mark,
  type View,
  viewParams,
} from '../../db/domain/filter'
import type { Say } from '../say'
import styles from './explore.module.css'

type Props = {
  say: Say
  /** The page of the site, without the clocks. */
  path: string
  asked: View
  counts: Partial<Record<Mark, number>>
}

/** The ways into a register besides its list, at the clocks of this page, with how many each finds where that is cheap. */
export function Explore({ say: { t }, path, asked, counts }: Props) {
  const { asOf, knownAt, rev } = asked
  const register = (narrowed: Partial<View>) =>
    href(path, viewParams({ ...EVERYTHING, asOf, knownAt, rev, ...narrowed }))
  const below = (page: string) => href(`${path}/${page}`, clockParams(asked))
  const ways: [key: string, address: string, count?: number][] = [
    ['changed', register({ sort: 'changed', descending: true })],
    ['atRisk', register({ flags: ['at_risk'] }), counts.at_risk],
    ['contested', register({ flags: ['contested'] }), counts.contested],
    ['stale', register({ flags: ['stale'], sort: 'looked' }), counts.stale],
    ['disagreements', below('disagreements')],
    ['risk', below('risk')],
    ['compare', compareHref(`${path}/compare`, asked)],
    ['beside', below('beside')],
    ['events', below('events')],
    ['changes', below('changes')],
  ]
  return (
    <nav className={styles.explore} aria-label={t('beside.explore.label')}>
      <h2>{t('beside.explore.title')}</h2>
      <ul>
        {ways.map(([key, address, count]) => (
          <li key={key}>
            <a href={address}>{t(`beside.explore.${key}`)}</a>
            {count !== undefined && <span className="quiet"> {count}</span>}
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** From the day of this register to today, each seen with what was known on it; without one, for the reader to choose. */
function compareHref(path: string, asked: View): string {
  const params = clockParams({ ...asked, asOf: null, knownAt: null })
  if (asked.asOf !== null) params.set('from', formatDay(asked.asOf))
  return href(path, params)
}
