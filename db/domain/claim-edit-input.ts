import { z } from 'zod'
import { dateText, dayText, has, issue, language, optional } from './fields'
import { base, openness, reason, recordId } from './inputs'
import { longText, noteText, shortText } from './text'
import * as v from './vocabulary'

/** *Correct or grade a claim*: everything but its source, its subject and what it speaks about. */
export const claimEditInput = z
  .strictObject({
    claimId: recordId,
    base,
    words: longText(10_000),
    wordsLang: language,
    locator: optional(shortText()),
    condition: optional(z.enum(v.CONDITIONS)),
    valueDate: optional(dateText),
    valid: dateText,
    qualifier: z.enum(v.QUALIFIERS),
    observed: optional(dateText),
    method: optional(z.enum(v.METHODS)),
    access: optional(z.enum(v.ACCESSES)),
    attributedTo: optional(shortText()),
    personId: optional(recordId),
    reported: optional(dayText),
    infoGrade: optional(z.enum(v.INFO_GRADES)),
    infoGradeReason: optional(longText(2000)),
    questionId: optional(recordId),
    note: optional(noteText()),
    sensitivity: openness,
    reason,
    textLang: z.enum(v.LANGS),
  })
  .refine((c) => !c.infoGrade || has(c.infoGradeReason), issue('infoGradeReason', 'required'))
  .refine((c) => !c.infoGradeReason || has(c.infoGrade), issue('infoGrade', 'choose'))
export type ClaimEditInput = z.output<typeof claimEditInput>
