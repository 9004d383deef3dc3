import { CHANGE_PARAMS } from '../db/domain/changes-filter'
import type { Day } from '../db/domain/dates'
import type { ViewProblem } from '../db/domain/filter'
import { PERIOD_PARAMS, parsePeriod, parseSince, SINCE_PARAM } from '../db/domain/period'
import { parseSearch, SEARCH_PARAMS } from '../db/domain/search-filter'

/** Query parameters of pages that are not part of a view: `saved` is the revision that a form has just made. */
export const OTHER_PARAMS: readonly string[] = ['saved']

/** The parameters besides those of a view that a page takes, by the last part of its path. */
export function paramsOf(pathname: string): readonly string[] {
  if (isSearch(pathname)) return [...OTHER_PARAMS, ...SEARCH_PARAMS]
  const page = pathname.split('/').at(3)
  if (page === 'compare') return [...OTHER_PARAMS, ...PERIOD_PARAMS]
  if (page === 'changes') return [...OTHER_PARAMS, ...CHANGE_PARAMS]
  return page === 'report' ? [...OTHER_PARAMS, SINCE_PARAM] : OTHER_PARAMS
}

/** What is wrong with those parameters; `asOf` is the day that the page is of, settled. */
export function problemsOf(
  pathname: string,
  params: URLSearchParams,
  asOf: Day,
  today: Day,
): ViewProblem[] {
  if (isSearch(pathname)) return parseSearch(params).problems
  const page = pathname.split('/').at(3)
  if (page === 'report') return parseSince(params, asOf, today).problems
  if (page !== 'compare') return []
  const parsed = parsePeriod(params, asOf, today)
  return parsed.ok ? [] : parsed.problems
}

function isSearch(pathname: string): boolean {
  const [, , page, ...below] = pathname.split('/')
  return page === 'search' && below.length === 0
}
