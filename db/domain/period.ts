import { type Day, parseDay } from './dates'
import type { ViewProblem } from './filter'

/** Query parameters of the page that compares two days. */
export const PERIOD_PARAMS = ['from', 'to'] as const
/** Query parameter that adds to a report what has changed since a day. */
export const SINCE_PARAM = 'since'

/** The two days of a comparison; null while none is asked for. */
export type ParsedPeriod =
  | { ok: true; period: { from: Day; to: Day } | null }
  | { ok: false; problems: ViewProblem[] }

/**
 * Reads `from` and `to`; without `to` the period ends with `asOf`. A day after `today` and a period that ends before it starts are
 * refused, as is `to` alone.
 */
export function parsePeriod(params: URLSearchParams, asOf: Day, today: Day): ParsedPeriod {
  const problems: ViewProblem[] = []
  const [from, to] = PERIOD_PARAMS.map((param) => readDay(params, param, today, problems))
  if (from == null && to != null && problems.length === 0)
    problems.push({ param: 'from', value: '', code: 'missing' })
  if (from != null && problems.length === 0 && (to ?? asOf) < from)
    problems.push({ param: 'to', value: params.get('to') ?? '', code: 'reversed' })
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, period: from == null ? null : { from, to: to ?? asOf } }
}

/** Reads `since`, a day not after `asOf`; null when it is not given. */
export function parseSince(
  params: URLSearchParams,
  asOf: Day,
  today: Day,
): { since: Day | null; problems: ViewProblem[] } {
  const problems: ViewProblem[] = []
  const since = readDay(params, SINCE_PARAM, today, problems)
  if (since !== null && since > asOf && problems.length === 0)
    problems.push({ param: SINCE_PARAM, value: params.get(SINCE_PARAM) ?? '', code: 'reversed' })
  return { since, problems }
}

function readDay(
  params: URLSearchParams,
  param: string,
  today: Day,
  problems: ViewProblem[],
): Day | null {
  const value = params.get(param)?.trim() || null
  if (value === null) return null
  const day = parseDay(value)
  if (day === null) problems.push({ param, value, code: 'not_a_day' })
  else if (day > today) problems.push({ param, value, code: 'future' })
  return day
}
