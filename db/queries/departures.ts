import { setImmediate as breathe } from 'node:timers/promises'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { Entry } from '../domain/search-query'
import { type Evidence, type Status, statusAt } from '../domain/status'
import * as t from '../schema'
import { evidenceOf, visibleRows } from '../store/evidence'
import { foundAs } from '../store/findable'
import type { Row } from '../store/records'
import { isCurrent, loadRows, type Rows, rowsByRoot } from '../store/rows'
import { readHead } from '../store/save'
import { type Db, isIn } from '../store/store'
import type { Plane } from './plane'

/** A monument that the asked revision has otherwise than the plane, computed from its rows. */
export type Departure = {
  monument: Row<'monument'>
  status: Status
  /** The name that it is sorted by. */
  name: string
  /** What it is found by. */
  entry: Entry
  /** How many sources had spoken of it. */
  sources: number
}

/** Every monument touched between the plane and the revision asked for, and those of them that stood then. */
export type Departures = { touched: Set<string>; standing: Departure[] }

type Read = {
  monument: Row<'monument'>
  evidence: Evidence
  name: string
  entry: Entry
  claims: Row<'claim'>[]
}

const AT_ONCE = 100
/** So many monuments are kept as read, since the newest revision is asked for again and again. */
const KEPT = 1000
const kept = new WeakMap<Plane, Map<string, Read>>()
let queue: Promise<unknown> = Promise.resolve()

/**
 * How a revision differs from a plane. Costs about a millisecond for every monument that was saved again in between,
 * in short steps; of more than a few hundred, one answer is computed at a time, so that old pins cannot crowd out
 * the rest.
 */
export async function departuresFrom(
  db: Db,
  reader: Reader,
  siteId: string,
  plane: Plane,
  view: PinnedView,
): Promise<Departures> {
  const from = Math.min(plane.from, view.rev)
  // Up to the newest, whatever is asked for: a later save may have hidden what the plane still shows (DESIGN §2).
  const to = Math.max(plane.to, view.rev, (await readHead(db)).rev)
  if (from === to) return { touched: new Set(), standing: [] }
  const { touched } = t
  const between = sql`${touched.monumentId} in (select between_.monument_id from ${touched} as between_
    where between_.rev > ${from} and between_.rev <= ${to})`
  const rows = await db
    .select({
      id: touched.monumentId,
      before: sql<
        number | null
      >`max(case when ${touched.rev} <= ${view.rev} then ${touched.rev} end)`,
      ever: sql<number>`max(${touched.rev})`,
    })
    .from(touched)
    .where(between)
    .groupBy(touched.monumentId)
  const ids = new Set(rows.map((r) => r.id))
  const then = rows.filter((r) => r.before !== null)
  if (then.length <= KEPT)
    return { touched: ids, standing: await few(db, reader, siteId, plane, view, then) }
  const answer = queue.then(() =>
    computed(
      db,
      reader,
      siteId,
      view,
      then.map((r) => r.id),
    ),
  )
  queue = answer.catch(() => {})
  return { touched: ids, standing: await answer }
}

/** Some monuments of a site as they stood at a revision, for one reader, from the rows. */
export async function computed(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
  ids: string[],
): Promise<Departure[]> {
  const standing: Departure[] = []
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const reads = await read(db, reader, siteId, view.rev, ids.slice(i, i + AT_ONCE))
    standing.push(...reads.map((r) => departureAt(r, view)))
    await breathe()
  }
  return standing
}

async function few(
  db: Db,
  reader: Reader,
  siteId: string,
  plane: Plane,
  view: PinnedView,
  wanted: { id: string; before: number | null; ever: number }[],
): Promise<Departure[]> {
  const known = kept.get(plane) ?? new Map<string, Read>()
  kept.set(plane, known)
  if (known.size > KEPT) known.clear()
  // A later revision can change who may see an older version, so both are in the key.
  const keyed = wanted.map(({ id, before, ever }) => ({ id, key: `${id} ${before} ${ever}` }))
  const missing = keyed.filter(({ key }) => !known.has(key))
  const keyOf = new Map(missing.map(({ id, key }) => [id, key]))
  for (let i = 0; i < missing.length; i += AT_ONCE) {
    const ids = missing.slice(i, i + AT_ONCE).map((m) => m.id)
    for (const found of await read(db, reader, siteId, view.rev, ids))
      known.set(keyOf.get(found.monument.id) ?? '', found)
    if (missing.length > AT_ONCE) await breathe()
  }
  return keyed.flatMap(({ key }) => {
    const found = known.get(key)
    return found ? [departureAt(found, view)] : []
  })
}

async function read(
  db: Db,
  reader: Reader,
  siteId: string,
  rev: number,
  ids: string[],
): Promise<Read[]> {
  const { monument } = t
  const there = await db
    .select({ id: monument.id })
    .from(monument)
    .where(
      and(
        isIn(monument.id, ids),
        eq(monument.siteId, siteId),
        isNull(monument.partOf),
        isCurrent('monument', rev),
      ),
    )
  if (there.length === 0) return []
  const roots = there.map((m) => m.id)
  const rows = visibleRows(await loadRows(db, { roots }, rev), visibleTo(reader))
  const about = rowsByRoot(rows)
  return roots.flatMap((root) => {
    const own = about(root)
    const whole = own.monument.find((m) => m.id === root)
    if (!whole) return []
    return [
      {
        monument: whole,
        evidence: evidenceOf(own, whole),
        name: sortName(own, root),
        entry: foundAs(own, root),
        claims: own.claim,
      },
    ]
  })
}

function sortName(rows: Rows, id: string): string {
  const preferred = rows.name
    .filter((n) => n.subjectId === id && n.preferred)
    .sort((a, b) => a.position - b.position)
  const inLang = (lang: string) => preferred.find((n) => n.lang === lang)?.form
  return inLang('en') ?? inLang('ar') ?? ''
}

function departureAt({ claims, evidence, ...rest }: Read, view: PinnedView): Departure {
  const said = claims.filter((c) => c.knownFrom <= view.knownAt && c.earliest <= view.asOf)
  return {
    ...rest,
    status: statusAt(evidence, view),
    sources: new Set(said.map((c) => c.sourceId)).size,
  }
}
