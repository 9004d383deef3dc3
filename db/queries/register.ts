import { and, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { twelveMonthsBefore } from '../domain/dates'
import { PAGE_SIZE, type PinnedView } from '../domain/filter'
import { type Audience, type Reader, visibleTo } from '../domain/policy'
import { answers, ftsOf, parseFilter, type Query } from '../domain/search-query'
import type { Status } from '../domain/status'
import { HEADLINES, type Headline, MONUMENT_KINDS } from '../domain/vocabulary'
import * as t from '../schema'
import type { Row } from '../store/records'
import { readHead } from '../store/save'
import { type Db, isIn } from '../store/store'
import { lastChanges } from './changed'
import { computed, type Departure, departuresFrom } from './departures'
import { inOrder, ranksOf } from './order'
import {
  FLAG_BITS,
  flagBits,
  NO_DAY,
  NOTHING,
  namesOf,
  type Plane,
  planeOf,
  sinceDay,
  sourceCounts,
  spansAt,
  voicesOf,
} from './plane'
import { decorate, type RegisterRow } from './register-row'
import type { Pinned } from './view'

export type RegisterStatus = Omit<Status, 'rule'>
export type Placed = { monument: Row<'monument'>; status: RegisterStatus }

/**
 * The monuments of a site that a view asks for, in its order, and how many stand under each headline. `found` is their
 * number; `rows` may be one page of them.
 */
export type Register = {
  rows: RegisterRow[]
  counts: Record<Headline, number>
  total: number
  found: number
}

/**
 * The register at a view: the one list behind the page, the CSV, the PDF and every other format. Counts take every
 * filter but the headline's; a monument that is "possibly" something counts under what it was, and is found by both.
 * `page` counts from 1; without it every row is given.
 */
export async function register(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  page: number | null = null,
): Promise<Register> {
  const sifted = await sift(db, reader, siteId, view)
  return read(db, reader, siteId, view, sifted, onPage(sifted.entries, page))
}

/** The register with `size` of its rows, from the one with the number `from` on, which counts from 0. */
export async function registerSlice(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  from: number,
  size: number,
): Promise<Register> {
  const sifted = await sift(db, reader, siteId, view)
  return read(db, reader, siteId, view, sifted, sifted.entries.slice(from, from + size))
}

async function read(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
  { survey, entries, counts, total }: Sifted,
  shown: number[],
): Promise<Register> {
  const placed = await statusesOf(db, reader, siteId, survey, shown, view)
  return { rows: await decorate(db, reader, placed, view), counts, total, found: entries.length }
}

/** The rows of the register at a view, `size` at a time: what files of any length are written from. */
export async function* registerPortions(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  size: number,
): AsyncGenerator<RegisterRow[]> {
  const { survey, entries } = await sift(db, reader, siteId, view)
  for (let i = 0; i < entries.length; i += size) {
    const placed = await statusesOf(db, reader, siteId, survey, entries.slice(i, i + size), view)
    yield await decorate(db, reader, placed, view)
  }
}

/** The ids of the monuments that a view asks for. */
export async function idsInView(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
): Promise<Set<string>> {
  const { survey, entries } = await sift(db, reader, siteId, view)
  return new Set(entries.map((entry) => idOf(survey, entry)))
}

/** What a view finds at a site: the entries of a survey in the view's order, with the counts of `Register`. */
export type Sifted = Pick<Register, 'counts' | 'total'> & { survey: Survey; entries: number[] }

/** Finds the monuments of a view without reading them; `statusesOf` reads those that are shown. */
export async function sift(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<Sifted> {
  const plane = await planeOf(db, reader, siteId)
  const survey = await take(db, reader, siteId, plane, view)
  const { entries, counts, total } = chosen(survey, view)
  const sorted =
    view.sort === 'position' && !view.descending
      ? entries
      : inOrder(entries, await sortKey(db, reader, survey, view), view.descending)
  return { survey, entries: sorted, counts, total }
}

/** The entries on one page of a list; null for all of them. */
export function onPage(entries: number[], page: number | null): number[] {
  return page === null ? entries : entries.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
}

/** How many pages of the register a view fills; at least one. */
export async function pagesOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<number> {
  return Math.max(1, Math.ceil((await countOf(db, reader, siteId, view)) / PAGE_SIZE))
}

/** How many monuments a view finds, without reading any. */
export async function countOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<number> {
  const plane = await planeOf(db, reader, siteId)
  return chosen(await take(db, reader, siteId, plane, view), view).entries.length
}

/** The headline of some top-level monuments at a view, with the one that it may possibly be by then. */
export async function headlinesAt(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
  wanted: Set<string>,
): Promise<Map<string, Headline[]>> {
  const plane = await planeOf(db, reader, siteId)
  const survey = await take(db, reader, siteId, plane, { ...view, ...EVERYTHING_SHOWN })
  const found = new Map<string, Headline[]>()
  for (const entry of survey.order) {
    const departure = survey.departures[entry - plane.ids.length]
    const id = idOf(survey, entry)
    if (!wanted.has(id)) continue
    const s = survey.spans[entry] as number
    const [headline, maybe] = departure
      ? [departure.status.headline, departure.status.maybe ?? undefined]
      : [HEADLINES[plane.headline[s] as number], HEADLINES[plane.maybe[s] as number]]
    found.set(
      id,
      [headline, maybe].filter((h) => h !== undefined),
    )
  }
  return found
}

const EVERYTHING_SHOWN = { text: '', sort: 'position' } as const

/**
 * Every monument of the site at the view: an entry is the number of a monument of the plane, or beyond those of one
 * that departs from it. `order` is the site's own.
 */
export type Survey = {
  plane: Plane
  spans: Int32Array
  departures: Departure[]
  order: number[]
  /** What the text asks for, and the monuments of the plane that answer it; null when it asks for nothing. */
  sought: { query: Query; matching: Set<string> } | null
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
  return {
    plane,
    spans: spansAt(plane, view.asOf, view.knownAt),
    departures,
    order: merged(plane, touched, departures),
    sought: await mentioned(db, view.text, visibleTo(reader).audience),
  }
}

/** The site's own order of the plane's untouched monuments and of those that depart from it. */
function merged(plane: Plane, touched: Set<string>, departures: Departure[]): number[] {
  const order: number[] = []
  let next = 0
  plane.ids.forEach((id, m) => {
    const position = plane.position[m] as number
    for (let d = departures[next]; d && comesBefore(d, position, id); d = departures[++next])
      order.push(plane.ids.length + next)
    if (touched.size === 0 || !touched.has(id)) order.push(m)
  })
  for (; next < departures.length; next++) order.push(plane.ids.length + next)
  return order
}

function comesBefore({ monument }: Departure, position: number, id: string): boolean {
  return monument.position < position || (monument.position === position && monument.id < id)
}

/** Every typed word must begin a word of the entry; text without letters or digits asks for nothing. */
async function mentioned(db: Db, text: string, audience: Audience): Promise<Survey['sought']> {
  const query = parseFilter(text)
  if (query.terms.length === 0) return null
  const rows = await db.all<unknown[] | Record<string, unknown>>(mentions(query, audience))
  return { query, matching: new Set(rows.map((row) => String(Object.values(row)[0]))) }
}

/** The top-level monuments whose names, parts' names or description answer a query. */
export function mentions(query: Query, audience: Audience): SQL {
  return sql`select e.record_id from search s join search_entry e on e.doc = s.rowid
    where s.search match ${ftsOf(query, false)} and e.kind = 'place' and e.record_id = e.root_id
      and e.audience in ('all', ${audience})`
}

/** The entries that pass the filter, and the counts by headline of those that pass all but the headline's. */
function chosen({ plane, spans, departures, order, sought }: Survey, view: PinnedView) {
  const tally = new Uint32Array(HEADLINES.length)
  const kinds = view.kinds.map((kind) => MONUMENT_KINDS.indexOf(kind))
  const flags = view.flags.reduce(
    (bits, flag) => bits | (flag === 'stale' ? 0 : FLAG_BITS[flag]),
    0,
  )
  const freshFrom = view.flags.includes('stale') ? twelveMonthsBefore(view.asOf) : NO_DAY
  const wanted = view.headlines.map((h) => HEADLINES.indexOf(h))
  const entries: number[] = []
  let total = 0
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
      entries.push(entry)
  }
  const own = plane.ids.length
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
      const [kind, bits] = [plane.kind[entry] as number, plane.flags[s] as number]
      const lookedAt = plane.lookedAt[s] as number
      consider(entry, kind, bits, lookedAt, plane.headline[s] as number, plane.maybe[s] as number)
    }
  }
  const counts = Object.fromEntries(HEADLINES.map((h, n) => [h, tally[n] ?? 0]))
  return { entries, counts: counts as Record<Headline, number>, total }
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
  if (sort === 'headline') return column(plane.headline, (s) => HEADLINES.indexOf(s.headline))
  if (sort === 'since') return column(plane.since, (s) => sinceDay(s.since))
  if (sort === 'looked') return column(plane.lookedAt, (s) => s.lookedAt ?? NO_DAY)
  if (sort === 'sources') {
    const counts = sourceCounts(await voicesOf(db, reader, plane), asOf, knownAt)
    return (entry) => (entry < own ? (counts[entry] as number) : departed(entry).sources)
  }
  if (sort === 'changed') {
    const last = await lastChanges(db, reader, rev)
    return (entry) => last.get(plane.ids[entry] ?? departed(entry).monument.id) ?? null
  }
  if (sort === 'name') {
    const ranks = nameRanks(await namesOf(db, reader, plane), departures)
    return (entry) => ranks[entry] as number
  }
  const place = new Uint32Array(own + departures.length)
  order.forEach((entry, n) => {
    place[entry] = n
  })
  return (entry) => place[entry] as number
}

const ranked = new WeakMap<string[], ReturnType<typeof ranksOf>>()

function nameRanks(names: string[], departures: Departure[]): Uint32Array {
  const known = ranked.get(names) ?? ranksOf(names)
  ranked.set(names, known)
  if (departures.length === 0) return known.ranks
  return ranksOf([...names, ...departures.map((d) => d.name)], known.order).ranks
}

function idOf({ plane, departures }: Survey, entry: number): string {
  return departures[entry - plane.ids.length]?.monument.id ?? (plane.ids[entry] as string)
}

/** The headline of an entry. */
export function headlineOfEntry({ plane, spans, departures }: Survey, entry: number): Headline {
  const departure = departures[entry - plane.ids.length]
  return departure
    ? departure.status.headline
    : (HEADLINES[plane.headline[spans[entry] as number] as number] as Headline)
}

/** Monuments and statuses of some entries, in their order. */
export async function statusesOf(
  db: Db,
  reader: Reader,
  siteId: string,
  { plane, departures }: Survey,
  entries: number[],
  view: PinnedView,
): Promise<Placed[]> {
  const ids = entries.flatMap((entry) => plane.ids[entry] ?? [])
  const found = new Map((await fromSpans(db, reader, ids, view)).map((p) => [p.monument.id, p]))
  // A save between the plane and this read may have moved them on: the rows of the revision still tell.
  if ((await readHead(db)).rev > Math.max(plane.to, view.rev))
    for (const departure of await computed(db, reader, siteId, view, ids))
      found.set(departure.monument.id, departure)
  return entries.flatMap((entry) => {
    const id = plane.ids[entry]
    return (id === undefined ? departures[entry - plane.ids.length] : found.get(id)) ?? []
  })
}

/** The current monuments with these ids and their status at two clocks: an indexed look into the spans. */
export async function fromSpans(
  db: Db,
  reader: Reader,
  ids: string[],
  { asOf, knownAt }: Pick<PinnedView, 'asOf' | 'knownAt'>,
): Promise<Placed[]> {
  const { span, monument } = t
  return db
    .select({ monument, status: span })
    .from(span)
    .innerJoin(monument, and(eq(monument.id, span.monumentId), isNull(monument.retiredRev)))
    .where(
      and(
        eq(span.audience, visibleTo(reader).audience),
        isIn(span.monumentId, ids),
        lte(span.validFrom, asOf),
        gt(span.validTo, asOf),
        lte(span.knownFrom, knownAt),
        gt(span.knownTo, knownAt),
      ),
    )
}
