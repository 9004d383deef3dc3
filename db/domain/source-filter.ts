import type { ViewProblem } from './filter'
import {
  RIGHTS,
  type Rights,
  SOURCE_CLASSES,
  SOURCE_KINDS,
  type SourceClass,
  type SourceKind,
} from './vocabulary'

/** What the list of sources can be put in order by. */
export const SOURCE_ORDERS = ['published', 'title', 'entered', 'cited'] as const
export type SourceOrder = (typeof SOURCE_ORDERS)[number]

/** Which sources a reader asks for, beside the words that they hold; `year` is one in which it can have been published. */
export type SourceFilter = {
  type: SourceKind | null
  class: SourceClass | null
  lang: string | null
  year: number | null
  rights: Rights | null
  /** Only those that nothing rests on. */
  uncited: boolean
  order: SourceOrder
}

export const ALL_SOURCES: SourceFilter = {
  type: null,
  class: null,
  lang: null,
  year: null,
  rights: null,
  uncited: false,
  order: 'published',
}

/** The query parameters of the library, beside the words (`q`) and the page, which are a view's. */
export const SOURCE_PARAMS = Object.keys(ALL_SOURCES) as readonly (keyof SourceFilter)[]

/** Reads the filter from query parameters; empty values count as absent. What cannot be used is told and left out. */
export function parseSources(params: URLSearchParams): {
  filter: SourceFilter
  problems: ViewProblem[]
} {
  const problems: ViewProblem[] = []
  const read = <T>(param: keyof SourceFilter, understand: (value: string) => T | null) => {
    const value = params.get(param)?.trim()
    if (!value) return null
    const understood = understand(value)
    if (understood === null) problems.push({ param, value, code: 'unknown_value' })
    return understood
  }
  const oneOf = <T extends string>(list: readonly T[]) => {
    return (value: string) => list.find((one) => one === value) ?? null
  }
  const filter: SourceFilter = {
    type: read('type', oneOf(SOURCE_KINDS)),
    class: read('class', oneOf(SOURCE_CLASSES)),
    lang: read('lang', (value) => (/^[A-Za-z-]{2,20}$/.test(value) ? value : null)),
    year: read('year', (value) => (/^\d{4}$/.test(value) ? Number(value) : null)),
    rights: read('rights', oneOf(RIGHTS)),
    uncited: read('uncited', oneOf(['on'])) !== null,
    order: read('order', oneOf(SOURCE_ORDERS)) ?? 'published',
  }
  return { filter, problems }
}

/** The filter as query parameters, in a fixed order; what is as usual is left out. */
export function sourceParams(filter: SourceFilter): [string, string][] {
  return SOURCE_PARAMS.flatMap((param): [string, string][] => {
    const value = filter[param]
    if (value === ALL_SOURCES[param] || value === null || value === false) return []
    return [[param, value === true ? 'on' : String(value)]]
  })
}
