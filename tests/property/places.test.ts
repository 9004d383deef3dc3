import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import fc from 'fast-check'
import type { Box } from '../../db/domain/box'
import { EVERYTHING } from '../../db/domain/filter'
import { GRID_DEGREES, generalisePlace, NOBODY } from '../../db/domain/policy'
import { placesIn, placesWithin } from '../../db/queries/places'
import { pinView } from '../../db/queries/view'
import { save } from '../../db/store/save'
import { SIZES } from '../sizes'
import { enter, NOW, smallRegister } from '../support/small-register'
import { property } from './each-seed'

/** Every case asks a database. */
const RUNS = SIZES.propertyRuns / 4

/** Two cells that share an edge, and one on the other side of the world. */
const CELLS = [
  { lat: 34.5, lon: 38.2 },
  { lat: 34.5, lon: 38.3 },
  { lat: -12.4, lon: -77.1 },
]
const EACH = 12
/** Positions all over a cell, near its edges too, by a fixed sequence that repeats none. */
const HIDDEN = CELLS.flatMap((corner, c) =>
  Array.from({ length: EACH }, (_, n) => ({
    id: `hidden-${c}-${n}`,
    lat: corner.lat + GRID_DEGREES * (0.001 + 0.998 * ((n * 0.618) % 1)),
    lon: corner.lon + GRID_DEGREES * (0.001 + 0.998 * ((n * 0.414) % 1)),
  })),
)

let small: Awaited<ReturnType<typeof smallRegister>>
before(async () => {
  small = await smallRegister()
  await save(small.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Places that need care',
    salt: 'places',
    changes: HIDDEN.flatMap(({ id, lat, lon }, n) => [
      enter('monument', {
        id,
        siteId: 'site',
        slug: id,
        kind: 'hypogeum',
        position: 10 + n,
        descriptionSources: [],
        sensitivity: 'generalised',
      }),
      enter('coordinate', {
        id: `${id}.place`,
        subjectId: id,
        lat,
        lon,
        datum: 'WGS84',
        precisionM: 5,
        basis: 'survey',
        preferred: true,
        sources: [],
      }),
    ]),
  }))
})
after(() => small.close())

const degrees = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true })
/** Boxes of any size, most of them drawn closely around one of the hidden places. */
const box: fc.Arbitrary<Box> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...HIDDEN), degrees(1e-7, 0.2), degrees(1e-7, 0.2))
      .map(
        ([{ lat, lon }, east, north]): Box => [lon - east, lat - north, lon + east, lat + north],
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(degrees(-180, 180), degrees(-90, 89), degrees(-180, 180), degrees(0.001, 1))
      .map(([w, s, e, height]): Box => [w, s, e, s + height]),
  },
)

property(
  'no box parts two generalised monuments of one cell',
  box,
  async (asked) => {
    const pinned = await pinView(small.store.db, EVERYTHING, NOW)
    const { monuments } = await placesWithin(small.store.db, NOBODY, 'site', pinned, asked)
    const found = new Set(monuments?.map((m) => m.id))
    CELLS.forEach((_, c) => {
      const own = HIDDEN.filter(({ id }) => id.startsWith(`hidden-${c}-`))
      const here = own.filter(({ id }) => found.has(id)).length
      assert.ok(here === 0 || here === EACH, `${here} of cell ${c}`)
    })
  },
  RUNS,
)

property(
  'however many are counted together, the counts of a cell stand or fall together',
  fc.tuple(box, fc.integer({ min: 0, max: 40 })),
  async ([asked, most]) => {
    const pinned = await pinView(small.store.db, EVERYTHING, NOW)
    const { db } = small.store
    const { monuments, clusters } = await placesWithin(db, NOBODY, 'site', pinned, asked, most)
    if (monuments) return assert.ok(monuments.length <= most)
    const hidden = clusters.reduce((sum, c) => sum + c.count, 0)
    // The temple alone is public: it may be in the box or not.
    assert.ok(hidden > most && [0, 1].includes(hidden % EACH), String(hidden))
  },
  RUNS,
)

property(
  'where a generalised monument is shown depends on its cell alone',
  fc.constantFrom(...HIDDEN),
  async ({ id, lat, lon }) => {
    const pinned = await pinView(small.store.db, EVERYTHING, NOW)
    const { rows } = await placesIn(small.store.db, NOBODY, 'site', pinned)
    assert.deepEqual(rows.find((r) => r.id === id)?.place, {
      ...generalisePlace({ lat, lon }),
      line: null,
      isGeneralised: true,
    })
  },
  HIDDEN.length,
)
