import { isContested } from './contested'
import { beginningOf, type Day } from './dates'
import { type HeadlineRule, headlineOf } from './headline'
import {
  type Condition,
  type Headline,
  type Probability,
  type Property,
  type Qualifier,
  RISK_PROBABILITIES,
  type Stance,
  WORKS_KINDS,
} from './vocabulary'

/** The two clocks: the day the world is seen at, and the day up to which publications count. */
export type Clocks = { asOf: Day; knownAt: Day }

type Dated = {
  id: string
  valid: string
  qualifier: Qualifier
  earliest: Day
  latest: Day
  knownFrom: Day
}
export type AssessmentFact = Dated & {
  subjectId: string
  property: Property
  value: string | null
  questionId: string | null
}
export type ClaimFact = Dated & {
  subjectId: string
  property: Property
  value: string | null
  words: string
  questionId: string | null
  observedLatest: Day | null
}
export type ThreatFact = Dated & {
  subjectId: string
  probability: Probability
  endKnownFrom: Day | null
}
export type EventFact = Dated & { subjectId: string; kind: string }
export type AdoptionFact = { targetId: string; claimId: string; stance: Stance }

/** Everything that can change the status of one monument: its own records, its parts' and its events'. */
export type Evidence = {
  monumentId: string
  principalId: string | null
  partIds: string[]
  assessments: AssessmentFact[]
  claims: ClaimFact[]
  adoptions: AdoptionFact[]
  threats: ThreatFact[]
  events: EventFact[]
}

/** The derived status of a monument at two clocks. Never stored by hand. */
export type Status = {
  headline: Headline
  /** What the headline possibly is already, inside the window of an uncertain date. */
  maybe: Headline | null
  /** EAMENA condition of the whole. */
  condition: Condition
  rule: HeadlineRule
  atRisk: boolean
  underIntervention: boolean
  contested: boolean
  lookedAt: Day | null
  /** EDTF date of the assessment behind the headline, with its qualifier. */
  since: string | null
  sinceQualifier: Qualifier | null
  assessmentId: string | null
  principalAssessmentId: string | null
}

/** Derives the status of a monument from its evidence at the given clocks (DESIGN §1–2). */
export function statusAt(evidence: Evidence, clocks: Clocks): Status {
  const whole = conditionInForce(evidence, evidence.monumentId, clocks)
  const principal = evidence.principalId
    ? conditionInForce(evidence, evidence.principalId, clocks)
    : NOTHING
  const { headline, rule } = headlineOf(conditionOf(whole.certain), conditionOf(principal.certain))
  const possibly = headlineOf(
    conditionOf(whole.maybe ?? whole.certain),
    conditionOf(principal.maybe ?? principal.certain),
  ).headline
  const basis = rule === 'principal_destroyed' ? principal.certain : whole.certain
  return {
    headline,
    maybe: possibly === headline ? null : possibly,
    condition: conditionOf(whole.certain) ?? 'unknown',
    rule,
    atRisk: evidence.threats.some((t) => isRisk(t) && isOpen(t, clocks)),
    underIntervention: evidence.events.some((e) => isWorks(e) && isDuring(e, clocks)),
    contested: isContested(evidence, clocks),
    lookedAt: lookedAt(evidence.claims, clocks),
    since: basis?.valid ?? null,
    sinceQualifier: basis?.qualifier ?? null,
    assessmentId: whole.certain?.id ?? null,
    principalAssessmentId: principal.certain?.id ?? null,
  }
}

/** The assessment of condition in force for one subject, and the one that may have replaced it already. */
export function conditionInForce(evidence: Evidence, subjectId: string, clocks: Clocks): InForce {
  const known = evidence.assessments.filter(
    (a) => a.subjectId === subjectId && a.property === 'condition' && a.knownFrom <= clocks.knownAt,
  )
  return {
    certain: newest(known.filter((a) => beginningOf(a, a.qualifier).latest <= clocks.asOf)),
    maybe: newest(
      known.filter((a) => {
        const begins = beginningOf(a, a.qualifier)
        return begins.earliest <= clocks.asOf && clocks.asOf < begins.latest
      }),
    ),
  }
}

/** True while a threat stands open: begun, and not known to have ended. */
export function isOpen(threat: ThreatFact, { asOf, knownAt }: Clocks): boolean {
  if (threat.knownFrom > knownAt || threat.earliest > asOf) return false
  const endKnown = threat.endKnownFrom === null || threat.endKnownFrom <= knownAt
  return threat.latest >= asOf || !endKnown
}

/** The EDTF period of a threat as it was known: an end that was published later is left open. */
export function knownPeriod(
  { valid, endKnownFrom }: Pick<ThreatFact, 'valid' | 'endKnownFrom'>,
  knownAt: Day,
): string {
  return endKnownFrom === null || endKnownFrom <= knownAt ? valid : valid.replace(/\/.*$/, '/..')
}

export type InForce = { certain: AssessmentFact | null; maybe: AssessmentFact | null }
const NOTHING: InForce = { certain: null, maybe: null }

function newest(assessments: AssessmentFact[]): AssessmentFact | null {
  return assessments.reduce<AssessmentFact | null>(
    (best, a) => (best === null || isNewer(a, best) ? a : best),
    null,
  )
}

/** Later beginning wins; of two for one beginning the later published, then the id, so that order never matters. */
function isNewer(a: AssessmentFact, b: AssessmentFact): boolean {
  const order =
    beginningOf(a, a.qualifier).latest - beginningOf(b, b.qualifier).latest ||
    a.earliest - b.earliest ||
    a.knownFrom - b.knownFrom
  return order === 0 ? a.id > b.id : order > 0
}

function conditionOf(assessment: AssessmentFact | null): Condition | null {
  return (assessment?.value as Condition | null | undefined) ?? null
}

function isRisk(threat: ThreatFact): boolean {
  return (RISK_PROBABILITIES as readonly string[]).includes(threat.probability)
}

function isWorks(event: EventFact): boolean {
  return (WORKS_KINDS as readonly string[]).includes(event.kind)
}

function isDuring(dated: Dated, { asOf, knownAt }: Clocks): boolean {
  return dated.knownFrom <= knownAt && dated.earliest <= asOf && asOf <= dated.latest
}

function lookedAt(claims: ClaimFact[], { asOf, knownAt }: Clocks): Day | null {
  let latest: Day | null = null
  for (const { observedLatest: day, knownFrom } of claims) {
    if (day !== null && knownFrom <= knownAt && day <= asOf && (latest === null || day > latest))
      latest = day
  }
  return latest
}
