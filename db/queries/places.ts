import { type Box, boxAround, doBoxesMeet } from '../domain/box'
import { extentOf, type Place } from '../domain/place'
import type { Reader } from '../domain/policy'
import { type Bilingual, HEADLINES, type Headline, type MonumentKind } from '../domain/vocabulary'
import type { Db } from '../store/store'
import { aside } from './aside'
import { touchedSince } from './plane'
import { placesById, placesOf } from './plane-extras'
import { onPage, type Register } from './register'
import { preferredNames } from './register-row'
import { namedIn, type Placed, type RegisterStatus, statusesOf, stretchOf } from './stretch'
import { headlinesOfEntry, idOf, type Survey, sift } from './survey'
import type { Pinned } from './view'

/** One monument of a view with where it stands; a null place is not known. */
export type PlacedMonument = {
  id: string
  slug: string
  kind: MonumentKind
  name: Bilingual
  status: RegisterStatus
  place: Place | null
}

/** Monuments of one part of the ground, counted: what a map draws where it cannot draw them all. */
export type Cluster = {
  /** The middle of their positions. */
  lon: number
  lat: number
  /** What they cover together. */
  box: Box
  count: number
  headlines: Partial<Record<Headline, number>>
}

/** What stands within a box: its monuments in the view's order, or clusters of too many of them. */
export type Within =
  | { monuments: PlacedMonument[]; clusters: null }
  | { monuments: null; clusters: Cluster[] }

/** So many points are drawn one by one; beyond, a map asks for what is in view. */
export const MOST_POINTS = 5000
/** So many clusters fit beside each other in a box. */
const CLUSTERS_ACROSS = 16
const AT_ONCE = 1000

/**
 * The monuments of a view with their positions as this reader may be told them, in the register's order: one page of
 * the list, or all of them for null.
 */
export async function placesIn(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pick<Pinned, 'view'>,
  page: number | null = null,
): Promise<Omit<Register, 'rows'> & { rows: PlacedMonument[] }> {
  const stretch = await stretchOf(db, reader, siteId, pinned.view, ...onPage(page))
  const placed = await statusesOf(db, reader, siteId, stretch, pinned.view)
  const { counts, total, marks, found } = stretch
  return { rows: await read(db, reader, placed, pinned), counts, total, marks, found }
}

/**
 * What stands within a box, by what this reader may be told: a generalised monument stands wherever its grid cell
 * does, so that no box, however small, parts two of one cell.
 */
export async function placesWithin(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  box: Box,
  most = MOST_POINTS,
): Promise<Within> {
  const ask = await aside(db, siteId)
  const asked = [siteId, { view }, box, most] as const
  return ask ? ask('within', reader, ...asked) : withinHere(db, reader, ...asked)
}

/** The same, found in this process. */
export async function withinHere(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pick<Pinned, 'view'>,
  box: Box,
  most: number,
): Promise<Within> {
  const { survey, entries } = await sift(db, reader, siteId, pinned.view)
  const spotOf = await spotsOf(db, reader, survey, pinned)
  const inside: number[] = []
  const spots: Spot[] = []
  for (const entry of entries) {
    const spot = spotOf(entry)
    if (spot === null || !doBoxesMeet(extentOf({ ...spot, line: null }), box)) continue
    inside.push(entry)
    spots.push(spot)
  }
  if (inside.length > most)
    return {
      monuments: null,
      clusters: clustersOf(
        spots,
        inside.map((entry) => headlinesOfEntry(survey, entry)[0]),
        box,
      ),
    }
  const stretch = namedIn(survey, inside, pinned.view)
  const placed = await statusesOf(db, reader, siteId, stretch, pinned.view)
  return { monuments: await read(db, reader, placed, pinned), clusters: null }
}

type Spot = Pick<Place, 'lon' | 'lat' | 'isGeneralised'>

/**
 * Where each entry stands: from the plane's columns, or from its rows if anything was saved about it since these were
 * read. An older pin, too, obeys what has been hidden or generalised today.
 */
async function spotsOf(
  db: Db,
  reader: Reader,
  survey: Survey,
  { view }: Pick<Pinned, 'view'>,
): Promise<(entry: number) => Spot | null> {
  const { plane, departures } = survey
  const { lon, lat, isGeneralised } = await placesOf(db, reader, plane)
  const touched = await touchedSince(db, plane)
  const moved = [...touched, ...departures.map((d) => d.monument.id)]
  const places = new Map<string, Place>()
  for (let i = 0; i < moved.length; i += AT_ONCE)
    for (const [id, place] of await placesById(db, reader, moved.slice(i, i + AT_ONCE), view.rev))
      places.set(id, place)
  return (entry) => {
    const id = idOf(survey, entry)
    if (entry >= plane.ids.length || touched.has(id)) return places.get(id) ?? null
    const spot = { lon: lon[entry] as number, lat: lat[entry] as number }
    return Number.isNaN(spot.lon) ? null : { ...spot, isGeneralised: isGeneralised[entry] === 1 }
  }
}

/** Clusters on a grid that does not move with the box, in the order of their first members. */
function clustersOf(spots: Spot[], headlines: Headline[], [west, , east]: Box): Cluster[] {
  const width = east > west ? east - west : 360 + east - west
  const side = 360 / 2 ** Math.ceil(Math.log2((360 / width) * CLUSTERS_ACROSS))
  const heaps = new Map<string, number[]>()
  spots.forEach(({ lon, lat }, n) => {
    const key = `${Math.floor(lon / side)} ${Math.floor(lat / side)}`
    const heap = heaps.get(key)
    if (heap) heap.push(n)
    else heaps.set(key, [n])
  })
  return [...heaps.values()].map((members) => {
    const own = members.map((n) => spots[n] as Spot)
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const counted: Cluster['headlines'] = {}
    for (const headline of HEADLINES) {
      const count = members.filter((n) => headlines[n] === headline).length
      if (count > 0) counted[headline] = count
    }
    return {
      lon: mean(own.map((s) => s.lon)),
      lat: mean(own.map((s) => s.lat)),
      box: boxAround(own.map((s) => extentOf({ ...s, line: null }))) as Box,
      count: members.length,
      headlines: counted,
    }
  })
}

async function read(
  db: Db,
  reader: Reader,
  placed: Placed[],
  { view }: Pick<Pinned, 'view'>,
): Promise<PlacedMonument[]> {
  const rows: PlacedMonument[] = []
  for (let i = 0; i < placed.length; i += AT_ONCE) {
    const some = placed.slice(i, i + AT_ONCE)
    const ids = some.map((s) => s.monument.id)
    const names = await preferredNames(db, reader, ids, view.rev)
    const places = await placesById(db, reader, ids, view.rev)
    for (const { monument, status } of some)
      rows.push({
        id: monument.id,
        slug: monument.slug,
        kind: monument.kind,
        name: names.get(monument.id) ?? {},
        status,
        place: places.get(monument.id) ?? null,
      })
  }
  return rows
}
