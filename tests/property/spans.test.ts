import assert from 'node:assert/strict'
import fc from 'fast-check'
import { FIRST_DAY, LAST_DAY } from '../../db/domain/dates'
import { type Span, spansOf } from '../../db/domain/spans'
import { statusAt } from '../../db/domain/status'
import { property } from './each-seed'
import { clocks, DAYS, evidence, FIRST } from './random-evidence'

const WIDTH = LAST_DAY + 1 - FIRST_DAY

property('spans cover the plane of both clocks once', evidence, (known) => {
  const spans = spansOf(known)
  for (const s of spans)
    assert.ok(s.validFrom < s.validTo && s.knownFrom < s.knownTo, JSON.stringify(s))
  for (const [i, a] of spans.entries())
    for (const b of spans.slice(i + 1))
      assert.ok(!doOverlap(a, b), `${JSON.stringify(a)}\n${JSON.stringify(b)}`)
  // Without overlap, equal area means no gap; the area is beyond what a double counts exactly.
  const area = spans.reduce(
    (sum, s) => sum + BigInt(s.validTo - s.validFrom) * BigInt(s.knownTo - s.knownFrom),
    0n,
  )
  assert.equal(area, BigInt(WIDTH) * BigInt(WIDTH))
})

property(
  'the span around two clocks holds the status at them',
  fc.tuple(evidence, fc.array(clocks, { minLength: 8, maxLength: 8 })),
  ([known, asked]) => {
    const spans = spansOf(known)
    const corners = [FIRST_DAY, FIRST - 1, FIRST + DAYS, LAST_DAY].map((d) => ({
      asOf: d,
      knownAt: d,
    }))
    for (const at of [...asked, ...corners]) {
      const found = spans.filter(
        (s) =>
          s.validFrom <= at.asOf &&
          at.asOf < s.validTo &&
          s.knownFrom <= at.knownAt &&
          at.knownAt < s.knownTo,
      )
      assert.equal(found.length, 1, JSON.stringify(at))
      assert.deepEqual(found[0]?.status, statusAt(known, at), JSON.stringify(at))
    }
  },
)

function doOverlap(a: Span, b: Span): boolean {
  return (
    a.validFrom < b.validTo &&
    b.validFrom < a.validTo &&
    a.knownFrom < b.knownTo &&
    b.knownFrom < a.knownTo
  )
}
