import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { at, can, type Reader, visibleTo } from '../domain/policy'
import {
  type ImportCounts,
  type ImportState,
  type ImportVerdict,
  importMapping,
  importRow,
  importRun,
} from '../import-schema'
import { monument, searchDue, site } from '../schema'
import { visibleRows } from '../store/evidence'
import { noRows } from '../store/rows'
import { type Db, isIn } from '../store/store'

/** An import as it is stored. */
export type ImportRun = typeof importRun.$inferSelect
/** What would become of one row, as it is stored. */
export type StagedRow = typeof importRow.$inferSelect

/** The states in which somebody or something still works on an import. */
export const BUSY_STATES: readonly ImportState[] = ['reading', 'applying']

/** Rows shown at once. */
export const ROWS_AT_ONCE = 100

/** No rows yet. */
export const NO_COUNTS: ImportCounts = {
  new: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  entered: 0,
  corrected: 0,
  withdrawn: 0,
}

/** The imports of a site, the newest first; none for those who may not record there. */
export async function listImports(db: Db, reader: Reader, siteId: string): Promise<ImportRun[]> {
  if (!can(at(reader, siteId), 'record')) return []
  return db
    .select()
    .from(importRun)
    .where(eq(importRun.siteId, siteId))
    .orderBy(desc(importRun.startedAt), desc(importRun.id))
    .limit(100)
}

/** One import with its state and counts, or null for those who may not record at its site. */
export async function findImport(db: Db, reader: Reader, id: string): Promise<ImportRun | null> {
  const [run] = await db.select().from(importRun).where(eq(importRun.id, id))
  return run && can(at(reader, run.siteId), 'record') ? run : null
}

/** Why an import failed: a message key, and the row at which its file cannot be read further; null where it did not. */
export function failureOf({
  problem,
}: Pick<ImportRun, 'problem'>): { key: string; row: number | null } | null {
  if (problem === null) return null
  const [key = '', row] = problem.split(':')
  return { key, row: row === undefined ? null : Number(row) }
}

/** Whether the search does not find yet what an import, or a new version of the index, has brought. */
export async function isSearchBehind(db: Db): Promise<boolean> {
  const due = await db.select({ unit: searchDue.unit }).from(searchDue).limit(1)
  return due.length > 0
}

/**
 * Rows of an import with one of these verdicts, in the order of the file, from behind row `after`; with `problems` only
 * those of which some value cannot be taken.
 */
export async function importRows(
  db: Db,
  { id }: Pick<ImportRun, 'id'>,
  {
    verdicts,
    after = 0,
    problems = false,
    limit = ROWS_AT_ONCE,
  }: { verdicts: readonly ImportVerdict[]; after?: number; problems?: boolean; limit?: number },
): Promise<StagedRow[]> {
  return db
    .select()
    .from(importRow)
    .where(
      and(
        eq(importRow.importId, id),
        inArray(importRow.verdict, [...verdicts]),
        gt(importRow.row, after),
        problems ? sql`${importRow.problems} <> '[]'` : undefined,
      ),
    )
    .orderBy(asc(importRow.row))
    .limit(limit)
}

/** The pages, without the language, of the monuments that some rows are about, where those are there and may be seen. */
export async function pagesOfRows(
  db: Db,
  reader: Reader,
  { siteId }: Pick<ImportRun, 'siteId'>,
  rows: readonly Pick<StagedRow, 'monumentId'>[],
): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => row.monumentId ?? [])
  const here = and(isIn(monument.id, ids), isNull(monument.retiredRev))
  const there = { ...noRows(), monument: await db.select().from(monument).where(here) }
  const shown = visibleRows(there, visibleTo(at(reader, siteId))).monument
  const [found] = await db
    .select({ slug: site.slug })
    .from(site)
    .where(and(eq(site.id, siteId), isNull(site.retiredRev)))
  return new Map(shown.map(({ id, slug }) => [id, `/${found?.slug ?? ''}/${slug}`]))
}

/** How the columns of a file with this header were last understood at a site; null for the first such file. */
export async function findMapping(db: Db, siteId: string, signature: string): Promise<unknown> {
  const [found] = await db
    .select({ mapping: importMapping.mapping })
    .from(importMapping)
    .where(and(eq(importMapping.siteId, siteId), eq(importMapping.signature, signature)))
  return found?.mapping ?? null
}

/** Why a reader may not make an import true; null where they may. `not_yours`: at a reviewed site somebody else must. */
export function refusalToApply(
  reader: Reader,
  run: Pick<ImportRun, 'siteId' | 'userId'>,
  isReviewed: boolean,
): 'forbidden' | 'needs_reviewer' | 'not_yours' | null {
  const there = at(reader, run.siteId)
  if (!can(there, 'record') || reader.userId === null) return 'forbidden'
  if (!isReviewed) return null
  if (!can(there, 'review')) return 'needs_reviewer'
  return reader.userId === run.userId ? 'not_yours' : null
}
