import { disagreementsOf } from '../domain/contested'
import {
  type Clocks,
  type Evidence,
  isOpen,
  knownPeriod,
  type Status,
  statusAt,
} from '../domain/status'
import type { Bilingual, Property, Stance } from '../domain/vocabulary'
import { evidenceOf } from '../store/evidence'
import type { Row } from '../store/records'
import type { Rows } from '../store/rows'
import { galleryOf, type ImageEntry } from './images'

/** How an assessment or threat uses a claim. */
export type Use = { targetId: string; stance: Stance; reason: Bilingual | null }

/** A claim with who says it, what it is about and what the editors made of it. */
export type ClaimEntry = Row<'claim'> & {
  source: Row<'source'>
  subjectName: Bilingual
  uses: Use[]
  /** The part of the person at risk who says so, where that may be told. */
  saidBy: Bilingual | null
}

/** An assessment with the claims that it adopts and sets aside. `isInForce` tells the one behind the status. */
export type AssessmentEntry = Row<'assessment'> & {
  subjectName: Bilingual
  claims: { claim: ClaimEntry; use: Use }[]
  isInForce: boolean
}

/** Something on which sources disagree: settled by an assessment, visibly open, or open and making a status contested. */
export type DisagreementEntry = {
  property: Property
  /** What it is about: a question's topic, or the thing that the claims date or describe. */
  topic: Bilingual
  question: Row<'question'> | null
  claims: ClaimEntry[]
  settledBy: AssessmentEntry | null
  isContested: boolean
}

/** Everything the register says about one monument or part at two clocks. */
export type Dossier = {
  monument: Row<'monument'>
  name: Bilingual
  names: Row<'name'>[]
  coordinates: Row<'coordinate'>[]
  identifiers: Row<'identifier'>[]
  status: Status
  standing: Bilingual | null
  parts: { monument: Row<'monument'>; name: Bilingual; status: Status }[]
  claims: ClaimEntry[]
  assessments: AssessmentEntry[]
  disagreements: DisagreementEntry[]
  threats: (Row<'threat'> & { isOpen: boolean; claims: ClaimEntry[] })[]
  events: (Row<'event'> & { claims: ClaimEntry[] })[]
  notes: Row<'note'>[]
  /** Its pictures, and those of its parts, events and claims. */
  images: ImageEntry[]
  sources: Row<'source'>[]
}

/** Builds the dossier of one monument or part from the rows a reader may see. */
export function dossierOf(current: Rows, monument: Row<'monument'>, clocks: Clocks): Dossier {
  const rows = knownBy(current, clocks)
  const evidence = evidenceOf(rows, monument)
  const status = statusAt(evidence, clocks)
  const places = new Set([monument.id, ...evidence.partIds])
  const events = rows.event.filter((e) => places.has(e.subjectId) && isKnown(e, clocks))
  const subjects = new Set([...places, ...events.map((e) => e.id)])
  const inForce = [status.assessmentId, status.principalAssessmentId]
  const entries = claimEntries(rows, clocks)
  const claims = [...entries.values()].filter((c) => subjects.has(c.subjectId)).sort(byKnownDay)
  const assessments = assessmentEntries(
    rows,
    rows.assessment.filter((a) => subjects.has(a.subjectId)),
    entries,
    clocks,
    inForce,
  )
  return {
    monument,
    name: nameOf(rows, monument.id),
    names: rows.name
      .filter((n) => n.subjectId === monument.id)
      .sort((a, b) => a.position - b.position),
    coordinates: rows.coordinate
      .filter((c) => c.subjectId === monument.id)
      .sort((a, b) => Number(b.preferred) - Number(a.preferred)),
    identifiers: rows.identifier.filter((i) => i.subjectId === monument.id),
    status,
    standing: rows.assessment.find((a) => a.id === status.assessmentId)?.standing ?? null,
    parts: rows.monument
      .filter((m) => m.partOf === monument.id)
      .sort((a, b) => a.position - b.position)
      .map((part) => ({
        monument: part,
        name: nameOf(rows, part.id),
        status: statusAt(evidenceOf(rows, part), clocks),
      })),
    claims,
    assessments,
    disagreements: disagreementEntries(rows, evidence, entries, assessments, clocks),
    threats: evidence.threats
      .filter((t) => isKnown(t, clocks))
      .map((t) => ({
        ...(t as Row<'threat'>),
        valid: knownPeriod(t, clocks.knownAt),
        isOpen: isOpen(t, clocks),
        claims: usesOf(rows, t.id).flatMap((u) => entries.get(u.claimId) ?? []),
      })),
    events: events
      .sort((a, b) => a.earliest - b.earliest || a.latest - b.latest)
      .map((e) => ({
        ...e,
        claims: claims.filter((c) => c.eventId === e.id || c.subjectId === e.id),
      })),
    notes: rows.note.filter((n) => n.subjectId === monument.id),
    images: galleryOf(rows, subjects, clocks),
    sources: uniqueSources(claims),
  }
}

/** Without the uses that an assessment or threat published later makes of a claim: they were not known yet. */
export function knownBy(rows: Rows, { knownAt }: Pick<Clocks, 'knownAt'>): Rows {
  const known = new Set(
    [...rows.assessment, ...rows.threat].filter((r) => r.knownFrom <= knownAt).map((r) => r.id),
  )
  return { ...rows, adoption: rows.adoption.filter((a) => known.has(a.targetId)) }
}

/** The preferred name of a monument, site or event's subject in each language. */
export function nameOf(rows: Pick<Rows, 'name' | 'event'>, subjectId: string): Bilingual {
  const name: Bilingual = {}
  for (const row of rows.name.filter((n) => n.subjectId === subjectId && n.preferred)) {
    if (row.lang === 'en') name.en ??= row.form
    if (row.lang === 'ar') name.ar ??= row.form
  }
  if (name.en || name.ar) return name
  return rows.event.find((e) => e.id === subjectId)?.what ?? {}
}

/** A claim with its source and uses; nothing when its source may not be shown. */
export function claimEntry(rows: Rows, claim: Row<'claim'>): ClaimEntry[] {
  const source = rows.source.find((s) => s.id === claim.sourceId)
  if (!source) return []
  const uses = rows.adoption
    .filter((a) => a.claimId === claim.id)
    .map(({ targetId, stance, reason }) => ({ targetId, stance, reason }))
  const saidBy = rows.person.find((p) => p.id === claim.personId)?.part ?? null
  return [{ ...claim, source, subjectName: nameOf(rows, claim.subjectId), uses, saidBy }]
}

/** The sources of some claims, each once, in order of publication. */
export function uniqueSources(claims: ClaimEntry[]): Row<'source'>[] {
  const sources = new Map(claims.map((c) => [c.source.id, c.source]))
  return [...sources.values()].sort(
    (a, b) => a.publishedLatest - b.publishedLatest || (a.id < b.id ? -1 : 1),
  )
}

/** The claims known at both clocks, by id. */
export function claimEntries(rows: Rows, clocks: Clocks): Map<string, ClaimEntry> {
  const known = rows.claim.filter((c) => isKnown(c, clocks))
  return new Map(known.flatMap((c) => claimEntry(rows, c)).map((c) => [c.id, c]))
}

/** The assessments known at both clocks, newest state first; `inForce` are those that a status rests on. */
export function assessmentEntries(
  rows: Rows,
  assessments: Row<'assessment'>[],
  entries: Map<string, ClaimEntry>,
  clocks: Clocks,
  inForce: readonly (string | null)[] = [],
): AssessmentEntry[] {
  return assessments
    .filter((a) => isKnown(a, clocks))
    .map((a) => assessmentEntry(rows, a, entries, inForce))
    .sort((a, b) => b.earliest - a.earliest || b.knownFrom - a.knownFrom)
}

/** An assessment with its claims, of those in `entries`; `inForce` are the assessments that a status rests on. */
export function assessmentEntry(
  rows: Rows,
  assessment: Row<'assessment'>,
  entries: Map<string, ClaimEntry>,
  inForce: readonly (string | null)[],
): AssessmentEntry {
  return {
    ...assessment,
    subjectName: nameOf(rows, assessment.subjectId),
    claims: usesOf(rows, assessment.id).flatMap(({ claimId, ...use }) => {
      const claim = entries.get(claimId)
      return claim
        ? [{ claim, use: { targetId: use.targetId, stance: use.stance, reason: use.reason } }]
        : []
    }),
    isInForce: inForce.includes(assessment.id),
  }
}

/** The disagreements in some evidence, those that make a status contested first, then open ones. */
export function disagreementEntries(
  rows: Rows,
  evidence: Evidence,
  entries: Map<string, ClaimEntry>,
  assessments: AssessmentEntry[],
  clocks: Clocks,
): DisagreementEntry[] {
  // Our reading weighs every claim, so it says nothing before the last of them was published.
  const isFullyKnown = (id: string) =>
    rows.claim.every((c) => c.questionId !== id || c.knownFrom <= clocks.knownAt)
  const found = disagreementsOf(evidence, clocks).map(
    ({ property, questionId, claimIds, isContested }): DisagreementEntry => {
      const question = rows.question.find((q) => q.id === questionId) ?? null
      const claims = claimIds.flatMap((id) => entries.get(id) ?? []).sort(byKnownDay)
      const used = new Set(claims.flatMap((c) => c.uses.map((u) => u.targetId)))
      const isSettling = (a: AssessmentEntry) =>
        question ? a.questionId === question.id : a.property === property && used.has(a.id)
      return {
        property,
        topic: question?.topic ?? claims[0]?.subjectName ?? {},
        question: question && {
          ...question,
          reading: isFullyKnown(question.id) ? question.reading : null,
        },
        claims,
        settledBy: isContested ? null : (assessments.find(isSettling) ?? null),
        isContested,
      }
    },
  )
  const rank = (d: DisagreementEntry) => (d.isContested ? 0 : d.settledBy === null ? 1 : 2)
  return found.filter((d) => d.claims.length > 0).sort((a, b) => rank(a) - rank(b))
}

function usesOf(rows: Rows, targetId: string): Row<'adoption'>[] {
  return rows.adoption.filter((a) => a.targetId === targetId)
}

function isKnown(
  record: { knownFrom: number; earliest: number },
  { asOf, knownAt }: Clocks,
): boolean {
  return record.knownFrom <= knownAt && record.earliest <= asOf
}

function byKnownDay(a: ClaimEntry, b: ClaimEntry): number {
  return a.knownFrom - b.knownFrom || (a.id < b.id ? -1 : 1)
}
