import fc from 'fast-check'
import { beginningOf, formatDay, requireBounds } from '../../db/domain/dates'
import type { AssessmentFact, ClaimFact, Evidence } from '../../db/domain/status'
import {
  CONDITIONS,
  EVENT_KINDS,
  PROBABILITIES,
  QUALIFIERS,
  STANCES,
} from '../../db/domain/vocabulary'

/** The days that random evidence speaks of and is published on: few, so that records meet. */
export const FIRST = 16_000
export const DAYS = 10

const offset = fc.nat(DAYS - 1)
const day = offset.map((n) => FIRST + n)
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null, freq: 2 })

/** Two clocks in and around those days. */
export const clocks = fc.record({
  asOf: fc.integer({ min: FIRST - 2, max: FIRST + DAYS + 2 }),
  knownAt: fc.integer({ min: FIRST - 2, max: FIRST + DAYS + 2 }),
})

const validDate = fc
  .tuple(offset, offset, fc.constantFrom('day', 'period', 'between', 'open', 'unknown beginning'))
  .map(([a, b, form]) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)].map((n) => formatDay(FIRST + n))
    if (form === 'day') return `${from}`
    if (form === 'open') return `${from}/..`
    if (form === 'unknown beginning') return `../${to}`
    return form === 'period' ? `${from}/${to}` : `[${from}..${to}]`
  })

const dated = fc
  .record({ valid: validDate, qualifier: fc.constantFrom(...QUALIFIERS), knownFrom: day })
  .map((d) => ({ ...d, ...requireBounds(d.valid) }))

const subject = fc.constantFrom('whole', 'whole', 'cella', 'gate', 'event.0')
const question = orNull(fc.constantFrom('question.0', 'question.1'))
const condition = fc.constantFrom(...CONDITIONS)

const claimBody = fc
  .tuple(
    dated,
    subject,
    fc.constantFrom(
      'condition' as const,
      'condition' as const,
      'extent' as const,
      'event_date' as const,
      'statement' as const,
    ),
    question,
    orNull(condition),
    orNull(day),
    orNull(validDate),
  )
  .map(([date, subjectId, property, questionId, value, observedLatest, eventDate]) => ({
    ...date,
    subjectId,
    property,
    questionId,
    value: property === 'condition' ? value : property === 'event_date' ? eventDate : null,
    words: value ?? 'said',
    observedLatest,
  }))

const assessmentBody = fc
  .tuple(
    dated,
    subject,
    fc.constantFrom('condition' as const, 'condition' as const, 'extent' as const),
    question,
    condition,
  )
  .map(([date, subjectId, property, questionId, value]) => ({
    ...date,
    subjectId,
    property,
    questionId,
    value,
  }))

const numbered = <T extends object>(prefix: string, bodies: T[]) =>
  bodies.map((body, i) => ({ id: `${prefix}.${i}`, ...body }))

/** Makes those that are marked speak of the same subject and date as the one before, which the tie rules decide. */
function withRivals<T extends { subjectId: string; knownFrom: number; value: unknown }>(
  marked: [T, boolean][],
): T[] {
  const all: T[] = []
  for (const [body, isRival] of marked) {
    const rival = isRival ? all.at(-1) : undefined
    const { knownFrom, value } = body
    all.push(
      rival ? { ...rival, value, knownFrom: value === 'good' ? rival.knownFrom : knownFrom } : body,
    )
  }
  return all
}

/** A claim or an assessment that may join the evidence later; its id is new. */
export const lateClaim: fc.Arbitrary<ClaimFact> = claimBody.map((body) => ({
  id: 'claim.late',
  ...body,
}))
export const lateAssessment: fc.Arbitrary<AssessmentFact> = assessmentBody.map((body) => ({
  id: 'assessment.late',
  ...body,
}))

/** Everything that can decide the status of a monument with a principal structure, another part and two events. */
export const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    principalId: fc.constantFrom('cella', 'cella', null),
    assessments: fc.array(fc.tuple(assessmentBody, fc.boolean()), { maxLength: 6 }),
    claims: fc.array(claimBody, { maxLength: 6 }),
    threats: fc.array(
      fc
        .tuple(dated, fc.constantFrom(...PROBABILITIES), orNull(day))
        .map(([date, probability, endKnownFrom]) => ({
          ...date,
          subjectId: 'whole',
          probability,
          endKnownFrom,
        })),
      { maxLength: 3 },
    ),
    events: fc.array(
      fc
        .tuple(dated, fc.constantFrom(...EVENT_KINDS))
        .map(([date, kind]) => ({ ...date, subjectId: 'whole', kind })),
      { maxLength: 3 },
    ),
    adoptions: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.constantFrom(...STANCES)), {
      maxLength: 6,
    }),
  })
  .map(({ principalId, assessments, claims, threats, events, adoptions }) => ({
    monumentId: 'whole',
    principalId,
    partIds: ['cella', 'gate'],
    assessments: numbered('assessment', withRivals(assessments)),
    claims: numbered('claim', claims),
    threats: numbered('threat', threats),
    events: numbered('event', events),
    adoptions: adoptions.map(([a, c, stance]) => ({
      targetId: `assessment.${a}`,
      claimId: `claim.${c}`,
      stance,
    })),
  }))

/**
 * The model that the real thing is held against: write every known assessment into an array of days, oldest first,
 * and read off the day asked about. `certain` from the last possible day of its beginning, `maybe` from the first.
 */
export function inForceByArray(
  { assessments }: Evidence,
  subjectId: string,
  asOf: number,
  knownAt: number,
) {
  const certain: (string | undefined)[] = []
  const maybe: (string | undefined)[] = []
  const known = assessments
    .filter(
      (a) => a.subjectId === subjectId && a.property === 'condition' && a.knownFrom <= knownAt,
    )
    .map((a) => ({ ...a, begins: beginningOf(a, a.qualifier) }))
    .sort(
      (a, b) =>
        a.begins.latest - b.begins.latest ||
        a.earliest - b.earliest ||
        a.knownFrom - b.knownFrom ||
        (a.id < b.id ? -1 : 1),
    )
  for (const { id, begins } of known)
    for (let d = FIRST - 3; d < FIRST + DAYS + 3; d++) {
      if (d >= begins.latest) certain[d - FIRST + 3] = id
      else if (d >= begins.earliest) maybe[d - FIRST + 3] = id
    }
  return { certain: certain[asOf - FIRST + 3] ?? null, maybe: maybe[asOf - FIRST + 3] ?? null }
}
