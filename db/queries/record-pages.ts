import type { HistoryKind } from '../domain/changes-filter'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import { statusAt } from '../domain/status'
import type { Bilingual, Stance } from '../domain/vocabulary'
import { evidenceOf, visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import {
  type AssessmentEntry,
  assessmentEntry,
  type ClaimEntry,
  claimEntry,
  knownBy,
  nameOf,
} from './dossier'
import { findRecordPlace, requireSiteById } from './record-place'
import type { Pinned } from './view'

/** The page that a claim or an assessment stands on: its site, and its monument or part unless it is about the site. */
export type Standing = {
  site: Row<'site'>
  siteName: Bilingual
  place: { slug: string; name: Bilingual } | null
}

/** Something that uses a claim, and what it makes of it. */
export type ClaimUse = {
  kind: 'assessment' | 'threat'
  id: string
  record: Row<'assessment'> | Row<'threat'>
  stance: Stance
  reason: Bilingual | null
}

export type ClaimPage = Standing & {
  claim: ClaimEntry
  question: Row<'question'> | null
  event: Row<'event'> | null
  usedBy: ClaimUse[]
}

export type AssessmentPage = Standing & {
  assessment: AssessmentEntry
  question: Row<'question'> | null
  event: Row<'event'> | null
}

/** Everything about one claim at a view. Throws `not_found`, also where it was not known yet by `knownAt`. */
export async function getClaim(
  db: Db,
  reader: Reader,
  id: string,
  pinned: Pinned,
): Promise<ClaimPage> {
  const { rows, ...site } = await rowsAround(db, reader, 'claim', id, pinned)
  const found = rows.claim.find((c) => c.id === id && c.knownFrom <= pinned.view.knownAt)
  const [claim] = found ? claimEntry(rows, found) : []
  if (!claim) throw new DomainError('not_found')
  return {
    ...site,
    place: placeOf(rows, claim.subjectId),
    claim,
    question: rows.question.find((q) => q.id === claim.questionId) ?? null,
    event: rows.event.find((e) => e.id === claim.eventId) ?? null,
    usedBy: claim.uses.flatMap(({ targetId, stance, reason }): ClaimUse[] => {
      const assessment = rows.assessment.find((a) => a.id === targetId)
      const threat = rows.threat.find((t) => t.id === targetId)
      const use = { id: targetId, stance, reason }
      if (assessment) return [{ ...use, kind: 'assessment', record: assessment }]
      return threat ? [{ ...use, kind: 'threat', record: threat }] : []
    }),
  }
}

/** Everything about one assessment at a view. Throws `not_found`, also where it was not known yet by `knownAt`. */
export async function getAssessment(
  db: Db,
  reader: Reader,
  id: string,
  pinned: Pinned,
): Promise<AssessmentPage> {
  const { rows, ...site } = await rowsAround(db, reader, 'assessment', id, pinned)
  const found = rows.assessment.find((a) => a.id === id && a.knownFrom <= pinned.view.knownAt)
  if (!found) throw new DomainError('not_found')
  const event = rows.event.find((e) => e.id === found.subjectId)
  const part = rows.monument.find((m) => m.id === (event?.subjectId ?? found.subjectId))
  const whole = rows.monument.find((m) => m.id === part?.partOf) ?? part
  const entries = rows.claim
    .filter((c) => c.knownFrom <= pinned.view.knownAt)
    .flatMap((c) => claimEntry(rows, c))
  const statuses = [part, whole].flatMap((m) =>
    m ? [statusAt(evidenceOf(rows, m), pinned.view)] : [],
  )
  const assessment = assessmentEntry(
    rows,
    found,
    new Map(entries.map((c) => [c.id, c])),
    statuses.flatMap((s) => [s.assessmentId, s.principalAssessmentId]),
  )
  return {
    ...site,
    place: placeOf(rows, found.subjectId),
    assessment,
    question: rows.question.find((q) => q.id === found.questionId) ?? null,
    event: rows.event.find((e) => e.id === found.subjectId) ?? null,
  }
}

/** The rows around one record that a reader may see at a view, with its site. Throws `not_found`. */
async function rowsAround(
  db: Db,
  reader: Reader,
  kind: HistoryKind,
  id: string,
  { view }: Pinned,
): Promise<{ rows: Rows; site: Row<'site'>; siteName: Bilingual }> {
  const place = await findRecordPlace(db, id)
  if (place?.kind !== kind || place.siteId === null) throw new DomainError('not_found')
  const site = await requireSiteById(db, reader, place.siteId)
  const scope = place.rootId === null ? { siteId: place.siteId } : { roots: [place.rootId] }
  const seen = visibleRows(await loadRows(db, scope, view.rev), visibleTo(reader))
  return { rows: knownBy(seen, view), site, siteName: nameOf(seen, site.id) }
}

function placeOf(rows: Rows, subjectId: string): Standing['place'] {
  const event = rows.event.find((e) => e.id === subjectId)
  const place = rows.monument.find((m) => m.id === (event?.subjectId ?? subjectId))
  return place ? { slug: place.slug, name: nameOf(rows, place.id) } : null
}
