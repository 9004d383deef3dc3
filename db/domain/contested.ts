import { beginningOf, requireBounds } from './dates'
import { type ClaimFact, type Clocks, conditionInForce, type Evidence } from './status'
import { CONTESTABLE, type Property } from './vocabulary'

/**
 * True when known claims disagree on condition, extent or event date and no known assessment settles it (DESIGN §1).
 * Two claims compete when they answer the same question, date the same event, or code the same subject's condition;
 * a claim is settled once an assessment adopts it or sets it aside.
 */
export function isContested(evidence: Evidence, clocks: Clocks): boolean {
  const known = evidence.claims.filter(
    (c) => c.knownFrom <= clocks.knownAt && c.earliest <= clocks.asOf && isContestable(c.property),
  )
  return isUnsettled(evidence, known, treatedClaims(evidence, clocks), clocks)
}

/** The claims that leave a monument contested, and those that they disagree with; none when it is not. */
export function contestingClaims(evidence: Evidence, clocks: Clocks): ClaimFact[] {
  const contesting = disagreementsOf(evidence, clocks).filter((d) => d.isContested)
  const ids = new Set(contesting.flatMap((d) => d.claimIds))
  return evidence.claims.filter((c) => ids.has(c.id))
}

/** Known claims that disagree about one thing: the answer to a question, a subject's condition, an event's date. */
export type Disagreement = {
  property: Property
  questionId: string | null
  /** In the order in which the evidence lists them. */
  claimIds: string[]
  /** True while the disagreement makes the status *contested*. */
  isContested: boolean
}

/**
 * Every disagreement among known claims, settled or not: those that answer one question, and outside questions those
 * that compete with another or contradict the assessment in force, beside the claims which that rests on.
 */
export function disagreementsOf(evidence: Evidence, clocks: Clocks): Disagreement[] {
  const known = evidence.claims.filter(
    (c) => c.knownFrom <= clocks.knownAt && c.earliest <= clocks.asOf,
  )
  const bySubject = groupBy(known, (c) => c.subjectId)
  const groups = new Map<string, { questionId: string | null; claims: Set<ClaimFact> }>()
  const enter = (key: string, questionId: string | null, claims: ClaimFact[]) => {
    const before = groups.get(key)?.claims ?? []
    groups.set(key, { questionId, claims: new Set([...before, ...claims]) })
  }
  for (const claim of known) {
    if (claim.questionId !== null) enter(claim.questionId, claim.questionId, [claim])
    const rivals = opponents(evidence, bySubject.get(claim.subjectId) ?? [], claim, clocks)
    if (rivals !== null) enter(`${claim.property} ${claim.subjectId}`, null, [claim, ...rivals])
  }
  const treated = treatedClaims(evidence, clocks)
  return [...groups.values()].map(({ questionId, claims: group }) => {
    const claims = known.filter((c) => group.has(c))
    return {
      property: claims[0]?.property ?? 'statement',
      questionId,
      claimIds: claims.map((c) => c.id),
      isContested: isUnsettled(
        evidence,
        claims.filter((c) => isContestable(c.property)),
        treated,
        clocks,
      ),
    }
  })
}

/**
 * What a claim stands against outside its question: those that compete with it, and those behind the assessment that
 * it contradicts; null when nothing does.
 */
function opponents(
  evidence: Evidence,
  nearby: ClaimFact[],
  claim: ClaimFact,
  clocks: Clocks,
): ClaimFact[] | null {
  const competing = nearby.filter(
    (other) =>
      other !== claim &&
      (claim.questionId === null || other.questionId !== claim.questionId) &&
      compete(claim, other),
  )
  if (!contradictsAssessment(evidence, claim, clocks))
    return competing.length > 0 ? competing : null
  const { certain } = conditionInForce(evidence, claim.subjectId, clocks)
  const establishing = new Set(
    evidence.adoptions
      .filter((a) => a.targetId === certain?.id && a.stance === 'establishing')
      .map((a) => a.claimId),
  )
  return [...competing, ...nearby.filter((c) => c !== claim && establishing.has(c.id))]
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** Whether some claim that no assessment deals with competes with one that stands, or with the assessment in force. */
function isUnsettled(
  evidence: Evidence,
  claims: ClaimFact[],
  treated: Map<string, string>,
  clocks: Clocks,
): boolean {
  const open = claims.filter((c) => !treated.has(c.id))
  if (open.length === 0) return false
  const standing = claims.filter((c) => treated.get(c.id) !== 'set_aside')
  return open.some(
    (claim) =>
      standing.some((other) => other !== claim && compete(claim, other)) ||
      contradictsAssessment(evidence, claim, clocks),
  )
}

function isContestable(property: Property): boolean {
  return (CONTESTABLE as readonly string[]).includes(property)
}

/** Whether a coded condition claim differs from the assessment in force on the day it speaks of or later. */
export function contradictsAssessment(
  evidence: Evidence,
  claim: ClaimFact,
  clocks: Clocks,
): boolean {
  if (claim.property !== 'condition' || claim.questionId !== null || !isDefinite(claim.value))
    return false
  const { certain, maybe } = conditionInForce(evidence, claim.subjectId, clocks)
  if (certain === null || claim.latest < beginningOf(certain, certain.qualifier).earliest)
    return false
  return claim.value !== certain.value && claim.value !== maybe?.value
}

/** Claims that a known assessment has dealt with, and how. */
function treatedClaims(evidence: Evidence, { knownAt }: Clocks): Map<string, string> {
  const assessments = new Set(
    evidence.assessments.filter((a) => a.knownFrom <= knownAt).map((a) => a.id),
  )
  const treated = new Map<string, string>()
  for (const a of evidence.adoptions) {
    if (assessments.has(a.targetId) && treated.get(a.claimId) !== 'set_aside')
      treated.set(a.claimId, a.stance)
  }
  return treated
}

function compete(a: ClaimFact, b: ClaimFact): boolean {
  if (a.property !== b.property) return false
  const sameQuestion = a.questionId !== null && a.questionId === b.questionId
  if (!sameQuestion && a.subjectId !== b.subjectId) return false
  if (a.property === 'event_date') return areDisjoint(a.value, b.value)
  if (sameQuestion) return (a.value ?? a.words) !== (b.value ?? b.words)
  return (
    a.property === 'condition' &&
    overlap(a, b) &&
    isDefinite(a.value) &&
    isDefinite(b.value) &&
    a.value !== b.value
  )
}

function areDisjoint(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  const [left, right] = [requireBounds(a), requireBounds(b)]
  return left.latest < right.earliest || right.latest < left.earliest
}

function overlap(a: ClaimFact, b: ClaimFact): boolean {
  return a.earliest <= b.latest && b.earliest <= a.latest
}

/** "Nobody looked" and "could not tell" contradict nothing. */
function isDefinite(value: string | null): boolean {
  return value !== null && value !== 'unknown' && value !== 'not_visible'
}
