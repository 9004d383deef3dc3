import { and, eq, isNull, ne } from 'drizzle-orm'
import { dayOfTimestamp, requireBounds, suggestedQualifier } from '../domain/dates'
import { DomainError } from '../domain/errors'
import type { ClaimInput } from '../domain/inputs'
import { adopterKnownFrom } from '../domain/knowledge'
import type { Author, Bilingual, Stance } from '../domain/vocabulary'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import type { Db } from '../store/store'
import type { Call } from './call'
import { requireClaimAbout, type Subject } from './subjects'

/** Whose judgement an assessment entered here is; the audit knows which person, public pages do not. */
export const ASSESSOR: Author = 'editors'

/**
 * The changes that conclude what a new claim establishes: an assessment, and how it uses this claim and others.
 * What rests on a restricted claim or source is restricted. Throws `duplicate` on `conclude` with the id of the
 * assessment that holds the same subject, property, beginning and known day.
 */
export async function conclusionChanges(
  call: Call<ClaimInput>,
  subject: Subject,
  claim: Row<'claim'>,
  source: Row<'source'>,
  newId: () => string,
): Promise<RecordChange[]> {
  const {
    store: { db },
    input,
  } = call
  // Asked for only now: a claim that contradicts the assessment in force is first asked whether it concludes at all.
  if (input.rationale === null) throw new DomainError('invalid', 'rationale', 'field.required')
  const assessment = assessmentOf(input, claim, source, newId())
  if (assessment.earliest > dayOfTimestamp(call.now))
    throw new DomainError('invalid', 'concludedFrom', 'field.future')
  await refuseSameKey(db, assessment, 'conclude')
  await requireClaims(call, subject, 'corroborating', input.corroborating)
  await requireClaims(call, subject, 'setAside', input.setAside)
  const reason = input.setAsideReason === null ? null : inLang(input, input.setAsideReason)
  const use = (claimId: string, stance: Stance): RecordChange => ({
    op: 'enter',
    kind: 'adoption',
    row: {
      id: newId(),
      targetId: assessment.id,
      claimId,
      stance,
      reason: stance === 'set_aside' ? reason : null,
      sensitivity: assessment.sensitivity,
    },
  })
  return [
    { op: 'enter', kind: 'assessment', row: assessment },
    use(claim.id, 'establishing'),
    ...input.corroborating.map((id) => use(id, 'corroborating')),
    ...input.setAside.map((id) => use(id, 'set_aside')),
  ]
}

function assessmentOf(input: ClaimInput, claim: Row<'claim'>, source: Row<'source'>, id: string) {
  const valid = input.concludedFrom ?? claim.valid
  const qualifier = input.concludedFrom === null ? claim.qualifier : suggestedQualifier(valid)
  const isRestricted = claim.sensitivity === 'restricted' || source.sensitivity === 'restricted'
  return {
    id,
    valid,
    qualifier: input.concludedQualifier ?? qualifier,
    ...requireBounds(valid),
    subjectId: claim.subjectId,
    property: claim.property,
    questionId: claim.questionId,
    value: concludedValue(input, claim),
    certainty: input.certainty ?? 'medium',
    rationale: inLang(input, input.rationale ?? ''),
    standing: input.standing === null ? null : inLang(input, input.standing),
    assessor: ASSESSOR,
    knownFrom: adopterKnownFrom([claim]),
    provenance: null,
    sensitivity: isRestricted ? ('restricted' as const) : ('public' as const),
  }
}

function concludedValue(input: ClaimInput, claim: Row<'claim'>): string | null {
  if (claim.property === 'condition') return input.concludedCondition ?? claim.value
  return claim.property === 'extent' ? input.concludedText : claim.value
}

/** Two conclusions of one kind may not begin and become known on the same days: throws `duplicate` on `field`. */
export async function refuseSameKey(
  db: Db,
  assessment: Pick<Row<'assessment'>, 'id' | 'subjectId' | 'property' | 'earliest' | 'knownFrom'>,
  field: string,
): Promise<void> {
  const { id, subjectId, property, earliest, knownFrom } = assessment
  const [holder] = await db
    .select({ id: t.assessment.id })
    .from(t.assessment)
    .where(
      and(
        eq(t.assessment.subjectId, subjectId),
        eq(t.assessment.property, property),
        eq(t.assessment.earliest, earliest),
        eq(t.assessment.knownFrom, knownFrom),
        ne(t.assessment.id, id),
        isNull(t.assessment.retiredRev),
      ),
    )
  if (holder) throw new DomainError('duplicate', field, holder.id)
}

async function requireClaims(
  { store: { db }, reader }: Call<ClaimInput>,
  subject: Subject,
  field: string,
  ids: string[],
): Promise<void> {
  if (new Set(ids).size !== ids.length) throw new DomainError('invalid', field, 'field.given_twice')
  for (const id of ids) await requireClaimAbout(db, reader, subject, id, field)
}

function inLang({ textLang }: ClaimInput, text: string): Bilingual {
  return { [textLang]: text }
}
