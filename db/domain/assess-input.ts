import { z } from 'zod'
import { dateText, has, issue, optional } from './fields'
import { isDateProperty, reason, recordId, uuid } from './inputs'
import { longText, noteText, numberText } from './text'
import * as v from './vocabulary'

/** How a conclusion uses one claim; only what is set aside has to say why. */
export type UseInput = { claimId: string; stance: v.Stance; reason: string | null }

/**
 * *Conclude*: what the editors hold to be so, and what they make of each claim. Every claim comes as a pair
 * `stance:ID` and `why:ID`; a claim without a stance is left alone. `assessmentId` and `base` correct an earlier
 * conclusion instead of adding one. Having no claim to rest on is an error of the form as a whole.
 */
export const assessInput = z
  .object({
    formId: uuid,
    assessmentId: optional(recordId),
    base: optional(numberText({ min: 1 }).pipe(z.int())),
    subjectId: recordId,
    property: z.enum(v.PROPERTIES),
    questionId: optional(recordId),
    condition: optional(z.enum(v.CONDITIONS)),
    value: optional(longText(2000)),
    valueDate: optional(dateText),
    from: optional(dateText),
    qualifier: optional(z.enum(v.QUALIFIERS)),
    certainty: z.enum(v.CERTAINTIES),
    rationale: noteText(10_000),
    standing: optional(longText(2000)),
    reason,
    textLang: z.enum(v.LANGS),
  })
  .catchall(optional(longText(2000)))
  .refine((a) => a.property !== 'condition' || has(a.condition), issue('condition', 'choose'))
  .refine((a) => !isDateProperty(a.property) || has(a.valueDate), issue('valueDate', 'required'))
  .refine((a) => !isWritten(a.property) || has(a.value), issue('value', 'required'))
  .refine((a) => isDateProperty(a.property) || has(a.from), issue('from', 'required'))
  .refine((a) => usesIn(a).list.some((use) => use.stance === 'establishing'), {
    path: [],
    params: { key: 'establish_one' },
    when: () => true,
  })
  .transform((a, context) => {
    const uses = usesIn(a)
    for (const { field, key } of uses.problems)
      context.addIssue({ code: 'custom', path: [field], params: { key } })
    return { ...a, uses: uses.list }
  })
export type AssessInput = z.output<typeof assessInput>

/** Whether a conclusion about this property is a sentence of ours, rather than a code or a date. */
export function isWritten(property: v.Property | undefined): boolean {
  return property !== undefined && property !== 'condition' && !isDateProperty(property)
}

type Problem = { field: string; key: string }

function usesIn(fields: object): { list: UseInput[]; problems: Problem[] } {
  const given = new Map(Object.entries(fields) as [string, string | null][])
  const problems: Problem[] = []
  const list = [...given].flatMap(([field, stance]): UseInput[] => {
    const claimId = /^stance:(.+)$/.exec(field)?.[1]
    if (claimId === undefined || stance === null) return []
    const known = v.STANCES.find((s) => s === stance)
    if (known === undefined) {
      problems.push({ field, key: 'not_a_choice' })
      return []
    }
    const why = given.get(`why:${claimId}`) ?? null
    if (known === 'set_aside' && why === null)
      problems.push({ field: `why:${claimId}`, key: 'required' })
    return [{ claimId, stance: known, reason: why }]
  })
  return { list, problems }
}
