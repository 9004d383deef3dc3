import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { bandOf, byRisk, type Estimate, type RiskScore, riskOf } from '../../db/domain/risk'
import {
  SCORE_FIELDS,
  scoreFields,
  scoreTexts,
  typedScore,
  wholeScore,
} from '../../db/domain/score-fields'
import { PROBABILITIES, RISK_BANDS } from '../../db/domain/vocabulary'
import { property } from './each-seed'

const half = fc.integer({ min: 1, max: 10 }).map((n) => n / 2)
const estimate: fc.Arbitrary<Estimate> = fc
  .tuple(half, half, half)
  .map((three) => three.sort((x, y) => x - y))
  .map(([low = 0, likely = 0, high = 0]) => ({ low, likely, high }))
const score: fc.Arbitrary<RiskScore> = fc.record({
  a: estimate,
  b: estimate,
  c: estimate,
  rationale: fc.constant({ en: 'Because' }),
})
const threat = fc.record({
  id: fc.uuid(),
  probability: fc.constantFrom(...PROBABILITIES),
  score: fc.option(score, { nil: null }),
})
const form = wholeScore(z.strictObject(scoreFields))

property(
  'a magnitude is a range in order within 1.5 and 15, as wide as the three ranges together',
  fc.tuple(score),
  ([s]) => {
    const { magnitude, uncertainty } = riskOf(s)
    assert.ok(1.5 <= magnitude.low && magnitude.low <= magnitude.likely)
    assert.ok(magnitude.likely <= magnitude.high && magnitude.high <= 15)
    const widths = [s.a, s.b, s.c].reduce((total, e) => total + e.high - e.low, 0)
    assert.equal(uncertainty, widths)
  },
)

property(
  'more of any component never makes a risk milder',
  fc.tuple(score, fc.constantFrom('a' as const, 'b' as const, 'c' as const)),
  ([s, part]) => {
    const { low, likely, high } = s[part]
    const worse = { low, likely: Math.max(likely, high), high }
    const [before, after] = [riskOf(s), riskOf({ ...s, [part]: worse })]
    assert.ok(RISK_BANDS.indexOf(after.band) <= RISK_BANDS.indexOf(before.band))
    assert.ok(byRisk({ ...any, score: { ...s, [part]: worse } }, { ...any, score: s }) <= 0)
  },
)
const any = { id: 'x', probability: 'possible' as const }

test('bands begin where the manual says, and every half point has one', () => {
  const firstOf = Object.fromEntries(
    [...RISK_BANDS].map((band) => [
      band,
      Array.from({ length: 28 }, (_, i) => 1.5 + i / 2).find((m) => bandOf(m) === band),
    ]),
  )
  assert.deepEqual(firstOf, { catastrophic: 13.5, extreme: 11.5, high: 9.5, medium: 7.5, low: 1.5 })
})

test('the worked example of the method: a fire, 11 to 13, extreme, to be treated', () => {
  const fire = riskOf({
    a: { low: 2, likely: 2.5, high: 3 },
    b: { low: 4.5, likely: 5, high: 5 },
    c: { low: 4.5, likely: 5, high: 5 },
  })
  assert.deepEqual(fire.magnitude, { low: 11, likely: 12.5, high: 13 })
  assert.deepEqual([fire.band, fire.uncertainty, fire.decision], ['extreme', 2, 'treat_soon'])
})

property(
  'ranking is one order: scored first, by magnitude, then by probability',
  fc.tuple(fc.uniqueArray(threat, { selector: (t) => t.id, maxLength: 8 })),
  ([threats]) => {
    const ranked = [...threats].sort(byRisk)
    assert.deepEqual([...threats].reverse().sort(byRisk), ranked)
    const firstPlain = ranked.findIndex((t) => t.score === null)
    if (firstPlain >= 0) assert.ok(ranked.slice(firstPlain).every((t) => t.score === null))
    for (const [i, next] of ranked.entries()) {
      const before = ranked[i - 1]
      if (before?.score && next.score)
        assert.ok(riskOf(before.score).magnitude.likely >= riskOf(next.score).magnitude.likely)
      if (before && !before.score && !next.score)
        assert.ok(
          PROBABILITIES.indexOf(before.probability) <= PROBABILITIES.indexOf(next.probability),
        )
    }
  },
)

property('a score goes through its form unchanged', score, ({ rationale, ...parts }) => {
  const typed = form.parse({ ...scoreTexts(parts), scoreRationale: rationale.en })
  assert.deepEqual(typedScore(typed), parts)
})

test('an empty form is no score', () => {
  assert.equal(typedScore(form.parse({})), null)
})

property(
  'a score is whole or none: whatever is missing is told at its field, and nothing is filled in',
  fc.tuple(score, fc.subarray([...SCORE_FIELDS, 'scoreRationale'] as const)),
  ([parts, left]) => {
    const all: Record<string, string> = { ...scoreTexts(parts), scoreRationale: 'Because' }
    const sent = Object.fromEntries(left.map((name) => [name, all[name]]))
    const missing = Object.keys(all).filter((name) => !(name in sent))
    const told = form.safeParse(sent).error?.issues.map((i) => i.path[0]) ?? []
    assert.deepEqual([...new Set(told)].sort(), left.length === 0 ? [] : missing.sort())
  },
)

test('what is off the scale or out of order is told at its field', () => {
  const bad = (name: string, value: string) =>
    form
      .safeParse({ ...scoreTexts(FLAT), scoreRationale: 'Because', [name]: value })
      .error?.issues.map((i) => i.path[0])
  assert.deepEqual(bad('aHigh', '5.5'), ['aHigh'])
  assert.deepEqual(bad('aLow', '0'), ['aLow'])
  assert.deepEqual(bad('bHigh', '3.25'), ['bHigh'])
  assert.deepEqual(bad('cLow', 'high'), ['cLow'])
  assert.deepEqual(bad('aLow', '4'), ['aLikely'])
  assert.deepEqual(bad('cHigh', '2'), ['cHigh'])
})
const FLAT = {
  a: { low: 3, likely: 3, high: 3 },
  b: { low: 3, likely: 3, high: 3 },
  c: { low: 3, likely: 3, high: 3 },
}
