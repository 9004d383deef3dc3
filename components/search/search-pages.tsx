import { href, type View } from '../../db/domain/filter'
import { GROUPS_PER_PAGE, type SearchFilter, searchParams } from '../../db/domain/search-filter'
import pages from '../register/page-links.module.css'
import type { Say } from '../say'

type Props = {
  say: Say
  path: string
  asked: View
  filter: SearchFilter
  page: number
  groupCount: number
}

/** The way to the results before and after those of this page. */
export function SearchPages({ say: { t }, path, asked, filter, page, groupCount }: Props) {
  const last = Math.ceil(groupCount / GROUPS_PER_PAGE)
  if (last <= 1) return null
  const to = (other: number) => href(path, searchParams({ ...asked, page: other }, filter))
  return (
    <nav className={pages.pages} aria-label={t('pages.label')}>
      <p>{t('search.page', { page, last })}</p>
      <ul>
        {page > 1 && (
          <li>
            <a href={to(page - 1)} rel="prev">
              {t('pages.previous')}
            </a>
          </li>
        )}
        {page < last && (
          <li>
            <a href={to(page + 1)} rel="next">
              {t('pages.next')}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
