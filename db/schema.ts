import { sql } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import {
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { AUDIENCES } from './domain/policy'
import type { RiskScore } from './domain/risk'
import { SEARCH_KINDS } from './domain/search-filter'
import * as v from './domain/vocabulary'

/*
 * Every table of the register. A *record* table keeps each version of a record as a row: `recorded_rev` says which
 * save wrote it, `retired_rev` which save corrected or withdrew it. Triggers in the migrations refuse DELETE and any
 * other UPDATE. Days are whole days since 1970-01-01 (db/domain/dates.ts).
 */

const record = () => ({
  id: text('id').notNull(),
  recordedRev: integer('recorded_rev').notNull(),
  retiredRev: integer('retired_rev'),
  sensitivity: text('sensitivity', { enum: v.SENSITIVITIES }).notNull().default('public'),
})

const dated = () => ({
  valid: text('valid').notNull(),
  qualifier: text('qualifier', { enum: v.QUALIFIERS }).notNull(),
  earliest: integer('earliest').notNull(),
  latest: integer('latest').notNull(),
})

const bilingual = (name: string) => text(name, { mode: 'json' }).$type<v.Bilingual>()
const ids = (name: string) => text(name, { mode: 'json' }).$type<string[]>().notNull().default([])

type RecordTable = Record<'id' | 'recordedRev' | 'retiredRev' | 'sensitivity', AnySQLiteColumn>

/** What every record table is held to: one row per version, one current row, a known sensitivity. */
const recordRules = (name: string, t: RecordTable) => [
  primaryKey({ columns: [t.id, t.recordedRev] }),
  uniqueIndex(`${name}_current`).on(t.id).where(sql`retired_rev is null`),
  check(`${name}_order`, sql`retired_rev is null or retired_rev > recorded_rev`),
  oneOf(name, 'sensitivity', v.SENSITIVITIES),
]

/** A CHECK that a column is null or one of a vocabulary's codes. */
function oneOf(table: string, column: string, list: readonly string[]) {
  return check(
    `${table}_${column}`,
    sql.raw(`${column} is null or ${column} in (${list.map((c) => `'${c}'`).join(', ')})`),
  )
}

const inOrder = (table: string) => check(`${table}_dates`, sql`earliest <= latest`)

export const site = sqliteTable(
  'site',
  {
    ...record(),
    slug: text('slug').notNull(),
    country: bilingual('country'),
    region: bilingual('region'),
    provenance: text('provenance'),
    /** Null for *direct*. */
    workflow: text('workflow', { enum: v.WORKFLOWS }),
  },
  (t) => [
    ...recordRules('site', t),
    oneOf('site', 'workflow', v.WORKFLOWS),
    uniqueIndex('site_slug').on(t.slug).where(sql`retired_rev is null`),
  ],
)

export const monument = sqliteTable(
  'monument',
  {
    ...record(),
    siteId: text('site_id').notNull(),
    partOf: text('part_of'),
    principalId: text('principal_id'),
    slug: text('slug').notNull(),
    kind: text('kind', { enum: v.MONUMENT_KINDS }).notNull(),
    position: integer('position').notNull(),
    description: bilingual('description'),
    descriptionSources: ids('description_sources'),
    provenance: text('provenance'),
  },
  (t) => [
    ...recordRules('monument', t),
    uniqueIndex('monument_slug').on(t.siteId, t.slug).where(sql`retired_rev is null`),
    index('monument_address').on(t.siteId, t.slug),
    index('monument_site').on(t.siteId, t.partOf, t.position),
    index('monument_part').on(t.partOf).where(sql`part_of is not null`),
    oneOf('monument', 'kind', v.MONUMENT_KINDS),
  ],
)

export const name = sqliteTable(
  'name',
  {
    ...record(),
    subjectId: text('subject_id').notNull(),
    form: text('form').notNull(),
    lang: text('lang').notNull(),
    preferred: integer('preferred', { mode: 'boolean' }).notNull(),
    position: integer('position').notNull(),
    transliteration: text('transliteration'),
    note: text('note'),
    sources: ids('sources'),
    provenance: text('provenance'),
  },
  (t) => [...recordRules('name', t), index('name_subject').on(t.subjectId)],
)

export const coordinate = sqliteTable(
  'coordinate',
  {
    ...record(),
    subjectId: text('subject_id').notNull(),
    lat: real('lat').notNull(),
    lon: real('lon').notNull(),
    line: text('line', { mode: 'json' }).$type<[lon: number, lat: number][]>(),
    datum: text('datum').notNull(),
    precisionM: real('precision_m'),
    basis: text('basis').notNull(),
    preferred: integer('preferred', { mode: 'boolean' }).notNull(),
    note: text('note'),
    sources: ids('sources'),
    provenance: text('provenance'),
  },
  (t) => [
    ...recordRules('coordinate', t),
    index('coordinate_subject').on(t.subjectId),
    check('coordinate_range', sql`lat between -90 and 90 and lon between -180 and 180`),
  ],
)

export const identifier = sqliteTable(
  'identifier',
  {
    ...record(),
    subjectId: text('subject_id').notNull(),
    scheme: text('scheme', { enum: v.SCHEMES }).notNull(),
    value: text('value'),
    label: text('label'),
    note: text('note'),
    sources: ids('sources'),
    provenance: text('provenance'),
  },
  (t) => [
    ...recordRules('identifier', t),
    index('identifier_subject').on(t.subjectId),
    index('identifier_value').on(t.scheme, t.value).where(sql`retired_rev is null`),
    oneOf('identifier', 'scheme', v.SCHEMES),
  ],
)

export const source = sqliteTable(
  'source',
  {
    ...record(),
    title: text('title').notNull(),
    publisher: text('publisher'),
    published: text('published'),
    publishedAsGiven: text('published_as_given'),
    publishedLatest: integer('published_latest').notNull(),
    url: text('url'),
    lang: text('lang'),
    class: text('class', { enum: v.SOURCE_CLASSES }).notNull(),
    reliability: text('reliability', { enum: v.RELIABILITIES }),
    reliabilityReason: bilingual('reliability_reason'),
    note: text('note'),
    provenance: text('provenance'),
    author: text('author'),
    kind: text('kind', { enum: v.SOURCE_KINDS }),
    rights: text('rights', { enum: v.RIGHTS }),
    archiveUrl: text('archive_url'),
    /** The SHA-256 of an attached copy, its bytes in `DATA_DIR/copies`, and what it is. */
    copySha256: text('copy_sha256'),
    copyName: text('copy_name'),
    copyMime: text('copy_mime'),
    copySize: integer('copy_size'),
  },
  (t) => [
    ...recordRules('source', t),
    oneOf('source', 'kind', v.SOURCE_KINDS),
    oneOf('source', 'rights', v.RIGHTS),
    oneOf('source', 'class', v.SOURCE_CLASSES),
    oneOf('source', 'reliability', v.RELIABILITIES),
  ],
)

/** An open or settled question on which sources disagree; its claims carry `question_id`. */
export const question = sqliteTable(
  'question',
  {
    ...record(),
    siteId: text('site_id').notNull(),
    topic: bilingual('topic').notNull(),
    property: text('property', { enum: v.PROPERTIES }).notNull(),
    reading: bilingual('reading'),
  },
  (t) => [...recordRules('question', t), oneOf('question', 'property', v.PROPERTIES)],
)

export const claim = sqliteTable(
  'claim',
  {
    ...record(),
    ...dated(),
    subjectId: text('subject_id').notNull(),
    property: text('property', { enum: v.PROPERTIES }).notNull(),
    sourceId: text('source_id').notNull(),
    words: text('words').notNull(),
    wordsLang: text('words_lang').notNull(),
    value: text('value'),
    codedBy: text('coded_by', { enum: v.AUTHORS }),
    eventId: text('event_id'),
    questionId: text('question_id'),
    locator: text('locator'),
    attributedTo: text('attributed_to'),
    infoGrade: text('info_grade', { enum: v.INFO_GRADES }),
    infoGradeReason: bilingual('info_grade_reason'),
    observed: text('observed'),
    observedLatest: integer('observed_latest'),
    method: text('method', { enum: v.METHODS }),
    access: text('access', { enum: v.ACCESSES }),
    reported: integer('reported'),
    knownFrom: integer('known_from').notNull(),
    origin: text('origin'),
    note: text('note'),
    provenance: text('provenance'),
    /** The person at risk who says so, told by their part only. */
    personId: text('person_id'),
  },
  (t) => [
    ...recordRules('claim', t),
    index('claim_subject').on(t.subjectId, t.property),
    index('claim_source').on(t.sourceId),
    index('claim_event').on(t.eventId),
    index('claim_question').on(t.questionId),
    inOrder('claim'),
    oneOf('claim', 'property', v.PROPERTIES),
    oneOf('claim', 'qualifier', v.QUALIFIERS),
    oneOf('claim', 'info_grade', v.INFO_GRADES),
    oneOf('claim', 'method', v.METHODS),
    oneOf('claim', 'access', v.ACCESSES),
    check(
      'claim_condition',
      sql.raw(
        `property <> 'condition' or value is null or value in (${v.CONDITIONS.map((c) => `'${c}'`).join(', ')})`,
      ),
    ),
  ],
)

export const assessment = sqliteTable(
  'assessment',
  {
    ...record(),
    ...dated(),
    subjectId: text('subject_id').notNull(),
    property: text('property', { enum: v.PROPERTIES }).notNull(),
    questionId: text('question_id'),
    value: text('value'),
    certainty: text('certainty', { enum: v.CERTAINTIES }).notNull(),
    rationale: bilingual('rationale').notNull(),
    standing: bilingual('standing'),
    assessor: text('assessor', { enum: v.AUTHORS }).notNull(),
    knownFrom: integer('known_from').notNull(),
    provenance: text('provenance'),
  },
  (t) => [
    ...recordRules('assessment', t),
    uniqueIndex('assessment_key')
      .on(t.subjectId, t.property, t.earliest, t.knownFrom)
      .where(sql`retired_rev is null`),
    index('assessment_subject').on(t.subjectId),
    inOrder('assessment'),
    oneOf('assessment', 'property', v.PROPERTIES),
    oneOf('assessment', 'qualifier', v.QUALIFIERS),
    oneOf('assessment', 'certainty', v.CERTAINTIES),
    check(
      'assessment_condition',
      sql.raw(
        `property <> 'condition' or value in (${v.CONDITIONS.map((c) => `'${c}'`).join(', ')})`,
      ),
    ),
  ],
)

export const threat = sqliteTable(
  'threat',
  {
    ...record(),
    ...dated(),
    subjectId: text('subject_id').notNull(),
    category: text('category', { enum: v.CATEGORIES }).notNull(),
    cause: text('cause', { enum: v.CAUSES }).notNull(),
    probability: text('probability', { enum: v.PROBABILITIES }).notNull(),
    unescoFactor: text('unesco_factor', { enum: v.UNESCO_FACTORS }),
    horizon: text('horizon', { enum: v.HORIZONS }),
    score: text('score', { mode: 'json' }).$type<RiskScore>(),
    rationale: bilingual('rationale').notNull(),
    knownFrom: integer('known_from').notNull(),
    endKnownFrom: integer('end_known_from'),
    note: bilingual('note'),
    provenance: text('provenance'),
  },
  (t) => [
    ...recordRules('threat', t),
    index('threat_subject').on(t.subjectId),
    inOrder('threat'),
    oneOf('threat', 'category', v.CATEGORIES),
    oneOf('threat', 'cause', v.CAUSES),
    oneOf('threat', 'probability', v.PROBABILITIES),
    oneOf('threat', 'unesco_factor', v.UNESCO_FACTORS),
    oneOf('threat', 'horizon', v.HORIZONS),
  ],
)

/** How an assessment or a threat uses one claim. */
export const adoption = sqliteTable(
  'adoption',
  {
    ...record(),
    targetId: text('target_id').notNull(),
    claimId: text('claim_id').notNull(),
    stance: text('stance', { enum: v.STANCES }).notNull(),
    reason: bilingual('reason'),
  },
  (t) => [
    ...recordRules('adoption', t),
    uniqueIndex('adoption_pair').on(t.targetId, t.claimId).where(sql`retired_rev is null`),
    index('adoption_claim').on(t.claimId),
    index('adoption_target').on(t.targetId),
    oneOf('adoption', 'stance', v.STANCES),
    check('adoption_reason', sql`stance <> 'set_aside' or reason is not null`),
  ],
)

export const event = sqliteTable(
  'event',
  {
    ...record(),
    ...dated(),
    subjectId: text('subject_id').notNull(),
    kind: text('kind', { enum: v.EVENT_KINDS }).notNull(),
    best: integer('best'),
    what: bilingual('what').notNull(),
    after: bilingual('after'),
    actor: text('actor'),
    certainty: text('certainty', { enum: v.EVENT_CERTAINTIES }).notNull(),
    knownFrom: integer('known_from').notNull(),
    note: text('note'),
    provenance: text('provenance'),
  },
  (t) => [
    ...recordRules('event', t),
    index('event_subject').on(t.subjectId, t.earliest),
    inOrder('event'),
    oneOf('event', 'kind', v.EVENT_KINDS),
    oneOf('event', 'certainty', v.EVENT_CERTAINTIES),
  ],
)

export const note = sqliteTable(
  'note',
  {
    ...record(),
    subjectId: text('subject_id').notNull(),
    kind: text('kind', { enum: v.NOTE_KINDS }).notNull(),
    text: text('text').notNull(),
    handling: text('handling'),
    sources: ids('sources'),
    provenance: text('provenance'),
  },
  (t) => [
    ...recordRules('note', t),
    index('note_subject').on(t.subjectId),
    oneOf('note', 'kind', v.NOTE_KINDS),
  ],
)

/** An address that a source answered at before it was merged into another. */
export const redirect = sqliteTable(
  'redirect',
  { ...record(), fromId: text('from_id').notNull(), toId: text('to_id').notNull() },
  (t) => [
    ...recordRules('redirect', t),
    uniqueIndex('redirect_from').on(t.fromId).where(sql`retired_rev is null`),
    index('redirect_to').on(t.toId),
  ],
)

/**
 * A picture that is evidence: of a source or of what one says (a claim). `sha256` is the public copy, made anew without
 * metadata; the original is kept under its own. A redacted picture names the one that it redacts.
 */
export const image = sqliteTable(
  'image',
  {
    ...record(),
    subjectId: text('subject_id').notNull(),
    /** What it shows, where its subject does not say. */
    monumentId: text('monument_id'),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    originalSha256: text('original_sha256').notNull(),
    originalMime: text('original_mime', { enum: v.IMAGE_TYPES }).notNull(),
    originalSize: integer('original_size').notNull(),
    caption: bilingual('caption').notNull(),
    credit: text('credit').notNull(),
    rights: text('rights', { enum: v.RIGHTS }).notNull(),
    /** When it was taken, in EDTF. */
    taken: text('taken'),
    takenEarliest: integer('taken_earliest'),
    takenLatest: integer('taken_latest'),
    knownFrom: integer('known_from').notNull(),
    redacts: text('redacts'),
    /** The picture of the same before, for this one's *after*. */
    beforeId: text('before_id'),
    position: integer('position').notNull(),
  },
  (t) => [
    ...recordRules('image', t),
    index('image_subject').on(t.subjectId),
    index('image_monument').on(t.monumentId).where(sql`monument_id is not null`),
    oneOf('image', 'rights', v.RIGHTS),
    oneOf('image', 'original_mime', v.IMAGE_TYPES),
  ],
)

/** What a picture's file said of itself: camera, moment, place. Restricted always. */
export const imageDetails = sqliteTable(
  'image_details',
  {
    ...record(),
    imageId: text('image_id').notNull(),
    metadata: text('metadata', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    lat: real('lat'),
    lon: real('lon'),
  },
  (t) => [...recordRules('image_details', t), index('image_details_image').on(t.imageId)],
)

/** Somebody who may be at risk, as others may know them: by their part. Restricted unless said otherwise. */
export const person = sqliteTable(
  'person',
  {
    ...record(),
    siteId: text('site_id').notNull(),
    part: bilingual('part').notNull(),
    organisation: text('organisation'),
  },
  (t) => [...recordRules('person', t), index('person_site').on(t.siteId)],
)

/** What a person at risk is called. Erasable: name and note go, the row and the salted hash of its change stay. */
export const personName = sqliteTable(
  'person_name',
  {
    ...record(),
    personId: text('person_id').notNull(),
    name: text('name'),
    note: text('note'),
  },
  (t) => [...recordRules('person_name', t), index('person_name_person').on(t.personId)],
)

/** The instance as a whole: whether those who are not signed in may read it. One record; none means *public*. */
export const instance = sqliteTable(
  'instance',
  { ...record(), access: text('access', { enum: v.INSTANCE_ACCESS }).notNull() },
  (t) => [...recordRules('instance', t), oneOf('instance', 'access', v.INSTANCE_ACCESS)],
)

/** Who may do what: one current row per user and site. The person's name and address live in better-auth's tables. */
export const membership = sqliteTable(
  'membership',
  {
    ...record(),
    userId: text('user_id').notNull(),
    role: text('role', { enum: v.ROLES }).notNull(),
    /** Null for every site. */
    siteId: text('site_id'),
    /** When the person was shut out; the row stays, so that they cannot be invited by mistake. */
    bannedAt: text('banned_at'),
  },
  (t) => [
    ...recordRules('membership', t),
    uniqueIndex('membership_user')
      .on(t.userId, sql`coalesce(site_id, '')`)
      .where(sql`retired_rev is null`),
    oneOf('membership', 'role', v.ROLES),
  ],
)

/** One accepted save. `header` holds who and why, hashed with `salt` so that erasing it leaves the chain whole. */
export const revision = sqliteTable('revision', {
  rev: integer('rev').primaryKey(),
  at: text('at').notNull(),
  prev: text('prev').notNull().unique(),
  hash: text('hash').notNull().unique(),
  headerHash: text('header_hash').notNull(),
  header: text('header', { mode: 'json' }).$type<{
    actorId: string
    actorName: string
    reason: string
    /** Who accepted it, where it had been proposed. */
    acceptedById?: string
    acceptedByName?: string
  }>(),
  salt: text('salt'),
})

/**
 * What one save did to one record. (id, base) is unique: each version of a record can be superseded once, so a save
 * that starts from a version someone else has already superseded fails as a conflict. `base` 0 means newly entered;
 * a record restored after its withdrawal has the withdrawing revision for its base.
 */
export const change = sqliteTable(
  'change',
  {
    rev: integer('rev').notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    base: integer('base').notNull(),
    hash: text('hash').notNull(),
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>(),
    after: text('after', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** What the coded values of `after` were called when it was saved, by column. */
    labels: text('labels', { mode: 'json' }).$type<Record<string, v.Bilingual>>(),
    salt: text('salt'),
  },
  (t) => [primaryKey({ columns: [t.rev, t.seq] }), uniqueIndex('change_base').on(t.id, t.base)],
)

/**
 * The derived status of a monument as half-open rectangles of (valid day × known day), for the newest rev, once from
 * what the public may see and once from everything. Derived: rewritten by saves, checked by `npm run verify`.
 */
export const span = sqliteTable(
  'span',
  {
    audience: text('audience', { enum: ['public', 'editor'] }).notNull(),
    monumentId: text('monument_id').notNull(),
    validFrom: integer('valid_from').notNull(),
    validTo: integer('valid_to').notNull(),
    knownFrom: integer('known_from').notNull(),
    knownTo: integer('known_to').notNull(),
    headline: text('headline', { enum: v.HEADLINES }).notNull(),
    maybe: text('maybe', { enum: v.HEADLINES }),
    condition: text('condition', { enum: v.CONDITIONS }).notNull(),
    atRisk: integer('at_risk', { mode: 'boolean' }).notNull(),
    underIntervention: integer('under_intervention', { mode: 'boolean' }).notNull(),
    contested: integer('contested', { mode: 'boolean' }).notNull(),
    lookedAt: integer('looked_at'),
    since: text('since'),
    sinceQualifier: text('since_qualifier', { enum: v.QUALIFIERS }),
    assessmentId: text('assessment_id'),
    principalAssessmentId: text('principal_assessment_id'),
  },
  (t) => [primaryKey({ columns: [t.audience, t.monumentId, t.validFrom, t.knownFrom] })],
)

/**
 * Which revisions touched which top-level monument: every one that recorded or retired a record about it, its parts
 * or its events. Derived; tells how a pinned revision differs from the newest without reading what did not change.
 */
export const touched = sqliteTable(
  'touched',
  { monumentId: text('monument_id').notNull(), rev: integer('rev').notNull() },
  (t) => [
    primaryKey({ columns: [t.monumentId, t.rev] }),
    index('touched_rev').on(t.rev, t.monumentId),
  ],
)

/**
 * What a search finds, folded: one row for each text of a record that becomes known on a day of its own, once for `all`
 * readers or where they see different words once for each audience. `unit` is the top-level monument, site or source
 * that it is rewritten with. Derived; the FTS5 tables in the migrations index it.
 */
export const searchEntry = sqliteTable(
  'search_entry',
  {
    doc: integer('doc').primaryKey(),
    unit: text('unit').notNull(),
    audience: text('audience', { enum: ['all', 'public', 'editor'] }).notNull(),
    kind: text('kind', { enum: SEARCH_KINDS }).notNull(),
    recordId: text('record_id').notNull(),
    siteId: text('site_id'),
    rootId: text('root_id'),
    sourceClass: text('source_class', { enum: v.SOURCE_CLASSES }),
    lang: text('lang'),
    knownFrom: integer('known_from').notNull(),
    earliest: integer('earliest').notNull(),
    names: text('names').notNull(),
    words: text('words').notNull(),
    readings: text('readings').notNull(),
    context: text('context').notNull(),
  },
  (t) => [index('search_entry_unit').on(t.unit)],
)

/** Every word that was ever in an entry, between two marks: what a mistyped word is looked for among. */
export const searchWord = sqliteTable('search_word', {
  id: integer('id').primaryKey(),
  word: text('word').notNull().unique(),
})

/** Units whose entries a new version of the index still owes; filled by migrations, worked off at the next start. */
export const searchDue = sqliteTable('search_due', { unit: text('unit').primaryKey() })

/**
 * A frozen file: what was answered at one pinned address, for whom, made by which versions of the program, and what it
 * rests on. The bytes are kept under their SHA-256. Rows are never changed and form a chain of their own beside the
 * record's: keeping a file changes nothing that the register says, so it is no revision.
 */
export const report = sqliteTable(
  'report',
  {
    seq: integer('seq').primaryKey(),
    /** The beginning of the SHA-256; see `reportId`. */
    id: text('id').notNull().unique(),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    mime: text('mime').notNull(),
    /** The file's own name, for those who download it. */
    name: text('name').notNull(),
    audience: text('audience', { enum: AUDIENCES }).notNull(),
    siteId: text('site_id').notNull(),
    /** Everything that the file was made from: the fully pinned path and query, and the origin of its links. */
    address: text('address').notNull(),
    origin: text('origin').notNull(),
    rev: integer('rev').notNull(),
    head: text('head').notNull(),
    /** The newest revision when it was frozen: what was restricted up to there, it does not show. */
    atRev: integer('at_rev').notNull(),
    atHead: text('at_head').notNull(),
    monuments: ids('monuments'),
    claims: ids('claims'),
    /** Every record that could be seen when it was made, of those it may draw on; `~` behind what was shown in part. */
    visible: ids('visible'),
    vocabulary: text('vocabulary').notNull(),
    template: text('template').notNull(),
    engine: text('engine').notNull(),
    code: text('code').notNull(),
    build: text('build').notNull(),
    title: text('title'),
    frozenAt: text('frozen_at').notNull(),
    /** The user who froze it; null for what the register made itself in the place of another. */
    frozenBy: text('frozen_by'),
    replaces: text('replaces'),
    prev: text('prev').notNull().unique(),
    hash: text('hash').notNull().unique(),
  },
  (t) => [
    index('report_site').on(t.siteId, t.seq),
    index('report_address').on(t.address, t.audience),
    oneOf('report', 'audience', AUDIENCES),
  ],
)
