import { type Box, boxAround } from './box'
import { extentOf, type LonLat, type Place } from './place'

/** What a plan is drawn on, in its own units; `gap` is the least distance between the middles of two marks. */
export type Sheet = { width: number; height: number; margin: number; gap: number }

export type Point = { x: number; y: number }
export type Rectangle = Point & { width: number; height: number }

/** One monument on a plan. */
export type PlanMark = {
  id: string
  /** Where it stands, and where its mark is drawn: beside that where marks would cover each other. */
  at: Point
  mark: Point
  /** The circle of its precision, 0 where none is known. */
  radius: number
  /** The grid cell of a generalised place, in place of a circle. */
  cell: Rectangle | null
  line: Point[] | null
}

export type Plan = {
  marks: PlanMark[]
  /** Those whose grid cell is larger than the ground that the plan shows. */
  undrawn: string[]
  scale: { metres: number; length: number }
}

/** Metres along a degree of latitude, on the sphere of the Earth's mean radius (IUGG). */
const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180
/** The least ground that a plan shows, in metres, so that one point alone has surroundings. */
const LEAST_SPAN = 200
/** A circle wider than this may leave the sheet: else one vague point would shrink everything. */
const WIDEST_FRAMED = 500

/**
 * A plan of some places, north up, in a local equirectangular projection around their middle: true to a few parts in a
 * thousand over some ten kilometres. Null when there is nothing to draw.
 */
export function planOf(places: { id: string; place: Place }[], sheet: Sheet): Plan | null {
  const exact = places.filter((p) => !p.place.isGeneralised)
  const framed = exact.length > 0 ? exact : places
  const frame = boxAround(framed.map(({ place }) => withPrecision(place)))
  if (!frame) return null
  const { project, perMetre } = projection(frame, sheet)
  const drawn = places.filter(({ place }) => !place.isGeneralised || fits(place, project, sheet))
  const marks = drawn.map(({ id, place }): PlanMark => {
    const at = project([place.lon, place.lat])
    return {
      id,
      at,
      mark: at,
      radius: place.isGeneralised ? 0 : (place.precisionM ?? 0) * perMetre,
      cell: place.isGeneralised ? cellOn(place, project) : null,
      line: place.line?.map(project) ?? null,
    }
  })
  const kept = new Set(marks.map((m) => m.id))
  return {
    marks: apart(marks, sheet),
    undrawn: places.map((p) => p.id).filter((id) => !kept.has(id)),
    scale: scaleBar(sheet.width / 4, perMetre),
  }
}

/** The longest bar of 1, 2 or 5 times a power of ten metres that is no longer than `most` units. */
export function scaleBar(most: number, perMetre: number): Plan['scale'] {
  const power = 10 ** Math.floor(Math.log10(most / perMetre))
  const metres = ([5, 2].find((n) => n * power * perMetre <= most) ?? 1) * power
  return { metres, length: metres * perMetre }
}

function withPrecision(place: Place): Box {
  const [w, s, e, n] = extentOf(place)
  if (place.isGeneralised) return [w, s, e, n]
  const north = Math.min(place.precisionM ?? 0, WIDEST_FRAMED) / METRES_PER_DEGREE
  const east = north / Math.cos(radians(place.lat))
  return [
    Math.min(w, place.lon - east),
    Math.min(s, place.lat - north),
    Math.max(e, place.lon + east),
    Math.max(n, place.lat + north),
  ]
}

function projection([w, s, e, n]: Box, { width, height, margin }: Sheet) {
  const middle = { lon: (w + e) / 2, lat: (s + n) / 2 }
  const perLon = METRES_PER_DEGREE * Math.cos(radians(middle.lat))
  const span = {
    x: Math.max((e - w) * perLon, LEAST_SPAN),
    y: Math.max((n - s) * METRES_PER_DEGREE, LEAST_SPAN),
  }
  const perMetre = Math.min((width - 2 * margin) / span.x, (height - 2 * margin) / span.y)
  const project = ([lon, lat]: LonLat): Point => ({
    x: width / 2 + (lon - middle.lon) * perLon * perMetre,
    y: height / 2 - (lat - middle.lat) * METRES_PER_DEGREE * perMetre,
  })
  return { project, perMetre }
}

type Project = (point: LonLat) => Point

function cellOn(place: Place, project: Project): Rectangle {
  const [w, s, e, n] = extentOf(place)
  const [from, to] = [project([w, n]), project([e, s])]
  return { ...from, width: to.x - from.x, height: to.y - from.y }
}

function fits(place: Place, project: Project, { width, height }: Sheet): boolean {
  const { x, y, width: w, height: h } = cellOn(place, project)
  return x >= 0 && y >= 0 && x + w <= width && y + h <= height
}

/** Moves marks that would cover each other apart, a little at a time; the same places always move the same way. */
function apart(marks: PlanMark[], { width, height, margin, gap }: Sheet): PlanMark[] {
  const at = marks.map(({ mark }) => ({ ...mark }))
  for (let round = 0; round < 200; round++) {
    let isMoving = false
    for (let i = 0; i < at.length; i++)
      for (let j = i + 1; j < at.length; j++) {
        const [a, b] = [at[i] as Point, at[j] as Point]
        const distance = Math.hypot(b.x - a.x, b.y - a.y)
        if (distance >= gap - 0.01) continue
        isMoving = true
        // Two in one spot part along a direction of their own.
        const angle = distance > 0.01 ? Math.atan2(b.y - a.y, b.x - a.x) : 2.4 * (i + j)
        const by = (gap - distance) / 2
        move(a, -Math.cos(angle) * by, -Math.sin(angle) * by)
        move(b, Math.cos(angle) * by, Math.sin(angle) * by)
      }
    if (!isMoving) break
  }
  function move(point: Point, x: number, y: number) {
    point.x = clamp(point.x + x, margin / 2, width - margin / 2)
    point.y = clamp(point.y + y, margin / 2, height - margin / 2)
  }
  return marks.map((mark, n) => ({ ...mark, mark: at[n] as Point }))
}

/** A label and the box it fills; `side` tells whether that is left of its mark (-1), right of it (1) or in line (0). */
export type PlanLabel = Rectangle & {
  id: string
  text: string
  isNumber: boolean
  side: -1 | 0 | 1
}

/** Where a label may stand to its mark, by preference: factors of its half width and half height. */
const SIDES: readonly [x: PlanLabel['side'], y: number][] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
]

/**
 * Labels for the marks of a plan, none over another or over a mark: the name where there is room, else the number,
 * else nothing. `size` is the height of the letters, `radius` that of a mark, `taken` what else is on the sheet.
 */
export function labelsOf(
  marks: PlanMark[],
  wordings: Map<string, { name: string; number: string }>,
  { width, height }: Sheet,
  {
    size,
    radius,
    taken,
    names,
  }: { size: number; radius: number; taken: Rectangle[]; names: boolean },
): PlanLabel[] {
  const solid: Rectangle[] = [
    ...taken,
    ...marks.map(({ mark }) => around(mark, 2 * radius, 2 * radius)),
  ]
  const labels: PlanLabel[] = []
  const tryAll = (id: string, { x, y }: Point, text: string, isNumber: boolean): boolean => {
    const [w, h] = [textWidth(text, size) + 4, size * 1.25]
    for (const [sideX, sideY] of SIDES) {
      const reach = sideX !== 0 && sideY !== 0 ? radius * 0.75 : radius + 1
      const box = around({ x: x + sideX * (w / 2 + reach), y: y + sideY * (h / 2 + reach) }, w, h)
      const isOnSheet = box.x >= 0 && box.y >= 0 && box.x + w <= width && box.y + h <= height
      if (!isOnSheet || solid.some((other) => overlap(box, other))) continue
      solid.push(box)
      labels.push({ id, text, isNumber, side: sideX, ...box })
      return true
    }
    return false
  }
  // Numbers need little room, so every name is tried before a number takes it.
  const nameless = marks.filter(({ id, mark }) => {
    const name = names ? wordings.get(id)?.name : undefined
    return !name || !tryAll(id, mark, name, false)
  })
  for (const { id, mark } of nameless) tryAll(id, mark, wordings.get(id)?.number ?? '', true)
  return labels
}

/** About how wide a text is set; a little too wide rather than too narrow. */
export function textWidth(text: string, size: number): number {
  let ems = 0
  for (const letter of text)
    ems += /[\u0600-\u06ff]/.test(letter) ? 0.47 : /[A-Z\u00c0-\u00de]/.test(letter) ? 0.66 : 0.5
  return ems * size
}

function around({ x, y }: Point, width: number, height: number): Rectangle {
  return { x: x - width / 2, y: y - height / 2, width, height }
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
