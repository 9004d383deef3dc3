import { z } from 'zod'
import * as v from '../../../../db/domain/vocabulary'
import { bilingual, count, day, links, record, subject, when } from './common'

const text = z.string().nullable()

export const use = z
  .object({ id: z.string(), stance: z.enum(v.STANCES), reason: bilingual.nullable() })
  .meta({
    id: 'Use',
    description: 'How an assessment or threat uses a claim; `id` is that of the other.',
  })

export const sourceRef = z
  .object({
    id: z.string(),
    title: z.string(),
    publisher: text,
    published: text,
    class: z.enum(v.SOURCE_CLASSES),
  })
  .meta({ id: 'SourceRef' })

export const source = z
  .object({
    ...record,
    title: z.string(),
    author: text,
    publisher: text,
    published: text.meta({ description: 'When it was published, in EDTF.' }),
    publishedAsGiven: text,
    knownFrom: day.meta({ description: 'From this day on it could be known.' }),
    url: text,
    archiveUrl: text,
    copy: z
      .object({ sha256: z.string(), size: z.int().nullable(), mime: text })
      .nullable()
      .meta({ description: 'An attached copy; its bytes are for editors.' }),
    lang: text,
    kind: z.enum(v.SOURCE_KINDS).nullable(),
    class: z.enum(v.SOURCE_CLASSES),
    rights: z.enum(v.RIGHTS).nullable(),
    reliability: z.enum(v.RELIABILITIES).nullable(),
    reliabilityReason: bilingual.nullable(),
    note: text,
    provenance: text,
    sensitivity: z.enum(v.SENSITIVITIES),
  })
  .meta({ id: 'Source' })

export const claim = z
  .object({
    ...record,
    subject,
    property: z.enum(v.PROPERTIES),
    value: text.meta({
      description:
        'The coded value: an EAMENA condition, an EDTF date, a number; null where none is coded.',
    }),
    codedBy: z.enum(v.AUTHORS).nullable(),
    when,
    words: z.string().meta({ description: 'What the source says, in its own words.' }),
    wordsLang: z.string(),
    source: sourceRef,
    locator: text,
    attributedTo: text,
    personId: text,
    knownFrom: day,
    reported: day.nullable(),
    observed: text,
    method: z.enum(v.METHODS).nullable(),
    access: z.enum(v.ACCESSES).nullable(),
    infoGrade: z.enum(v.INFO_GRADES).nullable(),
    infoGradeReason: bilingual.nullable(),
    questionId: text,
    eventId: text,
    uses: z.array(use),
    note: text,
    origin: text,
    provenance: text,
    sensitivity: z.enum(v.SENSITIVITIES),
  })
  .meta({ id: 'Claim', description: 'What one source says about one subject in one property.' })

export const assessment = z
  .object({
    ...record,
    subject,
    property: z.enum(v.PROPERTIES),
    value: text,
    when,
    certainty: z.enum(v.CERTAINTIES),
    rationale: bilingual,
    standing: bilingual.nullable().meta({ description: 'What still stands.' }),
    assessor: z.enum(v.AUTHORS),
    knownFrom: day,
    questionId: text,
    isInForce: z.boolean().meta({ description: 'Whether the status rests on it at these clocks.' }),
    claims: z.array(use),
    sensitivity: z.enum(v.SENSITIVITIES),
  })
  .meta({ id: 'Assessment', description: 'What the editors conclude, and from which claims.' })

const estimate = z
  .object({ low: z.number(), likely: z.number(), high: z.number() })
  .meta({ id: 'Estimate' })

export const threat = z
  .object({
    ...record,
    subject,
    category: z.enum(v.CATEGORIES),
    cause: z.enum(v.CAUSES),
    probability: z.enum(v.PROBABILITIES),
    horizon: z.enum(v.HORIZONS).nullable(),
    unescoFactor: z.enum(v.UNESCO_FACTORS).nullable(),
    score: z.object({ a: estimate, b: estimate, c: estimate, rationale: bilingual }).nullable(),
    when: when.meta({ description: 'From when until when, as far as its end was known.' }),
    rationale: bilingual,
    note: bilingual.nullable(),
    knownFrom: day,
    isOpen: z.boolean(),
    claims: z.array(use),
    sensitivity: z.enum(v.SENSITIVITIES),
  })
  .meta({ id: 'Threat', description: 'Something that may still happen.' })

export const event = z
  .object({
    ...record,
    subject,
    kind: z.enum(v.EVENT_KINDS),
    when,
    what: bilingual,
    after: bilingual.nullable(),
    actor: text,
    certainty: z.enum(v.EVENT_CERTAINTIES),
    knownFrom: day,
    note: text,
    claims: z.array(z.string()).meta({ description: 'The claims that tell of it, by id.' }),
  })
  .meta({ id: 'Event', description: 'A dated happening.' })

export const disagreement = z
  .object({
    property: z.enum(v.PROPERTIES),
    topic: bilingual,
    question: z.object({ id: z.string(), reading: bilingual.nullable() }).nullable(),
    claims: z.array(z.string()).min(1).meta({ description: 'The claims that disagree, by id.' }),
    settledBy: text.meta({ description: 'The assessment that settles it.' }),
    isContested: z.boolean().meta({ description: 'Whether it makes a status contested.' }),
    places: z
      .array(subject)
      .optional()
      .meta({ description: 'The monuments that it is about, in lists of a site.' }),
  })
  .meta({ id: 'Disagreement', description: 'Something on which sources disagree.' })

export const status = z
  .object({
    headline: z.enum(v.HEADLINES),
    possibly: z
      .enum(v.HEADLINES)
      .nullable()
      .meta({ description: 'What it possibly is already, inside an uncertain date.' }),
    condition: z.enum(v.CONDITIONS).meta({ description: 'The EAMENA condition of the whole.' }),
    atRisk: z.boolean(),
    underIntervention: z.boolean(),
    contested: z.boolean(),
    since: text.meta({ description: 'EDTF date of the assessment behind the headline.' }),
    sinceQualifier: z.enum(v.QUALIFIERS).nullable(),
    lookedAt: day.nullable(),
    assessmentId: text,
    principalAssessmentId: text,
  })
  .meta({
    id: 'Status',
    description: 'Derived from the assessments in force; never stored by hand.',
  })

export const explainedStatus = status
  .extend({ rule: z.string().meta({ description: 'The rule that made the headline.' }) })
  .meta({ id: 'ExplainedStatus' })

export const place = z
  .object({
    lat: z.number(),
    lon: z.number(),
    precisionM: z.number().nullable(),
    basis: z.string(),
    isPreferred: z.boolean(),
    isGeneralised: z.boolean().meta({
      description: 'Whether it is the middle of a grid cell, because the place needs care.',
    }),
  })
  .meta({ id: 'Place', description: 'A position in WGS 84.' })

export const identifier = z
  .object({ scheme: z.enum(v.SCHEMES), value: text, label: text, note: text, url: text })
  .meta({ id: 'Identifier', description: 'What an authority knows it by.' })

export const monumentLine = z
  .object({
    id: z.string(),
    slug: z.string(),
    kind: z.enum(v.MONUMENT_KINDS),
    name: bilingual,
    status,
    standing: bilingual.nullable(),
    place: place.nullable(),
    sources: count.meta({ description: 'How many sources had spoken of it.' }),
    links,
  })
  .meta({ id: 'MonumentLine', description: 'One line of the register.' })

export const image = z
  .object({
    id: z.string(),
    caption: bilingual,
    credit: z.string(),
    rights: z.enum(v.RIGHTS),
    taken: text.meta({ description: 'When it was taken, in EDTF.' }),
    before: text.meta({ description: 'The id of the earlier picture that it is shown beside.' }),
    width: count,
    height: count,
    sha256: z.string(),
    file: z.string().meta({ description: 'The address of the picture, as WebP without metadata.' }),
    links,
  })
  .meta({ id: 'Image', description: 'A picture that is evidence.' })

export const monument = z
  .object({
    ...record,
    slug: z.string(),
    kind: z.enum(v.MONUMENT_KINDS),
    name: bilingual,
    description: bilingual.nullable(),
    partOf: z.object({ id: z.string(), slug: z.string() }).nullable(),
    principalId: text,
    status: explainedStatus,
    standing: bilingual.nullable(),
    names: z.array(
      z.object({
        id: z.string(),
        form: z.string(),
        lang: z.string(),
        isPreferred: z.boolean(),
        transliteration: text,
        note: text,
      }),
    ),
    places: z.array(place),
    identifiers: z.array(identifier),
    parts: z.array(z.object({ id: z.string(), slug: z.string(), name: bilingual, status, links })),
    claims: z.array(claim),
    assessments: z.array(assessment),
    disagreements: z.array(disagreement),
    threats: z.array(threat),
    events: z.array(event),
    notes: z.array(z.object({ id: z.string(), kind: z.enum(v.NOTE_KINDS), text: z.string() })),
    images: z.array(image),
    sources: z.array(source),
    sensitivity: z.enum(v.SENSITIVITIES),
  })
  .meta({ id: 'Monument', description: 'Everything the register says about a monument or part.' })

export const site = z
  .object({
    ...record,
    slug: z.string(),
    name: bilingual,
    country: bilingual.nullable(),
    region: bilingual.nullable(),
  })
  .meta({ id: 'Site' })

export const wholeSite = site
  .extend({ places: z.array(place), identifiers: z.array(identifier) })
  .meta({ id: 'WholeSite', description: 'A site with its positions and identifiers.' })
