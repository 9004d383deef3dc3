import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { Reader } from '../../domain/policy'
import { ownCells } from '../../import/own-cells'
import { readImport } from '../../import/read'
import { ImportUnreadable, UnreadableFile } from '../../import/shape'
import { type ImportState, importRun } from '../../import-schema'
import type { ImportRun } from '../../queries/imports'
import { removeScratch } from '../../store/scratch'
import { scratchOf } from '../../store/staged'
import type { Store } from '../../store/store'
import { apply } from './apply'
import { stageInverse } from './inverse'
import { Stopped, stage, step, type Work } from './run'
import { thisWorker } from './worker'

/** What a process is told to do: plan an import (or the taking back of one), or make it true. */
export type ImportJob = {
  id: string
  task: 'stage' | 'apply'
  folder: string
  reader: Reader
  /** The file, where it is not in the folder under its SHA-256. */
  path?: string
}

/**
 * Does one step of an import, whose row says that it is under way, and leaves there what came of it. What is stopped or fails leaves
 * nothing but that. Returns the row as it is then.
 */
export async function doImportJob(store: Store, job: ImportJob): Promise<ImportRun> {
  const run = await rowOf(store, job.id)
  const work: Work = {
    store,
    file: scratchOf(job.folder, job.id),
    now: () => new Date().toISOString(),
    newId: randomUUID,
    salt: randomUUID(),
  }
  const from: ImportState = job.task === 'stage' ? 'reading' : 'applying'
  try {
    await step(work, run, from, { worker: thisWorker() })
    if (job.task === 'stage') await stageFile(work, run, job)
    else {
      const { state } = await apply(work, run)
      if (state === 'applied') removeScratch(work.file)
    }
  } catch (error) {
    removeScratch(work.file)
    if (error instanceof Stopped) return rowOf(store, job.id)
    const problem = problemOf(error)
    await step(work, run, from, { state: 'failed', problem }).catch(() => undefined)
    if (!(error instanceof ImportUnreadable)) throw error
  }
  return rowOf(store, job.id)
}

async function stageFile(work: Work, run: ImportRun, { folder, path, reader }: ImportJob) {
  removeScratch(work.file)
  if (run.undoes !== null) return stageInverse(work, run)
  const { fileName, format, mapping, siteId, sha256 } = run
  const own = ownCells(work.store.db, reader, siteId, work.now())
  const at = path ?? join(/* turbopackIgnore: true */ folder, sha256)
  return stage(work, run, await readImport(at, { fileName, format, mapping, own }))
}

/** What `failureOf` reads. */
function problemOf(error: unknown): string {
  if (error instanceof UnreadableFile && error.row > 0) return `${error.key}:${error.row}`
  return error instanceof ImportUnreadable ? error.key : 'failed'
}

async function rowOf({ db }: Store, id: string): Promise<ImportRun> {
  const [run] = await db.select().from(importRun).where(eq(importRun.id, id))
  if (!run) throw new Error(`there is no import ${id}`)
  return run
}
