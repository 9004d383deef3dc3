import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import { currentRow } from '../mutations/call'
import { findSubject } from '../mutations/subjects'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { RecordKind, Row } from '../store/records'
import { loadRows } from '../store/rows'
import type { Db } from '../store/store'
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
}

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
  }
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
): Promise<{ rev: number; at: string; actorName: string | null } | null> {
  const [row] = await db.select().from(t.revision).where(eq(t.revision.rev, rev))
  return row ? { rev, at: row.at, actorName: row.header?.actorName ?? null } : null
}

const FINDABLE = ['claim', 'assessment', 'threat', 'source', 'event', 'monument'] as const
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

/** One version of a record, by the revision that was newest when it was read; null where it was not current. */
export async function versionAt<K extends 'source' | 'threat'>(
  db: Db,
  kind: K,
  id: string,
  rev: number,
): Promise<Row<K> | null> {
  const table = (kind === 'source' ? t.source : t.threat) as typeof t.source
  const [row] = await db
    .select()
    .from(table)
    .where(and(eq(table.id, id), eq(table.recordedRev, rev)))
  return (row as Row<K> | undefined) ?? null
}

/** What a record is called in a sentence: a title, a name, words; for the pages of editors. */
export async function describeRecord(
  db: Db,
  reader: Reader,
  kind: RecordKind,
  id: string,
): Promise<Bilingual> {
  const found = await findRecord(db, reader, id)
  if (!found) return { en: `${kind} ${id}` }
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
    case 'monument':
      return nameOf(
        {
          name: await db
            .select()
            .from(t.name)
            .where(and(eq(t.name.subjectId, id), isNull(t.name.retiredRev))),
          event: [],
        },
        id,
      )
  }
}
