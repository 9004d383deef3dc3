import { and, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../domain/dates'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual, MonumentKind, SourceClass } from '../domain/vocabulary'
import * as t from '../schema'
import type { Row } from '../store/records'
import { isCurrent, isPlaceOf, isShown, type Rev } from '../store/rows'
import { type Db, isIn } from '../store/store'
import { changesOf, type LastChange } from './changed'
import type { Placed, RegisterStatus } from './stretch'

/** A source as a list names it. `adopted` is true when the assessment or threat in force rests on it. */
export type SourceRef = {
  id: string
  title: string
  publisher: string | null
  published: string | null
  class: SourceClass
  adopted: boolean
}

/** One line of the register. */
export type RegisterRow = {
  id: string
  slug: string
  kind: MonumentKind
  position: number
  name: Bilingual
  status: RegisterStatus
  /** What still stands, in our words, from the assessment of the whole. */
  standing: Bilingual | null
  sinceEarliest: Day | null
  sources: SourceRef[]
  /** What changed it last, where the list is ordered by that. */
  changed: LastChange | null
}

/** Adds names, what stands, the known sources and, where the view orders by it, the last change to monuments with their status. */
export async function decorate(
  db: Db,
  reader: Reader,
  placed: Placed[],
  view: PinnedView,
): Promise<RegisterRow[]> {
  const roots = placed.map((p) => p.monument.id)
  const names = await preferredNames(db, reader, roots, view.rev)
  const assessments = await assessmentsById(db, placed, view.rev)
  const sources = await sourcesByRoot(db, reader, placed, view)
  const changed = view.sort === 'changed' ? await changesOf(db, reader, view.rev, roots) : null
  return placed.map(({ monument, status }) => {
    const basis = assessments.get(status.principalAssessmentId ?? '') ?? null
    const whole = assessments.get(status.assessmentId ?? '') ?? null
    const since = status.since === basis?.valid ? basis : whole
    return {
      id: monument.id,
      slug: monument.slug,
      kind: monument.kind,
      position: monument.position,
      name: names.get(monument.id) ?? {},
      status,
      standing: whole?.standing ?? null,
      sinceEarliest: since?.earliest ?? null,
      sources: sources.get(monument.id) ?? [],
      changed: changed?.get(monument.id) ?? null,
    }
  })
}

/** The preferred name of each subject in each interface language, where there is one. */
export async function preferredNames(
  db: Db,
  reader: Reader,
  subjects: string[],
  rev: Rev,
): Promise<Map<string, Bilingual>> {
  const { levels } = visibleTo(reader)
  const rows = await db
    .select()
    .from(t.name)
    .where(
      and(
        isIn(t.name.subjectId, subjects),
        eq(t.name.preferred, true),
        inArray(t.name.lang, ['en', 'ar']),
        isShown('name', levels),
        isCurrent('name', rev),
      ),
    )
    .orderBy(t.name.position)
  const names = new Map<string, Bilingual>()
  for (const row of rows) {
    const found = names.get(row.subjectId) ?? {}
    names.set(row.subjectId, { [row.lang]: row.form, ...found })
  }
  return names
}

async function assessmentsById(
  db: Db,
  placed: Placed[],
  rev: number,
): Promise<Map<string, Row<'assessment'>>> {
  const ids = placed.flatMap((p) =>
    [p.status.assessmentId ?? [], p.status.principalAssessmentId ?? []].flat(),
  )
  const rows = await db
    .select()
    .from(t.assessment)
    .where(and(isIn(t.assessment.id, ids), isCurrent('assessment', rev)))
  return new Map(rows.map((row) => [row.id, row]))
}

/** The sources that had spoken of each monument, its parts or its events by both clocks; those relied on come first. */
async function sourcesByRoot(
  db: Db,
  reader: Reader,
  placed: Placed[],
  view: PinnedView,
): Promise<Map<string, SourceRef[]>> {
  const roots = placed.map((p) => p.monument.id)
  const threats = await db
    .select({ id: t.threat.id })
    .from(t.threat)
    .where(and(isIn(t.threat.subjectId, roots), isCurrent('threat', view.rev)))
  const inForce = new Set<string | null>([
    ...placed.flatMap(({ status }) => [status.assessmentId, status.principalAssessmentId]),
    ...threats.map((threat) => threat.id),
  ])
  const { levels } = visibleTo(reader)
  const seen = [...levels]
  const monuments = await db
    .select({ id: t.monument.id, partOf: t.monument.partOf })
    .from(t.monument)
    .where(and(isPlaceOf(roots), isShown('monument', seen), isCurrent('monument', view.rev)))
  const rootOf = new Map(monuments.map((m) => [m.id, m.partOf ?? m.id]))
  const events = await db
    .select({ id: t.event.id, subjectId: t.event.subjectId })
    .from(t.event)
    .where(
      and(
        isIn(t.event.subjectId, rootOf.keys()),
        isShown('event', seen),
        isCurrent('event', view.rev),
      ),
    )
  for (const event of events) rootOf.set(event.id, rootOf.get(event.subjectId) ?? event.subjectId)
  const claims = await db
    .selectDistinct({
      subjectId: t.claim.subjectId,
      source: t.source,
      adoptedBy: t.adoption.targetId,
    })
    .from(t.claim)
    .innerJoin(
      t.source,
      and(
        eq(t.source.id, t.claim.sourceId),
        isShown('source', seen),
        isCurrent('source', view.rev),
      ),
    )
    .leftJoin(
      t.adoption,
      and(
        eq(t.adoption.claimId, t.claim.id),
        inArray(t.adoption.stance, ['establishing', 'corroborating']),
        isCurrent('adoption', view.rev),
        isKnownTarget(view),
      ),
    )
    .where(
      and(
        isIn(t.claim.subjectId, rootOf.keys()),
        isShown('claim', seen),
        lte(t.claim.knownFrom, view.knownAt),
        lte(t.claim.earliest, view.asOf),
        isCurrent('claim', view.rev),
      ),
    )
    .orderBy(t.source.publishedLatest, t.source.id)
  const found = new Map<string, Map<string, SourceRef>>()
  for (const { subjectId, source, adoptedBy } of claims) {
    const root = rootOf.get(subjectId) ?? subjectId
    const list = found.get(root) ?? new Map<string, SourceRef>()
    const isUsed = adoptedBy !== null && inForce.has(adoptedBy)
    const adopted = isUsed || (list.get(source.id)?.adopted ?? false)
    const { id, title, publisher, published } = source
    list.set(id, { id, title, publisher, published, class: source.class, adopted })
    found.set(root, list)
  }
  return new Map(
    [...found].map(([root, list]) => [
      root,
      [...list.values()].sort((a, b) => Number(b.adopted) - Number(a.adopted)),
    ]),
  )
}

/** An adoption counts once the assessment or threat that makes it could be known. */
function isKnownTarget({ knownAt, rev }: PinnedView): SQL {
  const { adoption, assessment, threat } = t
  return sql`(exists (select 1 from ${assessment} where ${and(eq(assessment.id, adoption.targetId), lte(assessment.knownFrom, knownAt), isCurrent('assessment', rev))})
    or exists (select 1 from ${threat} where ${and(eq(threat.id, adoption.targetId), lte(threat.knownFrom, knownAt), isCurrent('threat', rev))}))`
}
