import { precisionInWords } from '../../components/map/map-line'
import type { Place } from '../../db/domain/place'
import { labelsOf, type PlanMark, type Point, planOf, type Rectangle } from '../../db/domain/plan'
import { shownIn } from '../../db/domain/retyped'
import { HEADLINES } from '../../db/domain/vocabulary'
import type { RegisterRow } from '../../db/queries/register-row'
import type { Report } from '../../db/queries/report'
import { sayIn } from '../_i18n'
import type { PlanSection, SheetElsewhere } from './document'
import { scriptLang, type Wording } from './wording'

/** The drawing's own units, four to the millimetre on a page of A4. */
const SHEET = { width: 680, height: 470, margin: 36, gap: 19 }
/** A mark with its rim, and the height of the letters beside it. */
const [RADIUS, LETTERS] = [9, 11]
/** Corners that the scale and the arrow keep free. */
const CORNERS: Rectangle[] = [
  { x: 0, y: SHEET.height - 44, width: 200, height: 44 },
  { x: SHEET.width - 200, y: SHEET.height - 44, width: 200, height: 44 },
  { x: 0, y: 0, width: 44, height: 60 },
  { x: SHEET.width - 44, y: 0, width: 44, height: 60 },
]
/** Beyond this marks would only hide each other. */
const MOST_MARKS = 120

type Drawing = NonNullable<PlanSection['drawing']>
type Placed = { row: RegisterRow; place: Place; number: number }

/** The plan of the report's monuments: what the map page draws, laid out for paper, with a table that names each mark. */
export function planSection(
  { rows, places, name }: Report,
  words: Wording,
  elsewhere: (slug: string) => SheetElsewhere,
): PlanSection {
  const placed = rows
    .flatMap((row) => {
      const place = places.get(row.id)
      return place ? [{ row, place }] : []
    })
    .map((p, n) => ({ ...p, number: n + 1 }))
  const isTooMany = placed.length > MOST_MARKS
  const drawing = isTooMany ? null : drawingOf(placed, words)
  const undrawn = new Set(drawing?.undrawn)
  const say = sayIn(words.langs[0] ?? 'en')
  const drawn = placed.filter(({ row }) => !undrawn.has(row.id))
  const listed = (list: RegisterRow[]) =>
    list.map((row) => ({
      id: row.slug,
      url: elsewhere(row.slug),
      names: words.own(row.name),
    }))
  return {
    title: words.label('annex.plan.title'),
    lead: words.label(isTooMany ? 'annex.plan.tooMany' : 'annex.plan.lead', {
      count: isTooMany ? placed.length : drawn.length,
    }),
    alt: say.t('annex.plan.alt', {
      plan: say.t('map.planOf', {
        count: drawn.length,
        site: shownIn(name, say.lang),
      }),
    }),
    drawing: drawing && drawing.marks.length > 0 ? drawing : null,
    columns: ['number', 'monument', 'status', 'precision'].map((key) =>
      words.label(`annex.plan.${key}`),
    ),
    entries: isTooMany
      ? []
      : drawn.map(({ row, place, number }) => ({
          ...words.mark(row.status.headline, row.status.maybe),
          id: row.slug,
          url: elsewhere(row.slug),
          number,
          names: words.own(row.name),
          precision: words.each((s) => precisionInWords(s, place)),
        })),
    key: keyOf(drawing?.marks ?? [], drawn, words),
    undrawn: {
      title: words.label('annex.plan.undrawn'),
      entries: listed(placed.flatMap(({ row }) => (undrawn.has(row.id) ? [row] : []))),
    },
    unknown: {
      title: words.label('annex.plan.unknown'),
      entries: isTooMany ? [] : listed(rows.filter((row) => !places.get(row.id))),
    },
    credit: {
      lead: words.label('map.credit'),
      links: [
        { said: words.label('map.osm'), url: 'https://www.openstreetmap.org/copyright' },
        { said: words.label('map.pleiades'), url: 'https://pleiades.stoa.org/' },
      ],
    },
  }
}

function drawingOf(placed: Placed[], words: Wording): (Drawing & { undrawn: string[] }) | null {
  const plan = planOf(
    placed.map(({ row, place }) => ({ id: row.id, place })),
    SHEET,
  )
  if (!plan) return null
  const byId = new Map(placed.map((p) => [p.row.id, p]))
  const lang = words.langs[0] ?? 'en'
  const wordings = new Map(
    placed.map(({ row, number }) => {
      const name = `${number} ${shownIn(row.name, lang)}`.replaceAll(' ', '\u00a0')
      return [row.id, { name, number: String(number) }]
    }),
  )
  const labels = labelsOf(plan.marks, wordings, SHEET, {
    size: LETTERS,
    radius: RADIUS,
    taken: CORNERS,
    names: true,
  })
  const { metres, length } = plan.scale
  return {
    width: SHEET.width,
    height: SHEET.height,
    letters: LETTERS,
    undrawn: plan.undrawn,
    marks: plan.marks.map(({ id, at, mark, radius, cell, line }) => ({
      headline: byId.get(id)?.row.status.headline ?? HEADLINES[0],
      at: rounded(at),
      mark: rounded(mark),
      isMoved: isMoved({ at, mark }),
      radius: tenth(radius),
      cell: cell && { ...rounded(cell), width: tenth(cell.width), height: tenth(cell.height) },
      line: line?.map(rounded) ?? null,
    })),
    labels: labels.map(({ text, isNumber, side, ...box }) => ({
      text: [{ lang: isNumber ? 'en' : scriptLang(text, lang), text }],
      side,
      ...rounded(box),
      width: tenth(box.width),
      height: tenth(box.height),
    })),
    scale: {
      length: tenth(length),
      said:
        metres >= 1000
          ? words.label('map.kilometres', { kilometres: metres / 1000 })
          : words.label('map.metres', { metres }),
    },
    north: words.label('map.northLetter').slice(0, 1),
  }
}

/** What the drawing holds besides its marks, each with the words for it; and the states that its marks show. */
function keyOf(marks: Drawing['marks'], drawn: Placed[], words: Wording): PlanSection['key'] {
  const shown = new Set(drawn.map(({ row }) => row.status.headline))
  const signs = {
    circle: marks.some((m) => m.radius > 0),
    line: marks.some((m) => m.line),
    cell: marks.some((m) => m.cell),
    moved: marks.some((m) => m.isMoved),
  }
  return {
    title: words.label('map.key.title'),
    headlines: HEADLINES.filter((h) => shown.has(h)).map((h) => words.mark(h, null)),
    signs: (Object.keys(signs) as (keyof typeof signs)[])
      .filter((sign) => signs[sign])
      .map((sign) => ({
        sign,
        said: words.label(sign === 'moved' ? 'annex.plan.moved' : `map.key.${sign}`),
      })),
  }
}

function isMoved({ at, mark }: Pick<PlanMark, 'at' | 'mark'>): boolean {
  return Math.hypot(mark.x - at.x, mark.y - at.y) > 2
}

function rounded({ x, y }: Point): Point {
  return { x: tenth(x), y: tenth(y) }
}

/** A tenth of a unit is finer than any printer. */
function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
