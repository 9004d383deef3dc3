import { and, eq, inArray, isNotNull, isNull, max, sql } from 'drizzle-orm'
import type { ImportRow } from '../../import/shape'
import { importRun } from '../../import-schema'
import * as t from '../../schema'
import { RECORD_TABLES, type RecordKind, type Row } from '../../store/records'
import { loadRows, type Rows } from '../../store/rows'
import { type Db, isIn } from '../../store/store'

/** What the register says about the rows of one portion of a file. */
export type Standing = {
  /** Current monuments of the site by id, of those that the rows name or match. */
  monuments: Map<string, Row<'monument'>>
  /** Monuments by the identifiers that they carry, `scheme value`. */
  byIdentifier: Map<string, Set<string>>
  /** Ids that are taken by something else: records of other sites, or withdrawn. */
  taken: Map<string, 'elsewhere' | 'withdrawn'>
  /** Everything current about the monuments, their roots and parts. */
  rows: Rows
  /** The current records about each monument. */
  about: (monument: string) => About
}

/** The current records about one monument that a row can change. */
export type About = {
  [K in 'name' | 'coordinate' | 'identifier' | 'claim' | 'assessment' | 'threat' | 'note']: Row<K>[]
}

/** An identifier as a key. */
export const identifierKey = (one: { scheme: string; value: string | null }) =>
  `${one.scheme} ${one.value}`

/** Looks up everything that the rows of a portion name. */
export async function standingOf(db: Db, siteId: string, rows: ImportRow[]): Promise<Standing> {
  const own = rows.flatMap((r) => (r.kind === 'monument' ? [r.monument] : []))
  const named = rows.flatMap((r) =>
    r.kind === 'claim' && 'monument' in r.claim ? [r.claim.monument as string] : [],
  )
  const byIdentifier = await identified(
    db,
    siteId,
    own.flatMap((m) => m.identifiers),
  )
  const ids = [
    ...own.flatMap((m) => m.id ?? []),
    ...named,
    ...[...byIdentifier.values()].flatMap((s) => [...s]),
  ]
  const found = await currentMonuments(db, siteId, ids)
  const bySlug = named.length > 0 ? await monumentsBySlug(db, siteId, named) : []
  const monuments = new Map(found.map((m) => [m.id, m]))
  for (const m of bySlug) monuments.set(m.slug, m).set(m.id, m)
  const unknown = own.flatMap((m) => (m.id !== undefined && !monuments.has(m.id) ? [m.id] : []))
  const roots = [...new Set([...monuments.values()].map((m) => m.partOf ?? m.id))]
  const all = await loadRows(db, { roots }, null)
  return {
    monuments,
    byIdentifier,
    taken: await takenAmong(db, siteId, unknown),
    rows: all,
    about: recordsAbout(all),
  }
}

/** The revisions that took an import back: what they withdrew, an import may enter again. */
export async function undoingRevisions(db: Db): Promise<Set<number>> {
  const found = await db
    .select({ rev: importRun.rev })
    .from(importRun)
    .where(and(isNotNull(importRun.undoes), isNotNull(importRun.rev)))
  return new Set(found.flatMap((r) => r.rev ?? []))
}

/** Since when each of these records is withdrawn. */
export async function withdrawnSince(
  db: Db,
  kind: RecordKind,
  ids: string[],
): Promise<Map<string, Row<RecordKind>>> {
  if (ids.length === 0) return new Map()
  const table = RECORD_TABLES[kind] as typeof t.claim
  const found = await db.select().from(table).where(isIn(table.id, ids)).orderBy(table.recordedRev)
  const last = new Map(found.map((row) => [row.id, row as Row<RecordKind>]))
  for (const [id, row] of last) if (row.retiredRev === null) last.delete(id)
  return last
}

/** Slugs in use at a site, and the last position. */
export async function slugsOf(
  db: Db,
  siteId: string,
): Promise<{ slugs: Set<string>; position: number }> {
  const here = and(eq(t.monument.siteId, siteId), isNull(t.monument.retiredRev))
  const found = await db.select({ slug: t.monument.slug }).from(t.monument).where(here)
  const [last] = await db
    .select({ position: max(t.monument.position) })
    .from(t.monument)
    .where(here)
  return { slugs: new Set(found.map((m) => m.slug)), position: last?.position ?? 0 }
}

async function identified(
  db: Db,
  siteId: string,
  identifiers: { scheme: string; value: string }[],
): Promise<Map<string, Set<string>>> {
  const byIdentifier = new Map<string, Set<string>>()
  if (identifiers.length === 0) return byIdentifier
  const pairs = JSON.stringify(identifiers.map(({ scheme, value }) => [scheme, value]))
  const found = await db
    .select({ scheme: t.identifier.scheme, value: t.identifier.value, id: t.monument.id })
    .from(t.identifier)
    .innerJoin(
      t.monument,
      and(
        eq(t.monument.id, t.identifier.subjectId),
        isNull(t.monument.retiredRev),
        eq(t.monument.siteId, siteId),
      ),
    )
    .where(
      and(
        sql`(${t.identifier.scheme}, ${t.identifier.value}) in
          (select value ->> 0, value ->> 1 from json_each(${pairs}))`,
        isNull(t.identifier.retiredRev),
      ),
    )
  for (const one of found) {
    const key = identifierKey(one)
    byIdentifier.set(key, (byIdentifier.get(key) ?? new Set()).add(one.id))
  }
  return byIdentifier
}

function currentMonuments(db: Db, siteId: string, ids: string[]): Promise<Row<'monument'>[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .select()
    .from(t.monument)
    .where(
      and(eq(t.monument.siteId, siteId), isIn(t.monument.id, ids), isNull(t.monument.retiredRev)),
    )
}

function monumentsBySlug(db: Db, siteId: string, slugs: string[]): Promise<Row<'monument'>[]> {
  return db
    .select()
    .from(t.monument)
    .where(
      and(
        eq(t.monument.siteId, siteId),
        isIn(t.monument.slug, slugs),
        isNull(t.monument.retiredRev),
      ),
    )
}

async function takenAmong(db: Db, siteId: string, ids: string[]) {
  const taken = new Map<string, 'elsewhere' | 'withdrawn'>()
  if (ids.length === 0) return taken
  const logged = await db.select({ id: t.change.id }).from(t.change).where(isIn(t.change.id, ids))
  for (const { id } of logged) taken.set(id, 'elsewhere')
  const gone = await db
    .select({ id: t.monument.id })
    .from(t.monument)
    .where(and(inArray(t.monument.id, [...taken.keys()]), eq(t.monument.siteId, siteId)))
  for (const { id } of gone) taken.set(id, 'withdrawn')
  return taken
}

function recordsAbout(rows: Rows): (monument: string) => About {
  const kinds = [
    'name',
    'coordinate',
    'identifier',
    'claim',
    'assessment',
    'threat',
    'note',
  ] as const
  const piles = new Map<string, About>()
  const pileOf = (id: string): About => {
    const pile = piles.get(id) ?? {
      name: [],
      coordinate: [],
      identifier: [],
      claim: [],
      assessment: [],
      threat: [],
      note: [],
    }
    piles.set(id, pile)
    return pile
  }
  for (const kind of kinds)
    for (const row of rows[kind]) (pileOf(row.subjectId)[kind] as Row<typeof kind>[]).push(row)
  return pileOf
}
