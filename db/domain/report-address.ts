import { DomainError } from './errors'
import { type PinnedView, parseView } from './filter'

/** What a pinned address of an export asks for, as far as the record is concerned. */
export type ReportAddress = { site: string; format: string; view: PinnedView }

/**
 * Reads `/exports/SITE/FORMAT?…` with both clocks and the revision in it; parameters that are no part of a view are left
 * to the format. Throws `invalid` when it is not such an address.
 */
export function readReportAddress(address: string): ReportAddress {
  const { pathname, searchParams } = new URL(address, 'http://localhost')
  const [, site, format] = /^\/exports\/([^/]+)\/([^/]+)$/.exec(pathname) ?? []
  const parsed = parseView(searchParams, [...searchParams.keys()])
  if (site === undefined || format === undefined || !parsed.ok) throw new DomainError('invalid')
  const { asOf, knownAt, rev } = parsed.view
  if (asOf === null || knownAt === null || rev === null) throw new DomainError('invalid')
  return { site: decodeURIComponent(site), format, view: { ...parsed.view, asOf, knownAt, rev } }
}
