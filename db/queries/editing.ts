import { and, desc, eq, inArray, isNull, max } from 'drizzle-orm'
import { LAST_DAY } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import { statusAt } from '../domain/status'
import type { Bilingual, Condition, Property } from '../domain/vocabulary'
import { currentRow } from '../mutations/call'
import { dependantsOf } from '../mutations/dependants'
import { findMonumentRecords, type MonumentRecords } from '../mutations/monument-records'
import { findSubject } from '../mutations/subjects'
import * as t from '../schema'
import { evidenceOf, visibleRows } from '../store/evidence'
import { RECORD_TABLES, type RecordKind, type Row } from '../store/records'
import { isCurrent, loadRows } from '../store/rows'
import { type Db, isIn } from '../store/store'
import { type ClaimEntry, claimEntry, nameOf } from './dossier'

/** What a claim or threat can be about: the site itself, or a monument with its parts and their events. */
export type SubjectChoice = {
  site: { id: string; name: Bilingual }
  monuments: {
    monument: Row<'monument'>
    name: Bilingual
    parts: { id: string; slug: string; name: Bilingual }[]
    events: Row<'event'>[]
  }[]
  siteEvents: Row<'event'>[]
  questions: Row<'question'>[]
  claims: ClaimEntry[]
  /** The condition in force of each monument and part that has been assessed. */
  conditions: Record<string, Condition>
}

const NEWEST = { asOf: LAST_DAY, knownAt: LAST_DAY }

/** Everything at a site that a form can refer to, as it stands now. */
export async function subjectsOf(db: Db, reader: Reader, siteId: string): Promise<SubjectChoice> {
  const rows = visibleRows(await loadRows(db, { siteId }, null), visibleTo(reader))
  const inOrder = [...rows.monument].sort((a, b) => a.position - b.position)
  const eventsOf = (places: string[]) =>
    rows.event.filter((e) => places.includes(e.subjectId)).sort((a, b) => a.earliest - b.earliest)
  return {
    site: { id: siteId, name: nameOf(rows, siteId) },
    monuments: inOrder
      .filter((m) => m.partOf === null)
      .map((monument) => {
        const parts = inOrder.filter((p) => p.partOf === monument.id)
        return {
          monument,
          name: nameOf(rows, monument.id),
          parts: parts.map(({ id, slug }) => ({ id, slug, name: nameOf(rows, id) })),
          events: eventsOf([monument.id, ...parts.map((p) => p.id)]),
        }
      }),
    siteEvents: eventsOf([siteId]),
    questions: rows.question,
    claims: rows.claim.flatMap((c) => claimEntry(rows, c)),
    conditions: Object.fromEntries(
      inOrder
        .map((m) => [m.id, statusAt(evidenceOf(rows, m), NEWEST)] as const)
        .filter(([, status]) => status.assessmentId !== null)
        .map(([id, status]) => [id, status.condition]),
    ),
  }
}

/** The records of one monument or part of a site, by its slug, as *edit monument* shows them. Throws `not_found`. */
export async function monumentToEdit(
  db: Db,
  reader: Reader,
  siteId: string,
  slug: string,
): Promise<MonumentRecords> {
  const [found] = await db
    .select({ id: t.monument.id })
    .from(t.monument)
    .where(
      and(eq(t.monument.siteId, siteId), eq(t.monument.slug, slug), isNull(t.monument.retiredRev)),
    )
  const records = found ? await findMonumentRecords(db, reader, found.id) : null
  if (!records) throw new DomainError('not_found')
  return records
}

/** One source as *edit source* shows it. Throws `not_found`. */
export async function sourceToEdit(db: Db, reader: Reader, id: string): Promise<Row<'source'>> {
  const source = await currentRow(db, reader, 'source', id)
  if (!source) throw new DomainError('not_found')
  return source
}

/** One claim with its source and the page of what it is about, as *correct or grade* shows it. Throws `not_found`. */
export async function claimToEdit(
  db: Db,
  reader: Reader,
  id: string,
): Promise<{ claim: Row<'claim'>; source: Row<'source'>; slug: string | null }> {
  const claim = await currentRow(db, reader, 'claim', id)
  const source = claim && (await currentRow(db, reader, 'source', claim.sourceId))
  if (!claim || !source) throw new DomainError('not_found')
  const { slug } = await placeOf(db, reader, claim.subjectId)
  return { claim, source, slug }
}

/** The questions of a site about one property. */
export async function questionsAbout(
  db: Db,
  reader: Reader,
  siteId: string,
  property: Property,
): Promise<Row<'question'>[]> {
  const { question } = t
  const isAsked = and(
    eq(question.siteId, siteId),
    eq(question.property, property),
    isNull(question.retiredRev),
    inArray(question.sensitivity, [...visibleTo(reader).levels]),
  )
  return db.select().from(question).where(isAsked).orderBy(question.id)
}

/** One threat as *edit threat* and *close threat* show it. Throws `not_found`. */
export async function threatToEdit(db: Db, reader: Reader, id: string): Promise<Row<'threat'>> {
  const threat = await currentRow(db, reader, 'threat', id)
  if (!threat) throw new DomainError('not_found')
  return threat
}

/** The preferred names of some places, by their ids. */
export async function namesOf(db: Db, ids: string[]): Promise<Map<string, Bilingual>> {
  const name = await db
    .select()
    .from(t.name)
    .where(and(isIn(t.name.subjectId, ids), isNull(t.name.retiredRev)))
  return new Map(ids.map((id) => [id, nameOf({ name, event: [] }, id)]))
}

/** Every source that may be chosen, the newest in the register first. */
export async function sourceChoices(db: Db, reader: Reader): Promise<Row<'source'>[]> {
  const levels = [...visibleTo(reader).levels]
  return db
    .select()
    .from(t.source)
    .where(and(inArray(t.source.sensitivity, levels), isNull(t.source.retiredRev)))
    .orderBy(desc(t.source.recordedRev), desc(t.source.publishedLatest), t.source.id)
}

/** The page that shows a monument, part, event or site: its site's slug, and its own or null for the site's. */
export async function placeOf(
  db: Db,
  reader: Reader,
  subjectId: string,
): Promise<{ site: string; slug: string | null }> {
  const { event } = await findSubject(db, reader, subjectId)
  const place = await currentRow(db, reader, 'monument', event?.subjectId ?? subjectId)
  const site = await currentRow(db, reader, 'site', place?.siteId ?? event?.subjectId ?? subjectId)
  return { site: site?.slug ?? '', slug: place?.slug ?? null }
}

/** Who made a revision, and when: what a form says about the version it collides with. */
export async function revisionOf(
  db: Db,
  rev: number,
): Promise<{ rev: number; at: string; actorName: string | null; reason: string } | null> {
  const [row] = await db.select().from(t.revision).where(eq(t.revision.rev, rev))
  if (!row) return null
  const { at, header } = row
  return { rev, at, actorName: header?.actorName ?? null, reason: header?.reason ?? '' }
}

const FINDABLE = ['claim', 'assessment', 'threat', 'source', 'event', 'monument', 'image'] as const
export type Found = {
  [K in (typeof FINDABLE)[number]]: { kind: K; row: Row<K> }
}[(typeof FINDABLE)[number]]

/** The current record with this id, of any kind that an editor may withdraw; null where there is none to be seen. */
export async function findRecord(db: Db, reader: Reader, id: string): Promise<Found | null> {
  for (const kind of FINDABLE) {
    const row = await currentRow(db, reader, kind, id)
    if (row) return { kind, row } as Found
  }
  return null
}

/** The version of a record that a revision made, as far as the reader may see it; null where there is none. */
export async function versionAt<K extends 'source' | 'threat' | 'assessment' | 'claim' | 'image'>(
  db: Db,
  reader: Reader,
  kind: K,
  id: string,
  rev: number,
): Promise<Row<K> | null> {
  const table = RECORD_TABLES[kind] as typeof t.source
  const levels = [...visibleTo(reader).levels]
  const [row] = await db
    .select()
    .from(table)
    .where(and(eq(table.id, id), eq(table.recordedRev, rev), inArray(table.sensitivity, levels)))
  return (row as Row<K> | undefined) ?? null
}

/** What a conclusion made of one claim. */
export type UseOfClaim = Pick<Row<'adoption'>, 'claimId' | 'stance' | 'reason'> & { words: string }

/** The uses of claims that a conclusion made as of a revision, as far as the reader may see them. */
export async function usesAt(
  db: Db,
  reader: Reader,
  targetId: string,
  rev: number,
): Promise<UseOfClaim[]> {
  const levels = [...visibleTo(reader).levels]
  const { adoption, claim } = t
  return db
    .select({
      claimId: adoption.claimId,
      stance: adoption.stance,
      reason: adoption.reason,
      words: claim.words,
    })
    .from(adoption)
    .innerJoin(claim, and(eq(claim.id, adoption.claimId), isCurrent('claim', rev)))
    .where(
      and(
        eq(adoption.targetId, targetId),
        isCurrent('adoption', rev),
        inArray(adoption.sensitivity, levels),
        inArray(claim.sensitivity, levels),
      ),
    )
    .orderBy(adoption.id)
}

/** The revision that last touched a record, withdrawn or not; 0 when there never was one. */
export async function revisionTouching(db: Db, id: string): Promise<number> {
  const [row] = await db
    .select({ rev: max(t.change.rev) })
    .from(t.change)
    .where(eq(t.change.id, id))
  return row?.rev ?? 0
}

/** A record that keeps another from being withdrawn; some can be withdrawn themselves. */
export type Resting = { kind: RecordKind; id: string; text: Bilingual; isWithdrawable: boolean }

/** What a record is called, and what rests on it. */
export async function restingOn(
  db: Db,
  reader: Reader,
  found: Found,
): Promise<{ text: Bilingual; dependants: Resting[] }> {
  const dependants = await Promise.all(
    (await dependantsOf(db, found.kind, found.row.id)).map(
      async ({ kind, id }): Promise<Resting> => {
        const record = await findRecord(db, reader, id)
        return {
          kind,
          id,
          text: record ? await textOf(db, record) : { en: id },
          isWithdrawable: record !== null,
        }
      },
    ),
  )
  return { text: await textOf(db, found), dependants }
}

/** What a record is called, in our words or its own. */
export async function textOf(db: Db, found: Found): Promise<Bilingual> {
  switch (found.kind) {
    case 'source':
      return { en: found.row.title }
    case 'claim':
      return { en: found.row.words }
    case 'assessment':
    case 'threat':
      return found.row.rationale
    case 'event':
      return found.row.what
    case 'image':
      return found.row.caption
    case 'monument':
      return (await namesOf(db, [found.row.id])).get(found.row.id) ?? { en: found.row.slug }
  }
}
