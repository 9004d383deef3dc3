import { href, type View, viewParams } from '../../db/domain/filter'
import { HEADLINES, type Headline } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import { StatusGlyph } from '../status-mark'
import styles from './register.module.css'

type Props = { say: Say; path: string; asked: View; counts: Record<Headline, number> }

/** How many monuments stand under each headline, each a link to only those. */
export function HeadlineCounts({ say: { t }, path, asked, counts }: Props) {
  return (
    <ul className={styles.counts} aria-label={t('register.counts')}>
      {HEADLINES.map((headline) => {
        const isOnly = asked.headlines.length === 1 && asked.headlines[0] === headline
        const headlines = isOnly ? [] : [headline]
        const target = href(path, viewParams({ ...asked, headlines, page: 1 }))
        return (
          <li key={headline} data-headline={headline}>
            <a href={target} aria-current={isOnly ? 'true' : undefined}>
              <span className={styles.number}>
                <StatusGlyph headline={headline} /> {counts[headline]}
              </span>{' '}
              <span className={styles.word}>{t(`vocab.headlines.${headline}`)}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
