import type { NewRow } from '../store/records'
import type { ClaimBook } from './claims'
import type { Translate } from './places'
import type { QuestionEntry } from './shapes'

/** Questions on which sources disagree, with their claims. */
export function questionRows(
  siteId: string,
  entries: QuestionEntry[],
  book: ClaimBook,
  translate: Translate,
): NewRow<'question'>[] {
  return entries.map((q) => {
    q.claims.forEach((entry, n) => {
      book.enter(entry, {
        id: `${q.id}.${n + 1}`,
        origin: `${q.id}#${n + 1}`,
        subjects: q.subjects,
        property: q.property,
        valid: q.valid,
        qualifier: q.qualifier,
        eventId: q.event,
        questionId: q.id,
      })
    })
    return {
      id: q.id,
      siteId,
      topic: translate(q.topic, `question.${q.id}.topic`),
      property: q.property,
      reading: translate(q.reading, `question.${q.id}.reading`),
    }
  })
}
