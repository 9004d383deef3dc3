import assert from 'node:assert/strict'
import fc from 'fast-check'
import { disagreementsOf, isContested } from '../../db/domain/contested'
import { conditionInForce, type Evidence, statusAt } from '../../db/domain/status'
import { property } from './each-seed'
import { clocks, evidence, inForceByArray, lateAssessment, lateClaim } from './random-evidence'

property(
  'the condition in force is the one an array of days says',
  fc.tuple(evidence, clocks),
  ([known, at]) => {
    for (const subject of ['whole', 'cella', 'gate']) {
      const found = conditionInForce(known, subject, at)
      const ids = { certain: found.certain?.id ?? null, maybe: found.maybe?.id ?? null }
      assert.deepEqual(ids, inForceByArray(known, subject, at.asOf, at.knownAt))
    }
  },
)

property(
  'the headline follows the principal structure, then the whole',
  fc.tuple(evidence, clocks),
  ([known, at]) => {
    const value = (id: string | null) => known.assessments.find((a) => a.id === id)?.value ?? null
    const whole = value(inForceByArray(known, 'whole', at.asOf, at.knownAt).certain)
    const principal =
      known.principalId &&
      value(inForceByArray(known, known.principalId, at.asOf, at.knownAt).certain)
    const status = statusAt(known, at)
    assert.equal(status.condition, whole ?? 'unknown')
    if (principal === 'destroyed') assert.equal(status.headline, 'destroyed')
    else if (whole === null) assert.equal(status.headline, 'unknown')
    else assert.equal(status.headline === 'destroyed', whole === 'destroyed')
    assert.notEqual(status.maybe, status.headline)
  },
)

property(
  'what is published later never changes an earlier answer',
  fc.tuple(evidence, clocks, lateClaim, lateAssessment, fc.boolean()),
  ([before, at, claim, assessment, isAdopted]) => {
    const published = { knownFrom: at.knownAt + 1 }
    const after: Evidence = {
      ...before,
      claims: [...before.claims, { ...claim, ...published }],
      assessments: [...before.assessments, { ...assessment, ...published }],
      adoptions: [
        ...before.adoptions,
        ...(isAdopted ? [claim, ...before.claims] : []).map((c) => ({
          targetId: assessment.id,
          claimId: c.id,
          stance: 'set_aside' as const,
        })),
      ],
    }
    assert.deepEqual(statusAt(after, at), statusAt(before, at))
  },
)

property(
  'the order of the records does not matter',
  fc.tuple(evidence, clocks, fc.infiniteStream(fc.nat())),
  ([known, at, dice]) => {
    const shuffled = <T>(list: T[]) =>
      list
        .map((item) => ({ item, at: dice.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item)
    const other: Evidence = {
      ...known,
      assessments: shuffled(known.assessments),
      claims: shuffled(known.claims),
      adoptions: shuffled(known.adoptions),
      threats: shuffled(known.threats),
      events: shuffled(known.events),
    }
    assert.deepEqual(statusAt(other, at), statusAt(known, at))
  },
)

property(
  'an assessment that deals with every claim leaves nothing contested',
  fc.tuple(evidence, clocks),
  ([known, at]) => {
    const settled: Evidence = {
      ...known,
      assessments: [...known.assessments.map((a) => ({ ...a, knownFrom: at.knownAt }))],
      adoptions: known.claims.map((c) => ({
        targetId: known.assessments[0]?.id ?? '',
        claimId: c.id,
        stance: 'corroborating',
      })),
    }
    if (known.assessments.length > 0) assert.equal(isContested(settled, at), false)
  },
)

property(
  'the flags read off the records one by one',
  fc.tuple(evidence, clocks),
  ([known, { asOf, knownAt }]) => {
    const isOver = (t: { latest: number; endKnownFrom: number | null }) =>
      t.latest < asOf && (t.endKnownFrom ?? 0) <= knownAt
    const threats = known.threats.filter(
      (t) => t.knownFrom <= knownAt && t.earliest <= asOf && !isOver(t),
    )
    const works = known.events.filter(
      (e) => e.knownFrom <= knownAt && e.earliest <= asOf && asOf <= e.latest,
    )
    const looks = known.claims
      .filter((c) => c.knownFrom <= knownAt)
      .map((c) => c.observedLatest ?? Number.POSITIVE_INFINITY)
    const status = statusAt(known, { asOf, knownAt })
    assert.equal(
      status.atRisk,
      threats.some((t) => ['planned', 'probable'].includes(t.probability)),
    )
    assert.equal(
      status.underIntervention,
      works.some((e) => ['restored', 'planned_works'].includes(e.kind)),
    )
    assert.equal(
      status.lookedAt ?? Number.NEGATIVE_INFINITY,
      Math.max(...looks.filter((day) => day <= asOf)),
    )
  },
)

property(
  'a status is contested exactly when one of its disagreements is, and none has a claim that was not known',
  fc.tuple(evidence, clocks),
  ([known, at]) => {
    const found = disagreementsOf(known, at)
    assert.equal(
      found.some((d) => d.isContested),
      isContested(known, at),
    )
    for (const { claimIds } of found)
      for (const id of claimIds) {
        const claim = known.claims.find((c) => c.id === id)
        assert.ok(claim && claim.knownFrom <= at.knownAt && claim.earliest <= at.asOf)
      }
  },
)
