import { HEADLINES } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import { StatusMark } from '../status-mark'
import styles from './map.module.css'

/** What the marks mean, and whose the positions are. The map takes its icons from here. */
export function MapKey({ say, basemap }: { say: Say; basemap: string | null }) {
  const { t } = say
  return (
    <section className={styles.key} aria-labelledby="map-key">
      <h2 id="map-key">{t('map.key.title')}</h2>
      <ul>
        {HEADLINES.map((headline) => (
          <li key={headline} data-icon={headline}>
            <StatusMark say={say} headline={headline} />
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <Sample>
            <circle className={styles.circle} cx="14" cy="10" r="8" />
          </Sample>
          {t('map.key.circle')}
        </li>
        <li>
          <Sample>
            <path className={styles.course} d="M2 16 11 9l5 2 10-8" />
          </Sample>
          {t('map.key.line')}
        </li>
        <li>
          <Sample>
            <rect className={styles.cell} x="6" y="2" width="16" height="16" />
          </Sample>
          {t('map.key.cell')}
        </li>
      </ul>
      <p className="quiet">
        {t('map.numbers')} {t('map.credit')}{' '}
        <a href="https://www.openstreetmap.org/copyright">{t('map.osm')}</a>
        {' · '}
        <a href="https://pleiades.stoa.org/">{t('map.pleiades')}</a>
        {basemap && ` · ${t('map.basemap', { attribution: basemap })}`}
      </p>
    </section>
  )
}

function Sample({ children }: { children: React.ReactNode }) {
  return (
    <svg
      className={styles.sample}
      viewBox="0 0 28 20"
      width="28"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}
