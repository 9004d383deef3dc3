import { clockParams, href, viewParams } from '../../db/domain/filter'
import { optionParams, type ReportOptions } from '../../db/domain/report-options'
import type { Lang } from '../../db/domain/vocabulary'
import type { Report } from '../../db/queries/report'

/** The absolute, fully pinned address of one monument's page. */
export function monumentAddress(
  origin: string,
  lang: Lang,
  { site, pinned }: Pick<Report, 'site' | 'pinned'>,
  slug: string,
): string {
  return `${origin}${href(`/${lang}/${site.slug}/${slug}`, clockParams(pinned.view))}`
}

/** The absolute, fully pinned address of one claim's page. */
export function claimAddress(
  origin: string,
  lang: Lang,
  { pinned }: Pick<Report, 'pinned'>,
  id: string,
): string {
  return `${origin}${href(`/${lang}/claims/${encodeURIComponent(id)}`, clockParams(pinned.view))}`
}

/** The absolute, fully pinned address of one source's page. */
export function sourceAddress(
  origin: string,
  lang: Lang,
  { pinned }: Pick<Report, 'pinned'>,
  id: string,
): string {
  return `${origin}${href(`/${lang}/sources/${encodeURIComponent(id)}`, clockParams(pinned.view))}`
}

/** The absolute, fully pinned address of the register that a report is about. */
export function registerAddress(
  origin: string,
  lang: Lang,
  { site, pinned }: Pick<Report, 'site' | 'pinned'>,
): string {
  return `${origin}${href(`/${lang}/${site.slug}`, viewParams(pinned.view))}`
}

/** The absolute, fully pinned address of the PDF. */
export function reportAddress(
  origin: string,
  options: ReportOptions,
  { site, pinned }: Pick<Report, 'site' | 'pinned'>,
): string {
  const params = new URLSearchParams([...viewParams(pinned.view), ...optionParams(options)])
  return `${origin}${href(`/exports/${site.slug}/report.pdf`, params)}`
}
