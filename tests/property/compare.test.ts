import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Comparison, clocksOf, compare, threatBetween } from '../../db/domain/compare'
import { isOpen } from '../../db/domain/status'
import { type Change, HEADLINES } from '../../db/domain/vocabulary'
import { property } from './each-seed'
import { DAYS, evidence, FIRST, lateClaim } from './random-evidence'

const day = fc.integer({ min: FIRST - 2, max: FIRST + DAYS + 2 })
const days = fc
  .tuple(day, day, fc.option(day, { nil: null }))
  .map(([a, b, knownAt]) => clocksOf(Math.min(a, b), Math.max(a, b), knownAt))
const kinds = ({ changes }: Comparison) => changes.map((c) => c.kind)
const OF_THE_WORLD: Change[] = [
  'worsened',
  'improved',
  'now_known',
  'no_longer_known',
  'still_unknown',
]

property(
  'a day compared with itself, known the same, has not changed',
  fc.tuple(evidence, days),
  ([e, { to }]) => assert.deepEqual(compare(e, to, to).changes, []),
)

property(
  'a changed headline is told as exactly one change of the world, an unchanged one as none',
  fc.tuple(evidence, days),
  ([e, { from, to }]) => {
    const found = compare(e, from, to)
    const told = kinds(found).filter((kind) => OF_THE_WORLD.includes(kind))
    assert.equal(told.length, found.earlier.headline === found.later.headline ? 0 : 1)
  },
)

property(
  'worse and better follow the scale, and only between states that could be told',
  fc.tuple(evidence, days),
  ([e, { from, to }]) => {
    const found = compare(e, from, to)
    const [before, after] = [found.earlier, found.later].map((s) => HEADLINES.indexOf(s.headline))
    const limit = HEADLINES.indexOf('not_visible')
    for (const kind of kinds(found)) {
      if (kind === 'worsened')
        assert.ok(after !== undefined && before !== undefined && after < before)
      if (kind === 'improved')
        assert.ok(after !== undefined && before !== undefined && after > before)
      if (kind === 'worsened' || kind === 'improved')
        assert.ok(Math.max(before ?? limit, after ?? limit) < limit)
    }
  },
)

property(
  'with one knowledge for both days nothing is re-graded',
  fc.tuple(evidence, day, day, day),
  ([e, a, b, knownAt]) => {
    const { from, to } = clocksOf(Math.min(a, b), Math.max(a, b), knownAt)
    assert.ok(!kinds(compare(e, from, to)).includes('regraded'))
  },
)

property(
  'a claim published after the later day changes nothing',
  fc.tuple(evidence, lateClaim, days),
  ([e, claim, { from, to }]) => {
    const late = { ...claim, knownFrom: to.knownAt + 1 }
    assert.deepEqual(compare({ ...e, claims: [...e.claims, late] }, from, to), compare(e, from, to))
  },
)

property(
  'everything named as a reason was known, and no change of knowledge is without one',
  fc.tuple(evidence, days),
  ([e, { from, to }]) => {
    const { changes } = compare(e, from, to)
    const assessments = new Map(e.assessments.map((a) => [a.id, a.knownFrom]))
    const claims = new Map(e.claims.map((c) => [c.id, c.knownFrom]))
    for (const change of changes) {
      for (const id of change.assessments) assert.ok((assessments.get(id) ?? 1e9) <= to.knownAt, id)
      if (
        change.kind === 'newly_looked_at' ||
        change.kind === 'newly_contested' ||
        change.kind === 'added'
      ) {
        assert.ok(change.claims.length > 0, change.kind)
        for (const id of change.claims) assert.ok((claims.get(id) ?? 1e9) <= to.knownAt, id)
      }
    }
  },
)

property(
  'a threat is opened and closed at most once each, and is open after exactly if it was or was opened, and was not closed',
  fc.tuple(evidence, days),
  ([e, { from, to }]) => {
    for (const threat of e.threats) {
      const { opened, closed } = threatBetween(threat, from, to)
      assert.equal(isOpen(threat, to), (isOpen(threat, from) || opened) && !closed)
      assert.ok(!(opened && isOpen(threat, from)))
    }
  },
)
