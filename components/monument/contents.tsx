import type { Say } from '../say'
import styles from './contents.module.css'

type Props = {
  say: Say
  page: Record<
    'images' | 'parts' | 'disagreements' | 'claims' | 'threats' | 'events' | 'notes' | 'sources',
    unknown[]
  > & { assessments: unknown[] }
}

/** The way to each section of a long page, with how much it holds; sections that hold nothing are not there. */
export function Contents({ say: { t }, page }: Props) {
  const sections = [
    ['images', 'images.title', page.images],
    ['parts', 'monument.parts', page.parts],
    ['disagreements', 'evidence.title', page.disagreements],
    ['claims', 'monument.claims', page.claims],
    ['conclusions', 'monument.conclusions', page.assessments],
    ['threats', 'monument.threats', page.threats],
    ['events', 'monument.events', page.events],
    ['notes', 'monument.notes', page.notes],
    ['sources', 'monument.sources', page.sources],
  ] as const
  return (
    <nav className={styles.contents} aria-label={t('monument.contents')}>
      <ul>
        {sections
          .filter(([, , list]) => list.length > 0)
          .map(([id, title, list]) => (
            <li key={id}>
              <a href={`#${id}`}>{t(title)}</a> <span className="quiet">{list.length}</span>
            </li>
          ))}
        <li>
          <a href="#history">{t('monument.history')}</a>
        </li>
      </ul>
    </nav>
  )
}
