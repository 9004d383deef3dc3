import { href, PAGE_SIZE, type View, viewParams } from '../../db/domain/filter'
import type { Say } from '../say'
import styles from './page-links.module.css'

type Props = {
  say: Say
  path: string
  asked: View
  /** Null where it is not known yet, and there may be more. */
  found: number | null
  size?: number
  /** Parameters of the list's own. */
  kept?: [string, string][]
}

/** The way through a list of more than one page: the neighbours of this page, the first and the last. */
export function PageLinks({ say: { t }, path, asked, found, size = PAGE_SIZE, kept = [] }: Props) {
  const last = found === null ? asked.page + 1 : Math.ceil(found / size)
  if (last <= 1) return null
  const to = (page: number) =>
    href(path, new URLSearchParams([...viewParams({ ...asked, page }), ...kept]))
  return (
    <nav className={styles.pages} aria-label={t('pages.label')}>
      {found !== null && (
        <p>
          {t('pages.range', {
            first: (asked.page - 1) * size + 1,
            last: Math.min(asked.page * size, found),
            found,
          })}
        </p>
      )}
      <ul>
        {asked.page > 1 && (
          <li>
            <a href={to(asked.page - 1)} rel="prev">
              {t('pages.previous')}
            </a>
          </li>
        )}
        {nearby(asked.page, last).map((page, i, all) => (
          <li key={page} data-gap={page - (all[i - 1] ?? 0) > 1 || undefined}>
            <a
              href={to(page)}
              aria-label={t('pages.page', { page })}
              aria-current={page === asked.page ? 'page' : undefined}
            >
              {t('pages.number', { page })}
            </a>
          </li>
        ))}
        {asked.page < last && (
          <li>
            <a href={to(asked.page + 1)} rel="next">
              {t('pages.next')}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** The first and last page, this one and two on either side, in order. */
function nearby(page: number, last: number): number[] {
  const wanted = [1, page - 2, page - 1, page, page + 1, page + 2, last]
  return [...new Set(wanted)].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b)
}
