import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { importRow, importRun } from '../../import-schema'
import { BUSY_STATES } from '../../queries/imports'
import { removeScratch } from '../../store/scratch'
import { scratchOf } from '../../store/staged'
import type { Store } from '../../store/store'
import { namesIn } from './forget'
import { isStill, unlessStopped } from './run'
import { isAtWork, isDead } from './worker'

const DAY = 86_400_000
/** So long a plan is kept that nobody makes true, and the rows of every other. */
const KEPT_DAYS = 7
/** A process that has not been heard of for so long is gone. */
const SILENT = 10 * 60_000
/** Rows removed in one transaction. */
const AT_ONCE = 2000

/**
 * Ends imports whose process is gone – nothing of them came true –, forgets plans that nobody made true, and removes the rows
 * and files of imports that are over. Returns how many had been left under way.
 */
export async function sweepImports(store: Store, folder: string, now: string): Promise<number> {
  const ago = (ms: number) => new Date(Date.parse(now) - ms).toISOString()
  const busy = await store.db
    .select()
    .from(importRun)
    .where(inArray(importRun.state, [...BUSY_STATES]))
  const gone = busy.filter((run) => run.heardAt < ago(SILENT) || isDead(run.worker))
  for (const { id } of gone) await end(store, id, { state: 'failed', problem: 'interrupted' })
  const stale = await store.db
    .select({ id: importRun.id })
    .from(importRun)
    .where(
      and(
        inArray(importRun.state, ['ready', 'moved']),
        lt(importRun.heardAt, ago(KEPT_DAYS * DAY)),
      ),
    )
  for (const { id } of stale) await end(store, id, { state: 'cancelled', problem: 'old' })
  const over = await store.db
    .select()
    .from(importRun)
    .where(inArray(importRun.state, ['applied', 'cancelled', 'failed']))
  for (const run of over) {
    // What has just come true may still be copying from there what search finds.
    if (run.state !== 'applied' || !isAtWork(run.worker)) removeScratch(scratchOf(folder, run.id))
    if (run.heardAt < ago(KEPT_DAYS * DAY)) await removeRows(store, run.id)
  }
  removeOldFiles(folder, Date.parse(now) - KEPT_DAYS * DAY)
  return gone.length
}

/** Ends an import that has not come true. */
async function end(
  store: Store,
  id: string,
  set: Pick<typeof importRun.$inferInsert, 'state' | 'problem'>,
): Promise<void> {
  const update = store.db.update(importRun).set(set).where(eq(importRun.id, id)).toSQL()
  await unlessStopped(
    store.atomic([isStill(id, ['reading', 'ready', 'moved', 'applying']), update]),
  ).catch(() => undefined)
}

/** Rows of the preview, a portion at a time, so that no save waits long. */
export async function removeRows(store: Store, id: string): Promise<void> {
  for (;;) {
    const [left] = await store.db
      .select({ row: importRow.row })
      .from(importRow)
      .where(eq(importRow.importId, id))
      .limit(1)
    if (!left) return
    const some = sql`${importRow.row} in (select "row" from ${importRow} where import_id = ${id} limit ${AT_ONCE})`
    await store.atomic([
      store.db
        .delete(importRow)
        .where(and(eq(importRow.importId, id), some))
        .toSQL(),
    ])
  }
}

function removeOldFiles(folder: string, before: number): void {
  for (const name of namesIn(folder)) {
    const path = join(/* turbopackIgnore: true */ folder, name)
    if (statSync(path).mtimeMs < before) rmSync(path, { force: true, recursive: true })
  }
}
