import { href, type View, viewParams } from '../../db/domain/filter'
import { HEADLINES, type Headline } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import { StatusGlyph } from '../status-mark'
import styles from './headline-counts.module.css'

type Props = { say: Say; path: string; asked: View; counts: Record<Headline, number> }

/** How many monuments stand under each headline, as one bar of the whole and as links to only those. */
export function HeadlineCounts({ say, path, asked, counts }: Props) {
  const { t } = say
  return (
    <div className={styles.counts}>
      <Proportions counts={counts} isMirrored={say.lang === 'ar'} />
      <ul aria-label={t('register.counts')}>
        {HEADLINES.map((headline) => {
          const isOnly = asked.headlines.length === 1 && asked.headlines[0] === headline
          const headlines = isOnly ? [] : [headline]
          const target = href(path, viewParams({ ...asked, headlines, page: 1 }))
          return (
            <li key={headline} data-headline={headline} data-none={counts[headline] === 0}>
              <a href={target} aria-current={isOnly ? 'true' : undefined}>
                <StatusGlyph headline={headline} />
                <span className={styles.number}>{counts[headline]}</span>{' '}
                <span className={styles.word}>{t(`vocab.headlines.${headline}`)}</span>
              </a>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** The share of each headline, worst first from the reading side. Decorative: the list below says the same. */
function Proportions({ counts, isMirrored }: Pick<Props, 'counts'> & { isMirrored: boolean }) {
  const total = HEADLINES.reduce((sum, headline) => sum + counts[headline], 0)
  if (total === 0) return null
  let before = 0
  return (
    <svg
      className={styles.bar}
      viewBox={`0 0 ${total} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {HEADLINES.map((headline) => {
        const count = counts[headline]
        before += count
        const x = isMirrored ? total - before : before - count
        return (
          <rect
            key={headline}
            data-headline={headline}
            fill="currentColor"
            x={x}
            width={count}
            height="1"
          />
        )
      })}
    </svg>
  )
}
