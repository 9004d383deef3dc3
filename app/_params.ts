import { BESIDE_PARAM, parseBeside } from '../db/domain/beside'
import { CHANGE_PARAMS } from '../db/domain/changes-filter'
import type { Day } from '../db/domain/dates'
import type { ViewProblem } from '../db/domain/filter'
import { PERIOD_PARAMS, parsePeriod } from '../db/domain/period'
import { OPTION_PARAMS, parseOptions } from '../db/domain/report-options'
import { parseSaid, SAID_PARAMS } from '../db/domain/said-filter'
import { parseSearch, SEARCH_PARAMS } from '../db/domain/search-filter'
import { parseSources, SOURCE_PARAMS } from '../db/domain/source-filter'

/** Query parameters of pages that are not part of a view: `saved` is the revision that a form has
 * just made, `proposal` and `tip` what its form begins with. */
export const OTHER_PARAMS: readonly string[] = ['saved', 'proposal', 'tip']

/** The parameters besides those of a view that a page takes, by its path. */
export function paramsOf(pathname: string): readonly string[] {
  const page = pageOf(pathname)
  if (page === 'search') return [...OTHER_PARAMS, ...SEARCH_PARAMS]
  if (page === 'source') return [...OTHER_PARAMS, ...SAID_PARAMS]
  if (page === 'sources') return [...OTHER_PARAMS, ...SOURCE_PARAMS]
  if (page === 'compare') return [...OTHER_PARAMS, ...PERIOD_PARAMS]
  if (page === 'beside') return [...OTHER_PARAMS, BESIDE_PARAM]
  if (page === 'changes') return [...OTHER_PARAMS, ...CHANGE_PARAMS]
  return page === 'report' ? [...OTHER_PARAMS, ...OPTION_PARAMS] : OTHER_PARAMS
}

/** What is wrong with those parameters; `asOf` is the day that the page is of, settled. */
export function problemsOf(
  pathname: string,
  params: URLSearchParams,
  asOf: Day,
  today: Day,
): ViewProblem[] {
  const page = pageOf(pathname)
  if (page === 'search') return parseSearch(params).problems
  if (page === 'source') return parseSaid(params).problems
  if (page === 'sources') return parseSources(params).problems
  if (page === 'report') return parseOptions(params, { asOf, today, lang: 'en' }).problems
  if (page === 'beside') return parseBeside(params).problems
  if (page !== 'compare') return []
  const parsed = parsePeriod(params, asOf, today)
  return parsed.ok ? [] : parsed.problems
}

/** What a page is called that takes parameters of its own: the search, the sources, one of them, a page below a site. */
function pageOf(pathname: string): string | undefined {
  const [, , first, page] = pathname.split('/')
  if (first === 'search' && !page) return 'search'
  if (first === 'sources') return page ? 'source' : 'sources'
  return page
}
