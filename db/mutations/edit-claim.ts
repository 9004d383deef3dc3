import type { ClaimEditInput } from '../domain/claim-edit-input'
import { dayOfTimestamp, requireBounds } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { isDateProperty } from '../domain/inputs'
import { claimKnownFrom } from '../domain/knowledge'
import { retyped } from '../domain/retyped'
import type { RecordChange, Row } from '../store/records'
import { type Call, currentRow, findRepeat, requireBase, type Saved, saveAs } from './call'
import { observedLatest } from './claim-row'
import { isSameContent, isUnmoved } from './content'
import { followKnownDays } from './follow'
import { requirePerson } from './persons'

/**
 * Corrects or grades a claim. A new reported day moves, in the same revision, what hangs on the day the claim was
 * known. Throws `conflict` when it has moved since `base`, `invalid` on the field for days that cannot be, on
 * `questionId` for a question about something else, and on `reason` when nothing would change.
 */
export async function editClaim(call: Call<ClaimEditInput>): Promise<Saved> {
  const { store, input } = call
  const id = input.claimId
  return saveAs(
    'edit-claim',
    call,
    async () => {
      const before = await requireBase(call, 'claim', id, input.base)
      const row = await corrected(call, before)
      if (isSameContent(before, row))
        throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      const changes: RecordChange[] = [{ op: 'correct', kind: 'claim', before, row }]
      if (row.knownFrom !== before.knownFrom)
        changes.push(...(await followKnownDays(store.db, [row])))
      return { id, reason: input.reason, changes }
    },
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'claim', id, base: input.base }, (after) =>
        isUnmoved<Row<'claim'>>(after, (row) => corrected(call, row)),
      ),
  )
}

async function corrected(
  { store, reader, input, now }: Call<ClaimEditInput>,
  before: Row<'claim'>,
): Promise<Row<'claim'>> {
  if (input.reported !== null && input.reported > dayOfTimestamp(now))
    throw new DomainError('invalid', 'reported', 'field.future')
  const source = await currentRow(store.db, reader, 'source', before.sourceId)
  if (!source) throw new DomainError('not_found')
  const question =
    input.questionId && (await currentRow(store.db, reader, 'question', input.questionId))
  if (input.questionId && (!question || question.property !== before.property))
    throw new DomainError('invalid', 'questionId', 'field.question_property')
  await requirePerson(store.db, reader, input.personId)
  const knownFrom = claimKnownFrom(input, source)
  return {
    ...before,
    ...typedFields(input),
    ...requireBounds(input.valid),
    value: typedValue(input, before),
    infoGradeReason: retyped(before.infoGradeReason, input.infoGradeReason, input.textLang),
    observedLatest: observedLatest(input.observed, knownFrom),
    knownFrom,
  }
}

function typedFields(input: ClaimEditInput) {
  const { words, wordsLang, locator, valid, qualifier, observed, method, access } = input
  const { attributedTo, personId, reported, infoGrade, questionId, note, sensitivity } = input
  return {
    words,
    wordsLang,
    locator,
    valid,
    qualifier,
    observed,
    method,
    access,
    attributedTo,
    personId,
    reported,
    infoGrade,
    questionId,
    note,
    sensitivity,
  }
}

function typedValue(input: ClaimEditInput, { property, value }: Row<'claim'>): string | null {
  if (property === 'condition') return input.condition
  return isDateProperty(property) ? input.valueDate : value
}
