import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { outlived } from '../../db/store/backup/retention'
import { property } from '../property/each-seed'

const DAY = 86_400_000
const backup = (at: string, isGood = true) => ({ name: at, at, isGood })
const daily = (from: string, days: number) =>
  Array.from({ length: days }, (_, n) => backup(new Date(Date.parse(from) + n * DAY).toISOString()))

test('a year of nightly backups leaves the newest seven, five weeks and twelve months', () => {
  const nightly = daily('2026-01-01T02:00:00.000Z', 365)
  const gone = new Set(outlived(nightly, 7))
  const kept = nightly.filter((b) => !gone.has(b.name)).map((b) => b.at.slice(0, 10))
  assert.deepEqual(
    kept.slice(-7),
    daily('2026-12-25T02:00:00.000Z', 7).map((b) => b.at.slice(0, 10)),
  )
  // Sundays end weeks, last days months; 27 December is one of the seven too.
  const sundays = ['2026-12-06', '2026-12-13', '2026-12-20', '2026-12-27']
  const monthEnds = [
    '01-31',
    '02-28',
    '03-31',
    '04-30',
    '05-31',
    '06-30',
    '07-31',
    '08-31',
    '09-30',
    '10-31',
    '11-30',
  ]
  for (const day of [...sundays, ...monthEnds.map((d) => `2026-${d}`)])
    assert.ok(kept.includes(day), day)
  assert.equal(kept.length, 7 + 3 + 11)
})

test('the newest good backup stays, however old it is', () => {
  const bad = daily('2025-01-01T02:00:00.000Z', 600).map((b) => ({ ...b, isGood: false }))
  const good = backup('2020-01-01T02:00:00.000Z')
  const older = backup('2019-01-01T02:00:00.000Z')
  const gone = outlived([older, good, ...bad], 1)
  assert.ok(gone.includes(older.name))
  assert.ok(!gone.includes(good.name))
})

property(
  'never more than was asked for goes, and never the newest good one or the newest few',
  fc.tuple(
    fc.uniqueArray(fc.tuple(fc.nat(2000), fc.boolean()), {
      selector: ([day]) => day,
      maxLength: 60,
    }),
    fc.integer({ min: 1, max: 9 }),
  ),
  ([days, keep]) => {
    const all = days.map(([day, isGood]) => backup(new Date(day * DAY).toISOString(), isGood))
    const gone = new Set(outlived(all, keep))
    const newestFirst = [...all].sort((a, b) => (a.at < b.at ? 1 : -1))
    for (const b of newestFirst.slice(0, keep)) assert.ok(!gone.has(b.name))
    const good = newestFirst.find((b) => b.isGood)
    if (good) assert.ok(!gone.has(good.name))
    assert.ok(all.length - gone.size <= keep + 5 + 12 + 1)
  },
)
