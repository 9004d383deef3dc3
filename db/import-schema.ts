import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ImportProblem } from './import/shape'

/*
 * Imports: what somebody is about to add from a file, or has. No revision numbers, no chain; no query of the register
 * reads these. The records that an import would make lie in a file of their own until they become true
 * (db/store/scratch.ts). Times are ISO timestamps.
 */

/** The steps of an import. `moved`: the register had changed under it, so nothing was saved. */
export const IMPORT_STATES = [
  'reading',
  'ready',
  'applying',
  'applied',
  'moved',
  'cancelled',
  'failed',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What becomes of a row of the file. */
export const VERDICTS = ['new', 'changed', 'unchanged', 'refused'] as const
export type ImportVerdict = (typeof VERDICTS)[number]

/** Rows by verdict, and how many records would be entered, corrected and withdrawn. */
export type ImportCounts = Record<ImportVerdict, number> & {
  entered: number
  corrected: number
  withdrawn: number
}

/** How an import is done. `exact`: places as exact as the file has them, for admins to choose. */
export type ImportSettings = { conclude: boolean; exact: boolean }

/** One import, or the undoing of one (`undoes`). */
export const importRun = sqliteTable(
  'import',
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    fileName: text('file_name').notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    format: text('format').notNull(),
    mapping: text('mapping', { mode: 'json' }).$type<unknown>(),
    settings: text('settings', { mode: 'json' }).$type<ImportSettings>().notNull(),
    reason: text('reason').notNull(),
    state: text('state', { enum: IMPORT_STATES }).notNull(),
    counts: text('counts', { mode: 'json' }).$type<ImportCounts>().notNull(),
    /** Rows read so far; while applying, how many of its steps are done. */
    done: integer('done').notNull(),
    /** Why it failed or did not come true: a message key, with `:` and the row at which a file cannot be read further. */
    problem: text('problem'),
    userId: text('user_id').notNull(),
    userName: text('user_name').notNull(),
    acceptedBy: text('accepted_by'),
    acceptedName: text('accepted_name'),
    /** The process that works on it. */
    worker: text('worker'),
    startedAt: text('started_at').notNull(),
    /** When it was last heard of. */
    heardAt: text('heard_at').notNull(),
    /** The head that it was planned on. */
    atRev: integer('at_rev').notNull(),
    rev: integer('rev'),
    /** The revision that this takes back. */
    undoes: integer('undoes'),
    /** The revision that took this back. */
    undoneRev: integer('undone_rev'),
  },
  (t) => [index('import_site').on(t.siteId, t.startedAt), index('import_rev').on(t.rev)],
)

/** What would become of one row of a file. Rows that change nothing and say nothing are only counted. */
export const importRow = sqliteTable(
  'import_row',
  {
    importId: text('import_id').notNull(),
    row: integer('row').notNull(),
    verdict: text('verdict', { enum: VERDICTS }).notNull(),
    /** The monument that it is about, in the register or to be. */
    monumentId: text('monument_id'),
    /** What it is called. */
    title: text('title'),
    /** Why it, or some of its values, cannot be taken. */
    problems: text('problems', { mode: 'json' }).$type<Omit<ImportProblem, 'row'>[]>().notNull(),
    /** What would change, by kind of record. */
    kinds: text('kinds', { mode: 'json' }).$type<Record<string, number>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    index('import_row_verdict').on(t.importId, t.verdict, t.row),
  ],
)

/** How the columns of files with one header were last understood at a site. */
export const importMapping = sqliteTable(
  'import_mapping',
  {
    siteId: text('site_id').notNull(),
    /** SHA-256 of the header. */
    signature: text('signature').notNull(),
    mapping: text('mapping', { mode: 'json' }).$type<unknown>().notNull(),
    userId: text('user_id').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteId, t.signature] })],
)
