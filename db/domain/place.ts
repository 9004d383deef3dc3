import { type Box, boxAround } from './box'
import { GRID_DEGREES } from './policy'

/** A position on a line: longitude first, as in GeoJSON. */
export type LonLat = [lon: number, lat: number]

/** Where a monument stands, as far as a reader may be told. */
export type Place = {
  lat: number
  lon: number
  /** How far off the point may be, in metres; null where nobody says. */
  precisionM: number | null
  /** The point is the middle of a fixed grid cell, and the monument stands somewhere in that. */
  isGeneralised: boolean
  /** The course of a street or wall, where somebody has mapped it. */
  line: LonLat[] | null
}

/** What a place covers on the ground: a generalised one its whole grid cell, a line its extent, else the point. */
export function extentOf({ lat, lon, isGeneralised, line }: Omit<Place, 'precisionM'>): Box {
  if (isGeneralised) {
    const half = GRID_DEGREES / 2
    return [lon - half, lat - half, lon + half, lat + half].map((d) => Number(d.toFixed(4))) as [
      number,
      number,
      number,
      number,
    ]
  }
  const points: LonLat[] = [[lon, lat], ...(line ?? [])]
  return boxAround(points.map(([x, y]) => [x, y, x, y] as const)) as Box
}
