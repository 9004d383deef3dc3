import { LAST_DAY } from './dates'
import { DomainError } from './errors'
import { type PinnedView, parseView } from './filter'
import { parseOptions, type ReportOptions } from './report-options'

/** What a pinned address of an export asks for; the options are a report's. */
export type ReportAddress = {
  site: string
  format: string
  view: PinnedView
  options: ReportOptions
}

/**
 * Reads `/exports/SITE/FORMAT?…` with both clocks and the revision in it; parameters that are part of neither a view nor
 * a report's options are left to the format. Throws `invalid` when it is not such an address.
 */
export function readReportAddress(address: string): ReportAddress {
  const { pathname, searchParams } = new URL(address, 'http://localhost')
  const [, site, format] = /^\/exports\/([^/]+)\/([^/]+)$/.exec(pathname) ?? []
  const parsed = parseView(searchParams, [...searchParams.keys()])
  if (site === undefined || format === undefined || !parsed.ok) throw new DomainError('invalid')
  const { asOf, knownAt, rev } = parsed.view
  if (asOf === null || knownAt === null || rev === null) throw new DomainError('invalid')
  const { options, problems } = parseOptions(searchParams, { asOf, today: LAST_DAY, lang: 'en' })
  if (problems.length > 0) throw new DomainError('invalid')
  const view = { ...parsed.view, asOf, knownAt, rev }
  return { site: decodeURIComponent(site), format, view, options }
}
