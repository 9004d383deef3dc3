import { setImmediate as breathe } from 'node:timers/promises'
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { type Day, requireBounds } from '../domain/dates'
import type { Place } from '../domain/place'
import { type Audience, type Reader, visibleTo } from '../domain/policy'
import { HEADLINES, MONUMENT_KINDS } from '../domain/vocabulary'
import * as t from '../schema'
import { placeOf, visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { isPlaceOf, loadPlaces, type Rev } from '../store/rows'
import { readHead } from '../store/save'
import { type Db, isIn } from '../store/store'
import { preferredNames } from './register-row'

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
  validFrom: Int32Array
  validTo: Int32Array
  knownFrom: Int32Array
  knownTo: Int32Array
  headline: Uint8Array
  maybe: Uint8Array
  flags: Uint8Array
  since: Int32Array
  lookedAt: Int32Array
  names?: Promise<string[]>
  voices?: Promise<Voices>
  places?: Promise<Places>
}

/** Where each monument may be said to stand (see `Place`); NaN where nobody says. */
export type Places = { lon: Float64Array; lat: Float64Array; isGeneralised: Uint8Array }

/** Who had spoken of each monument: by monument and source, with the days from which each claim counts. */
export type Voices = {
  first: Uint32Array
  source: Uint32Array
  known: Int32Array
  said: Int32Array
}

/** Once saves have touched monuments so often since a plane was read, it is read again. */
const STALE = 300
const AT_ONCE = 1000
const MOST_PLANES = 20

type Held = { plane: Promise<Plane>; renewing: boolean }
const shared = globalThis as { tadmorPlanes?: WeakMap<Db, Map<string, Held>> }

/** The plane of a site for readers like this one: read on first use, and again behind the scenes when it has aged. */
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
      const fresh = readPlane(db, reader, siteId)
      fresh.then(
        () => held.set(key, { plane: fresh, renewing: false }),
        () => held.delete(key),
      )
    }
    return plane
  }
  const [oldest] = held.size >= MOST_PLANES ? held.keys() : []
  if (oldest !== undefined) held.delete(oldest)
  const plane = readPlane(db, reader, siteId)
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

async function readPlane(db: Db, reader: Reader, siteId: string): Promise<Plane> {
  const { audience } = visibleTo(reader)
  const { rev: from } = await readHead(db)
  const monuments = await db
    .select({ id: t.monument.id, kind: t.monument.kind, position: t.monument.position })
    .from(t.monument)
    .where(
      and(
        eq(t.monument.siteId, siteId),
        isNull(t.monument.partOf),
        isNull(t.monument.retiredRev),
        sql`exists (select 1 from ${t.span} where ${t.span.audience} = ${audience} and ${t.span.monumentId} = ${t.monument.id})`,
      ),
    )
    .orderBy(asc(t.monument.position), asc(t.monument.id))
  const first: number[] = [0]
  const columns: number[][] = Array.from({ length: 9 }, () => [])
  for (let i = 0; i < monuments.length; i += AT_ONCE) {
    const ids = monuments.slice(i, i + AT_ONCE).map((m) => m.id)
    const spans = await spansOf(db, audience, ids)
    for (const id of ids) {
      for (const span of spans.get(id) ?? [])
        columnsOf(span).forEach((value, n) => {
          columns[n]?.push(value)
        })
      first.push(columns[0]?.length ?? 0)
    }
    await breathe()
  }
  const days = (n: number) => Int32Array.from(columns[n] ?? [])
  const codes = (n: number) => Uint8Array.from(columns[n] ?? [])
  return {
    from,
    to: (await readHead(db)).rev,
    ids: monuments.map((m) => m.id),
    kind: Uint8Array.from(monuments, (m) => MONUMENT_KINDS.indexOf(m.kind)),
    position: Float64Array.from(monuments, (m) => m.position),
    first: Uint32Array.from(first),
    validFrom: days(0),
    validTo: days(1),
    knownFrom: days(2),
    knownTo: days(3),
    headline: codes(4),
    maybe: codes(5),
    flags: codes(6),
    since: days(7),
    lookedAt: days(8),
  }
}

type SpanRow = typeof t.span.$inferSelect

async function spansOf(db: Db, audience: Audience, ids: string[]): Promise<Map<string, SpanRow[]>> {
  const rows = await db
    .select()
    .from(t.span)
    .where(and(eq(t.span.audience, audience), isIn(t.span.monumentId, ids)))
  const byMonument = new Map<string, SpanRow[]>()
  for (const row of rows) {
    const list = byMonument.get(row.monumentId)
    if (list) list.push(row)
    else byMonument.set(row.monumentId, [row])
  }
  return byMonument
}

function columnsOf(span: SpanRow): number[] {
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
  const { ids, first, validFrom, validTo, knownFrom, knownTo } = plane
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

/** The name that each monument is sorted by. */
export function namesOf(db: Db, reader: Reader, plane: Plane): Promise<string[]> {
  plane.names ??= readNames(db, reader, plane)
  return plane.names
}

async function readNames(db: Db, reader: Reader, plane: Plane): Promise<string[]> {
  const names: string[] = []
  for (let i = 0; i < plane.ids.length; i += AT_ONCE) {
    const ids = plane.ids.slice(i, i + AT_ONCE)
    const found = await preferredNames(db, reader, ids, null)
    for (const id of ids) names.push(found.get(id)?.en ?? found.get(id)?.ar ?? '')
    await breathe()
  }
  plane.to = (await readHead(db)).rev
  return names
}

/** Where each monument stands, as far as this plane's readers may be told. */
export function placesOf(db: Db, reader: Reader, plane: Plane): Promise<Places> {
  plane.places ??= readPlaces(db, reader, plane)
  return plane.places
}

async function readPlaces(db: Db, reader: Reader, plane: Plane): Promise<Places> {
  const places: Places = {
    lon: new Float64Array(plane.ids.length).fill(Number.NaN),
    lat: new Float64Array(plane.ids.length).fill(Number.NaN),
    isGeneralised: new Uint8Array(plane.ids.length),
  }
  for (let i = 0; i < plane.ids.length; i += AT_ONCE) {
    const found = await placesById(db, reader, plane.ids.slice(i, i + AT_ONCE), null)
    for (let m = i; m < Math.min(i + AT_ONCE, plane.ids.length); m++) {
      const place = found.get(plane.ids[m] as string)
      if (!place) continue
      places.lon[m] = place.lon
      places.lat[m] = place.lat
      places.isGeneralised[m] = Number(place.isGeneralised)
    }
    await breathe()
  }
  plane.to = (await readHead(db)).rev
  return places
}

/** The monuments that something was saved about since a plane was first read, up to this moment. */
export async function touchedSince(db: Db, { from }: Plane): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ id: t.touched.monumentId })
    .from(t.touched)
    .where(gt(t.touched.rev, from))
  return new Set(rows.map((row) => row.id))
}

/** Where some top-level monuments stood at a revision, as far as this reader may be told today. */
export async function placesById(
  db: Db,
  reader: Reader,
  ids: string[],
  rev: Rev,
): Promise<Map<string, Place>> {
  const { coordinate } = visibleRows(await loadPlaces(db, ids, rev), visibleTo(reader))
  const byId = new Map<string, Row<'coordinate'>[]>()
  for (const row of coordinate) byId.set(row.subjectId, [...(byId.get(row.subjectId) ?? []), row])
  const places = new Map<string, Place>()
  for (const [id, own] of byId) {
    const place = placeOf({ coordinate: own }, id)
    if (place) places.set(id, place)
  }
  return places
}

/** Who had spoken of each monument, its parts or its events. */
export function voicesOf(db: Db, reader: Reader, plane: Plane): Promise<Voices> {
  plane.voices ??= readVoices(db, reader, plane)
  return plane.voices
}

async function readVoices(db: Db, reader: Reader, plane: Plane): Promise<Voices> {
  const first: number[] = [0]
  const [source, known, said]: [number[], number[], number[]] = [[], [], []]
  const numbers = new Map<string, number>()
  for (let i = 0; i < plane.ids.length; i += AT_ONCE) {
    const ids = plane.ids.slice(i, i + AT_ONCE)
    const claims = await claimsAbout(db, reader, ids)
    for (const id of ids) {
      for (const claim of claims.get(id) ?? []) {
        const number = numbers.get(claim.sourceId) ?? numbers.size
        numbers.set(claim.sourceId, number)
        source.push(number)
        known.push(claim.knownFrom)
        said.push(claim.earliest)
      }
      first.push(source.length)
    }
    await breathe()
  }
  plane.to = (await readHead(db)).rev
  return {
    first: Uint32Array.from(first),
    source: Uint32Array.from(source),
    known: Int32Array.from(known),
    said: Int32Array.from(said),
  }
}

type Voice = { sourceId: string; knownFrom: Day; earliest: Day }

async function claimsAbout(db: Db, reader: Reader, roots: string[]): Promise<Map<string, Voice[]>> {
  const levels = [...visibleTo(reader).levels]
  const { monument, event, claim, source } = t
  const places = await db
    .select({ id: monument.id, partOf: monument.partOf })
    .from(monument)
    .where(
      sql`${isPlaceOf(roots)} and ${isNull(monument.retiredRev)} and ${inArray(monument.sensitivity, levels)}`,
    )
  const rootOf = new Map(places.map((p) => [p.id, p.partOf ?? p.id]))
  const events = await db
    .select({ id: event.id, subjectId: event.subjectId })
    .from(event)
    .where(
      and(
        isIn(event.subjectId, [...rootOf.keys()]),
        isNull(event.retiredRev),
        inArray(event.sensitivity, levels),
      ),
    )
  for (const e of events) rootOf.set(e.id, rootOf.get(e.subjectId) ?? e.subjectId)
  const claims = await db
    .select({
      subjectId: claim.subjectId,
      sourceId: claim.sourceId,
      knownFrom: claim.knownFrom,
      earliest: claim.earliest,
    })
    .from(claim)
    .innerJoin(
      source,
      and(
        eq(source.id, claim.sourceId),
        isNull(source.retiredRev),
        inArray(source.sensitivity, levels),
      ),
    )
    .where(
      and(
        isIn(claim.subjectId, [...rootOf.keys()]),
        isNull(claim.retiredRev),
        inArray(claim.sensitivity, levels),
      ),
    )
    .orderBy(asc(claim.sourceId))
  const byRoot = new Map<string, Voice[]>()
  for (const { subjectId, ...voice } of claims) {
    const root = rootOf.get(subjectId) ?? subjectId
    const list = byRoot.get(root)
    if (list) list.push(voice)
    else byRoot.set(root, [voice])
  }
  return byRoot
}

/** How many sources had spoken of each monument at two clocks. */
export function sourceCounts(
  { first, source, known, said }: Voices,
  asOf: Day,
  knownAt: Day,
): Uint32Array {
  const counts = new Uint32Array(first.length - 1)
  for (let m = 0; m < counts.length; m++) {
    const end = first[m + 1] as number
    let heard = -1
    let count = 0
    for (let i = first[m] as number; i < end; i++) {
      if (source[i] === heard || (known[i] as number) > knownAt || (said[i] as number) > asOf)
        continue
      heard = source[i] as number
      count++
    }
    counts[m] = count
  }
  return counts
}
