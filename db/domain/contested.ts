import { beginningOf, requireBounds } from './dates'
import { type ClaimFact, type Clocks, conditionInForce, type Evidence } from './status'
import { CONTESTABLE } from './vocabulary'

/** True when known claims disagree on condition, extent or event date and no known assessment settles it (DESIGN §1). */
export function isContested(evidence: Evidence, clocks: Clocks): boolean {
  const { open, isContesting } = contest(evidence, clocks)
  return open.some(isContesting)
}

/** The claims that leave a monument contested, and those that they disagree with; none when it is not. */
export function contestingClaims(evidence: Evidence, clocks: Clocks): ClaimFact[] {
  const { open, standing, isContesting } = contest(evidence, clocks)
  const contesting = open.filter(isContesting)
  return standing.filter((c) => contesting.some((claim) => claim === c || compete(claim, c)))
}

/**
 * The known claims that no assessment has treated, those that none has set aside, and what makes one of the first
 * contest: two claims compete when they answer the same question, date the same event, or code the same subject's
 * condition; a claim is settled once an assessment adopts it or sets it aside.
 */
function contest(evidence: Evidence, clocks: Clocks) {
  const known = evidence.claims.filter(
    (c) =>
      c.knownFrom <= clocks.knownAt &&
      c.earliest <= clocks.asOf &&
      (CONTESTABLE as readonly string[]).includes(c.property),
  )
  const treated = treatedClaims(evidence, clocks)
  const open = known.filter((c) => !treated.has(c.id))
  const standing = known.filter((c) => treated.get(c.id) !== 'set_aside')
  const isContesting = (claim: ClaimFact) =>
    standing.some((other) => other !== claim && compete(claim, other)) ||
    contradictsAssessment(evidence, claim, clocks)
  return { open, standing, isContesting }
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
