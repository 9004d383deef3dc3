import { and, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { matchesWords, searchWords } from '../domain/arabic'
import { twelveMonthsBefore } from '../domain/dates'
import { PAGE_SIZE, type PinnedView } from '../domain/filter'
import { type Audience, type Reader, visibleTo } from '../domain/policy'
import type { Status } from '../domain/status'
import { HEADLINES, type Headline, MONUMENT_KINDS } from '../domain/vocabulary'
import * as t from '../schema'
import type { Row } from '../store/records'
import { readHead } from '../store/save'
import { type Db, isIn } from '../store/store'
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
  const [from, size] = page === null ? [0, Infinity] : [(page - 1) * PAGE_SIZE, PAGE_SIZE]
  return registerSlice(db, reader, siteId, { view }, from, size)
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
  const { survey, sorted, counts, total } = await listed(db, reader, siteId, view)
  const shown = sorted.slice(from, from + size)
  const placed = await placesOf(db, reader, siteId, survey, shown, view)
  return { rows: await decorate(db, reader, placed, view), counts, total, found: sorted.length }
}

/** The rows of the register at a view, `size` at a time: what files of any length are written from. */
export async function* registerPortions(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  size: number,
): AsyncGenerator<RegisterRow[]> {
  const { survey, sorted } = await listed(db, reader, siteId, view)
  for (let i = 0; i < sorted.length; i += size) {
    const shown = sorted.slice(i, i + size)
    const placed = await placesOf(db, reader, siteId, survey, shown, view)
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
  const { survey, sorted } = await listed(db, reader, siteId, view)
  const { plane, departures } = survey
  const ids = sorted.map(
    (entry) => plane.ids[entry] ?? departures[entry - plane.ids.length]?.monument.id,
  )
  return new Set(ids.filter((id) => id !== undefined))
}

/** The entries that a view asks for, in its order. */
async function listed(db: Db, reader: Reader, siteId: string, view: PinnedView) {
  const plane = await planeOf(db, reader, siteId)
  const survey = await take(db, reader, siteId, plane, view)
  const { entries, counts, total } = chosen(survey, view)
  const sorted =
    view.sort === 'position' && !view.descending
      ? entries
      : inOrder(entries, await sortKey(db, reader, survey, view), view.descending)
  return { survey, sorted, counts, total }
}

/** How many pages of the register a view fills; at least one. */
export async function pagesOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<number> {
  const plane = await planeOf(db, reader, siteId)
  const { entries } = chosen(await take(db, reader, siteId, plane, view), view)
  return Math.max(1, Math.ceil(entries.length / PAGE_SIZE))
}

/**
 * Every monument of the site at the view: an entry is the number of a monument of the plane, or beyond those of one
 * that departs from it. `order` is the site's own.
 */
type Survey = {
  plane: Plane
  spans: Int32Array
  departures: Departure[]
  order: number[]
  /** The monuments of the plane whose text matches; null when no text is asked for. */
  matching: Set<string> | null
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
    matching: await mentioned(db, view.text, visibleTo(reader).audience),
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
async function mentioned(db: Db, text: string, audience: Audience): Promise<Set<string> | null> {
  const words = searchWords(text)
  if (words.length === 0) return null
  const query = words.map((word) => `"${word}"*`).join(' ')
  const rows = await db.all<{ monument_id: string }>(mentions(query, audience))
  return new Set(rows.map((row) => String(Object.values(row)[0])))
}

/** The monuments whose search entry matches an FTS5 query. */
export function mentions(query: string, audience: Audience): SQL {
  return sql`select d.monument_id from search s join search_doc d on d.doc = s.rowid
    where s.text match ${query} and d.audience = ${audience}`
}

/** The entries that pass the filter, and the counts by headline of those that pass all but the headline's. */
function chosen({ plane, spans, departures, order, matching }: Survey, view: PinnedView) {
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
      if (view.text !== '' && !matchesWords(departure.words, view.text)) continue
      const maybe = status.maybe === null ? NOTHING : HEADLINES.indexOf(status.maybe)
      const headline = HEADLINES.indexOf(status.headline)
      const kind = MONUMENT_KINDS.indexOf(monument.kind)
      consider(entry, kind, flagBits(status), status.lookedAt ?? NO_DAY, headline, maybe)
    } else {
      if (matching !== null && !matching.has(plane.ids[entry] as string)) continue
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
  { sort, asOf, knownAt }: PinnedView,
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

/** Monuments and statuses of some entries, in their order. */
async function placesOf(
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
