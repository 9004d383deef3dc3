import { adopterKnownFrom } from '../domain/knowledge'
import type { Bilingual } from '../domain/vocabulary'
import type { NewRow } from '../store/records'
import type { ClaimBook } from './claims'
import { dating, lastDay } from './dating'
import type { AssessmentEntry, MonumentEntry, ThreatsEntry } from './shapes'

/** Whose judgement the seed's assessments are. */
export const ASSESSOR = 'compiler'

type Judgements = {
  assessment: NewRow<'assessment'>[]
  threat: NewRow<'threat'>[]
  adoption: NewRow<'adoption'>[]
}
type Used = Pick<AssessmentEntry, 'establishing' | 'corroborating' | 'setAside'>

/** Assessments with the claims they adopt or set aside; one that settles a question gives its reading as rationale. */
export function assessmentRows(
  entries: AssessmentEntry[],
  questions: NewRow<'question'>[],
  book: ClaimBook,
): Judgements {
  const readings = new Map(questions.map((q) => [q.id, q.reading]))
  const rows = empty()
  for (const a of entries) {
    const rationale = a.rationale ?? (a.question && readings.get(a.question))
    if (!rationale) throw new Error(`${a.id} gives no rationale`)
    rows.assessment.push({
      id: a.id,
      ...dating(a.valid, a.qualifier),
      subjectId: a.subject,
      property: a.property,
      questionId: a.question ?? null,
      value: a.value ?? null,
      certainty: a.certainty,
      rationale,
      standing: a.standing ?? null,
      assessor: ASSESSOR,
      knownFrom: adopterKnownFrom(a.establishing.map((id) => book.get(id))),
      provenance: a.provenance ?? "compiler's reading of the claims adopted",
    })
    rows.adoption.push(...adoptionRows(a.id, a, book))
  }
  return rows
}

/** Threats to monuments with the claims they rest on, and the factors that UNESCO lists for the site. */
export function threatRows({ monuments, site }: ThreatsEntry, book: ClaimBook): Judgements {
  const rows = empty()
  for (const t of monuments) {
    rows.threat.push({
      id: t.id,
      ...dating(t.valid, t.qualifier),
      subjectId: t.subject,
      category: t.category,
      cause: t.cause,
      probability: t.probability,
      unescoFactor: null,
      rationale: t.rationale,
      knownFrom: adopterKnownFrom(t.establishing.map((id) => book.get(id))),
      endKnownFrom: lastDay(t.endKnown),
      note: t.note,
      provenance: "compiler's comment on the seed article and the reports of the capture",
    })
    rows.adoption.push(...adoptionRows(t.id, t, book))
  }
  for (const factor of site.factors) {
    const { threat, claim } = factorRows(site, factor, book)
    book.add(claim)
    rows.threat.push(threat)
    rows.adoption.push(
      ...adoptionRows(
        threat.id,
        { establishing: [claim.id], corroborating: [], setAside: [] },
        book,
      ),
    )
  }
  return rows
}

/**
 * The preferred building date of each monument that no question settles. The earliest known of its sources establishes
 * it, so that an undated page does not delay what others said before.
 */
export function constructionRows(
  entries: MonumentEntry[],
  settled: AssessmentEntry[],
  book: ClaimBook,
): AssessmentEntry[] {
  const done = new Set(
    settled.filter((a) => a.property === 'construction_date').map((a) => a.subject),
  )
  return entries.flatMap((m) => {
    const n = m.periods.findIndex((p) => p.preferred && p.years !== null)
    const period = m.periods[n]
    if (!period?.years || done.has(m.id)) return []
    const claims = period.sources.map((s) => book.get(`${m.id}.period.${n + 1}.${s}`))
    const [first, ...others] = claims.sort((a, b) => a.knownFrom - b.knownFrom).map((c) => c.id)
    if (!first) return []
    const { valid, qualifier } = dating(period.years)
    return {
      id: `${m.id}.construction`,
      subject: m.id,
      property: 'construction_date',
      value: period.years,
      valid,
      qualifier,
      certainty: 'medium',
      rationale: preferredPeriod(period.label, period.note),
      provenance: "compiler's choice among the dates given",
      establishing: [first],
      corroborating: others,
      setAside: [],
    } satisfies AssessmentEntry
  })
}

function preferredPeriod(label: string, note?: string): Required<Bilingual> {
  const quoted = note ? `“${label}” (${note})` : `“${label}”`
  return {
    en: `The date preferred among those that sources give: ${quoted}.`,
    ar: `التأريخ المفضَّل من بين ما تذكره المصادر؛ وعبارته: ${quoted}.`,
  }
}

function factorRows(
  site: ThreatsEntry['site'],
  factor: ThreatsEntry['site']['factors'][number],
  book: ClaimBook,
) {
  const id = `${site.source}.factor.${factor.factor}`
  const shared = {
    ...dating(site.valid, site.qualifier),
    subjectId: site.subject,
    provenance: site.provenance,
  }
  const knownFrom = book.knownFrom(site.source)
  const claim: NewRow<'claim'> = {
    ...shared,
    id,
    property: 'statement',
    sourceId: site.source,
    words: factor.words,
    wordsLang: 'en',
    value: null,
    eventId: null,
    questionId: null,
    locator: site.locator,
    reported: null,
    knownFrom,
    origin: `${site.source}#factors`,
  }
  const threat: NewRow<'threat'> = {
    ...shared,
    id: `threat.site.${factor.factor}`,
    category: factor.category,
    cause: factor.cause,
    probability: 'not_stated',
    unescoFactor: factor.factor,
    rationale: {
      en: `Listed by UNESCO among the factors affecting the property (“${factor.words}”), without a probability.`,
      ar: `تدرجه اليونسكو بين العوامل المؤثرة في الموقع («${factor.ar}») من غير بيان احتماله.`,
    },
    knownFrom,
    endKnownFrom: null,
    note: null,
  }
  return { claim, threat }
}

function adoptionRows(targetId: string, used: Used, book: ClaimBook): NewRow<'adoption'>[] {
  const row = (
    claimId: string,
    stance: NewRow<'adoption'>['stance'],
    reason: Bilingual | null = null,
  ) => ({
    id: `${targetId}.uses.${book.get(claimId).id}`,
    targetId,
    claimId,
    stance,
    reason,
  })
  return [
    ...used.establishing.map((id) => row(id, 'establishing')),
    ...used.corroborating.map((id) => row(id, 'corroborating')),
    ...used.setAside.map(({ claim, reason }) => row(claim, 'set_aside', reason)),
  ]
}

function empty(): Judgements {
  return { assessment: [], threat: [], adoption: [] }
}
