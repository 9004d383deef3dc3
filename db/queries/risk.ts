import { type Reader, visibleTo } from '../domain/policy'
import { byRisk } from '../domain/risk'
import { isOpen, knownPeriod } from '../domain/status'
import type { Bilingual } from '../domain/vocabulary'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { type ClaimEntry, claimEntry, knownBy, nameOf } from './dossier'
import type { Pinned } from './view'

/** An open threat with what it is to and who says so; `slug` is null for the site itself. */
export type RankedThreat = Row<'threat'> & {
  subjectName: Bilingual
  slug: string | null
  claims: ClaimEntry[]
}

/** The threats to a site, its monuments and their parts that stand open at both clocks, the gravest first. */
export async function openThreats(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pinned,
): Promise<RankedThreat[]> {
  const rows = knownBy(
    visibleRows(await loadRows(db, { siteId }, view.rev), visibleTo(reader)),
    view,
  )
  const claims = new Map(rows.claim.map((c) => [c.id, c]))
  return rows.threat
    .filter((threat) => isOpen(threat, view))
    .sort(byRisk)
    .map((threat) => ({
      ...threat,
      valid: knownPeriod(threat, view.knownAt),
      subjectName: nameOf(rows, threat.subjectId),
      slug: rows.monument.find((m) => m.id === threat.subjectId)?.slug ?? null,
      claims: rows.adoption
        .filter((a) => a.targetId === threat.id)
        .flatMap((a) => claims.get(a.claimId) ?? [])
        .filter((c) => c.knownFrom <= view.knownAt)
        .flatMap((c) => claimEntry(rows, c)),
    }))
}
