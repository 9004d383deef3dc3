import { POINTS_MOST } from './limits'

type Point = [lon: number, lat: number]

/** Where something is: a point, how far its outline reaches from there in metres, and the outline where there is one. */
export type Shape = { point: Point; reachM: number | null; outline: Point[] | null; type: string }

const METRES_PER_DEGREE = 111_320

/**
 * What a geometry of GeoJSON says of a place: a point stands for itself, anything else for the middle of its extent.
 * Null where it is none, is not on the earth, or has too many points.
 */
export function shapeOf(geometry: unknown): Shape | null {
  if (typeof geometry !== 'object' || geometry === null) return null
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  const points = pointsOf(coordinates)
  if (typeof type !== 'string' || points === null || points.length === 0) return null
  const first = points[0] as Point
  if (type === 'Point') return { point: first, reachM: null, outline: null, type }
  const middle = middleOf(points)
  return {
    point: middle,
    reachM: reachFrom(middle, points),
    outline: ringOf(type, coordinates),
    type,
  }
}

/** How far the farthest of some points is from here, in whole metres, at least 1. */
export function reachFrom([lon, lat]: Point, points: Point[]): number {
  const narrowing = Math.cos((lat * Math.PI) / 180)
  const farthest = points.reduce((most, [x, y]) => {
    const [east, north] = [(x - lon) * narrowing, y - lat]
    return Math.max(most, east * east + north * north)
  }, 0)
  return Math.max(1, Math.round(Math.sqrt(farthest) * METRES_PER_DEGREE))
}

/** All points of a geometry, however deep they lie; null where one is none, or there are too many. */
function pointsOf(coordinates: unknown, found: Point[] = [], depth = 0): Point[] | null {
  if (!Array.isArray(coordinates) || depth > 4) return null
  if (typeof coordinates[0] === 'number') {
    const [lon, lat] = coordinates as number[]
    if (!isOnEarth(lon, lat) || found.length >= POINTS_MOST) return null
    found.push([lon as number, lat as number])
    return found
  }
  for (const part of coordinates) if (pointsOf(part, found, depth + 1) === null) return null
  return found
}

function isOnEarth(lon: unknown, lat: unknown): boolean {
  return (
    typeof lon === 'number' &&
    typeof lat === 'number' &&
    Math.abs(lon) <= 180 &&
    Math.abs(lat) <= 90
  )
}

/** The middle of the box around some points, to about 10 cm. */
function middleOf(points: Point[]): Point {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lon, lat] of points) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const rounded = (value: number) => Math.round(value * 1e6) / 1e6
  return [rounded((west + east) / 2), rounded((south + north) / 2)]
}

/** The outer ring of one polygon, or a line; what consists of several parts has none. */
function ringOf(type: string, coordinates: unknown): Point[] | null {
  const parts = coordinates as unknown[][]
  if (type === 'LineString') return pairs(coordinates)
  if (type === 'Polygon') return parts.length === 1 ? pairs(parts[0]) : null
  if (type !== 'MultiPolygon' || parts.length !== 1) return null
  return parts[0]?.length === 1 ? pairs(parts[0][0]) : null
}

/** Points without their heights. */
function pairs(points: unknown): Point[] | null {
  const flat = pointsOf(points)
  return flat && flat.length > 1 && flat.length <= 1000 ? flat : null
}
