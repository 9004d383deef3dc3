import assert from 'node:assert/strict'
import { eq, isNull } from 'drizzle-orm'
import type { ImportRow } from '../../db/import/shape'
import { type ImportSettings, importRun } from '../../db/import-schema'
import { apply } from '../../db/mutations/importing/apply'
import { stageInverse } from '../../db/mutations/importing/inverse'
import { stage, step } from '../../db/mutations/importing/run'
import * as t from '../../db/schema'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { beginImport, fileOf } from './importing'

type Register = { store: Store; file: string }

/** Stages rows and makes them true. */
export async function imported(
  register: Register,
  rows: ImportRow[],
  siteId = 'site',
  more: Parameters<typeof planned>[3] = {},
) {
  const staged = await planned(register, rows, siteId, more)
  return { ...staged, result: await made(staged) }
}

/** Stages rows. */
export async function planned(
  { store, file: path }: Register,
  rows: ImportRow[],
  siteId = 'site',
  { settings, ...file }: { settings?: ImportSettings } & Parameters<typeof fileOf>[1] = {},
) {
  const { run, work } = await beginImport(store, path, { siteId, settings })
  const counts = await stage(work, run, fileOf(rows, { atOnce: 3, ...file }))
  return { run, work, counts }
}

/** Makes what was staged true. */
export async function made({ run, work }: Awaited<ReturnType<typeof beginImport>>) {
  const [now] = await work.store.db.select().from(importRun).where(eq(importRun.id, run.id))
  assert.ok(now)
  await step(work, run, 'ready', { state: 'applying' })
  return apply(work, now)
}

/** Takes a revision back. */
export async function takenBack({ store, file }: Register, rev: number, siteId = 'site') {
  const { run, work } = await beginImport(store, file, { siteId, undoes: rev })
  const counts = await stageInverse(work, run)
  return { counts, run, result: await made({ run, work }) }
}

/** Everything current, but for the numbers of revisions. */
export async function whatStands({ db }: Store) {
  const all: string[] = []
  for (const table of [
    t.monument,
    t.name,
    t.coordinate,
    t.identifier,
    t.source,
    t.claim,
    t.assessment,
    t.threat,
    t.adoption,
    t.note,
    t.person,
    t.personName,
  ] as (typeof t.claim)[])
    for (const { recordedRev: _, ...row } of await db
      .select()
      .from(table)
      .where(isNull(table.retiredRev)))
      all.push(JSON.stringify(row))
  for (const row of await db.select().from(t.span)) all.push(JSON.stringify(row))
  for (const { doc: _, ...row } of await db.select().from(t.searchEntry))
    all.push(JSON.stringify(row))
  return all.sort()
}

/** Fails unless the chain, the rows and everything derived from them agree. */
export async function assertVerified({ db }: Store): Promise<void> {
  assert.deepEqual((await verify(db)).findings, [])
}
