import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ImportFile } from '../../import/shape'
import { type ImportCounts, type ImportState, importRow, importRun } from '../../import-schema'
import { type ImportRun, NO_COUNTS } from '../../queries/imports'
import { isRefusal, refuseUnless } from '../../store/guard'
import { insertOf } from '../../store/insert'
import { readHead } from '../../store/save'
import { Scratch } from '../../store/scratch'
import type { Statement, Store } from '../../store/store'
import { groundOf } from './ground'
import { type PlannedRow, Planner } from './plan'

/** Thrown where an import is no longer in the state that goes on: somebody stopped it, or another took it over. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

/** Rows kept at once, so that no save waits for them. */
const ROWS_AT_ONCE = 500

/** What comes from outside while an import is worked on. */
export type Work = {
  store: Store
  file: string
  now: () => string
  newId: () => string
  salt: string
}

/**
 * Reads a file as a whole, holds it against the register, and leaves what would change in a scratch file, what becomes
 * of each row in `import_row`. The import is `ready` then. Throws `Stopped`.
 */
export async function stage(work: Work, run: ImportRun, read: ImportFile): Promise<ImportCounts> {
  const { store } = work
  const head = await readHead(store.newest)
  await step(work, run, 'reading', { atRev: head.rev })
  const { siteId, settings } = run
  const { source, portions } = read
  const ground = await groundOf(store.db, {
    ...{ siteId, settings, source, newId: work.newId, now: work.now() },
  })
  const planner = new Planner(store.db, ground)
  const scratch = new Scratch(work.file, work.salt)
  const counts = { ...NO_COUNTS }
  try {
    for await (const portion of portions) {
      const planned = await planner.plan(portion)
      const changes = planned.rows.flatMap((r) => r.changes)
      const rowOf = new Map(planned.rows.flatMap((r) => r.changes.map((c) => [c, r.row] as const)))
      if (changes.length > 0) scratch.add(changes, planned.derived, planned.fresh, rowOf)
      for (const { verdict } of planned.rows) counts[verdict]++
      Object.assign(counts, scratch.counts)
      await keepRows(work, run, planned.rows, counts)
    }
    const { derived, fresh } = await planner.finish()
    scratch.add([], derived, fresh)
    scratch.index()
    await step(work, run, 'reading', { state: 'ready', counts })
    return counts
  } finally {
    scratch.close()
  }
}

/** Says how far an import has come, if it is still in the state `from`. Throws `Stopped`. */
export async function step(
  { store, now }: Pick<Work, 'store' | 'now'>,
  { id }: Pick<ImportRun, 'id'>,
  from: ImportState,
  set: Partial<ImportRun>,
  also: Statement[] = [],
): Promise<void> {
  await unlessStopped(
    store.atomic([
      ...also,
      isStill(id, [from]),
      store.db
        .update(importRun)
        .set({ ...set, heardAt: now() })
        .where(eq(importRun.id, id))
        .toSQL(),
    ]),
  )
}

/** Refuses its list unless an import is in one of these states. */
export function isStill(id: string, states: ImportState[]): Statement {
  const is = and(eq(importRun.id, id), inArray(importRun.state, states))
  return refuseUnless(sql`exists (select 1 from ${importRun} where ${is})`)
}

/** Waits for a list that a guard may have refused. Throws `Stopped` then. */
export async function unlessStopped(list: Promise<void>): Promise<void> {
  try {
    await list
  } catch (error) {
    throw isRefusal(error) ? new Stopped() : error
  }
}

/** Rows that change nothing and say nothing are only counted. */
async function keepRows(
  work: Work,
  run: ImportRun,
  rows: PlannedRow[],
  counts: ImportCounts,
): Promise<void> {
  const told = rows.filter((r) => r.verdict !== 'unchanged' || r.problems.length > 0)
  const done = counts.new + counts.changed + counts.unchanged + counts.refused
  for (let at = 0; at === 0 || at < told.length; at += ROWS_AT_ONCE)
    await step(
      work,
      run,
      'reading',
      { done, counts },
      told.slice(at, at + ROWS_AT_ONCE).map(({ changes, ...row }) => {
        const kinds: Record<string, number> = {}
        for (const { kind } of changes) kinds[kind] = (kinds[kind] ?? 0) + 1
        // What is said of a row in a later portion takes the place of what was said before.
        const { sql, params } = insertOf(importRow, { ...row, kinds, importId: run.id })
        return { sql: sql.replace('insert', 'insert or replace'), params }
      }),
    )
}
