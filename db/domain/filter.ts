import { type Day, dayOfTimestamp, formatDay, LAST_DAY, parseDay } from './dates'
import type { Clocks } from './status'
import { FLAGS, HEADLINES, type Headline, MONUMENT_KINDS, type MonumentKind } from './vocabulary'

export const SORTS = [
  'position',
  'name',
  'headline',
  'since',
  'looked',
  'sources',
  'changed',
] as const
export type Sort = (typeof SORTS)[number]

/** What a register can be narrowed to besides status and kind: the flags, and *stale* (see `isStale`). */
export const MARKS = [...FLAGS, 'stale'] as const
export type Mark = (typeof MARKS)[number]

/** What a reader asks of a register; null clocks mean "today" (or the day of `rev`), a null `rev` the newest. */
export type View = {
  asOf: Day | null
  knownAt: Day | null
  rev: number | null
  headlines: Headline[]
  flags: Mark[]
  kinds: MonumentKind[]
  text: string
  sort: Sort
  descending: boolean
  /** Which hundred of the list, from 1. Only the register's page takes it; files hold them all. */
  page: number
}

/** A view with its clocks and revision settled: what an answer is computed from, and what its pinned address says. */
export type PinnedView = View & Clocks & { rev: number }

/** Why a query parameter cannot be used; codes are message keys under `common.problems.`. */
export type ViewProblem = {
  param: string
  value: string
  code:
    | 'unknown_param'
    | 'unknown_value'
    | 'not_a_day'
    | 'not_a_rev'
    | 'two_revs'
    | 'not_a_page'
    | 'not_a_box'
    | 'too_long'
    | 'missing'
    | 'reversed'
    | 'future'
    | 'repeated'
    | 'too_many'
}

export type ParsedView = { ok: true; view: View } | { ok: false; problems: ViewProblem[] }

/** The view of an address without parameters. */
export const EVERYTHING: View = {
  asOf: null,
  knownAt: null,
  rev: null,
  headlines: [],
  flags: [],
  kinds: [],
  text: '',
  sort: 'position',
  descending: false,
  page: 1,
}

/** All monuments, at the clocks of a view. */
export function everythingAt({ asOf, knownAt, rev }: PinnedView): PinnedView {
  return { ...EVERYTHING, asOf, knownAt, rev }
}

/** Monuments on one page of the register. */
export const PAGE_SIZE = 50

const LONGEST_TEXT = 200
const NAMES = ['asOf', 'knownAt', 'rev', 'status', 'flag', 'kind', 'q', 'sort', 'dir', 'page']

/**
 * Reads a view from query parameters; empty values count as absent, `also` names parameters that belong to others. With
 * `now`, an ISO timestamp, clocks in the future are refused: nobody knows that world yet.
 */
export function parseView(
  params: URLSearchParams,
  also: readonly string[] = [],
  now: string | null = null,
): ParsedView {
  // Where it is tomorrow already, tomorrow is today.
  const last = now === null ? LAST_DAY : dayOfTimestamp(now) + 1
  const problems: ViewProblem[] = []
  const fail = (param: string, value: string, code: ViewProblem['code']) => {
    problems.push({ param, value, code })
    return null
  }
  const one = (param: string) => params.get(param)?.trim() || null
  const day = (param: string) => {
    const value = one(param)
    if (value === null) return null
    const found = parseDay(value) ?? fail(param, value, 'not_a_day')
    return found !== null && found > last ? fail(param, value, 'future') : found
  }
  const positive = (param: string, code: ViewProblem['code']) => {
    const value = one(param)
    if (value === null) return null
    return /^[1-9]\d{0,9}$/.test(value) ? Number(value) : fail(param, value, code)
  }
  const rev = () => {
    const [first, ...others] = params.getAll('rev').map((given) => given.trim())
    const other = others.find((given) => given !== '' && given !== first)
    return other === undefined ? positive('rev', 'not_a_rev') : fail('rev', other, 'two_revs')
  }
  const many = <T extends string>(param: string, list: readonly T[]) => {
    const given = params
      .getAll(param)
      .flatMap((v) => v.split(','))
      .map((v) => v.trim())
      .filter(Boolean)
    for (const value of given)
      if (!(list as readonly string[]).includes(value)) fail(param, value, 'unknown_value')
    return list.filter((item) => given.includes(item))
  }
  const choice = <T extends string>(param: string, list: readonly T[], otherwise: T) => {
    const value = one(param)
    if (value === null) return otherwise
    return list.find((item) => item === value) ?? fail(param, value, 'unknown_value') ?? otherwise
  }
  for (const name of new Set(params.keys()))
    if (!NAMES.includes(name) && !also.includes(name) && !name.startsWith('_'))
      fail(name, params.get(name) ?? '', 'unknown_param')
  const text = one('q') ?? ''
  if (text.length > LONGEST_TEXT) fail('q', `${text.slice(0, 40)}…`, 'too_long')
  const view: View = {
    asOf: day('asOf'),
    knownAt: day('knownAt'),
    rev: rev(),
    headlines: many('status', HEADLINES),
    flags: many('flag', MARKS),
    kinds: many('kind', MONUMENT_KINDS),
    text,
    sort: choice('sort', SORTS, EVERYTHING.sort),
    descending: choice('dir', ['asc', 'desc'], 'asc') === 'desc',
    page: positive('page', 'not_a_page') ?? EVERYTHING.page,
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, view }
}

/** A view as query parameters in a fixed order, so that equal views have equal addresses. */
export function viewParams(view: View): URLSearchParams {
  const params = clockParams(view)
  for (const value of view.headlines) params.append('status', value)
  for (const value of view.flags) params.append('flag', value)
  for (const value of view.kinds) params.append('kind', value)
  if (view.text) params.set('q', view.text)
  if (view.sort !== EVERYTHING.sort) params.set('sort', view.sort)
  if (view.descending) params.set('dir', 'desc')
  if (view.page !== EVERYTHING.page) params.set('page', String(view.page))
  return params
}

/** Whether a view leaves monuments out, whatever its clocks. */
export function isNarrowed({ text, headlines, flags, kinds }: View): boolean {
  return text !== '' || headlines.length + flags.length + kinds.length > 0
}

/** Only the clocks and the pin: what stays with a reader from page to page. */
export function clockParams({
  asOf,
  knownAt,
  rev,
}: Pick<View, 'asOf' | 'knownAt' | 'rev'>): URLSearchParams {
  const params = new URLSearchParams()
  if (asOf !== null) params.set('asOf', formatDay(asOf))
  if (knownAt !== null) params.set('knownAt', formatDay(knownAt))
  if (rev !== null) params.set('rev', String(rev))
  return params
}

/** `path?params`, or the bare path when there are none. */
export function href(path: string, params: URLSearchParams): string {
  const query = params.toString()
  return query ? `${path}?${query}` : path
}
