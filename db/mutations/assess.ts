import { and, eq, isNull } from 'drizzle-orm'
import type { AssessInput } from '../domain/assess-input'
import { dayOfTimestamp, requireBounds, suggestedQualifier } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { adopterKnownFrom } from '../domain/knowledge'
import { retyped } from '../domain/retyped'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import { type Call, currentRow, findRepeat, requireBase, type Saved, saveAs } from './call'
import { ASSESSOR, refuseSameKey } from './conclude'
import { isSameContent } from './content'
import { findSubject, requireClaimAbout, type Subject } from './subjects'

/**
 * Concludes something about a monument, part, event or the site from claims recorded before: settles a disagreement by
 * adopting some and setting aside others, each with a reason. With `assessmentId` it corrects an earlier conclusion.
 * Throws `invalid` on the field (a claim about another place, a question about another property), `duplicate` on
 * `from` with the id of the conclusion that holds the same key, `conflict` when the corrected one has moved.
 */
export async function assess(call: Call<AssessInput>): Promise<Saved> {
  const { store, input } = call
  const [id, base] = input.assessmentId ? [input.assessmentId, input.base ?? 0] : [input.formId, 0]
  return saveAs(
    'assess',
    call,
    async (newId) => {
      const before = input.assessmentId ? await requireBase(call, 'assessment', id, base) : null
      const subject = await requireAssessable(call)
      const used = await usedClaims(call, subject)
      const row = assessmentRow(call, id, used, before)
      await refuseSameKey(store.db, row, 'from')
      const uses = await useChanges(call, row, newId)
      const changes = [...ownChange(before, row, uses.length > 0), ...uses]
      if (changes.length === 0) throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      return { id, reason: input.reason, changes }
    },
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'assessment', id, base }, (after) =>
        isSentAgain(call, after as Row<'assessment'> | null),
      ),
  )
}

/** Only places have a condition, only events happen on a day, and a question is about one property. */
async function requireAssessable({ store, reader, input }: Call<AssessInput>): Promise<Subject> {
  const { subjectId, property, questionId } = input
  const subject = await findSubject(store.db, reader, subjectId)
  if (property === 'condition' && subject.kind !== 'monument')
    throw new DomainError('invalid', 'subjectId', 'field.subject_place')
  if (questionId === null) return subject
  const question = await currentRow(store.db, reader, 'question', questionId)
  if (question?.property !== property)
    throw new DomainError('invalid', 'property', 'field.question_property')
  return subject
}

type Used = { claim: Row<'claim'>; isEstablishing: boolean; isRestricted: boolean }

async function usedClaims(
  { store, reader, input }: Call<AssessInput>,
  subject: Subject,
): Promise<Used[]> {
  const used: Used[] = []
  for (const { claimId, stance } of input.uses) {
    const field = `stance:${claimId}`
    const { questionId } = input
    const claim = await requireClaimAbout(store.db, reader, subject, claimId, field, questionId)
    const source = await currentRow(store.db, reader, 'source', claim.sourceId)
    const isRestricted = [claim, source].some((r) => r?.sensitivity === 'restricted')
    used.push({ claim, isEstablishing: stance === 'establishing', isRestricted })
  }
  return used
}

function assessmentRow(
  { input, now }: Call<AssessInput>,
  id: string,
  used: Used[],
  before: Row<'assessment'> | null,
): Row<'assessment'> {
  const valid = input.from ?? input.valueDate ?? ''
  for (const field of ['valueDate', 'from'] as const)
    if (input[field] !== null && requireBounds(input[field]).earliest > dayOfTimestamp(now))
      throw new DomainError('invalid', field, 'field.future')
  const establishing = used.filter((u) => u.isEstablishing)
  const isRestricted =
    before?.sensitivity === 'restricted' || establishing.some((u) => u.isRestricted)
  return {
    id,
    recordedRev: before?.recordedRev ?? 0,
    retiredRev: null,
    valid,
    qualifier: input.qualifier ?? suggestedQualifier(valid),
    ...requireBounds(valid),
    subjectId: input.subjectId,
    property: input.property,
    questionId: input.questionId,
    value: input.condition ?? input.valueDate ?? input.value,
    certainty: input.certainty,
    rationale: retyped(before?.rationale ?? null, input.rationale, input.textLang) ?? {},
    standing: retyped(before?.standing ?? null, input.standing, input.textLang),
    assessor: ASSESSOR,
    knownFrom: adopterKnownFrom(establishing.map((u) => u.claim)),
    provenance: null,
    sensitivity: isRestricted ? 'restricted' : 'public',
  }
}

/** A conclusion moves with what it makes of claims, so that a form that began before other uses were saved is stale. */
function ownChange(
  before: Row<'assessment'> | null,
  row: Row<'assessment'>,
  areUsesChanged: boolean,
): RecordChange[] {
  if (before === null) return [{ op: 'enter', kind: 'assessment', row }]
  const kept = { ...row, assessor: before.assessor, provenance: before.provenance }
  if (!isSameContent(before, kept)) return [{ op: 'correct', kind: 'assessment', before, row }]
  return areUsesChanged ? [{ op: 'correct', kind: 'assessment', before, row: kept }] : []
}

/** Enters, corrects and withdraws the uses of claims so that they are what the form says. */
async function useChanges(
  { store, input }: Call<AssessInput>,
  { id: targetId, sensitivity }: Row<'assessment'>,
  newId: () => string,
): Promise<RecordChange[]> {
  const current = await store.db
    .select()
    .from(t.adoption)
    .where(and(eq(t.adoption.targetId, targetId), isNull(t.adoption.retiredRev)))
  const wanted = new Map(input.uses.map((use) => [use.claimId, use]))
  const gone = current.filter((a) => !wanted.has(a.claimId))
  return [
    ...gone.map((before): RecordChange => ({ op: 'withdraw', kind: 'adoption', before })),
    ...input.uses.flatMap(({ claimId, stance, reason }): RecordChange[] => {
      const before = current.find((a) => a.claimId === claimId) ?? null
      const use = {
        targetId,
        claimId,
        stance,
        sensitivity,
        reason: retyped(before?.reason ?? null, reason, input.textLang),
      }
      if (before === null) return [{ op: 'enter', kind: 'adoption', row: { id: newId(), ...use } }]
      const row = { ...before, ...use }
      return isSameContent(before, row) ? [] : [{ op: 'correct', kind: 'adoption', before, row }]
    }),
  ]
}

/** The same form again finds its conclusion, and what that makes of claims, as it wants them. */
async function isSentAgain(
  call: Call<AssessInput>,
  after: Row<'assessment'> | null,
): Promise<boolean> {
  if (after === null) return false
  try {
    const used = await usedClaims(call, await requireAssessable(call))
    const row = assessmentRow(call, after.id, used, { ...after, recordedRev: 0, retiredRev: null })
    const uses = await useChanges(call, row, () => '')
    return uses.length === 0 && ownChange(after, row, false).length === 0
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}
