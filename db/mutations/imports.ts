import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { and, eq, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { at, can, type Reader } from '../domain/policy'
import { type ImportSettings, importMapping, importRun } from '../import-schema'
import { findImport, type ImportRun, NO_COUNTS, refusalToApply } from '../queries/imports'
import * as t from '../schema'
import { insertOf } from '../store/insert'
import { importsFolder } from '../store/open'
import { removeScratch } from '../store/scratch'
import { scratchOf } from '../store/staged'
import type { Db } from '../store/store'
import type { Call } from './call'
import { isTooLarge } from './importing/apply'
import { beginJob } from './importing/process'
import { isStill, Stopped, unlessStopped } from './importing/run'
import { sweepImports } from './importing/sweep'

/** A file to import: kept in the data folder's `imports/` under its SHA-256, read in `format` by `mapping`. */
export type ImportInput = {
  siteId: string
  fileName: string
  size: number
  sha256: string
  format: string
  mapping: unknown
  settings: ImportSettings
  /** Why: the reason of the revision. */
  reason: string
}

/**
 * Begins to hold a file against the register, in a process of its own; returns the import's id at once. Throws
 * `forbidden`, and `invalid` on `exact` when somebody else than an administrator asks for exact places.
 */
export async function stageImport(call: Call<ImportInput>): Promise<string> {
  const { store, reader, now, input } = call
  const actor = actorAt(reader, input.siteId)
  if (input.settings.exact && !can(at(reader, input.siteId), 'administer'))
    throw new DomainError('invalid', 'exact', 'field.not_a_choice')
  if (!(await siteNow(store.db, input.siteId))) throw new DomainError('not_found')
  await sweepImports(store, importsFolder(), now)
  return begin(call, { ...newRun(input, call.newId(), now, actor), undoes: null })
}

/**
 * Holds the same file against the register as it stands now; returns the id of the new plan. Throws `invalid` where that
 * file is no longer here.
 */
export async function restageImport(call: Call<{ id: string }>): Promise<string> {
  const { store, reader, now } = call
  const run = await requireImport(call)
  if (run.state === 'reading' || run.state === 'applying' || run.state === 'applied')
    throw new DomainError('invalid', null, 'import.decided')
  const actor = actorAt(reader, run.siteId)
  if (run.settings.exact && !can(at(reader, run.siteId), 'administer'))
    throw new DomainError('forbidden')
  const file = join(/* turbopackIgnore: true */ importsFolder(), run.sha256)
  if (run.undoes === null && !existsSync(file))
    throw new DomainError('invalid', null, 'import.gone')
  if (run.state !== 'cancelled' && run.state !== 'failed') await cancelImport(call)
  const again = { ...newRun(run, call.newId(), now, actor), undoes: run.undoes }
  return begin({ ...call, store }, again)
}

/** Stops an import that has not come true; nothing of it stays. Throws `invalid` when it has. */
export async function cancelImport(call: Call<{ id: string }>): Promise<void> {
  const { store } = call
  const { id } = await requireImport(call)
  await decided(
    store.atomic([
      isStill(id, ['reading', 'ready', 'moved', 'applying']),
      store.db.update(importRun).set({ state: 'cancelled' }).where(eq(importRun.id, id)).toSQL(),
    ]),
  )
  removeScratch(scratchOf(importsFolder(), id))
}

/**
 * Makes an import that is `ready` true, in a process of its own; returns at once. At a site that reviews, somebody
 * else than who began it must, a reviewer. Throws `forbidden`, and `invalid` when it is not ready or too large.
 */
export async function applyImport(call: Call<{ id: string }>): Promise<void> {
  const { store, reader, now } = call
  const run = await requireImport(call)
  const site = await siteNow(store.db, run.siteId)
  const isReviewed = site?.workflow === 'reviewed'
  if (refusalToApply(reader, run, isReviewed)) throw new DomainError('forbidden')
  const { entered, corrected, withdrawn } = run.counts
  const records = entered + corrected + withdrawn
  if (records === 0) throw new DomainError('invalid', null, 'field.nothing_changed')
  if (isTooLarge(store, records)) throw new DomainError('invalid', null, 'import.too_large')
  const accepted = isReviewed ? { acceptedBy: reader.userId, acceptedName: reader.name } : {}
  await decided(
    store.atomic([
      isStill(run.id, ['ready']),
      store.db
        .update(importRun)
        .set({ ...accepted, state: 'applying', heardAt: now, worker: null })
        .where(eq(importRun.id, run.id))
        .toSQL(),
    ]),
  )
  beginJob(store, { id: run.id, task: 'apply', folder: importsFolder(), reader })
}

/**
 * Begins to plan the taking back of an import, or of such a taking back, as an import of its own; returns its id. Throws
 * `invalid` when there is nothing to take back.
 */
export async function undoImport(call: Call<{ id: string; reason: string }>): Promise<string> {
  const { reader, now, input } = call
  const run = await requireImport(call)
  if (run.rev === null || run.undoneRev !== null)
    throw new DomainError('invalid', null, 'import.decided')
  const actor = actorAt(reader, run.siteId)
  const inverse = newRun({ ...run, reason: input.reason }, call.newId(), now, actor)
  return begin(call, { ...inverse, undoes: run.rev })
}

/** Keeps how the columns of files with this header are understood at a site. */
export async function rememberMapping(
  call: Call<{ siteId: string; signature: string; mapping: unknown }>,
): Promise<void> {
  const { store, reader, now, input } = call
  const { id: userId } = actorAt(reader, input.siteId)
  const row = { ...input, userId, at: now }
  await store.db
    .insert(importMapping)
    .values(row)
    .onConflictDoUpdate({ target: [importMapping.siteId, importMapping.signature], set: row })
}

async function begin(call: Call<unknown>, run: ImportRun): Promise<string> {
  const { store, reader } = call
  await store.atomic([insertOf(importRun, run)])
  beginJob(store, { id: run.id, task: 'stage', folder: importsFolder(), reader })
  return run.id
}

/** An import in the state in which its process begins. */
export function newRun(
  input: ImportInput,
  id: string,
  now: string,
  actor: { id: string; name: string },
): ImportRun {
  const { siteId, fileName, size, sha256, format, mapping, settings, reason } = input
  return {
    ...{ id, siteId, fileName, size, sha256, format, mapping, settings, reason },
    ...{ state: 'reading', counts: NO_COUNTS, done: 0, problem: null },
    ...{ userId: actor.id, userName: actor.name, acceptedBy: null, acceptedName: null },
    ...{ worker: null, startedAt: now, heardAt: now, atRev: 0 },
    ...{ rev: null, undoes: null, undoneRev: null },
  }
}

async function requireImport({ store, reader, input }: Call<{ id: string }>): Promise<ImportRun> {
  const run = await findImport(store.db, reader, input.id)
  if (!run) throw new DomainError('not_found')
  return run
}

/** Who may import: whoever may record at the site. Throws `forbidden`. */
function actorAt(reader: Reader, siteId: string): { id: string; name: string } {
  if (!can(at(reader, siteId), 'record') || reader.userId === null)
    throw new DomainError('forbidden')
  return { id: reader.userId, name: reader.name ?? '' }
}

async function siteNow(db: Db, siteId: string) {
  const [site] = await db
    .select({ workflow: t.site.workflow })
    .from(t.site)
    .where(and(eq(t.site.id, siteId), isNull(t.site.retiredRev)))
  return site ?? null
}

async function decided(list: Promise<void>): Promise<void> {
  try {
    await unlessStopped(list)
  } catch (error) {
    throw error instanceof Stopped ? new DomainError('invalid', null, 'import.decided') : error
  }
}
