import { type Day, formatDay } from './dates'
import type { ViewProblem } from './filter'
import { parseSince, SINCE_PARAM } from './period'
import { LANGS, type Lang } from './vocabulary'

/**
 * What a report can hold, in the order in which it holds it. `claims` are the tables of claims in the monuments' sheets.
 * Title, caveats, disclaimer and audit head always stand.
 */
export const REPORT_SECTIONS = [
  'summary',
  'changes',
  'events',
  'figure',
  'plan',
  'register',
  'sheets',
  'claims',
  'method',
  'sources',
  'log',
] as const
export type ReportSection = (typeof REPORT_SECTIONS)[number]

/** The report's languages: one, or both side by side. */
export const REPORT_LANGS = [...LANGS, 'both'] as const
export type ReportLang = (typeof REPORT_LANGS)[number]

/** Sheets of paper that a report can be laid out for. */
export const PAPERS = ['a4', 'letter'] as const
export type Paper = (typeof PAPERS)[number]

/** How a report is laid out, whatever it is about and in whatever language. */
export type ReportLayout = { sections: readonly ReportSection[]; paper: Paper }

/** What is asked of a report besides the view that it is about. `since` is the day that its changes are told from. */
export type ReportOptions = ReportLayout & { lang: ReportLang; since: Day | null }

/** The layout of a report that asks for none. */
export const WHOLE: ReportLayout = { sections: REPORT_SECTIONS, paper: 'a4' }

/** Query parameters of a report that are no part of its view. */
export const OPTION_PARAMS = [SINCE_PARAM, 'section', 'paper', 'lang'] as const
/** The section that stands for no section at all: an address that names none asks for all of them. */
export const NO_SECTION = 'none'

type Around = { asOf: Day; today: Day; lang: ReportLang }

/**
 * Reads a report's options; empty values count as absent, and what has no effect is left out: claims without sheets, a
 * day to compare with where no changes are told. `lang` is the language where none is named.
 */
export function parseOptions(
  params: URLSearchParams,
  { asOf, today, lang }: Around,
): { options: ReportOptions; problems: ViewProblem[] } {
  const { since, problems } = parseSince(params, asOf, today)
  const one = <T extends string>(param: string, list: readonly T[], otherwise: T): T => {
    const value = params.get(param)?.trim()
    if (!value) return otherwise
    const found = list.find((item) => item === value)
    if (!found) problems.push({ param, value, code: 'unknown_value' })
    return found ?? otherwise
  }
  const named = params
    .getAll('section')
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean)
  for (const value of named)
    if (value !== NO_SECTION && !REPORT_SECTIONS.some((section) => section === value))
      problems.push({ param: 'section', value, code: 'unknown_value' })
  const sections = named.length === 0 ? REPORT_SECTIONS : sectionsOf(named)
  return {
    options: {
      sections,
      paper: one('paper', PAPERS, WHOLE.paper),
      lang: one('lang', REPORT_LANGS, lang),
      since: sections.includes('changes') ? since : null,
    },
    problems,
  }
}

/** A report's options as query parameters in a fixed order, so that equal reports have equal addresses. */
export function optionParams({ since, sections, paper, lang }: ReportOptions): URLSearchParams {
  const params = new URLSearchParams()
  if (since !== null) params.set(SINCE_PARAM, formatDay(since))
  if (sections.length === 0) params.set('section', NO_SECTION)
  else if (sections.length < REPORT_SECTIONS.length)
    for (const section of sections) params.append('section', section)
  if (paper !== WHOLE.paper) params.set('paper', paper)
  params.set('lang', lang)
  return params
}

/** The language that an address asks for, where it can be had. */
export function langOf(params: URLSearchParams, otherwise: ReportLang): ReportLang {
  return REPORT_LANGS.find((lang) => lang === params.get('lang')) ?? otherwise
}

/** The languages that a report speaks; the first is the one that it is laid out in. */
export function langsOf(lang: ReportLang): Lang[] {
  return lang === 'both' ? [...LANGS] : [lang]
}

function sectionsOf(named: string[]): ReportSection[] {
  const asked = REPORT_SECTIONS.filter((section) => named.includes(section))
  return asked.includes('sheets') ? asked : asked.filter((section) => section !== 'claims')
}
