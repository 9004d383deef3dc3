import edtf, { type EdtfNode, parse } from 'edtf'
import { QUALIFIERS, type Qualifier } from './vocabulary'

/** A civil day as whole days since 1970-01-01 (proleptic Gregorian, no time zone); BCE is negative like any other. */
export type Day = number

/** Stand-ins for "no known beginning" and "no known end". */
export const FIRST_DAY: Day = -99_999_999
export const LAST_DAY: Day = 99_999_999

/** The earliest and latest day a date can mean, both inclusive. */
export type Bounds = { earliest: Day; latest: Day }

/** Why a text is not a usable date; the codes are message keys under `errors.`. */
export type DateProblem = 'date_syntax' | 'date_reversed' | 'date_time'

export type ParsedDate =
  | { ok: true; edtf: string; bounds: Bounds }
  | { ok: false; problem: DateProblem }

const MS_PER_DAY = 86_400_000

/**
 * Reads a date in EDTF (ISO 8601-2 levels 0–2): `2015-08-30`, `2015-08`, `a/b`, `[a..b]`, `2015-08-30/..`, `2015~`.
 * The grammar is the edtf library's; the bounds are ours, since the library's `max` of a set is wrong.
 */
export function parseDate(text: string): ParsedDate {
  const known = datesRead.get(text) ?? readDate(text)
  if (datesRead.size >= MOST_DATES_KEPT) datesRead.clear()
  datesRead.set(text, known)
  return known.ok ? { ...known, bounds: { ...known.bounds } } : { ...known }
}

/** Dates read before: the grammar is slow, and a status or a report asks for the same few dates hundreds of times. */
const datesRead = new Map<string, ParsedDate>()
const MOST_DATES_KEPT = 10_000

function readDate(text: string): ParsedDate {
  const trimmed = text.trim()
  if (/\dT\d/.test(trimmed)) return { ok: false, problem: 'date_time' }
  let node: EdtfNode
  try {
    node = parse(trimmed)
  } catch {
    return { ok: false, problem: 'date_syntax' }
  }
  const bounds = boundsOf(node)
  if (!bounds) return { ok: false, problem: 'date_syntax' }
  if (bounds.earliest > bounds.latest || isReversed(node))
    return { ok: false, problem: 'date_reversed' }
  return { ok: true, edtf: trimmed, bounds }
}

/** The bounds of a date already known to be valid; throws on anything else. */
export function requireBounds(text: string): Bounds {
  const parsed = parseDate(text)
  if (!parsed.ok) throw new Error(`not a date: ${text}`)
  return parsed.bounds
}

/** The qualifier a date suggests by its form: `[a..b]` is *once between*, `a/b` is *throughout*, the rest *on*. */
export function suggestedQualifier(text: string): Qualifier {
  const trimmed = text.trim()
  if (trimmed.startsWith('[')) return QUALIFIERS[2]
  return trimmed.includes('/') ? QUALIFIERS[1] : QUALIFIERS[0]
}

/**
 * When a state dated so begins: certainly by `latest`, possibly from `earliest`.
 * *Throughout* a period begins with the period; the other two begin on some day of it.
 */
export function beginningOf(bounds: Bounds, qualifier: Qualifier): Bounds {
  return qualifier === 'throughout'
    ? { earliest: bounds.earliest, latest: bounds.earliest }
    : bounds
}

/** `2015-08-30` as a day, or null when the text is not one existing day. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(ms) || formatDay(ms / MS_PER_DAY) !== text ? null : ms / MS_PER_DAY
}

/** A day as `2015-08-30`; years outside 0–9999 in ISO's expanded form. */
export function formatDay(day: Day): string {
  const iso = new Date(day * MS_PER_DAY).toISOString()
  return iso.slice(0, iso.indexOf('T'))
}

/** The year that a day lies in; 0 is 1 BCE. */
export function yearOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear()
}

/** The civil day, in UTC, of a timestamp `2026-11-22T10:00:00.000Z`. */
export function dayOfTimestamp(timestamp: string): Day {
  return Math.floor(Date.parse(timestamp) / MS_PER_DAY)
}

function boundsOf(node: EdtfNode): Bounds | null {
  if (node.type === 'Interval') {
    const [from, to] = node.values
    const start = isNode(from) ? boundsOf(from) : { earliest: FIRST_DAY }
    const end = isNode(to) ? boundsOf(to) : { latest: LAST_DAY }
    return start && end && { earliest: start.earliest, latest: end.latest }
  }
  if (node.type === 'Set' || node.type === 'List') {
    const members = (node.values.flat() as EdtfNode[]).map(boundsOf)
    if (members.length === 0 || members.some((m) => m === null)) return null
    const known = members as Bounds[]
    return {
      earliest: node.earlier ? FIRST_DAY : Math.min(...known.map((m) => m.earliest)),
      latest: node.later ? LAST_DAY : Math.max(...known.map((m) => m.latest)),
    }
  }
  return node.type === 'Season' ? seasonBounds(node) : libraryBounds(node)
}

/** Meteorological seasons of the northern hemisphere (codes 21–24); others have no agreed days and are refused. */
function seasonBounds(node: EdtfNode): Bounds | null {
  const [year, season] = node.values as [number, number]
  if (season < 21 || season > 24) return null
  const firstMonth = (season - 21) * 3 + 2
  return { earliest: dayOf(year, firstMonth, 1), latest: dayOf(year, firstMonth + 3, 1) - 1 }
}

function libraryBounds(node: EdtfNode): Bounds | null {
  if (node.type === 'Date' && !doesExist(node.values as number[])) return null
  try {
    const { min, max } = edtf(node)
    const bounds = { earliest: Math.floor(min / MS_PER_DAY), latest: Math.floor(max / MS_PER_DAY) }
    return Number.isFinite(bounds.earliest) && Number.isFinite(bounds.latest) ? bounds : null
  } catch {
    return null
  }
}

/** The library takes 29 February of every year and moves it to 1 March where there is none. */
function doesExist([year = 0, month = 0, day = 1]: number[]): boolean {
  return new Date(dayOf(year, month, day) * MS_PER_DAY).getUTCMonth() === month
}

/** A day of the proleptic Gregorian calendar by its numbers; `month` counts from 0, and both may run over. */
export function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date.getTime() / MS_PER_DAY
}

/** An interval or range whose end begins before its start, even where their outer bounds look in order. */
function isReversed(node: EdtfNode): boolean {
  if (node.type === 'Interval') return endsBeforeStart(node.values)
  return node.values.some((v) => Array.isArray(v) && endsBeforeStart(v))
}

function endsBeforeStart([from, to]: unknown[]): boolean {
  if (!isNode(from) || !isNode(to)) return false
  const [start, end] = [boundsOf(from), boundsOf(to)]
  return (
    start !== null && end !== null && (end.latest < start.latest || end.earliest < start.earliest)
  )
}

/** The library marks an open or unknown end of an interval with ±Infinity or null in place of a node. */
function isNode(value: unknown): value is EdtfNode {
  return typeof value === 'object' && value !== null
}

/** The day twelve months before a day; 29 February falls back to the 28th. */
export function twelveMonthsBefore(day: Day): Day {
  const [year, rest] = [Number(formatDay(day).slice(0, -6)) - 1, formatDay(day).slice(-6)]
  const padded = String(year).padStart(4, '0')
  return parseDay(`${padded}${rest}`) ?? parseDay(`${padded}-02-28`) ?? day - 365
}
