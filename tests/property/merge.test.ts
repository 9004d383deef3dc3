import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSame, merge } from '../../db/domain/merge'
import { property } from './each-seed'

/* Two people change one record. Texts a to d stand alone, lat and lon together; sources is a list. */

const FIELDS = ['a', 'b', 'c', 'd', 'lat', 'lon'] as const
const text = fc.constantFrom('', 'one', 'two', 'three')
const sources = fc.uniqueArray(fc.constantFrom('s1', 's2', 's3', 's4', 's5'))
const version = fc.record({
  ...Object.fromEntries(FIELDS.map((field) => [field, text])),
  sources,
}) as fc.Arbitrary<Record<string, string | string[]>>
const three = fc.tuple(version, version, version)
const unitOf = (field: string) => (field === 'lat' || field === 'lon' ? 'place' : field)
const unitFields = (field: string) => FIELDS.filter((other) => unitOf(other) === unitOf(field))

property('what one side alone changed survives, and both sides see the same', three, (given) => {
  const [base, a, b] = given
  const ours = merge(base, a, b, { unitOf })
  const yours = merge(base, b, a, { unitOf })
  for (const field of FIELDS) {
    const moved = (side: typeof a) => unitFields(field).some((own) => !isSame(side[own], base[own]))
    if (moved(a) && moved(b)) continue
    const expected = moved(a) ? a[field] : moved(b) ? b[field] : base[field]
    assert.equal(ours.values[field], expected)
    assert.equal(yours.values[field], expected)
  }
})

property(
  'what both changed apart is marked, and mine stands unless I emptied it',
  three,
  (given) => {
    const [base, a, b] = given
    const { values, fields } = merge(base, a, b, { unitOf })
    for (const field of FIELDS) {
      const moved = (side: typeof a) =>
        unitFields(field).some((own) => !isSame(side[own], base[own]))
      const isApart = moved(a) && moved(b) && !isSame(a[field], b[field])
      assert.equal(fields.find((f) => f.field === field)?.isBoth ?? false, isApart)
      if (isApart) assert.equal(values[field], b[field] || a[field])
    }
  },
)

property(
  'no source that either side added is dropped, and none comes back by itself',
  three,
  (given) => {
    const [base, a, b] = given
    const list = (side: Record<string, unknown>) => side.sources as string[]
    const merged = list(merge(base, a, b).values)
    for (const source of [...list(a), ...list(b)])
      if (!list(base).includes(source)) assert.ok(merged.includes(source), source)
    for (const source of list(base))
      assert.equal(merged.includes(source), list(a).includes(source) && list(b).includes(source))
    assert.equal(new Set(merged).size, merged.length)
    assert.ok(isSame(merged, merge(base, b, a).values.sources))
  },
)

property('a side that changed nothing takes the other over whole', three, ([base, a]) => {
  assert.ok(isSame(merge(base, a, base).values, a))
  assert.ok(isSame(merge(base, base, a).values, a))
  assert.ok(isSame(merge(base, a, a).values, a))
  assert.ok(merge(base, a, a).fields.every((f) => !f.isBoth))
})

test('values of records: texts in two languages, numbers, nothing at all', () => {
  const base = { note: { en: 'old' }, lat: 1, gone: 'x' }
  const theirs = { note: { en: 'old', ar: null }, lat: 2, gone: 'x' }
  const { values, fields } = merge(base, theirs, { note: { en: 'new' }, lat: 1 })
  assert.deepEqual(values, { note: { en: 'new' }, lat: 2, gone: undefined })
  assert.deepEqual(
    fields.map((f) => [f.field, f.isBoth]),
    [
      ['note', false],
      ['lat', false],
      ['gone', false],
    ],
  )
})
