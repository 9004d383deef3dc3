import { type Day, formatDay, parseDay } from './dates'
import { clockParams, type View, type ViewProblem } from './filter'

/** The kinds of record that have a public history, in the order in which they are listed; memberships concern people. */
export const HISTORY_KINDS = [
  'site',
  'monument',
  'name',
  'coordinate',
  'identifier',
  'source',
  'question',
  'claim',
  'assessment',
  'threat',
  'adoption',
  'event',
  'note',
  'redirect',
  'image',
  'person',
  'person_name',
] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]

/** Which recent changes a reader asks for: kinds (none: all), one monument by its slug, days of saving, a page from 1. */
export type ChangesFilter = {
  kinds: HistoryKind[]
  monument: string | null
  from: Day | null
  to: Day | null
  page: number
}

/** All recent changes, from the newest. */
export const ALL_CHANGES: ChangesFilter = {
  kinds: [],
  monument: null,
  from: null,
  to: null,
  page: 1,
}

export const CHANGE_PARAMS: readonly string[] = ['record', 'monument', 'from', 'to', 'page']

/** Reads the filter from query parameters; empty values count as absent. What cannot be used is told and left out. */
export function parseChanges(params: URLSearchParams): {
  filter: ChangesFilter
  problems: ViewProblem[]
} {
  const problems: ViewProblem[] = []
  const fail = (param: string, value: string, code: ViewProblem['code']) => {
    problems.push({ param, value, code })
    return null
  }
  const one = (param: string) => params.get(param)?.trim() || null
  const day = (param: string) => {
    const value = one(param)
    return value === null ? null : (parseDay(value) ?? fail(param, value, 'not_a_day'))
  }
  const given = params.getAll('record').filter(Boolean)
  for (const value of given)
    if (!(HISTORY_KINDS as readonly string[]).includes(value))
      fail('record', value, 'unknown_value')
  const page = one('page') ?? '1'
  const isPage = /^[1-9]\d{0,5}$/.test(page)
  if (!isPage) fail('page', page, 'unknown_value')
  const filter: ChangesFilter = {
    kinds: HISTORY_KINDS.filter((kind) => given.includes(kind)),
    monument: one('monument'),
    from: day('from'),
    to: day('to'),
    page: isPage ? Number(page) : 1,
  }
  return { filter, problems }
}

/** The filter with the reader's clocks as query parameters, in a fixed order. */
export function changesParams(
  filter: ChangesFilter,
  clocks: Pick<View, 'asOf' | 'knownAt' | 'rev'>,
): URLSearchParams {
  const params = clockParams(clocks)
  for (const kind of filter.kinds) params.append('record', kind)
  if (filter.monument !== null) params.set('monument', filter.monument)
  if (filter.from !== null) params.set('from', formatDay(filter.from))
  if (filter.to !== null) params.set('to', formatDay(filter.to))
  if (filter.page > 1) params.set('page', String(filter.page))
  return params
}
