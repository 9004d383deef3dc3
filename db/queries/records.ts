import { and, asc, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import type { Property } from '../domain/vocabulary'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import { RECORD_TABLES, type Row } from '../store/records'
import { isCurrent, isShown, loadRows, type Rows } from '../store/rows'
import { type Db, isIn } from '../store/store'
import { knownBy } from './dossier'
import type { Pinned } from './view'

/** The kinds of record that are said about a place and listed one after the other. */
export type ListedKind = 'claim' | 'assessment' | 'event' | 'threat'

/** Which records of a kind are wanted: of one monument or part with its events, and for claims of a source or property. */
export type RecordsFilter = {
  monumentId: string | null
  sourceId: string | null
  property: Property | null
}

/** Some records with the rows around them that a reader may see, and where the list goes on: null at its end. */
export type RecordsPage<K extends ListedKind> = {
  records: Row<K>[]
  rows: Rows
  next: string | null
}

/** So many records are looked at in one step: what is around them stays small. */
const AT_ONCE = 50

/**
 * The records of one kind at a site that are known at a view, in order of their ids, from the one after `after` on.
 * Reads only what is around the records of this page, so that its cost does not grow with the register.
 */
export async function recordsPage<K extends ListedKind>(
  db: Db,
  reader: Reader,
  kind: K,
  siteId: string,
  filter: RecordsFilter,
  { view }: Pick<Pinned, 'view'>,
  { after, limit }: { after: string | null; limit: number },
): Promise<RecordsPage<K>> {
  const found: Row<K>[] = []
  let around: Rows | null = null
  let from = after
  while (found.length <= limit) {
    const wanted = await candidates(db, reader, kind, siteId, filter, view, from)
    if (wanted.length === 0) break
    const ids = new Set(wanted.map((w) => w.id))
    const roots = await rootsBehind(db, wanted, view.rev)
    const rows = visibleRows(
      await loadRows(db, { roots, sites: [siteId] }, view.rev),
      visibleTo(reader),
    )
    found.push(...(rows[kind] as Row<K>[]).filter((row) => ids.has(row.id)))
    around = around ? joined(around, rows) : rows
    from = wanted.at(-1)?.id ?? null
    if (wanted.length < AT_ONCE) break
  }
  const records = found.slice(0, limit)
  return {
    records,
    rows: knownBy(around ?? (await loadRows(db, { roots: [] }, view.rev)), view),
    next: found.length > limit ? (records.at(-1)?.id ?? null) : null,
  }
}

type Candidate = { id: string; subjectId: string }

/** Records that a reader may be shown as far as they themselves go; what they are about may still be hidden. */
async function candidates(
  db: Db,
  reader: Reader,
  kind: ListedKind,
  siteId: string,
  { monumentId, sourceId, property }: RecordsFilter,
  { asOf, knownAt, rev }: Pinned['view'],
  after: string | null,
): Promise<Candidate[]> {
  const table = RECORD_TABLES[kind] as typeof t.claim
  const places =
    monumentId === null
      ? sql`select ${t.monument.id} from ${t.monument} where ${t.monument.siteId} = ${siteId} union select ${siteId}`
      : sql`select ${t.monument.id} from ${t.monument} where ${t.monument.id} = ${monumentId} or ${t.monument.partOf} = ${monumentId}`
  const isAbout = sql`${table.subjectId} in (${places}
    union select happened.id from ${t.event} as happened where happened.subject_id in (${places}))`
  const conditions: (SQL | undefined)[] = [
    isCurrent(kind, rev),
    isShown(kind, visibleTo(reader).levels),
    lte(table.knownFrom, knownAt),
    lte(table.earliest, asOf),
    isAbout,
  ]
  if (after !== null) conditions.push(gt(table.id, after))
  if (sourceId !== null) conditions.push(eq(t.claim.sourceId, sourceId))
  if (property !== null) conditions.push(eq(table.property, property))
  return db
    .select({ id: table.id, subjectId: table.subjectId })
    .from(table)
    .where(and(...conditions))
    .orderBy(asc(table.id))
    .limit(AT_ONCE)
}

/** The top-level monuments that some records, and the claims that they use, are about. */
async function rootsBehind(db: Db, records: Candidate[], rev: number): Promise<string[]> {
  const ids = records.map((r) => r.id)
  const used = await db
    .select({ subjectId: t.claim.subjectId })
    .from(t.adoption)
    .innerJoin(t.claim, and(eq(t.claim.id, t.adoption.claimId), isCurrent('claim', rev)))
    .where(and(isIn(t.adoption.targetId, ids), isCurrent('adoption', rev)))
  const subjects = [...records, ...used].map((r) => r.subjectId)
  const events = await db
    .select({ subjectId: t.event.subjectId })
    .from(t.event)
    .where(and(isIn(t.event.id, subjects), isCurrent('event', rev)))
  const places = [...subjects, ...events.map((e) => e.subjectId)]
  const monuments = await db
    .select({ id: t.monument.id, partOf: t.monument.partOf })
    .from(t.monument)
    .where(and(inArray(t.monument.id, [...new Set(places)]), isCurrent('monument', rev)))
  return [...new Set(monuments.map((m) => m.partOf ?? m.id))]
}

function joined(a: Rows, b: Rows): Rows {
  const kinds = Object.keys(a) as (keyof Rows)[]
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      [...new Map([...a[kind], ...b[kind]].map((row) => [row.id, row])).values()],
    ]),
  ) as unknown as Rows
}
