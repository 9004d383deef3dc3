/** West, south, east and north in degrees, as RFC 7946 (5) orders them; west is greater than east across the antimeridian. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Digits kept of a degree: RFC 7946 (11.2) calls six to seven enough for anything. */
const DIGITS = 7
const DEGREES = /^-?\d{1,3}(\.\d{1,15})?$/

/** Reads `w,s,e,n` in decimal degrees; null for anything else, a box without height or width included. */
export function parseBox(text: string): Box | null {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length !== 4 || !parts.every((part) => DEGREES.test(part))) return null
  const [west, south, east, north] = parts.map((part) => roundDegrees(Number(part))) as [
    number,
    number,
    number,
    number,
  ]
  const isOnEarth = [west, east].every((lon) => Math.abs(lon) <= 180) && south >= -90 && north <= 90
  return isOnEarth && south < north && west !== east ? [west, south, east, north] : null
}

/** A box as `parseBox` reads it; equal boxes have equal texts. */
export function formatBox(box: Box): string {
  return box.map((degrees) => String(roundDegrees(degrees))).join(',')
}

/** Whether two boxes share a point; a box of no size is a point. */
export function doBoxesMeet(a: Box, b: Box): boolean {
  return (
    a[1] <= b[3] &&
    b[1] <= a[3] &&
    spans(a).some(([w, e]) => spans(b).some(([v, f]) => w <= f && v <= e))
  )
}

/** The smallest box around others that do not cross the antimeridian; null around none. */
export function boxAround(boxes: Iterable<Box>): Box | null {
  let all: [number, number, number, number] | null = null
  for (const [w, s, e, n] of boxes)
    all = all
      ? [Math.min(all[0], w), Math.min(all[1], s), Math.max(all[2], e), Math.max(all[3], n)]
      : [w, s, e, n]
  return all
}

/** Degrees to seven digits, about a centimetre. */
export function roundDegrees(degrees: number): number {
  // Adding zero turns -0 into 0.
  return Number(degrees.toFixed(DIGITS)) + 0
}

function spans([west, , east]: Box): [number, number][] {
  return west <= east
    ? [[west, east]]
    : [
        [west, 180],
        [-180, east],
      ]
}
