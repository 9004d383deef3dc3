import { type Day, dayOfTimestamp, requireBounds, suggestedQualifier } from '../domain/dates'
import { DomainError } from '../domain/errors'
import type { ClaimInput } from '../domain/inputs'
import { claimKnownFrom } from '../domain/knowledge'
import type { Author } from '../domain/vocabulary'
import type { Row } from '../store/records'
import type { Subject } from './subjects'

/** Who gave a claim its typed value; the audit knows which person, public pages do not. */
export const CODED_BY: Author = 'editors'

/** The claim that a form describes, as a record. Throws `invalid` on days that cannot be. */
export function claimRow(
  input: ClaimInput,
  subject: Subject,
  source: Row<'source'>,
  now: string,
): Row<'claim'> {
  const today = dayOfTimestamp(now)
  if (input.reported !== null && input.reported > today)
    throw new DomainError('invalid', 'reported', 'field.future')
  const knownFrom = claimKnownFrom(input, source)
  const value = typedValue(input)
  const valid = input.valid ?? input.valueDate ?? ''
  return {
    id: input.formId,
    recordedRev: 0,
    retiredRev: null,
    sensitivity: input.sensitivity,
    valid,
    qualifier: input.qualifier ?? suggestedQualifier(valid),
    ...requireBounds(valid),
    subjectId: subject.id,
    property: input.property,
    sourceId: source.id,
    words: input.words,
    wordsLang: input.wordsLang,
    value,
    codedBy: value === null ? null : CODED_BY,
    eventId: subject.event?.id ?? null,
    questionId: input.questionId,
    locator: input.locator,
    attributedTo: input.attributedTo,
    infoGrade: input.infoGrade,
    infoGradeReason:
      input.infoGradeReason === null ? null : { [input.textLang]: input.infoGradeReason },
    observed: input.observed,
    observedLatest: observedLatest(input.observed, knownFrom),
    method: input.method,
    access: input.access,
    reported: input.reported,
    knownFrom,
    origin: null,
    note: input.note,
    provenance: null,
    personId: input.personId,
  }
}

function typedValue(input: ClaimInput): string | null {
  switch (input.property) {
    case 'condition':
      return input.condition
    case 'event_date':
    case 'construction_date':
      return input.valueDate
    case 'count':
      return String(input.count)
    case 'location':
      return `${input.lat}, ${input.lon}`
    default:
      return null
  }
}

/** The last day that an observation can be about. Nobody reports what they have not looked at yet: a window that stays open ends with the report. */
export function observedLatest(observed: string | null, knownFrom: Day): Day | null {
  if (observed === null) return null
  const { earliest, latest } = requireBounds(observed)
  if (earliest > knownFrom) throw new DomainError('invalid', 'observed', 'field.observed_later')
  return Math.min(latest, knownFrom)
}
