import { type Reader, visibleTo } from '../domain/policy'
import type { Clocks, Evidence } from '../domain/status'
import type { Bilingual } from '../domain/vocabulary'
import { visibleRows } from '../store/evidence'
import { loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import {
  assessmentEntries,
  type ClaimEntry,
  claimEntries,
  type DisagreementEntry,
  disagreementEntries,
  knownBy,
  nameOf,
} from './dossier'
import type { Pinned } from './view'

/** A disagreement with the monuments and parts that it is about; none when it is about the site. */
export type SiteDisagreement = DisagreementEntry & { places: Place[] }
export type Place = { id: string; slug: string; name: Bilingual }

/** Everything on which a site's sources disagree at a view: its monuments, their parts and events, and itself. */
export async function siteDisagreements(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pinned,
): Promise<SiteDisagreement[]> {
  const loaded = visibleRows(await loadRows(db, { siteId }, view.rev), visibleTo(reader))
  const rows = knownBy(loaded, view)
  return disagreementsIn(rows, siteId, view).map((d) => ({
    ...d,
    places: placesOf(rows, d.claims),
  }))
}

/** The disagreements in the rows of a whole site, each once, whatever number of monuments it touches. */
export function disagreementsIn(rows: Rows, siteId: string, clocks: Clocks): DisagreementEntry[] {
  const evidence: Evidence = {
    monumentId: siteId,
    principalId: null,
    partIds: [],
    assessments: rows.assessment,
    claims: rows.claim,
    adoptions: rows.adoption,
    threats: [],
    events: [],
  }
  const entries = claimEntries(rows, clocks)
  const assessments = assessmentEntries(rows, rows.assessment, entries, clocks)
  return disagreementEntries(rows, evidence, entries, assessments, clocks)
}

/** The monuments and parts that claims are about; an event counts for its place. */
export function placesOf(rows: Rows, claims: Pick<ClaimEntry, 'subjectId'>[]): Place[] {
  const ids = new Set(claims.map((c) => placeOf(rows, c.subjectId)))
  return rows.monument
    .filter((m) => ids.has(m.id))
    .sort((a, b) => a.position - b.position)
    .map(({ id, slug }) => ({ id, slug, name: nameOf(rows, id) }))
}

/** The monument, part or site that a subject is, or for an event happened at. */
export function placeOf(rows: Rows, subjectId: string): string {
  return rows.event.find((e) => e.id === subjectId)?.subjectId ?? subjectId
}
