import { contestingClaims } from './contested'
import type { Day } from './dates'
import {
  type AssessmentFact,
  type ClaimFact,
  type Clocks,
  type Evidence,
  isOpen,
  type Status,
  statusAt,
  type ThreatFact,
} from './status'
import { CHANGES, type Change, HEADLINES, type Headline } from './vocabulary'

/**
 * What differs for one monument between two pairs of clocks. Three answers tell a change in the world from a change in
 * what is known of it: `toldThen` is the earlier day as it was seen then, `earlier` the same day as it is seen now, `later`
 * the later day. From `toldThen` to `earlier` only knowledge has moved, from `earlier` to `later` only the world.
 */
export type Comparison = {
  toldThen: Status
  earlier: Status
  later: Status
  changes: ChangeFound[]
}

/** One difference, with the ids of the claims and assessments behind it. */
export type ChangeFound = { kind: Change; claims: string[]; assessments: string[] }

/** The clocks that two days are seen at: with what was known on each day, or both with what was known by `knownAt`. */
export function clocksOf(from: Day, to: Day, knownAt: Day | null): { from: Clocks; to: Clocks } {
  return {
    from: { asOf: from, knownAt: knownAt ?? from },
    to: { asOf: to, knownAt: knownAt ?? to },
  }
}

/** Compares a monument at two pairs of clocks; the second lies later on neither or either of them. */
export function compare(evidence: Evidence, from: Clocks, to: Clocks): Comparison {
  const statuses = {
    toldThen: statusAt(evidence, from),
    earlier: statusAt(evidence, { asOf: from.asOf, knownAt: to.knownAt }),
    later: statusAt(evidence, to),
  }
  const told: Told = { evidence, from, to, ...statuses }
  const changes = CHANGES.filter((kind) => IS[kind](told)).map((kind) => ({
    kind,
    ...behind(kind, told),
  }))
  return { ...statuses, changes }
}

/** The two answers that a change lies between, each with its clocks. */
export function sidesOf(kind: Change, from: Clocks, to: Clocks): [before: Side, after: Side] {
  const toldThen: Side = { of: 'toldThen', at: from }
  const earlier: Side = { of: 'earlier', at: { asOf: from.asOf, knownAt: to.knownAt } }
  const later: Side = { of: 'later', at: to }
  if (kind === 'regraded') return [toldThen, earlier]
  return OF_KNOWLEDGE.includes(kind) ? [toldThen, later] : [earlier, later]
}

export type Side = { of: 'toldThen' | 'earlier' | 'later'; at: Clocks }
const OF_KNOWLEDGE: readonly Change[] = ['added', 'newly_contested', 'settled', 'newly_looked_at']

/** Whether a threat was opened, and whether it was closed, between two pairs of clocks; one can be both. */
export function threatBetween(
  threat: ThreatFact,
  from: Clocks,
  to: Clocks,
): { opened: boolean; closed: boolean } {
  const hasBegun = (at: Clocks) => threat.knownFrom <= at.knownAt && threat.earliest <= at.asOf
  const isOver = (at: Clocks) => hasBegun(at) && !isOpen(threat, at)
  return { opened: !hasBegun(from) && hasBegun(to), closed: !isOver(from) && isOver(to) }
}

type Told = {
  evidence: Evidence
  from: Clocks
  to: Clocks
  toldThen: Status
  earlier: Status
  later: Status
}

const isTold = (headline: Headline) => headline !== 'unknown' && headline !== 'not_visible'
const severity = (headline: Headline) => -HEADLINES.indexOf(headline)
const isWorldChange = ({ earlier, later }: Told) => earlier.headline !== later.headline
const areTold = ({ earlier, later }: Told, before: boolean, after: boolean) =>
  isTold(earlier.headline) === before && isTold(later.headline) === after

/**
 * When each change holds. Every change of headline between `earlier` and `later` is exactly one of *worsened*,
 * *improved*, *now known*, *no longer known* and *still unknown*: to have lost sight of a monument is not an improvement.
 */
const IS: Record<Change, (told: Told) => boolean> = {
  added: (t) => isAdded(t),
  worsened: (t) =>
    areTold(t, true, true) && severity(t.later.headline) > severity(t.earlier.headline),
  improved: (t) =>
    areTold(t, true, true) && severity(t.later.headline) < severity(t.earlier.headline),
  possibly_changed: (t) =>
    !isWorldChange(t) && t.later.maybe !== null && t.later.maybe !== t.earlier.maybe,
  now_known: (t) => areTold(t, false, true),
  no_longer_known: (t) => areTold(t, true, false),
  still_unknown: (t) => areTold(t, false, false) && isWorldChange(t),
  regraded: (t) =>
    !isAdded(t) &&
    (t.toldThen.headline !== t.earlier.headline || t.toldThen.maybe !== t.earlier.maybe),
  newly_contested: (t) => !t.toldThen.contested && t.later.contested,
  settled: (t) => t.toldThen.contested && !t.later.contested,
  newly_looked_at: ({ toldThen, later }) =>
    later.lookedAt !== null && (toldThen.lookedAt === null || later.lookedAt > toldThen.lookedAt),
}

function isAdded({ evidence, from, to }: Told): boolean {
  return (
    !evidence.claims.some((c) => isKnown(c, from)) && evidence.claims.some((c) => isKnown(c, to))
  )
}

/** What stands behind a change: the assessments that made it and the claims they treat, or the claims themselves. */
function behind(kind: Change, told: Told): Omit<ChangeFound, 'kind'> {
  const { evidence, from, to, toldThen, earlier, later } = told
  if (kind === 'added')
    return { claims: idsOf(evidence.claims.filter((c) => isKnown(c, to))), assessments: [] }
  if (kind === 'newly_looked_at')
    return {
      claims: idsOf(
        evidence.claims.filter(
          (c) => c.observedLatest === later.lookedAt && c.knownFrom <= to.knownAt,
        ),
      ),
      assessments: [],
    }
  if (kind === 'newly_contested')
    return { claims: idsOf(contestingClaims(evidence, to)), assessments: [] }
  if (kind === 'settled') return settling(evidence, from, to)
  const [before, after] = kind === 'regraded' ? [toldThen, earlier] : [earlier, later]
  return withClaims(evidence, basisOf(told, before, after))
}

/** The assessments in force after a change that were not before it; a possible one counts with those in force. */
function basisOf({ evidence, from, to }: Told, before: Status, after: Status): AssessmentFact[] {
  const old = new Set([before.assessmentId, before.principalAssessmentId])
  const inForce = evidence.assessments.filter(
    (a) => (a.id === after.assessmentId || a.id === after.principalAssessmentId) && !old.has(a.id),
  )
  if (inForce.length > 0) return inForce
  return evidence.assessments.filter(
    (a) => a.property === 'condition' && isKnown(a, to) && !isKnown(a, from),
  )
}

function settling(evidence: Evidence, from: Clocks, to: Clocks): Omit<ChangeFound, 'kind'> {
  const open = new Set(idsOf(contestingClaims(evidence, from)))
  const treating = new Set(
    evidence.adoptions.filter((a) => open.has(a.claimId)).map((a) => a.targetId),
  )
  const assessments = evidence.assessments.filter(
    (a) => treating.has(a.id) && a.knownFrom <= to.knownAt && a.knownFrom > from.knownAt,
  )
  return { claims: [...open].sort(), assessments: idsOf(assessments) }
}

function withClaims(evidence: Evidence, assessments: AssessmentFact[]): Omit<ChangeFound, 'kind'> {
  const targets = new Set(idsOf(assessments))
  const claims = evidence.adoptions.filter((a) => targets.has(a.targetId)).map((a) => a.claimId)
  return { claims: [...new Set(claims)].sort(), assessments: idsOf(assessments) }
}

function isKnown(record: ClaimFact | AssessmentFact, { asOf, knownAt }: Clocks): boolean {
  return record.knownFrom <= knownAt && record.earliest <= asOf
}

function idsOf(records: { id: string }[]): string[] {
  return records.map((r) => r.id).sort()
}
