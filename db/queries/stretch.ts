import { and, eq, gt, isNull, lte, type SQL } from 'drizzle-orm'
import { PAGE_SIZE, type PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { Status } from '../domain/status'
import * as t from '../schema'
import type { Row } from '../store/records'
import { readHead } from '../store/save'
import { type Db, isIn } from '../store/store'
import { aside } from './aside'
import { computed } from './departures'
import { type Counts, idOf, type Survey, sift } from './survey'

export type RegisterStatus = Omit<Status, 'rule'>
export type Placed = { monument: Row<'monument'>; status: RegisterStatus }

/** Some of the monuments that a view finds, in its order: which they are, of how many. */
export type Stretch = Counts & {
  found: number
  ids: string[]
  /** Those of them that the newest spans have otherwise. */
  departed: Placed[]
  /** The revision up to which that is so. */
  upTo: number
}

/** The monuments of a view from the number `from` on, which counts from 0. */
export async function stretchOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
  from: number,
  size: number,
): Promise<Stretch> {
  // A view holds the page that is asked for, which `from` says already.
  const asked = [siteId, { ...view, page: 1 }, from, size] as const
  const ask = await aside(db, siteId, size <= PAGE_SIZE)
  return ask ? ask('stretch', reader, ...asked) : stretchHere(db, reader, ...asked)
}

/** So many monuments are named in one answer. */
const AT_ONCE = 20_000

/** All that a view finds, from one revision: a save in between could move what follows. */
export async function wholeOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<Stretch[]> {
  for (;;) {
    const { rev } = await readHead(db)
    const all: Stretch[] = []
    let found = 1
    for (let from = 0; from < found; from += AT_ONCE) {
      const stretch = await stretchOf(db, reader, siteId, view, from, AT_ONCE)
      found = stretch.found
      all.push(stretch)
    }
    if (all.length === 1 || (await readHead(db)).rev === rev) return all
  }
}

/** A stretch, found in this process. */
export async function stretchHere(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
  from: number,
  size: number,
): Promise<Stretch> {
  const { survey, entries, counts, total, marks } = await sift(db, reader, siteId, view)
  const some = [...entries.subarray(from, from + size)]
  return { counts, total, marks, found: entries.length, ...namedIn(survey, some, view) }
}

/** Some entries of a survey by name. */
export function namedIn(survey: Survey, entries: number[], view: PinnedView) {
  const { plane, departures } = survey
  return {
    ids: entries.map((entry) => idOf(survey, entry)),
    departed: entries.flatMap((entry) => {
      const departure = departures[entry - plane.ids.length]
      return departure ? [{ monument: departure.monument, status: departure.status }] : []
    }),
    upTo: Math.max(plane.to, view.rev),
  }
}

/** Monuments and statuses of a stretch, in its order. */
export async function statusesOf(
  db: Db,
  reader: Reader,
  siteId: string,
  { ids, departed, upTo }: Pick<Stretch, 'ids' | 'departed' | 'upTo'>,
  view: PinnedView,
): Promise<Placed[]> {
  const known = new Map(departed.map((p) => [p.monument.id, p]))
  const others = ids.filter((id) => !known.has(id))
  for (const placed of await fromSpans(db, reader, others, view))
    known.set(placed.monument.id, placed)
  // A save since may have moved them on: the rows of the revision still tell.
  if ((await readHead(db)).rev > upTo)
    for (const { monument, status } of await computed(db, reader, siteId, view, others))
      known.set(monument.id, { monument, status })
  return ids.flatMap((id) => known.get(id) ?? [])
}

/**
 * The current monuments with these ids and their status at two clocks, where `also` holds of both: an indexed look into
 * the spans.
 */
export async function fromSpans(
  db: Db,
  reader: Reader,
  ids: string[],
  { asOf, knownAt }: Pick<PinnedView, 'asOf' | 'knownAt'>,
  also?: SQL,
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
        also,
      ),
    )
}
