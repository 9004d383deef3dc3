import { z } from 'zod'
import { parseDate } from '../domain/dates'
import * as v from '../domain/vocabulary'
import { FACT_SHEET_CODES } from './conditions'

/*
 * The shapes of the data files. Two things are left out of the files where they follow from the rest: `provenance`, when
 * it is "read in" each of the listed sources, and a qualifier, when it is the one that the form of the date suggests.
 */

const text = z.string().min(1)
const date = z.string().refine((t) => parseDate(t).ok, 'not an EDTF date')
const both = z.strictObject({ en: text, ar: text })
const ids = z.array(text).default([])
const common = { note: text.optional(), sources: ids, provenance: text.optional() }

/** The dating and observation of a claim: what one entry sets for all its rows, or overrides for one. */
const claimDetail = {
  value: text.optional(),
  valid: date.optional(),
  qualifier: z.enum(v.QUALIFIERS).optional(),
  observed: date.optional(),
  method: z.enum(v.METHODS).optional(),
  access: z.enum(v.ACCESSES).optional(),
  reported: date.optional(),
  attributedTo: text.optional(),
  event: text.optional(),
}

/**
 * What one or more sources say. It becomes one claim per source and subject, with id `<parent>.<n>.<source>`, and
 * `.<subject>` after it where there are several. `overrides` and `sameAs` are keyed by that tail of the id; `sameAs` names
 * a claim in which the same source already says the same.
 */
const claimEntry = z.strictObject({
  words: text,
  property: z.enum(v.PROPERTIES).optional(),
  subjects: z.array(text).optional(),
  alsoFrom: text.optional(),
  overrides: z.record(text, z.strictObject(claimDetail)).optional(),
  sameAs: z.record(text, text).optional(),
  ...claimDetail,
  ...common,
})
export type ClaimEntry = z.infer<typeof claimEntry>

const name = z.strictObject({
  form: text,
  lang: text,
  preferred: z.boolean().default(false),
  transliteration: text.optional(),
  ...common,
})
const coordinate = z.strictObject({
  lat: z.number(),
  lon: z.number(),
  datum: text,
  precisionM: z.number(),
  basis: text,
  preferred: z.boolean().default(false),
  line: z.array(z.tuple([z.number(), z.number()])).optional(),
  ...common,
})
const identifier = z.strictObject({
  scheme: z.enum(v.SCHEMES),
  value: text.nullable(),
  label: text.optional(),
  ...common,
})
export type NameEntry = z.infer<typeof name>
export type CoordinateEntry = z.infer<typeof coordinate>
export type IdentifierEntry = z.infer<typeof identifier>

const period = z.strictObject({
  label: text,
  years: date.nullable(),
  valid: date.optional(),
  preferred: z.boolean().default(false),
  yearsBySource: z.record(text, date).optional(),
  ...common,
})
const part = z.strictObject({
  id: text,
  slug: text,
  name: text,
  nameNote: text.optional(),
  nameAr: text.optional(),
  status: text.optional(),
  sources: ids,
})
const state = { code: z.enum(FACT_SHEET_CODES), asOf: text.nullable(), provenance: text }

export const monumentsFile = z.array(
  z.strictObject({
    id: text,
    slug: text,
    kind: z.enum(v.MONUMENT_KINDS),
    principal: text.optional(),
    typeAsGiven: text.optional(),
    description: text,
    descriptionSources: ids,
    names: z.array(name),
    coordinates: z.array(coordinate),
    identifiers: z.array(identifier),
    periods: z.array(period),
    parts: z.array(part).default([]),
    remark: z.strictObject({ text, provenance: text }).optional(),
    latest: z.strictObject({ text, events: ids, ...state }),
    atSeedDate: z.strictObject(state).optional(),
  }),
)
export type MonumentEntry = z.infer<typeof monumentsFile>[number]

const siteNote = z.strictObject({ id: text, text, sources: ids, provenance: text.optional() })
export const siteFile = z.strictObject({
  id: text,
  slug: text,
  country: both,
  region: both,
  names: z.array(name),
  coordinates: z.array(coordinate),
  identifiers: z.array(identifier),
  facts: z.array(
    z.strictObject({ id: text, words: text, value: text.optional(), valid: date, ...common }),
  ),
  gaps: z.array(siteNote),
  remarks: z.array(siteNote),
  held: z.array(
    z.strictObject({
      id: text,
      valid: date,
      actor: text,
      what: both,
      beganWith: text,
      endedWith: text.optional(),
      provenance: text,
    }),
  ),
})
export type SiteEntry = z.infer<typeof siteFile>

export const sourcesFile = z.array(
  z.strictObject({
    id: text,
    title: text,
    publisher: text.nullable(),
    published: date.nullable(),
    asGiven: text,
    class: z.enum(v.SOURCE_CLASSES),
    lang: text.optional(),
    url: text.optional(),
    note: text.optional(),
  }),
)
export type SourceEntry = z.infer<typeof sourcesFile>[number]

export const eventsFile = z.array(
  z.strictObject({
    id: text,
    subject: text,
    kind: z.enum(v.EVENT_KINDS),
    valid: date,
    qualifier: z.enum(v.QUALIFIERS),
    best: date.optional(),
    what: text,
    after: text.optional(),
    conditionAfter: z.enum(FACT_SHEET_CODES),
    actor: text.optional(),
    certainty: z.enum(v.EVENT_CERTAINTIES),
    questions: ids,
    claims: z.array(claimEntry),
    ...common,
  }),
)
export type EventEntry = z.infer<typeof eventsFile>[number]

export const questionsFile = z.array(
  z.strictObject({
    id: text,
    subjects: z.array(text).min(1),
    about: z.array(text).optional(),
    property: z.enum(v.PROPERTIES),
    event: text.optional(),
    valid: date,
    qualifier: z.enum(v.QUALIFIERS).optional(),
    topic: text,
    reading: text,
    claims: z.array(claimEntry),
  }),
)
export type QuestionEntry = z.infer<typeof questionsFile>[number]

const articleClaim = claimEntry.omit({ sources: true, sameAs: true }).extend({
  id: text,
  paragraph: z.int().nonnegative(),
  about: text,
  statementKind: z.enum([
    'fact_stated_by_article',
    'attributed_statement',
    'article_opinion',
    'estimate',
    'risk_assertion',
  ]),
  dateAsGiven: text,
  valid: date,
  verdict: text,
  checks: z.array(claimEntry).default([]),
})
export const articleFile = z.strictObject({
  source: text,
  window: date,
  remark: z.strictObject({ text, provenance: text }),
  claims: z.array(articleClaim),
  inconsistencies: z.array(
    z.strictObject({ id: text, text, handling: text, claims: ids, provenance: text }),
  ),
})
export type ArticleClaimEntry = z.infer<typeof articleClaim>
export type ArticleEntry = z.infer<typeof articleFile>

const adoptions = {
  establishing: z.array(text).min(1),
  corroborating: ids,
  setAside: z.array(z.strictObject({ claim: text, reason: both })).default([]),
}
const dated = { valid: date, qualifier: z.enum(v.QUALIFIERS) }
export const assessmentsFile = z.array(
  z.strictObject({
    id: text,
    subject: text,
    property: z.enum(v.PROPERTIES),
    question: text.optional(),
    value: text.optional(),
    ...dated,
    certainty: z.enum(v.CERTAINTIES),
    rationale: both.optional(),
    standing: both.optional(),
    provenance: text.optional(),
    ...adoptions,
  }),
)
export type AssessmentEntry = z.infer<typeof assessmentsFile>[number]

const hazard = { category: z.enum(v.CATEGORIES), cause: z.enum(v.CAUSES) }
export const threatsFile = z.strictObject({
  monuments: z.array(
    z.strictObject({
      id: text,
      subject: text,
      probability: z.enum(v.PROBABILITIES),
      endKnown: date,
      rationale: both,
      note: both,
      ...hazard,
      ...dated,
      ...adoptions,
    }),
  ),
  site: z.strictObject({
    subject: text,
    source: text,
    locator: text,
    provenance: text,
    factors: z.array(
      z.strictObject({ factor: z.enum(v.UNESCO_FACTORS), words: text, ar: text, ...hazard }),
    ),
    ...dated,
  }),
})
export type ThreatsEntry = z.infer<typeof threatsFile>

const remark = z.strictObject({
  id: text,
  subjects: z.array(text).min(1),
  text,
  sources: ids,
  provenance: text.optional(),
})
export const notesFile = z.strictObject({ traps: z.array(remark), gaps: z.array(remark) })
export type NotesEntry = z.infer<typeof notesFile>
