import assert from 'node:assert/strict'
import fc from 'fast-check'
import { inOrder, ranksAmong, ranksOf } from '../../db/queries/order'
import { property } from './each-seed'

const key = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
)

property(
  'entries stand in the order of their keys, equal ones as they were, unknown ones last either way',
  fc.tuple(fc.array(key, { maxLength: 40 }), fc.boolean()),
  async ([keys, descending]) => {
    const entries = Int32Array.from(keys, (_, n) => keys.length - 1 - n)
    const expected = [...entries].sort((a, b) => {
      const [one, other] = [keys[a] ?? null, keys[b] ?? null]
      if (one === null || other === null) return Number(one === null) - Number(other === null)
      return descending ? other - one : one - other
    })
    const given = entries.slice()
    const sorted = inOrder(entries, (entry) => keys[entry] ?? null, descending)
    assert.deepEqual([...sorted], expected)
    assert.deepEqual(entries, given, 'what was given is left as it was')
  },
)

/** Few letters, so that many names are equal, also in their order alone: "a" with and without an invisible sign. */
const names = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'b', '\u200b'), minLength: 1, maxLength: 3 }),
  { maxLength: 20 },
)

property(
  'names put in between others stand where they would if all were ordered at once, at places no higher than their number',
  fc.tuple(names, names),
  async ([known, others]) => {
    const all = [...known, ...others]
    const rankOf = ranksAmong(ranksOf(known), others)
    const { compare } = new Intl.Collator('en')
    all.forEach((one, a) => {
      assert.ok(rankOf(a) < all.length, `${rankOf(a)} of ${all.length}`)
      all.forEach((other, b) => {
        assert.equal(Math.sign(rankOf(a) - rankOf(b)), Math.sign(compare(one, other)))
      })
    })
  },
)
