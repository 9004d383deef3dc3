import { setImmediate as breathe } from 'node:timers/promises'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Day } from '../domain/dates'
import type { Place } from '../domain/place'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { placeOf, visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { isPlaceOf, loadPlaces, type Rev } from '../store/rows'
import { readHead } from '../store/save'
import { type Db, isIn } from '../store/store'
import { lastChanges } from './changed'
import type { Plane } from './plane'
import { columns, type Merge, merged, mergedRuns } from './plane-columns'
import { preferredNames } from './register-row'

/** What is read of a plane only when a question needs it. */
export type Extras = {
  names?: Promise<string[]>
  voices?: Promise<Voices>
  places?: Promise<Places>
  changed?: Promise<Int32Array>
}

/** Where each monument may be said to stand (see `Place`); NaN where nobody says. */
export type Places = { lon: Float64Array; lat: Float64Array; isGeneralised: Uint8Array }

/** Who had spoken of each monument: by monument and source, with the days from which each claim counts. */
export type Voices = {
  first: Uint32Array
  said: { source: Uint32Array; known: Int32Array; earliest: Int32Array }
  /** The number that each source has in `source`. */
  numbers: Map<string, number>
}

const AT_ONCE = 250

/** What was read of the old plane, brought forward by what the fresh one has otherwise. */
export async function mergedExtras(
  db: Db,
  reader: Reader,
  merge: Merge,
  old: Plane,
  fresh: Plane,
): Promise<Extras> {
  const { names, voices, places, changed } = old.extras
  const extras: Extras = {}
  if (names) {
    const all = merge.taken(await names, await namesOf(db, reader, fresh))
    extras.names = Promise.resolve(all)
  }
  if (voices) {
    const before = await voices
    const now = await readVoices(db, reader, fresh, before.numbers)
    const [first, said] = mergedRuns(merge, [before.first, before.said], [now.first, now.said])
    extras.voices = Promise.resolve({ first, said, numbers: before.numbers })
  }
  if (places) {
    const [before, now] = [await places, await placesOf(db, reader, fresh)]
    extras.places = Promise.resolve({
      lon: merged(merge, before.lon, now.lon),
      lat: merged(merge, before.lat, now.lat),
      isGeneralised: merged(merge, before.isGeneralised, now.isGeneralised),
    })
  }
  if (changed) {
    const now = await changesAt(db, reader, fresh)
    extras.changed = Promise.resolve(merged(merge, await changed, now))
  }
  return extras
}

/** The name that each monument is sorted by. */
export function namesOf(db: Db, reader: Reader, plane: Plane): Promise<string[]> {
  return once(db, plane, 'names', async () => {
    const names: string[] = []
    for await (const [, ids] of portions(plane)) {
      const found = await preferredNames(db, reader, ids, null)
      for (const id of ids) names.push(found.get(id)?.en ?? found.get(id)?.ar ?? '')
    }
    return names
  })
}

/** Where each monument stands, as far as this plane's readers may be told. */
export function placesOf(db: Db, reader: Reader, plane: Plane): Promise<Places> {
  return once(db, plane, 'places', async () => {
    const places: Places = {
      lon: new Float64Array(plane.ids.length).fill(Number.NaN),
      lat: new Float64Array(plane.ids.length).fill(Number.NaN),
      isGeneralised: new Uint8Array(plane.ids.length),
    }
    for await (const [from, ids] of portions(plane)) {
      const found = await placesById(db, reader, ids, null)
      ids.forEach((id, n) => {
        const place = found.get(id)
        if (!place) return
        places.lon[from + n] = place.lon
        places.lat[from + n] = place.lat
        places.isGeneralised[from + n] = Number(place.isGeneralised)
      })
    }
    return places
  })
}

/** The revision that last changed each monument, as far as this plane's readers may be told, as of the plane. */
export function changesAt(db: Db, reader: Reader, plane: Plane): Promise<Int32Array> {
  return once(db, plane, 'changed', async () => {
    const changed = new Int32Array(plane.ids.length)
    for await (const [from, ids] of portions(plane)) {
      const last = await lastChanges(db, reader, plane.from, ids)
      ids.forEach((id, n) => {
        changed[from + n] = last.get(id) ?? 0
      })
    }
    return changed
  })
}

/** Who had spoken of each monument, its parts or its events. */
export function voicesOf(db: Db, reader: Reader, plane: Plane): Promise<Voices> {
  return once(db, plane, 'voices', () => readVoices(db, reader, plane, new Map()))
}

/** Reads a part of a plane unless it has been read; one that fails is read again by the next who asks. */
function once<K extends keyof Extras>(
  db: Db,
  plane: Plane,
  key: K,
  read: () => NonNullable<Extras[K]>,
): NonNullable<Extras[K]> {
  const known = plane.extras[key]
  if (known) return known as NonNullable<Extras[K]>
  const reading = noted(db, plane, read() as Promise<unknown>) as NonNullable<Extras[K]>
  plane.extras[key] = reading
  reading.catch(() => {
    delete plane.extras[key]
  })
  return reading
}

async function noted<T>(db: Db, plane: Plane, reading: Promise<T>): Promise<T> {
  const value = await reading
  plane.to = (await readHead(db)).rev
  return value
}

/** The monuments of a plane, some at a time, with the number of the first. */
async function* portions({ ids }: Plane): AsyncGenerator<[from: number, ids: string[]]> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    yield [from, ids.slice(from, from + AT_ONCE)]
    await breathe()
  }
}

async function readVoices(
  db: Db,
  reader: Reader,
  plane: Plane,
  numbers: Map<string, number>,
): Promise<Voices> {
  const first: number[] = [0]
  const said = columns({ source: Uint32Array, known: Int32Array, earliest: Int32Array })
  for await (const [, ids] of portions(plane)) {
    const claims = await claimsAbout(db, reader, ids)
    for (const id of ids) {
      for (const claim of claims.get(id) ?? []) {
        const number = numbers.get(claim.sourceId) ?? numbers.size
        numbers.set(claim.sourceId, number)
        said.add([number, claim.knownFrom, claim.earliest])
      }
      first.push(said.size())
    }
  }
  return { first: Uint32Array.from(first), said: said.done(), numbers }
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
    .orderBy(asc(claim.sourceId), asc(claim.id))
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
  { first, said: { source, known, earliest } }: Voices,
  asOf: Day,
  knownAt: Day,
): Uint32Array {
  const counts = new Uint32Array(first.length - 1)
  for (let m = 0; m < counts.length; m++) {
    const end = first[m + 1] as number
    let heard = -1
    let count = 0
    for (let i = first[m] as number; i < end; i++) {
      if (source[i] === heard || (known[i] as number) > knownAt || (earliest[i] as number) > asOf)
        continue
      heard = source[i] as number
      count++
    }
    counts[m] = count
  }
  return counts
}
