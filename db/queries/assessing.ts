import { LAST_DAY } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual, Property } from '../domain/vocabulary'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import { disagreementsIn, placeOf } from './disagreements'
import { type ClaimEntry, claimEntry, nameOf, type Use } from './dossier'

/** What is to be concluded: a question, the disagreement that a claim is in, an earlier conclusion, or a place anew. */
export type Asked = { question?: string; claim?: string; assessment?: string; subject?: string }

/** Everything that a conclusion can be made of. */
export type Assessable = {
  /** The conclusion to be corrected, with the uses that it makes of claims. */
  before: (Row<'assessment'> & { uses: Map<string, Use> }) | null
  question: Row<'question'> | null
  /** The place, its parts and its events; the first is what is asked about. */
  subjects: { id: string; name: Bilingual; event: Row<'event'> | null }[]
  slug: string | null
  subjectId: string
  property: Property
  /** The claims that disagree, or that the conclusion used. */
  claims: ClaimEntry[]
  /** Every other claim about the place. */
  others: ClaimEntry[]
}

const NEWEST = { asOf: LAST_DAY, knownAt: LAST_DAY }

/** What there is to conclude from, as it stands now. Throws `not_found` when nothing such is asked for. */
export async function assessable(
  db: Db,
  reader: Reader,
  siteId: string,
  asked: Asked,
): Promise<Assessable> {
  const rows = visibleRows(await loadRows(db, { siteId }, null), visibleTo(reader))
  const before = rows.assessment.find((a) => a.id === asked.assessment) ?? null
  const disagreement = disagreementsIn(rows, siteId, NEWEST).find((d) =>
    asked.question ? d.question?.id === asked.question : d.claims.some((c) => c.id === asked.claim),
  )
  const uses = rows.adoption.filter((a) => a.targetId === before?.id)
  const used = rows.claim.filter((c) => uses.some((u) => u.claimId === c.id))
  const claims = disagreement?.claims ?? used.flatMap((c) => claimEntry(rows, c))
  const subjectId =
    before?.subjectId ??
    disagreement?.claims[0]?.subjectId ??
    rows.monument.find((m) => m.slug === asked.subject)?.id
  if (subjectId === undefined) throw new DomainError('not_found')
  const root = rootOf(rows, subjectId)
  const places = [root, ...rows.monument.filter((m) => m.partOf === root).map((m) => m.id)]
  const events = rows.event.filter((e) => places.includes(e.subjectId))
  const near = new Set([...places, ...events.map((e) => e.id)])
  return {
    before: before && { ...before, uses: new Map(uses.map((u) => [u.claimId, u])) },
    question:
      rows.question.find((q) => q.id === (before?.questionId ?? disagreement?.question?.id)) ??
      null,
    subjects: [
      ...places.map((id) => ({ id, name: nameOf(rows, id), event: null })),
      ...events.map((event) => ({ id: event.id, name: event.what, event })),
    ],
    slug: rows.monument.find((m) => m.id === root)?.slug ?? null,
    subjectId,
    property: before?.property ?? disagreement?.property ?? 'condition',
    claims,
    others: rows.claim
      .filter((c) => near.has(c.subjectId) && !claims.some((own) => own.id === c.id))
      .flatMap((c) => claimEntry(rows, c))
      .sort((a, b) => b.knownFrom - a.knownFrom || (a.id < b.id ? -1 : 1)),
  }
}

/** The top-level monument that a subject belongs to, or the site. */
function rootOf(rows: Rows, subjectId: string): string {
  const place = placeOf(rows, subjectId)
  return rows.monument.find((m) => m.id === place)?.partOf ?? place
}
