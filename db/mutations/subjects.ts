import { DomainError } from '../domain/errors'
import type { ClaimInput } from '../domain/inputs'
import type { Reader } from '../domain/policy'
import type { Row } from '../store/records'
import type { Db } from '../store/store'
import { currentRow } from './call'

/** What a claim is about, and the top-level monument whose answers it can change (null for the site itself). */
export type Subject = {
  id: string
  kind: 'monument' | 'event' | 'site'
  rootId: string | null
  event: Row<'event'> | null
}

/** Finds a monument, part, event or site. Throws `invalid` on `subjectId`. */
export async function findSubject(db: Db, reader: Reader, id: string): Promise<Subject> {
  const monument = await currentRow(db, reader, 'monument', id)
  if (monument) return { id, kind: 'monument', rootId: monument.partOf ?? id, event: null }
  const event = await currentRow(db, reader, 'event', id)
  if (event) {
    const place = await currentRow(db, reader, 'monument', event.subjectId)
    return { id, kind: 'event', rootId: place && (place.partOf ?? place.id), event }
  }
  if (await currentRow(db, reader, 'site', id))
    return { id, kind: 'site', rootId: null, event: null }
  throw new DomainError('invalid', 'subjectId', 'field.not_a_choice')
}

/** The subject of a claim, if its property can be said of it: only places have a condition, only events happen on a day. */
export async function requireSubject(db: Db, reader: Reader, input: ClaimInput): Promise<Subject> {
  const subject = await findSubject(db, reader, input.subjectId)
  if (input.property === 'condition' && subject.kind !== 'monument')
    throw new DomainError('invalid', 'subjectId', 'field.subject_place')
  if (input.property === 'event_date' && subject.kind !== 'event')
    throw new DomainError('invalid', 'subjectId', 'field.subject_event')
  if (input.questionId === null) return subject
  const question = await currentRow(db, reader, 'question', input.questionId)
  if (question?.property !== input.property)
    throw new DomainError('invalid', 'questionId', 'field.question_property')
  return subject
}

/**
 * A current claim about the same monument as `subject`: about it, its parts or its events, or answering the same
 * question. Throws `invalid` on `field`: nobody concludes about one place from what was said about another.
 */
export async function requireClaimAbout(
  db: Db,
  reader: Reader,
  subject: Subject,
  claimId: string,
  field: string,
  questionId: string | null = null,
): Promise<Row<'claim'>> {
  const claim = await currentRow(db, reader, 'claim', claimId)
  if (!claim) throw new DomainError('invalid', field, 'field.not_a_choice')
  if (questionId !== null && claim.questionId === questionId) return claim
  const placeOf = ({ rootId, event, id }: Subject) => rootId ?? event?.subjectId ?? id
  if (placeOf(await findSubject(db, reader, claim.subjectId)) !== placeOf(subject))
    throw new DomainError('invalid', field, 'field.claim_elsewhere')
  return claim
}
