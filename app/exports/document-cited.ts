import type { ReportSection } from '../../db/domain/report-options'
import { takenFrom } from '../../db/queries/cited-sources'
import type { ClaimEntry } from '../../db/queries/dossier'
import { type CitedSource, claimsBehind, type Report } from '../../db/queries/report'

/**
 * The sources that a report's sections cite, numbered anew without a gap; none where they are not listed, since a number
 * that leads nowhere says nothing.
 */
export function citedIn(report: Report, sections: readonly ReportSection[]): CitedSource[] {
  const has = (section: ReportSection) => sections.includes(section)
  if (!has('sources')) return []
  const { timeline, siteThreats, changes, rows, sheets, sources } = report
  const claims: ClaimEntry[] = [
    ...(has('events') ? [...timeline, ...siteThreats].flatMap((e) => e.claims) : []),
    ...(has('changes') && changes ? claimsBehind(changes) : []),
    ...(has('sheets') ? sheets.flatMap(claimsUsed) : []),
    ...(has('claims') ? sheets.flatMap((sheet) => sheet.claims) : []),
  ]
  const cited = new Set([
    ...claims.map((claim) => claim.source.id),
    ...(has('register') ? rows.flatMap((row) => row.sources.map((source) => source.id)) : []),
    ...(has('sheets') ? sheets.flatMap(takenFrom) : []),
  ])
  return sources
    .filter((source) => cited.has(source.id))
    .map((source, i) => ({ ...source, number: i + 1 }))
}

/** What a sheet rests on apart from its table of claims. */
function claimsUsed({ assessments, threats, events }: Report['sheets'][number]): ClaimEntry[] {
  return [
    ...assessments.filter((a) => a.isInForce).flatMap((a) => a.claims.map((c) => c.claim)),
    ...[...threats, ...events].flatMap((e) => e.claims),
  ]
}
