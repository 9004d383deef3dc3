import { z } from 'zod'
import { dateText, dayText, has, issue, language, optional, webAddress } from './fields'
import { scoreFields, wholeScore } from './score-fields'
import { listOf, longText, noteText, numberText, shortText } from './text'
import * as v from './vocabulary'

/*
 * What the editing forms send, checked at the edge. Every form is flat: one name, one text (or a list of them), so that
 * errors, kept values and conflicts speak of the same fields. An empty field is null. Problems that zod has no code for
 * are told by `params.key`, a message key under `errors.field.`.
 */

export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
export const recordId = z.string().min(1).max(200)
export const base = numberText({ min: 1 }).pipe(z.int())
export const ticked = optional(z.literal('on')).transform((value) => value === 'on')
export const openness = z.enum(['public', 'restricted'])
export const reason = longText(2000)

export const sourceFields = {
  title: shortText(500),
  publisher: optional(shortText()),
  published: optional(dateText),
  undated: ticked,
  url: optional(webAddress),
  lang: optional(language),
  class: z.enum(v.SOURCE_CLASSES),
}

/** *Record what a source says*: the source, its words, a typed value where there is one, and perhaps our conclusion. */
export const claimInput = z
  .strictObject({
    formId: uuid,
    sourceId: optional(recordId),
    sourceSearch: optional(shortText(1000)),
    newTitle: optional(sourceFields.title),
    newPublisher: sourceFields.publisher,
    newPublished: sourceFields.published,
    newUndated: ticked,
    newUrl: sourceFields.url,
    newLang: sourceFields.lang,
    newClass: optional(sourceFields.class),
    newSensitivity: optional(openness),
    subjectId: recordId,
    property: z.enum(v.PROPERTIES),
    condition: optional(z.enum(v.CONDITIONS)),
    valueDate: optional(dateText),
    count: optional(numberText({ min: 0, max: 1_000_000_000 })),
    lat: optional(numberText({ min: -90, max: 90 })),
    lon: optional(numberText({ min: -180, max: 180 })),
    valid: optional(dateText),
    qualifier: optional(z.enum(v.QUALIFIERS)),
    words: longText(10_000),
    wordsLang: language,
    locator: optional(shortText()),
    questionId: optional(recordId),
    observed: optional(dateText),
    method: optional(z.enum(v.METHODS)),
    access: optional(z.enum(v.ACCESSES)),
    attributedTo: optional(shortText()),
    personId: optional(recordId),
    reported: optional(dayText),
    infoGrade: optional(z.enum(v.INFO_GRADES)),
    infoGradeReason: optional(longText(2000)),
    note: optional(noteText()),
    sensitivity: openness,
    reason,
    conclude: ticked,
    weighed: ticked,
    seen: listOf(recordId),
    concludedCondition: optional(z.enum(v.CONDITIONS)),
    concludedText: optional(longText(2000)),
    concludedFrom: optional(dateText),
    concludedQualifier: optional(z.enum(v.QUALIFIERS)),
    certainty: optional(z.enum(v.CERTAINTIES)),
    rationale: optional(noteText(10_000)),
    standing: optional(longText(2000)),
    corroborating: listOf(recordId),
    setAside: listOf(recordId),
    setAsideReason: optional(longText(2000)),
    textLang: z.enum(v.LANGS),
  })
  .refine((c) => waysToSource(c) > 0, issue('sourceId', 'choose_source'))
  .refine((c) => waysToSource(c) < 2, issue('sourceId', 'source_twice'))
  .refine((c) => !isNew(c) || has(c.newTitle), issue('newTitle', 'required'))
  .refine((c) => !isNew(c) || has(c.newClass), issue('newClass', 'choose'))
  .refine(
    (c) => !isNew(c) || c.newUndated || has(c.newPublished),
    issue('newPublished', 'date_or_undated'),
  )
  .refine((c) => !(c.newUndated && c.newPublished), issue('newUndated', 'dated_and_undated'))
  .refine((c) => c.property !== 'condition' || has(c.condition), issue('condition', 'choose'))
  .refine((c) => !isDateProperty(c.property) || has(c.valueDate), issue('valueDate', 'required'))
  .refine((c) => c.property !== 'count' || has(c.count), issue('count', 'required'))
  .refine((c) => c.property !== 'location' || has(c.lat), issue('lat', 'required'))
  .refine((c) => c.property !== 'location' || has(c.lon), issue('lon', 'required'))
  .refine((c) => isDateProperty(c.property) || has(c.valid), issue('valid', 'required'))
  .refine((c) => !c.infoGrade || has(c.infoGradeReason), issue('infoGradeReason', 'required'))
  .refine((c) => !c.infoGradeReason || has(c.infoGrade), issue('infoGrade', 'choose'))
  .refine((c) => !concludes(c) || has(c.certainty), issue('certainty', 'choose'))
  .refine((c) => !c.setAside?.length || has(c.setAsideReason), issue('setAsideReason', 'required'))
  .refine(
    (c) => !c.setAside?.some((id) => c.corroborating?.includes(id)),
    issue('setAside', 'used_twice'),
  )
export type ClaimInput = z.output<typeof claimInput>

/** *Edit monument*: names, kind, description, place, sensitivity and principal part. Alternative names come as pairs
 * `form:ID` and `lang:ID`, ID being that of the name, or `+1` and so on for a new one; an emptied one is removed. */
export const monumentInput = z
  .object({
    monumentId: recordId,
    base,
    kind: z.enum(v.MONUMENT_KINDS),
    nameEn: optional(shortText()),
    nameAr: optional(shortText()),
    descriptionEn: optional(longText()),
    descriptionAr: optional(longText()),
    lat: optional(numberText({ min: -90, max: 90 })),
    lon: optional(numberText({ min: -180, max: 180 })),
    precisionM: optional(numberText({ min: 0, max: 100_000 })),
    basis: optional(shortText(1000)),
    sensitivity: z.enum(v.SENSITIVITIES),
    principalId: optional(recordId),
    reason,
  })
  .catchall(optional(shortText()))
  .refine((m) => has(m.nameEn) || has(m.nameAr), issue('nameEn', 'name_needed'))
  .refine((m) => !has(m.lat) || has(m.lon), issue('lon', 'required'))
  .refine((m) => !has(m.lon) || has(m.lat), issue('lat', 'required'))
  .refine((m) => !has(m.lat) || has(m.basis), issue('basis', 'required'))
  .transform((m, context) => {
    const { rows, problems } = nameRows(m)
    for (const [field, key] of problems)
      context.addIssue({ code: 'custom', path: [field], params: { key } })
    return { ...m, names: rows }
  })
export type MonumentInput = z.output<typeof monumentInput>

/** What an editor judges of a threat: when it is opened, and again whenever it is corrected. */
const judgement = {
  probability: z.enum(v.PROBABILITIES),
  horizon: optional(z.enum(v.HORIZONS)),
  unescoFactor: optional(z.enum(v.UNESCO_FACTORS)),
  rationale: noteText(10_000),
  ...scoreFields,
  sensitivity: openness,
  reason,
  textLang: z.enum(v.LANGS),
}

/** *Open a threat*: what may happen to a monument or the site, from when, and the claims that say so. */
export const threatInput = wholeScore(
  z.strictObject({
    formId: uuid,
    subjectId: recordId,
    category: z.enum(v.CATEGORIES),
    cause: z.enum(v.CAUSES),
    from: dateText,
    known: optional(dayText),
    claims: listOf(recordId),
    ...judgement,
  }),
)
  .refine((t) => t.claims === undefined || t.claims.length > 0, issue('claims', 'choose_claim'))
  .refine((t) => !t.from || !/[[{/]/.test(t.from), issue('from', 'one_date'))
export type ThreatInput = z.output<typeof threatInput>

/** *Edit a threat*: what the editors make of it. */
export const threatEditInput = wholeScore(
  z.strictObject({ threatId: recordId, base, ...judgement }),
)
export type ThreatEditInput = z.output<typeof threatEditInput>

/** *Close a threat*: when it ended and since when that was known, by a claim or by a day. */
export const closeInput = z
  .strictObject({
    threatId: recordId,
    base,
    end: dateText,
    claimId: optional(recordId),
    endKnown: optional(dayText),
    note: optional(noteText(2000)),
    reason,
    textLang: z.enum(v.LANGS),
  })
  .refine((t) => has(t.claimId) || has(t.endKnown), issue('endKnown', 'claim_or_day'))
  .refine((t) => !(t.claimId && t.endKnown !== null), issue('endKnown', 'claim_and_day'))
  .refine((t) => !t.end || !/[[{/]/.test(t.end), issue('end', 'one_date'))
export type CloseInput = z.output<typeof closeInput>

/** The kinds of record that an editor may withdraw by themselves. */
export const WITHDRAWABLE = [
  'claim',
  'assessment',
  'threat',
  'source',
  'event',
  'monument',
  'image',
] as const

/** *Withdraw*: a record that should not stand, and why. */
export const withdrawInput = z.strictObject({
  kind: z.enum(WITHDRAWABLE),
  id: recordId,
  base,
  reason,
})
export type WithdrawInput = z.output<typeof withdrawInput>

/** *Restore*: a former version, by the revision that recorded it, of a record that was last touched in `base`. */
export const restoreInput = z.strictObject({
  id: recordId,
  base,
  version: numberText({ min: 1 }).pipe(z.int()),
  reason,
})
export type RestoreInput = z.output<typeof restoreInput>

/** Whether a claim of this property is itself a date. */
export function isDateProperty(property: v.Property | undefined): boolean {
  return property === 'event_date' || property === 'construction_date'
}

/** Whether a submitted claim comes with a conclusion: only disputes that can be settled are concluded from here. */
export function concludes(claim: { conclude: boolean; property: v.Property }): boolean {
  return claim.conclude && (v.CONTESTABLE as readonly string[]).includes(claim.property)
}

const MONUMENT_FIELDS = new Set(
  'monumentId base kind nameEn nameAr descriptionEn descriptionAr lat lon precisionM basis sensitivity principalId reason'.split(
    ' ',
  ),
)

type NameRow = { id: string; form: string | null; lang: string | null }

/** Pairs up the fields of alternative names. A new name needs its language; a field of no known kind is refused. */
function nameRows(fields: object): { rows: NameRow[]; problems: [field: string, key: string][] } {
  const given = new Map(Object.entries(fields) as [string, string | null][])
  const ids = [...given.keys()].flatMap((key) => /^(?:form|lang):(.+)$/.exec(key)?.[1] ?? [])
  const problems: [string, string][] = []
  for (const key of given.keys())
    if (!/^(form|lang):/.test(key) && !MONUMENT_FIELDS.has(key)) problems.push([key, 'wrong_form'])
  const rows = [...new Set(ids)].map((id) => {
    const row = { id, form: given.get(`form:${id}`) ?? null, lang: given.get(`lang:${id}`) ?? null }
    if (row.form !== null && !language.safeParse(row.lang).success)
      problems.push([`lang:${id}`, 'name_language'])
    return row
  })
  return { rows, problems }
}

type SourceChoice = Partial<
  Record<
    'sourceId' | 'sourceSearch' | 'newTitle' | 'newPublisher' | 'newPublished' | 'newUrl',
    string | null
  >
>

function waysToSource(claim: SourceChoice): number {
  return [has(claim.sourceId), has(claim.sourceSearch), isNew(claim)].filter(Boolean).length
}

function isNew(claim: SourceChoice): boolean {
  return [claim.newTitle, claim.newPublisher, claim.newPublished, claim.newUrl].some(has)
}
