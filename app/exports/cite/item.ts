import type { Say } from '../../../components/say'
import { type Day, dayOfTimestamp, formatDay } from '../../../db/domain/dates'
import { clockParams, href, type View } from '../../../db/domain/filter'
import type { Head } from '../../../db/store/chain'
import { cleanText } from '../safe-text'

/** The kinds of record that can be cited. */
export const CITED_KINDS = ['monument', 'claim', 'assessment', 'source'] as const
export type CitedKind = (typeof CITED_KINDS)[number]

/** One item in CSL-JSON, as far as ours go. */
export type CslItem = {
  id: string
  'citation-key': string
  type: 'entry-encyclopedia' | 'report'
  title: string
  'container-title': string
  version: string
  note: string
  issued: { 'date-parts': [number, number, number][] }
  URL: string
  language: string
}

/** What is cited: a record by kind and id, what it is called, its page, and the clocks where they were asked for. */
export type Cited = {
  kind: CitedKind
  id: string
  title: string
  /** Its page with the language, without a version. */
  path: string
  clocks: Pick<View, 'asOf' | 'knownAt'>
  head: Head
}

/** The versioned address of what is cited, without the origin: it shows the same as long as it may be shown. */
export function versionPath({
  path,
  clocks,
  head,
}: Pick<Cited, 'path' | 'clocks' | 'head'>): string {
  return href(`${path}@${head.rev}`, clockParams({ ...clocks, rev: null }))
}

/** A citation without a day of access: a version stays what it is, and equal citations have equal bytes. */
export function cslItem({ t, lang }: Say, cited: Cited, origin: string): CslItem {
  const key = `tadmor-${cited.id}-r${cited.head.rev}`.replace(/[^\w.-]/g, '-')
  const [container, version] = [t('cite.register'), t('cite.version', { rev: cited.head.rev })]
  return {
    id: key,
    'citation-key': key,
    type: 'entry-encyclopedia',
    title: oneLine(cited.title),
    'container-title': container,
    version,
    // BibTeX has a field for neither.
    note: `${container}, ${version}`,
    issued: { 'date-parts': [dateParts(dayOfTimestamp(cited.head.at))] },
    URL: `${origin}${versionPath(cited)}`,
    language: lang,
  }
}

/** A frozen report, issued on the day that it was frozen. */
export function reportItem(
  { t, lang }: Say,
  { id, title, rev, frozenAt }: { id: string; title: string; rev: number; frozenAt: string },
  address: string,
): CslItem {
  const [container, version] = [t('cite.register'), t('cite.version', { rev })]
  return {
    id: `tadmor-report-${id}`,
    'citation-key': `tadmor-report-${id}`,
    type: 'report',
    title: oneLine(title),
    'container-title': container,
    version,
    note: `${container}, ${version}`,
    issued: { 'date-parts': [dateParts(dayOfTimestamp(frozenAt))] },
    URL: address,
    language: lang,
  }
}

/** Titles end with their line in the formats that are lists of lines. */
function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ')
}

function dateParts(day: Day): [number, number, number] {
  const [year = 0, month = 1, date = 1] = formatDay(day).split('-').map(Number)
  return [year, month, date]
}
