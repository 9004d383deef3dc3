import { setImmediate as breathe } from 'node:timers/promises'
import { and, eq, getTableColumns, gt, isNull } from 'drizzle-orm'
import { type Day, requireBounds } from '../domain/dates'
import { type Audience, type Reader, visibleTo } from '../domain/policy'
import { HEADLINES, MONUMENT_KINDS } from '../domain/vocabulary'
import * as t from '../schema'
import { readHead } from '../store/save'
import { type Db, isIn } from '../store/store'
import { type Columns, columns, type Merge, merged, mergedRuns, mergeOf } from './plane-columns'
import { type Extras, mergedExtras } from './plane-extras'

/** Stands for "no day" and "nothing" in the columns. */
export const NO_DAY = -(2 ** 31)
export const NOTHING = 255

/** The bits of the `flags` column. */
export const FLAG_BITS = { at_risk: 1, under_intervention: 2, contested: 4 } as const

/**
 * The spans of a site as columns of numbers, in the site's own order: what filters, counts and sorts 100,000 monuments
 * at any two clocks within milliseconds, where the same question in SQL took a tenth of a second and more. Read as of
 * some revision `from`…`to`; whatever other revisions touched is answered from its rows (departures.ts).
 */
export type Plane = {
  from: number
  /** Later reads for this plane may have seen revisions up to here. */
  to: number
  ids: string[]
  kind: Uint8Array
  position: Float64Array
  /** Where the spans of each monument begin; one more at the end. */
  first: Uint32Array
  spans: Columns<typeof SPAN>
  /** What only some questions need, each read on first use. */
  extras: Extras
  numbers?: Map<string, number>
}

const SPAN = {
  validFrom: Int32Array,
  validTo: Int32Array,
  knownFrom: Int32Array,
  knownTo: Int32Array,
  headline: Uint8Array,
  maybe: Uint8Array,
  flags: Uint8Array,
  since: Int32Array,
  lookedAt: Int32Array,
} as const

/** Once saves have touched monuments so often since a plane was read, it is brought forward. */
const STALE = 300
const AT_ONCE = 250
const MOST_PLANES = 20

type Held = { plane: Promise<Plane>; renewing: boolean }
const shared = globalThis as { tadmorPlanes?: WeakMap<Db, Map<string, Held>> }

/** The plane of a site for readers like this one: read on first use, and brought forward behind the scenes when it has aged. */
export async function planeOf(db: Db, reader: Reader, siteId: string): Promise<Plane> {
  shared.tadmorPlanes ??= new WeakMap()
  const held = shared.tadmorPlanes.get(db) ?? new Map<string, Held>()
  shared.tadmorPlanes.set(db, held)
  const key = `${visibleTo(reader).audience} ${siteId}`
  const known = held.get(key)
  if (known) {
    const plane = await known.plane
    if (!known.renewing && (await hasAged(db, plane))) {
      known.renewing = true
      const fresh = broughtForward(db, reader, siteId, plane)
      fresh.then(
        () => held.set(key, { plane: fresh, renewing: false }),
        () => held.delete(key),
      )
    }
    return plane
  }
  const [oldest] = held.size >= MOST_PLANES ? held.keys() : []
  if (oldest !== undefined) held.delete(oldest)
  const plane = readPlane(db, reader, siteId, null)
  held.set(key, { plane, renewing: false })
  plane.catch(() => held.delete(key))
  return plane
}

async function hasAged(db: Db, plane: Plane): Promise<boolean> {
  const recent = await db
    .select({ rev: t.touched.rev })
    .from(t.touched)
    .where(gt(t.touched.rev, plane.from))
    .limit(STALE)
  return recent.length >= STALE
}

/** The plane as of now: what was saved since is read, everything else taken over. */
export async function broughtForward(
  db: Db,
  reader: Reader,
  siteId: string,
  old: Plane,
): Promise<Plane> {
  const touched = await touchedSince(db, old)
  const fresh = await readPlane(db, reader, siteId, touched)
  const merge = mergeOf(old, fresh, touched)
  return {
    from: fresh.from,
    to: Math.max(old.to, fresh.to),
    ids: merge.taken(old.ids, fresh.ids),
    kind: merged(merge, old.kind, fresh.kind),
    position: merged(merge, old.position, fresh.position),
    ...mergedSpans(merge, old, fresh),
    extras: await mergedExtras(db, reader, merge, old, fresh),
  }
}

function mergedSpans(merge: Merge, old: Plane, fresh: Plane) {
  const [first, spans] = mergedRuns(merge, [old.first, old.spans], [fresh.first, fresh.spans])
  return { first, spans }
}

/** Reads the monuments of a site that are there now, or those of some. */
async function readPlane(
  db: Db,
  reader: Reader,
  siteId: string,
  only: Set<string> | null,
): Promise<Plane> {
  const { audience } = visibleTo(reader)
  const { rev: from } = await readHead(db)
  const monuments = await monumentsOf(db, siteId, only)
  const [ids, kind, position]: [string[], number[], number[]] = [[], [], []]
  const first: number[] = [0]
  const spans = columns(SPAN)
  for (let i = 0; i < monuments.length; i += AT_ONCE) {
    const some = monuments.slice(i, i + AT_ONCE)
    const found = await spansOf(
      db,
      audience,
      some.map((m) => m.id),
    )
    for (const monument of some) {
      const own = found.get(monument.id)
      if (!own) continue
      ids.push(monument.id)
      kind.push(MONUMENT_KINDS.indexOf(monument.kind))
      position.push(monument.position)
      for (const span of own) spans.add(valuesOf(span))
      first.push(spans.size())
    }
    await breathe()
  }
  return {
    from,
    to: (await readHead(db)).rev,
    ids,
    kind: Uint8Array.from(kind),
    position: Float64Array.from(position),
    first: Uint32Array.from(first),
    spans: spans.done(),
    extras: {},
  }
}

/** The current top-level monuments of a site, in its order. */
async function monumentsOf(db: Db, siteId: string, only: Set<string> | null) {
  const { id, kind, position, partOf, retiredRev } = t.monument
  const rows = await db
    .select({ id, kind, position })
    .from(t.monument)
    .where(
      and(
        eq(t.monument.siteId, siteId),
        isNull(partOf),
        isNull(retiredRev),
        only === null ? undefined : isIn(id, only),
      ),
    )
  return rows.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

type SpanRow = typeof t.span.$inferSelect
type SpanFacts = Omit<
  SpanRow,
  'audience' | 'condition' | 'sinceQualifier' | 'assessmentId' | 'principalAssessmentId'
>

async function spansOf(
  db: Db,
  audience: Audience,
  ids: string[],
): Promise<Map<string, SpanFacts[]>> {
  const {
    audience: who,
    condition,
    sinceQualifier,
    assessmentId,
    principalAssessmentId,
    ...facts
  } = getTableColumns(t.span)
  const rows: SpanFacts[] = await db
    .select(facts)
    .from(t.span)
    .where(and(eq(who, audience), isIn(t.span.monumentId, ids)))
  const byMonument = new Map<string, SpanFacts[]>()
  for (const row of rows) {
    const list = byMonument.get(row.monumentId)
    if (list) list.push(row)
    else byMonument.set(row.monumentId, [row])
  }
  return byMonument
}

function valuesOf(span: SpanFacts): number[] {
  return [
    span.validFrom,
    span.validTo,
    span.knownFrom,
    span.knownTo,
    HEADLINES.indexOf(span.headline),
    span.maybe === null ? NOTHING : HEADLINES.indexOf(span.maybe),
    flagBits(span),
    sinceDay(span.since),
    span.lookedAt ?? NO_DAY,
  ]
}

/** The three flags of a status as bits. */
export function flagBits(
  status: Pick<SpanRow, 'atRisk' | 'underIntervention' | 'contested'>,
): number {
  return (
    (status.atRisk ? FLAG_BITS.at_risk : 0) |
    (status.underIntervention ? FLAG_BITS.under_intervention : 0) |
    (status.contested ? FLAG_BITS.contested : 0)
  )
}

/** The first day that the date behind a headline can mean. */
export function sinceDay(since: string | null): Day {
  return since === null ? NO_DAY : requireBounds(since).earliest
}

/** The number of the span that holds at two clocks, by monument; the spans of one cover the plane without overlap. */
export function spansAt(plane: Plane, asOf: Day, knownAt: Day): Int32Array {
  const { ids, first } = plane
  const { validFrom, validTo, knownFrom, knownTo } = plane.spans
  const found = new Int32Array(ids.length).fill(-1)
  for (let m = 0; m < found.length; m++) {
    const end = first[m + 1] as number
    for (let s = first[m] as number; s < end; s++)
      if (
        (validFrom[s] as number) <= asOf &&
        asOf < (validTo[s] as number) &&
        (knownFrom[s] as number) <= knownAt &&
        knownAt < (knownTo[s] as number)
      ) {
        found[m] = s
        break
      }
  }
  return found
}

/** The monuments that something was saved about since a plane was first read, up to this moment. */
export async function touchedSince(db: Db, { from }: Plane): Promise<Set<string>> {
  const rows = await db
    .select({ id: t.touched.monumentId })
    .from(t.touched)
    .where(gt(t.touched.rev, from))
  return new Set(rows.map((row) => row.id))
}

/** The number of each monument of a plane, by id. */
export function numbersOf(plane: Plane): Map<string, number> {
  plane.numbers ??= new Map(plane.ids.map((id, m) => [id, m]))
  return plane.numbers
}
