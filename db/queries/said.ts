import { eq } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import { type Status, statusAt } from '../domain/status'
import { type Bilingual, type Category, PROPERTIES, type Property } from '../domain/vocabulary'
import * as t from '../schema'
import { evidenceOf, visibleRows } from '../store/evidence'
import { loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import { disagreementsIn, placeOf } from './disagreements'
import {
  type ClaimEntry,
  claimEntries,
  type DisagreementEntry,
  knownBy,
  nameOf,
  type Use,
} from './dossier'
import { listSites } from './sites'
import type { Pinned } from './view'

/** How the editors used a claim, and in what: a conclusion about a property, or a threat of a category. */
export type SaidUse = Use & { property: Property | null; category: Category | null }

/** A claim, and whether the status of its monument rests on it at these clocks. */
export type SaidClaim = ClaimEntry & { uses: SaidUse[]; isRelied: boolean }

/** What a source says about one monument with its parts and events, or about the site itself (`place` is null). */
export type SaidAbout = {
  place: { id: string; slug: string; name: Bilingual; status: Status } | null
  claims: SaidClaim[]
}

/** Everything that a source says about one site, and the disagreements there that it is a party to. */
export type Said = {
  site: { id: string; slug: string; name: Bilingual }
  about: SaidAbout[]
  disagreements: DisagreementEntry[]
}

/** Everything that a source says at both clocks: by site, then the site itself before its monuments in their order. */
export async function saidBy(
  db: Db,
  reader: Reader,
  sourceId: string,
  pinned: Pinned,
): Promise<Said[]> {
  const { view } = pinned
  const hasClaims = await db
    .select({ id: t.claim.id })
    .from(t.claim)
    .where(eq(t.claim.sourceId, sourceId))
    .limit(1)
  if (hasClaims.length === 0) return []
  const said: Said[] = []
  for (const { id, slug, name } of await listSites(db, reader, view.rev)) {
    const loaded = await loadRows(db, { siteId: id }, view.rev)
    const rows = knownBy(visibleRows(loaded, visibleTo(reader)), view)
    const about = saidAt(rows, id, sourceId, pinned)
    const disagreements = disagreementsIn(rows, id, view).filter((d) =>
      d.claims.some((claim) => claim.sourceId === sourceId),
    )
    if (about.length > 0) said.push({ site: { id, slug, name }, about, disagreements })
  }
  return said
}

function saidAt(rows: Rows, siteId: string, sourceId: string, { view }: Pinned): SaidAbout[] {
  const parts = new Map(rows.monument.map((m) => [m.id, m.partOf ?? m.id]))
  const byRoot = new Map<string, ClaimEntry[]>()
  for (const claim of claimEntries(rows, view).values()) {
    if (claim.sourceId !== sourceId) continue
    const place = placeOf(rows, claim.subjectId)
    const root = parts.get(place) ?? place
    byRoot.set(root, [...(byRoot.get(root) ?? []), claim])
  }
  const targetOf = (use: Use): SaidUse => ({
    ...use,
    property: rows.assessment.find((a) => a.id === use.targetId)?.property ?? null,
    category: rows.threat.find((threat) => threat.id === use.targetId)?.category ?? null,
  })
  const claimsOf = (root: string, basis: readonly (string | null)[]): SaidClaim[] =>
    (byRoot.get(root) ?? [])
      .map((claim) => ({
        ...claim,
        uses: claim.uses.map(targetOf),
        isRelied: claim.uses.some(
          (use) => use.stance !== 'set_aside' && basis.includes(use.targetId),
        ),
      }))
      .sort(byProperty)
  const monuments = rows.monument
    .filter((m) => byRoot.has(m.id))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((monument) => {
      const { id, slug } = monument
      const status = statusAt(evidenceOf(rows, monument), view)
      const basis = [status.assessmentId, status.principalAssessmentId]
      return {
        place: { id, slug, name: nameOf(rows, id), status },
        claims: claimsOf(id, basis),
      }
    })
  const ofSite = claimsOf(siteId, [])
  return ofSite.length > 0 ? [{ place: null, claims: ofSite }, ...monuments] : monuments
}

/** By what they speak about, then by when it was so. */
function byProperty(a: ClaimEntry, b: ClaimEntry): number {
  return (
    PROPERTIES.indexOf(a.property) - PROPERTIES.indexOf(b.property) ||
    a.earliest - b.earliest ||
    (a.id < b.id ? -1 : 1)
  )
}
