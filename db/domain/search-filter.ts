import { clockParams, type View, type ViewProblem } from './filter'
import { SOURCE_CLASSES, type SourceClass } from './vocabulary'

/** What a search finds: places are sites, monuments and their parts. */
export const SEARCH_KINDS = [
  'place',
  'event',
  'assessment',
  'threat',
  'question',
  'claim',
  'note',
  'source',
] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]
/**
 * What a search is narrowed to besides words, clocks and headlines, which are a view's: kinds of record, classes and
 * languages of what sources say, one site by its slug, one place or source by its id. `exactly` takes no word for
 * another that may have been meant.
 */
export type SearchFilter = {
  kinds: SearchKind[]
  classes: SourceClass[]
  langs: string[]
  site: string | null
  place: string | null
  exactly: boolean
}

/** A search that is not narrowed. */
export const ALL_FOUND: SearchFilter = {
  kinds: [],
  classes: [],
  langs: [],
  site: null,
  place: null,
  exactly: false,
}

export const SEARCH_PARAMS: readonly string[] = [
  'record',
  'class',
  'in',
  'site',
  'place',
  'exactly',
]

/** Groups of results on one page. */
export const GROUPS_PER_PAGE = 10

/** Reads the filter from query parameters; empty values count as absent. What cannot be used is told and left out. */
export function parseSearch(params: URLSearchParams): {
  filter: SearchFilter
  problems: ViewProblem[]
} {
  const problems: ViewProblem[] = []
  const refuse = (param: string, value: string, isFine: boolean) => {
    if (!isFine) problems.push({ param, value: value.slice(0, 40), code: 'unknown_value' })
    return isFine
  }
  const given = (param: string) =>
    [...new Set(params.getAll(param).map((v) => v.trim()))].filter(Boolean)
  const many = <T extends string>(param: string, list: readonly T[]) => {
    const wanted = given(param)
    for (const value of wanted) refuse(param, value, (list as readonly string[]).includes(value))
    return list.filter((item) => wanted.includes(item))
  }
  const one = (param: string, pattern: RegExp) => {
    const [value] = given(param)
    return value !== undefined && refuse(param, value, pattern.test(value)) ? value : null
  }
  const filter: SearchFilter = {
    kinds: many('record', SEARCH_KINDS),
    classes: many('class', SOURCE_CLASSES),
    langs: given('in').filter((lang) =>
      refuse('in', lang, /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(lang)),
    ),
    site: one('site', /^[\w-]{1,100}$/),
    place: one('place', /^[\w.:-]{1,200}$/),
    exactly: one('exactly', /^1$/) !== null,
  }
  return { filter, problems }
}

/** A search as query parameters in a fixed order, so that equal searches have equal addresses. */
export function searchParams(view: View, filter: SearchFilter): URLSearchParams {
  const params = clockParams(view)
  if (view.text) params.set('q', view.text)
  for (const value of filter.kinds) params.append('record', value)
  for (const value of view.headlines) params.append('status', value)
  for (const value of filter.classes) params.append('class', value)
  for (const value of filter.langs) params.append('in', value)
  if (filter.site !== null) params.set('site', filter.site)
  if (filter.place !== null) params.set('place', filter.place)
  if (filter.exactly) params.set('exactly', '1')
  if (view.page > 1) params.set('page', String(view.page))
  return params
}
