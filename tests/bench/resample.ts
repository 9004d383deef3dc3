import { type Day, formatDay, parseDate, parseDay, requireBounds } from '../../db/domain/dates'
import { adopterKnownFrom } from '../../db/domain/knowledge'
import { palmyraRecords } from '../../db/seed/palmyra'
import type { NewRow, RecordChange, RecordKind } from '../../db/store/records'

/** Monuments that are entered together, under sources of their own that were published as much earlier as Palmyra's. */
export const BATCH = 50
/** Claims per monument, on average. */
export const CLAIMS_EACH = 5
/** The site that everything stands on. */
export const SITE = 'bench'

const MOST_DAYS_EARLIER = 1500
const PLACES_EN = [
  'Tell',
  'Qasr',
  'Wadi',
  'Deir',
  'Khirbet',
  'Jebel',
  'Umm',
  'Ain',
  'Birket',
  'Rasm',
]
const PLACES_AR = ['تل', 'قصر', 'وادي', 'دير', 'خربة', 'جبل', 'أم', 'عين', 'بركة', 'رسم']
const WORDS_EN = [
  'Hamra',
  'Sawda',
  'Zarqa',
  'Safra',
  'Bayda',
  'Khadra',
  'Amarna',
  'Halawa',
  'Kabir',
]
const WORDS_AR = ['حمراء', 'سوداء', 'زرقاء', 'صفراء', 'بيضاء', 'خضراء', 'عمارنة', 'حلاوة', 'كبير']

/** One monument of Palmyra with all that is recorded about it, its parts and its events. */
type Template = { [K in RecordKind]: NewRow<K>[] }

const shiftedBefore = new Map<string, string>()

/**
 * The records of `count` monuments and five times as many claims, in batches: each a monument of Palmyra drawn at
 * random with some of its claims, the conclusions that still stand on these, other names and earlier dates. The same
 * count gives the same records.
 */
export function* resampled(count: number): Generator<RecordChange[]> {
  const random = randomNumbers(20_161_211)
  const { templates, sources } = readTemplates()
  const usual = templates.reduce((sum, t) => sum + t.claim.length, 0) / templates.length
  let claims = 0
  for (let first = 0; first < count; first += BATCH) {
    const shift = -Math.floor(random() * MOST_DAYS_EARLIER)
    const used = new Set<string>()
    const changes = first === 0 ? siteRecords() : []
    for (let i = first; i < Math.min(first + BATCH, count); i++) {
      const template = templates[Math.floor(random() * templates.length)] as Template
      const share = (template.claim.length / usual) * CLAIMS_EACH + (CLAIMS_EACH * i - claims) / 20
      const wanted =
        i === count - 1 ? CLAIMS_EACH * count - claims : Math.round(share + random() - 0.5)
      const kept = pick(template, Math.max(0, wanted), random)
      claims += kept.length
      for (const claim of kept) used.add(claim.sourceId)
      changes.push(...oneMonument(template, kept, i, first, shift, random))
    }
    const shiftedSources = sources
      .filter((s) => used.has(s.id))
      .map((s) => ({
        ...s,
        id: sourceId(first, s.id),
        published: s.published ? shifted(s.published, shift) : s.published,
        publishedLatest: s.publishedLatest + shift,
      }))
    yield [...entered('source', shiftedSources), ...changes]
  }
}

function readTemplates() {
  const all = palmyraRecords()
  const of = <K extends RecordKind>(kind: K) =>
    all.filter((r) => r.kind === kind).map((r) => r.row as NewRow<K>)
  const [monuments, events] = [of('monument'), of('event')]
  const templates = monuments
    .filter((m) => m.partOf == null)
    .map((root): Template => {
      const places = monuments.filter((m) => m.id === root.id || m.partOf === root.id)
      const place = new Set(places.map((m) => m.id))
      const event = events.filter((e) => place.has(e.subjectId))
      const subject = new Set([...place, ...event.map((e) => e.id)])
      const about = <T extends { subjectId: string }>(rows: T[]) =>
        rows.filter((r) => subject.has(r.subjectId))
      const [claim, assessment, threat] = [
        about(of('claim')),
        about(of('assessment')),
        about(of('threat')),
      ]
      const questions = new Set([...claim, ...assessment].map((r) => r.questionId))
      const targets = new Set([...assessment, ...threat].map((r) => r.id))
      return {
        site: [],
        monument: places,
        name: about(of('name')),
        coordinate: about(of('coordinate')),
        identifier: about(of('identifier')),
        source: [],
        question: of('question').filter((q) => questions.has(q.id)),
        claim,
        assessment,
        threat,
        adoption: of('adoption').filter((a) => targets.has(a.targetId)),
        event,
        note: [],
        redirect: [],
        image: [],
        image_details: [],
        person: [],
        person_name: [],
        instance: [],
        membership: [],
      }
    })
  return { templates, sources: of('source') }
}

function siteRecords(): RecordChange[] {
  const name = { subjectId: SITE, preferred: true, sources: [] }
  return [
    ...entered('site', [{ id: SITE, slug: SITE }]),
    ...entered('name', [
      { ...name, id: `${SITE}.en`, form: 'A country', lang: 'en', position: 0 },
      { ...name, id: `${SITE}.ar`, form: 'بلد', lang: 'ar', position: 1 },
    ]),
  ]
}

/** The copy of a template as monument number `i`; ids are the template's behind the number. */
function oneMonument(
  template: Template,
  claims: NewRow<'claim'>[],
  i: number,
  batch: number,
  shift: number,
  random: () => number,
): RecordChange[] {
  const own = (id: string) => `${i}.${id}`
  const ownOrNull = (id: string | null | undefined) => (id == null ? null : own(id))
  const chosen = (list: string[]) => list[Math.floor(random() * list.length)] as string
  const [place, word] = [Math.floor(random() * 10), Math.floor(random() * 9)]
  const place_ = {
    en: `${PLACES_EN[place]} ${WORDS_EN[word]}`,
    ar: `${PLACES_AR[place]} ${WORDS_AR[word]}`,
  }
  const dated = <T extends { valid: string; knownFrom: Day }>(row: T) => {
    const valid = shifted(row.valid, shift)
    return { ...row, valid, ...requireBounds(valid), knownFrom: row.knownFrom + shift }
  }
  const claim = claims.map((row) => ({
    ...dated(row),
    id: own(row.id),
    subjectId: own(row.subjectId),
    sourceId: sourceId(batch, row.sourceId),
    eventId: ownOrNull(row.eventId),
    questionId: ownOrNull(row.questionId),
    value: row.property === 'event_date' && row.value ? shifted(row.value, shift) : row.value,
    observed: row.observed ? shifted(row.observed, shift) : null,
    observedLatest: row.observedLatest == null ? null : row.observedLatest + shift,
    reported: row.reported == null ? null : row.reported + shift,
  }))
  const knownOf = new Map(claim.map((c) => [c.id, c.knownFrom]))
  const adoption = template.adoption
    .map((row) => ({
      ...row,
      id: own(row.id),
      targetId: own(row.targetId),
      claimId: own(row.claimId),
    }))
    .filter((row) => knownOf.has(row.claimId))
  /** What still has a claim to stand on, known from when the last of those was. */
  const standing = <T extends { id: string; valid: string; subjectId: string; knownFrom: Day }>(
    rows: T[],
  ) =>
    rows.flatMap((row) => {
      const establishing = adoption
        .filter((a) => a.targetId === own(row.id) && a.stance === 'establishing')
        .map((a) => ({ knownFrom: knownOf.get(a.claimId) as Day }))
      if (establishing.length === 0) return []
      return [
        {
          ...dated(row),
          id: own(row.id),
          subjectId: own(row.subjectId),
          knownFrom: adopterKnownFrom(establishing),
        },
      ]
    })
  const keys = new Set<string>()
  const assessment = standing(template.assessment)
    .filter((a) => {
      const key = [a.subjectId, a.property, a.earliest, a.knownFrom].join()
      return !keys.has(key) && keys.add(key)
    })
    .map((a) => ({ ...a, questionId: ownOrNull(a.questionId) }))
  const threat = standing(template.threat).map((t) => ({
    ...t,
    endKnownFrom: t.endKnownFrom == null ? null : t.endKnownFrom + shift,
  }))
  const targets = new Set([...assessment, ...threat].map((r) => r.id))
  const asked = new Set([...claim, ...assessment].map((r) => r.questionId))
  const moved = (random() - 0.5) * 4
  const about = { sources: [] as string[] }
  return [
    ...entered(
      'monument',
      template.monument.map((m) => ({
        ...m,
        id: own(m.id),
        siteId: SITE,
        partOf: ownOrNull(m.partOf),
        principalId: ownOrNull(m.principalId),
        slug: `${m.slug}-${i}`,
        position: i * 10 + (m.partOf == null ? 0 : 1),
        descriptionSources: [],
      })),
    ),
    ...entered(
      'name',
      template.name.map((n) => ({
        ...n,
        ...about,
        id: own(n.id),
        subjectId: own(n.subjectId),
        form:
          n.lang === 'ar'
            ? `${n.form} في ${place_.ar}`
            : `${n.form} ${chosen(['of', 'at', 'near'])} ${place_.en}`,
      })),
    ),
    ...entered(
      'coordinate',
      template.coordinate.map((c) => ({
        ...c,
        ...about,
        id: own(c.id),
        subjectId: own(c.subjectId),
        lat: c.lat + moved,
        lon: c.lon - moved,
      })),
    ),
    ...entered(
      'identifier',
      template.identifier.map((d) => ({
        ...d,
        ...about,
        id: own(d.id),
        subjectId: own(d.subjectId),
      })),
    ),
    ...entered(
      'event',
      template.event.map((e) => ({ ...dated(e), id: own(e.id), subjectId: own(e.subjectId) })),
    ),
    ...entered(
      'question',
      template.question
        .map((q) => ({ ...q, id: own(q.id), siteId: SITE }))
        .filter((q) => asked.has(q.id)),
    ),
    ...entered('claim', claim),
    ...entered('assessment', assessment),
    ...entered('threat', threat),
    ...entered(
      'adoption',
      adoption.filter((a) => targets.has(a.targetId)),
    ),
  ]
}

function sourceId(batch: number, id: string): string {
  return `${batch}.${id}`
}

function entered<K extends RecordKind>(kind: K, rows: NewRow<K>[]): RecordChange[] {
  return rows.map((row) => ({ op: 'enter', kind, row }) as RecordChange)
}

/** A date so many days earlier: days to the day, months and years by whole years; as it was where that is no date. */
function shifted(text: string, days: number): string {
  const key = `${text} ${days}`
  const known = shiftedBefore.get(key)
  if (known !== undefined) return known
  if (shiftedBefore.size > 10_000) shiftedBefore.clear()
  const years = Math.round(days / 365.25)
  const moved = text.replace(/\d{4}-\d{2}-\d{2}|\d{4}/g, (part) => {
    const day = parseDay(part)
    return day === null ? String(Number(part) + years).padStart(4, '0') : formatDay(day + days)
  })
  const date = parseDate(moved).ok ? moved : text
  shiftedBefore.set(key, date)
  return date
}

/** Some claims of a template at random, those that establish something before the others as a rule. */
function pick({ claim, adoption }: Template, count: number, random: () => number) {
  const establishing = new Set(
    adoption.filter((a) => a.stance === 'establishing').map((a) => a.claimId),
  )
  return claim
    .map((row) => ({ row, at: random() * (establishing.has(row.id) ? 0.2 : 1) }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ row }) => row)
}

/** Numbers in [0, 1), the same after the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
