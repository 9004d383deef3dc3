import { formatDay } from '../../db/domain/dates'
import { clockParams, href, viewParams } from '../../db/domain/filter'
import { SINCE_PARAM } from '../../db/domain/period'
import type { Lang } from '../../db/domain/vocabulary'
import type { Report } from '../../db/queries/report'

/** The report's languages: one, or both side by side. */
export const REPORT_LANGS = ['en', 'ar', 'both'] as const
export type ReportLang = (typeof REPORT_LANGS)[number]

/** The absolute, fully pinned address of one monument's page. */
export function monumentAddress(
  origin: string,
  lang: Lang,
  { site, pinned }: Pick<Report, 'site' | 'pinned'>,
  slug: string,
): string {
  return `${origin}${href(`/${lang}/${site.slug}/${slug}`, clockParams(pinned.view))}`
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
  lang: ReportLang,
  { site, pinned, changes }: Pick<Report, 'site' | 'pinned' | 'changes'>,
): string {
  const params = viewParams(pinned.view)
  if (changes) params.set(SINCE_PARAM, formatDay(changes.from.asOf))
  params.set('lang', lang)
  return `${origin}${href(`/exports/${site.slug}/report.pdf`, params)}`
}
