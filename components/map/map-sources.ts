import type { FeatureCollection, Geometry, Position } from 'geojson'
import type { GeoJSONSourceSpecification, Map as MapLibre } from 'maplibre-gl'
import { type Box, formatBox } from '../../db/domain/box'
import type { Headline, Lang } from '../../db/domain/vocabulary'
import type { MapSettings } from './map-words'

/** What monuments.geojson says of one monument, of what the map uses. */
export type MonumentProperties = {
  id: string
  slug: string
  name_en: string | null
  name_ar: string | null
  headline: Headline
  possibly: Headline | null
  lat: number
  lon: number
  precision_m: number | null
  location_generalised: boolean
}

/** Of a cluster that the server counted: `count`, and one number for each headline in it. */
type ClusterProperties = { count: number } & Partial<Record<Headline, number>>

export type Monuments = FeatureCollection<
  Geometry | null,
  MonumentProperties | ClusterProperties
> & { bbox?: Box }

export const WHOLE_EARTH: Box = [-180, -90, 180, 90]
/** Metres that a pixel covers at zoom 0 on the equator: MapLibre's world is 512 pixels wide there. */
const METRES_PER_PIXEL = 40_075_016.686 / 512
/** Marks that would cover each other are drawn as one, with their number. */
const CLUSTER_RADIUS = 17

/** What lies on the ground, the marks, and clusters that the server has counted. */
export type SourceName = 'ground' | 'points' | 'counted'

/** How the map's sources are set up; a cluster of marks counts those of each headline. */
export function sourceOptions(
  headlines: Headline[],
): Record<SourceName, Partial<GeoJSONSourceSpecification>> {
  const points = {
    cluster: true,
    clusterRadius: CLUSTER_RADIUS,
    clusterMaxZoom: 22,
    maxzoom: 23,
    clusterProperties: Object.fromEntries(
      headlines.map((headline) => [
        headline,
        ['+', ['case', ['==', ['get', 'headline'], headline], 1, 0]],
      ]),
    ),
  }
  return { ground: {}, points, counted: {} }
}

/** Fetches the monuments, those of a box where one is given. */
export async function load(
  { dataUrl }: MapSettings,
  box: Box | null,
  signal: AbortSignal,
): Promise<Monuments> {
  const url = box ? `${dataUrl}&bbox=${encodeURIComponent(formatBox(box))}` : dataUrl
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw new Error(`${answer.status} for the monuments of the map`)
  return answer.json()
}

/** Where the map opens: around everything that has an exact position, else around everything. */
export function homeOf({ features, bbox }: Monuments): [number, number, number, number] | null {
  const exact = features.flatMap(({ properties: p }) =>
    'id' in p && p.lon !== null && !p.location_generalised ? [p] : [],
  )
  if (exact.length === 0) return bbox ? [bbox[0], bbox[1], bbox[2], bbox[3]] : null
  const [lons, lats] = [exact.map((p) => p.lon), exact.map((p) => p.lat)]
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

/** The monuments whose position, or the cell that it was withheld for, is at least in part within bounds. */
export function idsWithin(
  { features }: Monuments,
  [[west, south], [east, north]]: [[number, number], [number, number]],
): Set<string> {
  const isWithin = ([w, s, e, n]: readonly number[]) =>
    (w ?? 0) <= east && (e ?? 0) >= west && (s ?? 0) <= north && (n ?? 0) >= south
  return new Set(
    features.flatMap(({ properties: p, bbox }) => {
      if (!('id' in p) || p.lon === null || p.lat === null) return []
      return isWithin(bbox ?? [p.lon, p.lat, p.lon, p.lat]) ? [p.id] : []
    }),
  )
}

/** What is in view, rounded outwards so that small moves ask for the same. */
export function viewOf(map: MapLibre): Box {
  const bounds = map.getBounds()
  const step = 2 ** -Math.floor(map.getZoom())
  const down = (degrees: number, least: number) =>
    Math.max(least, Math.floor(degrees / step) * step)
  const up = (degrees: number, most: number) => Math.min(most, Math.ceil(degrees / step) * step)
  return [
    down(bounds.getWest(), -180),
    down(bounds.getSouth(), -90),
    up(bounds.getEast(), 180),
    up(bounds.getNorth(), 90),
  ]
}

/** The data of each source. */
export function sourcesOf({ features }: Monuments, lang: Lang): Map<SourceName, FeatureCollection> {
  const ground: FeatureCollection['features'] = []
  const points: FeatureCollection['features'] = []
  const counted: FeatureCollection['features'] = []
  for (const { geometry, properties } of features) {
    if (geometry === null) continue
    if (!('id' in properties)) {
      counted.push({ type: 'Feature', geometry, properties })
      continue
    }
    const { lon, lat, precision_m, name_en, name_ar } = properties
    const position: Position = [lon, lat]
    const own = {
      ...properties,
      name: (lang === 'ar' ? name_ar : name_en) ?? name_en ?? name_ar,
      // The radius in pixels at zoom 0; it doubles with each zoom.
      radius: properties.location_generalised
        ? 0
        : (precision_m ?? 0) / (METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)),
    }
    const point = {
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: position },
      properties: own,
    }
    points.push(point)
    ground.push(point)
    if (geometry.type !== 'Point')
      ground.push({ type: 'Feature', geometry, properties: { of: own.id } })
  }
  const collection = (list: FeatureCollection['features']): FeatureCollection => ({
    type: 'FeatureCollection',
    features: list,
  })
  return new Map([
    ['ground', collection(ground)],
    ['points', collection(points)],
    ['counted', collection(counted)],
  ])
}
