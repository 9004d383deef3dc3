import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getIssues } from '@placemarkio/check-geojson'
import { answerExport } from '../../app/exports/answer'
import { MONUMENTS_GEOJSON } from '../../app/exports/formats'
import type { Box } from '../../db/domain/box'
import { EVERYTHING, type View } from '../../db/domain/filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import type { Sensitivity } from '../../db/domain/vocabulary'
import { MOST_POINTS, placesIn, placesWithin } from '../../db/queries/places'
import { register } from '../../db/queries/register'
import { pinView } from '../../db/queries/view'
import { loadRows } from '../../db/store/rows'
import { readHead, save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { resampled, SITE } from '../bench/resample'
import { NOW, smallRegister, someone } from '../support/small-register'

const MONUMENTS = 230
const EARTH: Box = [-180, -90, 180, 90]
const ORIGIN = 'https://tadmor.example'

let small: Awaited<ReturnType<typeof smallRegister>>
let store: Store
before(async () => {
  small = await smallRegister()
  store = small.store
  for (const changes of resampled(MONUMENTS))
    await save(store, (head) => ({
      actor: { id: 'x', name: 'X' },
      at: NOW,
      reason: 'Many',
      salt: `many ${head.rev}`,
      changes,
    }))
})
after(() => small.close())

test('the monuments of a view are the register’s, in its order, page by page', async () => {
  for (const view of [
    {},
    { sort: 'name', descending: true },
    { headlines: ['destroyed'], asOf: 17_000 },
  ] as const) {
    const pinned = await settled({ ...EVERYTHING, ...(view as Partial<View>) })
    for (const page of [null, 1, 2]) {
      const { rows: listed, ...counted } = await register(store.db, NOBODY, SITE, pinned, page)
      const { rows, ...counts } = await placesIn(store.db, NOBODY, SITE, pinned, page)
      assert.deepEqual(
        rows.map((r) => [r.id, r.name, r.status.headline]),
        listed.map((r) => [r.id, r.name, r.status.headline]),
      )
      assert.deepEqual(counts, counted)
    }
  }
})

test('up to so many points are told one by one, more are counted, and none is lost', async () => {
  assert.equal(MOST_POINTS, 5000)
  const pinned = await settled(EVERYTHING)
  const all = (await placesIn(store.db, NOBODY, SITE, pinned)).rows.filter((r) => r.place)
  assert.ok(all.length > 100 && all.length < MONUMENTS, 'some have no position')
  const within = (box: Box, most: number) => placesWithin(store.db, NOBODY, SITE, pinned, box, most)
  const exactly = await within(EARTH, all.length)
  assert.deepEqual(
    exactly.monuments?.map((m) => m.id),
    all.map((m) => m.id),
  )
  const { clusters } = await within(EARTH, all.length - 1)
  assert.ok(clusters && clusters.length < all.length)
  assert.equal(
    clusters.reduce((sum, c) => sum + c.count, 0),
    all.length,
  )
  for (const { count, headlines, box, lon, lat } of clusters) {
    assert.equal(
      Object.values(headlines).reduce((sum, n) => sum + n, 0),
      count,
    )
    assert.ok(box[0] <= lon && lon <= box[2] && box[1] <= lat && lat <= box[3])
    // A cluster opens: what was counted in it is what its own box holds.
    const inside = await within([box[0] - 1e-7, box[1] - 1e-7, box[2] + 1e-7, box[3] + 1e-7], 1e6)
    assert.ok((inside.monuments?.length ?? 0) >= count)
  }
})

test('an older pin obeys what has been hidden since, though nothing was read anew', async () => {
  const open = await settled({ ...EVERYTHING, rev: (await readHead(store.db)).rev })
  const [first, second] = (await placesIn(store.db, NOBODY, SITE, open)).rows.filter((r) => r.place)
  assert.ok(first?.place && second?.place)
  const near = ({ lon, lat }: { lon: number; lat: number }): Box => [
    lon - 1e-6,
    lat - 1e-6,
    lon + 1e-6,
    lat + 1e-6,
  ]
  const at = async (reader: Reader, box: Box, most?: number) =>
    placesWithin(store.db, reader, SITE, open, box, most)
  const before = await at(NOBODY, near(first.place))
  const same = before.monuments?.length ?? 0
  assert.ok(before.monuments?.some((m) => m.id === first.id))
  const count = async () =>
    (await at(NOBODY, EARTH, 0)).clusters?.reduce((sum, c) => sum + c.count, 0) ?? 0
  const counted = await count()
  const inList = async () => (await register(store.db, NOBODY, SITE, open, 1)).total
  const listed = await inList()
  await hide(first.id, 'restricted')
  assert.equal(await inList(), listed - 1)
  assert.equal((await at(NOBODY, near(first.place))).monuments?.length, same - 1)
  assert.equal(await count(), counted - 1)
  assert.ok(
    (await at(someone('editor'), near(first.place))).monuments?.some((m) => m.id === first.id),
  )
  await hide(second.id, 'generalised')
  const far = await at(NOBODY, [second.place.lon + 0.01, second.place.lat, 90, 80])
  assert.equal(far.monuments?.find((m) => m.id === second.id)?.place?.isGeneralised, true)
})

test('monuments.geojson is what RFC 7946 says, and withholds what must be', async () => {
  const answer = await ask('sort=name')
  assert.equal(answer.headers.get('content-type'), 'application/geo+json')
  const written = await answer.text()
  assert.deepEqual(getIssues(written), [], 'by a checker that is not ours')
  const collection = JSON.parse(written)
  assert.equal(collection.type, 'FeatureCollection')
  const { rows } = await placesIn(
    store.db,
    NOBODY,
    SITE,
    await settled({ ...EVERYTHING, sort: 'name' }),
  )
  assert.deepEqual(
    collection.features.map((f: { id: string }) => f.id),
    rows.map((r) => r.id),
  )
  const kinds = new Set<string | null>()
  for (const { type, geometry, properties } of collection.features) {
    assert.equal(type, 'Feature')
    kinds.add(geometry?.type ?? null)
    for (const [lon, lat] of pairs(geometry?.coordinates ?? [])) {
      assert.ok(lon >= collection.bbox[0] && lon <= collection.bbox[2], 'longitude first')
      assert.ok(lat >= collection.bbox[1] && lat <= collection.bbox[3])
      for (const degrees of [lon, lat]) assert.ok(!/\.\d{8}/.test(String(degrees)))
    }
    assert.equal(properties.location_generalised, geometry?.type === 'Polygon')
    assert.equal(typeof properties.informationWithheld === 'string', geometry?.type === 'Polygon')
    assert.ok(properties.permalink.startsWith(`${ORIGIN}/en/${SITE}/`))
  }
  assert.deepEqual([...kinds].sort(), ['LineString', 'Point', 'Polygon', null].sort())
})

test('a box is part of the pinned address, and a wrong one is refused with the reason', async () => {
  const { headers, status } = await follow('bbox=%2038.2,34.5,38.3,34.6')
  assert.equal(status, 307)
  assert.match(headers.get('location') ?? '', /rev=\d+&bbox=38\.2%2C34\.5%2C38\.3%2C34\.6$/)
  for (const box of ['1,2,3', '0,1,1,0', 'here']) {
    const answer = await follow(`bbox=${box}`)
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /bbox/)
  }
  const inside = await (await ask('bbox=38.25,34.54,38.28,34.57')).json()
  assert.ok(inside.features.length > 0)
  for (const { geometry } of inside.features) assert.notEqual(geometry, null)
})

async function settled(view: View) {
  return pinView(store.db, view, NOW)
}

function follow(query: string): Promise<Response> {
  const request = new Request(`${ORIGIN}/exports/${SITE}/monuments.geojson?${query}`)
  return answerExport(MONUMENTS_GEOJSON, {
    db: store.db,
    reader: NOBODY,
    origin: ORIGIN,
    now: NOW,
    request,
    slug: SITE,
  })
}

/** The answer at the pinned address that a query leads to. */
async function ask(query: string): Promise<Response> {
  const first = await follow(query)
  return follow(new URL(first.headers.get('location') ?? '', ORIGIN).search.slice(1))
}

async function hide(id: string, sensitivity: Sensitivity) {
  const [monument] = (await loadRows(store.db, { roots: [id] }, null)).monument.filter(
    (m) => m.id === id,
  )
  assert.ok(monument)
  const { recordedRev: _recorded, retiredRev: _retired, ...row } = monument
  await save(store, (head) => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Hides a place',
    salt: `hide ${head.rev}`,
    changes: [{ op: 'correct', kind: 'monument', before: monument, row: { ...row, sensitivity } }],
  }))
}

function pairs(coordinates: unknown[]): [number, number][] {
  return typeof coordinates[0] === 'number'
    ? [coordinates as [number, number]]
    : coordinates.flatMap((inner) => pairs(inner as unknown[]))
}
