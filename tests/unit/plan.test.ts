import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBox, parseBox } from '../../db/domain/box'
import type { Place } from '../../db/domain/place'
import { labelsOf, type PlanMark, planOf, scaleBar } from '../../db/domain/plan'
import { palmyraRecords } from '../../db/seed/palmyra'

const SHEET = { width: 800, height: 600, margin: 50, gap: 22 }
const place = (lon: number, lat: number, rest: Partial<Place> = {}): Place => ({
  lon,
  lat,
  precisionM: 10,
  isGeneralised: false,
  line: null,
  ...rest,
})
const bel = { id: 'bel', place: place(38.274062, 34.547305) }
const castle = { id: 'castle', place: place(38.257444, 34.56275) }

test('a plan is true to scale and north is up', () => {
  const plan = planOf([bel, castle], SHEET)
  assert.ok(plan)
  const [from, to] = plan.marks as [PlanMark, PlanMark]
  const perMetre = plan.scale.length / plan.scale.metres
  const [east, south] = [from.at.x - to.at.x, from.at.y - to.at.y]
  // By the haversine formula, and the difference of latitudes alone.
  assert.ok(Math.abs(Math.hypot(east, south) / perMetre - 2294) < 3)
  assert.ok(Math.abs(south / perMetre - 1717.4) < 2)
  assert.ok(east > 0 && south > 0, 'Bel is south-east of the castle')
  assert.ok(Math.abs(from.radius / perMetre - 10) < 1e-9)
})

test('everything stands on the sheet, and no two marks cover each other', () => {
  const plan = planOf(palmyra(), SHEET)
  assert.ok(plan && plan.marks.length > 18)
  for (const { at, mark } of plan.marks)
    for (const { x, y } of [at, mark])
      assert.ok(x >= 0 && x <= SHEET.width && y >= 0 && y <= SHEET.height)
  for (const [i, a] of plan.marks.entries())
    for (const b of plan.marks.slice(i + 1))
      assert.ok(
        Math.hypot(a.mark.x - b.mark.x, a.mark.y - b.mark.y) > SHEET.gap - 0.1,
        `${a.id} and ${b.id}`,
      )
  assert.deepEqual(
    plan.marks.filter((m) => m.line).map((m) => m.id),
    ['colonnade'],
  )
})

test('labels cover neither each other nor a mark, and stay on the sheet', () => {
  const plan = planOf(palmyra(), SHEET)
  assert.ok(plan)
  const wordings = new Map(
    plan.marks.map((m, n) => [m.id, { name: `Monument ${m.id}`, number: String(n + 1) }]),
  )
  const labels = labelsOf(plan.marks, wordings, SHEET, {
    size: 14,
    radius: 10,
    taken: [],
    names: true,
  })
  assert.ok(labels.filter((l) => !l.isNumber).length > plan.marks.length / 2)
  const marks = plan.marks.map(({ mark: { x, y } }) => ({
    x: x - 9.9,
    y: y - 9.9,
    width: 19.8,
    height: 19.8,
  }))
  for (const [i, a] of labels.entries()) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= 800 && a.y + a.height <= 600, a.text)
    for (const b of [...labels.slice(i + 1), ...marks])
      assert.ok(
        a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y,
        a.text,
      )
  }
})

test('a grid cell that is larger than the plan is told as not drawn; alone it is the plan', () => {
  const vague = {
    id: 'vague',
    place: place(38.25, 34.55, { isGeneralised: true, precisionM: 8000 }),
  }
  assert.deepEqual(planOf([bel, castle, vague], SHEET)?.undrawn, ['vague'])
  const alone = planOf([vague], SHEET)
  assert.deepEqual(alone?.undrawn, [])
  const [mark] = alone?.marks ?? []
  assert.ok(mark?.cell && mark.radius === 0)
  assert.ok(mark.cell.height <= SHEET.height && mark.cell.height > SHEET.height / 2)
})

test('one point alone has surroundings, and nothing makes no plan', () => {
  const plan = planOf([{ ...bel, place: { ...bel.place, precisionM: null } }], SHEET)
  assert.deepEqual(plan?.marks[0]?.at, { x: 400, y: 300 })
  assert.equal(plan?.scale.metres, 50)
  assert.equal(planOf([], SHEET), null)
})

test('a scale bar is 1, 2 or 5 times a power of ten', () => {
  for (const [most, perMetre, metres] of [
    [200, 1, 200],
    [199, 1, 100],
    [200, 0.3, 500],
    [200, 0.0009, 200_000],
    [100, 60, 1],
  ] as const)
    assert.deepEqual(scaleBar(most, perMetre), { metres, length: metres * perMetre })
})

test('a box is west, south, east, north on Earth, and nothing else', () => {
  for (const [text, expected] of [
    ['38.25,34.54,38.28,34.57', '38.25,34.54,38.28,34.57'],
    [' 170, -10 ,-170,10', '170,-10,-170,10'],
    ['0.123456789,0,1,1', '0.1234568,0,1,1'],
    ['-0,-0,1,1', '0,0,1,1'],
  ] as const) {
    const box = parseBox(text)
    assert.ok(box, text)
    assert.equal(formatBox(box), expected)
    assert.deepEqual(parseBox(formatBox(box)), box)
  }
  for (const text of [
    '',
    '1,2,3',
    '1,2,3,4,5',
    'a,b,c,d',
    '0,1,1,0',
    '0,0,0,1',
    '0,0,181,1',
    '0,-91,1,1',
    '1e1,0,2,1',
    'NaN,0,1,1',
    '0,0,,1',
  ])
    assert.equal(parseBox(text), null, text)
})

function palmyra() {
  return palmyraRecords().flatMap(({ kind, row }) => {
    if (kind !== 'coordinate' || !row.preferred) return []
    const { subjectId, lat, lon, precisionM = null, line = null } = row
    return [{ id: subjectId, place: place(lon, lat, { precisionM, line }) }]
  })
}
