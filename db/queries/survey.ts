import { type Day, twelveMonthsBefore } from '../domain/dates'
import { MARKS, type Mark, type PinnedView } from '../domain/filter'
import { type Audience, type Reader, visibleTo } from '../domain/policy'
import { answers, parseFilter, type Query } from '../domain/search-query'
import type { Status } from '../domain/status'
import { HEADLINES, type Headline, MONUMENT_KINDS } from '../domain/vocabulary'
import { LARGE } from '../store/aside'
import { readHead } from '../store/save'
import type { Db } from '../store/store'
import { lastChanges } from './changed'
import { type Departure, departuresFrom } from './departures'
import { isIndexLong, mentioned, mentionedAmong } from './mentions'
import { inOrder, type Ranked, ranksAmong, ranksOf } from './order'
import {
  FLAG_BITS,
  flagBits,
  NO_DAY,
  NOTHING,
  numbersOf,
  type Plane,
  planeOf,
  sinceDay,
  spansAt,
} from './plane'
import { changesAt, namesOf, sourceCounts, voicesOf } from './plane-extras'

/**
 * Every monument of the site at the view: an entry is the number of a monument of the plane, or beyond those of one
 * that departs from it. `order` is the site's own.
 */
export type Survey = {
  plane: Plane
  spans: Int32Array
  departures: Departure[]
  order: Int32Array
  /** How many carry each mark. */
  marks: Record<Mark, number>
  /** What the text asks for, and the monuments of the plane that answer it; null when it asks for nothing. */
  sought: { query: Query; matching: Set<string> } | null
}

/**
 * How many stand under each headline of those that pass every filter but the headline's, and how many these are; how
 * many carry each mark, whatever the view is narrowed to.
 */
export type Counts = {
  counts: Record<Headline, number>
  total: number
  marks: Record<Mark, number>
}

/** What a view finds at a site: the entries of a survey in the view's order, with their counts. */
export type Sifted = Counts & { survey: Survey; entries: Int32Array }

/** Beside the bits of flags. */
const STALE_BIT = 8

/** Surveys and answers that are kept of each plane, since readers turn pages and narrow down. */
const [SURVEYS, ANSWERS] = [4, 12]
const kept = new WeakMap<Plane, { surveys: Kept<Survey>; answers: Kept<Sifted> }>()
type Kept<T> = Map<string, Promise<T>>

/** Finds the monuments of a view without reading them. */
export async function sift(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<Sifted> {
  const plane = await planeOf(db, reader, siteId)
  const held = kept.get(plane) ?? { surveys: new Map(), answers: new Map() }
  kept.set(plane, held)
  const { rev: head } = await readHead(db)
  const { asOf, knownAt, rev, text, headlines, flags, kinds, sort, descending } = view
  const seen = [head, asOf, knownAt, rev, text, sort === 'name', sort === 'sources']
  const survey = shared(held.surveys, JSON.stringify(seen), SURVEYS, () =>
    take(db, reader, siteId, plane, view),
  )
  const asked = JSON.stringify([...seen, headlines, flags, kinds, sort, descending])
  return shared(held.answers, asked, ANSWERS, async () => {
    const taken = await survey
    const { entries, ...counted } = chosen(taken, view)
    const { marks } = taken
    const isInOrder = sort === 'position' && !descending
    const sorted = isInOrder
      ? entries
      : inOrder(entries, await sortKey(db, reader, taken, view), descending)
    return { survey: taken, entries: sorted, ...counted, marks }
  })
}

/** What was asked before is not worked out again; the least recent is forgotten. */
function shared<T>(held: Kept<T>, key: string, most: number, work: () => Promise<T>): Promise<T> {
  const answer = held.get(key) ?? work()
  held.delete(key)
  const [oldest] = held.size >= most ? held.keys() : []
  if (oldest !== undefined) held.delete(oldest)
  held.set(key, answer)
  answer.catch(() => held.delete(key))
  return answer
}

async function take(
  db: Db,
  reader: Reader,
  siteId: string,
  plane: Plane,
  view: PinnedView,
): Promise<Survey> {
  if (view.sort === 'name') await namesOf(db, reader, plane)
  if (view.sort === 'sources') await voicesOf(db, reader, plane)
  const { touched, standing } = await departuresFrom(db, reader, siteId, plane, view)
  const departures = standing.sort(
    (a, b) => a.monument.position - b.monument.position || (a.monument.id < b.monument.id ? -1 : 1),
  )
  const spans = spansAt(plane, view.asOf, view.knownAt)
  const order = merged(plane, touched, departures)
  return {
    ...{ plane, spans, departures, order },
    marks: markedAmong(plane, spans, departures, order, view.asOf),
    sought: await sought(db, view.text, visibleTo(reader).audience, plane),
  }
}

/** The site's own order of the plane's untouched monuments and of those that depart from it. */
function merged(plane: Plane, touched: Set<string>, departures: Departure[]): Int32Array {
  const own = plane.ids.length
  const isTouched = new Uint8Array(touched.size > 0 ? own : 0)
  const numbers = touched.size > 0 ? numbersOf(plane) : null
  for (const id of touched) {
    const m = numbers?.get(id)
    if (m !== undefined) isTouched[m] = 1
  }
  const order = new Int32Array(own + departures.length)
  let [length, next] = [0, 0]
  for (let m = 0; m < own; m++) {
    while (next < departures.length && comesBefore(departures[next] as Departure, plane, m))
      order[length++] = own + next++
    if (isTouched[m] !== 1) order[length++] = m
  }
  while (next < departures.length) order[length++] = own + next++
  return order.subarray(0, length)
}

function comesBefore({ monument }: Departure, { position, ids }: Plane, m: number): boolean {
  const place = position[m] as number
  return (
    monument.position < place || (monument.position === place && monument.id < (ids[m] as string))
  )
}

function markedAmong(
  plane: Plane,
  spans: Int32Array,
  departures: Departure[],
  order: Int32Array,
  asOf: Day,
): Record<Mark, number> {
  const freshFrom = twelveMonthsBefore(asOf)
  const own = plane.ids.length
  const { flags, lookedAt } = plane.spans
  const tally = new Uint32Array(2 * STALE_BIT)
  for (const entry of order) {
    const s = entry < own ? (spans[entry] as number) : -1
    const then = entry < own ? null : (departures[entry - own] as Departure).status
    const bits = then === null ? (flags[s] as number) : flagBits(then)
    const looked = then === null ? (lookedAt[s] as number) : (then.lookedAt ?? NO_DAY)
    const all = looked < freshFrom ? bits | STALE_BIT : bits
    tally[all] = (tally[all] as number) + 1
  }
  const among = (bit: number) => tally.reduce((sum, n, bits) => (bits & bit ? sum + n : sum), 0)
  const bitOf = (mark: Mark) => (mark === 'stale' ? STALE_BIT : FLAG_BITS[mark])
  return Object.fromEntries(MARKS.map((mark) => [mark, among(bitOf(mark))])) as Record<Mark, number>
}

/**
 * Every typed word must begin a word of the entry; text without letters or digits asks for nothing. Where the index is
 * long, a site that is not large is read by its own entries: others would wait for those of all sites.
 */
async function sought(
  db: Db,
  text: string,
  audience: Audience,
  { ids }: Plane,
): Promise<Survey['sought']> {
  const query = parseFilter(text)
  if (query.terms.length === 0) return null
  const matching =
    ids.length > LARGE || !(await isIndexLong(db))
      ? await mentioned(db, query, audience)
      : await mentionedAmong(db, query, audience, ids)
  return { query, matching }
}

/** The entries that pass the filter, and the counts by headline of those that pass all but the headline's. */
function chosen(
  { plane, spans, departures, order, sought }: Survey,
  view: PinnedView,
): Omit<Counts, 'marks'> & { entries: Int32Array } {
  const tally = new Uint32Array(HEADLINES.length)
  const kinds = view.kinds.map((kind) => MONUMENT_KINDS.indexOf(kind))
  const flags = view.flags.reduce(
    (bits, flag) => bits | (flag === 'stale' ? 0 : FLAG_BITS[flag]),
    0,
  )
  const freshFrom = view.flags.includes('stale') ? twelveMonthsBefore(view.asOf) : NO_DAY
  const wanted = view.headlines.map((h) => HEADLINES.indexOf(h))
  const entries = new Int32Array(order.length)
  let [found, total] = [0, 0]
  const consider = (
    entry: number,
    kind: number,
    bits: number,
    lookedAt: number,
    headline: number,
    maybe: number,
  ) => {
    if (kinds.length > 0 && !kinds.includes(kind)) return
    if (view.flags.length > 0 && (bits & flags) === 0 && lookedAt >= freshFrom) return
    tally[headline] = (tally[headline] ?? 0) + 1
    total++
    if (wanted.length === 0 || wanted.includes(headline) || wanted.includes(maybe))
      entries[found++] = entry
  }
  const own = plane.ids.length
  const columns = plane.spans
  for (const entry of order) {
    if (entry >= own) {
      const departure = departures[entry - own] as Departure
      const { status, monument } = departure
      if (sought !== null && !answers(departure.entry, sought.query, false)) continue
      const maybe = status.maybe === null ? NOTHING : HEADLINES.indexOf(status.maybe)
      const headline = HEADLINES.indexOf(status.headline)
      const kind = MONUMENT_KINDS.indexOf(monument.kind)
      consider(entry, kind, flagBits(status), status.lookedAt ?? NO_DAY, headline, maybe)
    } else {
      if (sought !== null && !sought.matching.has(plane.ids[entry] as string)) continue
      const s = spans[entry] as number
      consider(
        entry,
        plane.kind[entry] as number,
        columns.flags[s] as number,
        columns.lookedAt[s] as number,
        columns.headline[s] as number,
        columns.maybe[s] as number,
      )
    }
  }
  const counts = Object.fromEntries(HEADLINES.map((h, n) => [h, tally[n] ?? 0]))
  return {
    entries: entries.slice(0, found),
    counts: counts as Record<Headline, number>,
    total,
  }
}

/** What a view sorts by, as a number for each entry; null is unknown. */
async function sortKey(
  db: Db,
  reader: Reader,
  { plane, spans, departures, order }: Survey,
  { sort, asOf, knownAt, rev }: PinnedView,
): Promise<(entry: number) => number | null> {
  const own = plane.ids.length
  const departed = (entry: number) => departures[entry - own] as Departure
  const day = (value: number) => (value === NO_DAY ? null : value)
  const column =
    (values: ArrayLike<number>, otherwise: (status: Status) => number) => (entry: number) =>
      day(
        entry < own
          ? (values[spans[entry] as number] as number)
          : otherwise(departed(entry).status),
      )
  const { headline, since, lookedAt } = plane.spans
  if (sort === 'headline') return column(headline, (s) => HEADLINES.indexOf(s.headline))
  if (sort === 'since') return column(since, (s) => sinceDay(s.since))
  if (sort === 'looked') return column(lookedAt, (s) => s.lookedAt ?? NO_DAY)
  if (sort === 'sources') {
    const counts = sourceCounts(await voicesOf(db, reader, plane), asOf, knownAt)
    return (entry) => (entry < own ? (counts[entry] as number) : departed(entry).sources)
  }
  if (sort === 'changed') {
    const changed = await changesAt(db, reader, plane)
    const ids = departures.map((d) => d.monument.id)
    const since = ids.length > 0 ? await lastChanges(db, reader, rev, ids) : new Map()
    return (entry) =>
      entry < own ? (changed[entry] as number) : (since.get(departed(entry).monument.id) ?? null)
  }
  if (sort === 'name')
    return ranksAmong(
      ranked(await namesOf(db, reader, plane)),
      departures.map((d) => d.name),
    )
  const place = new Uint32Array(own + departures.length)
  order.forEach((entry, n) => {
    place[entry] = n
  })
  return (entry) => place[entry] as number
}

const rankings = new WeakMap<string[], Ranked>()

function ranked(names: string[]): Ranked {
  const known = rankings.get(names) ?? ranksOf(names)
  rankings.set(names, known)
  return known
}

/** The monument of an entry. */
export function idOf({ plane, departures }: Survey, entry: number): string {
  return departures[entry - plane.ids.length]?.monument.id ?? (plane.ids[entry] as string)
}

/** The headline of an entry, and the one that it may possibly be by then. */
export function headlinesOfEntry(
  { plane, spans, departures }: Survey,
  entry: number,
): [Headline, Headline | null] {
  const departure = departures[entry - plane.ids.length]
  if (departure) return [departure.status.headline, departure.status.maybe]
  const s = spans[entry] as number
  const { headline, maybe } = plane.spans
  return [HEADLINES[headline[s] as number] as Headline, HEADLINES[maybe[s] as number] ?? null]
}
