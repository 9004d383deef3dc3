import { isNarrowed } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { type ClaimEntry, claimEntries, knownBy } from './dossier'
import type { Pinned } from './view'

/** A claim about a site as a whole or what happened to it, the question that it answers and the threats that use it. */
export type SiteClaim = { claim: ClaimEntry; question: Row<'question'> | null; threats: string[] }

/**
 * What sources say of a site as a whole, by the day it was known: no monument's, so only a view of all monuments has it.
 */
export async function siteClaims(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
): Promise<SiteClaim[]> {
  if (isNarrowed(view)) return []
  const loaded = await loadRows(db, { roots: [], sites: [siteId] }, view.rev)
  const rows = knownBy(visibleRows(loaded, visibleTo(reader)), view)
  const threats = new Set(rows.threat.map((threat) => threat.id))
  const own = new Set([siteId, ...rows.event.map((e) => e.id)])
  return [...claimEntries(rows, view).values()]
    .filter((claim) => own.has(claim.subjectId))
    .sort((a, b) => a.knownFrom - b.knownFrom || (a.id < b.id ? -1 : 1))
    .map((claim) => ({
      claim,
      question: rows.question.find((q) => q.id === claim.questionId) ?? null,
      threats: claim.uses.map((use) => use.targetId).filter((id) => threats.has(id)),
    }))
}
