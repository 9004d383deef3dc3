import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { importRow, importRun } from '../../import-schema'
import type { ImportRun } from '../../queries/imports'
import * as t from '../../schema'
import { accept, acceptedAt, linkTo, readHead } from '../../store/save'
import { copyStatements, indexStaged, Scratch, stagedStatements } from '../../store/scratch'
import { ConstraintError, type Db, isIn, type Statement, type Store } from '../../store/store'
import { isStill, step, unlessStopped, type Work } from './run'

/** So many records are saved at once where they must be sent over a network in one piece; 16 003 were measured. */
export const MOST_REMOTE = 20_000

/** What came of it: the revision, or `moved` where the register had changed under the plan and nothing was saved. */
export type Applied = { state: 'applied'; rev: number } | { state: 'moved'; rows: number }

/**
 * Makes a staged import true: one revision in one atomic list. What was planned is compared with what the register says
 * now; if any of it moved, nothing is saved, and the rows that moved are marked. What search finds follows after that
 * list, in short ones. Throws `Stopped` when somebody stopped it before.
 */
export async function apply(work: Work, run: ImportRun): Promise<Applied> {
  const { store } = work
  const scratch = new Scratch(work.file, work.salt)
  try {
    const head = await accept(store, revisionOf(work, run, scratch), alone(store, scratch))
    await indexStaged(store, scratch)
    return { state: 'applied', rev: head.rev }
  } catch (error) {
    if (error instanceof Moved) return await notApplied(work, run, error.monuments)
    // Where nobody saved since, looking again would plan the same.
    if (error instanceof ConstraintError && (await readHead(store.newest)).rev > run.atRev)
      return await notApplied(work, run, [])
    throw error
  } finally {
    scratch.close()
  }
}

/** Whether an import of so many records can be made true by this engine. */
export function isTooLarge(store: Store, records: number): boolean {
  return store.withStaged === undefined && records > MOST_REMOTE
}

/** What an import is on top of a head. All that can be done before others have to wait is done by the first call. */
function revisionOf(work: Work, run: ImportRun, scratch: Scratch): Parameters<typeof accept>[1] {
  const { store } = work
  const hashes = [...scratch.hashes()]
  const accepted = run.acceptedBy
    ? { accepted: { id: run.acceptedBy, name: run.acceptedName ?? '' } }
    : {}
  return async (head) => {
    await requireUnmoved(store.newest, run.atRev, scratch)
    const { next, statement } = linkTo(
      head,
      {
        actor: { id: run.userId, name: run.userName },
        at: acceptedAt(work.now(), head),
        reason: run.reason,
        salt: work.salt,
        ...accepted,
      },
      hashes,
    )
    const list = [
      isStill(run.id, ['applying']),
      statement,
      ...(store.withStaged ? copyStatements(next.rev) : stagedStatements(scratch, next.rev)),
      done(store.db, run, next.rev),
      ...undone(store.db, run, next.rev),
    ]
    return { next, write: () => unlessStopped(store.atomic(list)) }
  }
}

/** Where the engine is in process, no save may come between reading the head and the list: else a busy editor wins every time. */
function alone(store: Store, { file }: Scratch): Parameters<typeof accept>[2] {
  const { withStaged } = store
  return withStaged && ((write) => withStaged(file, write))
}

/** Thrown where the register has changed under a plan; by which monuments, as far as it can be told. */
class Moved extends Error {
  constructor(readonly monuments: string[]) {
    super('moved')
  }
}

/**
 * Throws `Moved` where the register has changed under a plan since revision `since`. What counts: a monument that another
 * revision touched, an identifier that somebody else has entered, people or sources that changed; a record that has
 * another version, the list itself refuses.
 */
async function requireUnmoved(db: Db, since: number, scratch: Scratch): Promise<void> {
  const touched = await db
    .selectDistinct({ id: t.touched.monumentId })
    .from(t.touched)
    .where(gt(t.touched.rev, since))
  const moved = scratch.rootsAmong(touched.map(({ id }) => id))
  if (moved.length > 0) throw new Moved(moved)
  const identifiers = await db
    .select({ scheme: t.identifier.scheme, value: t.identifier.value })
    .from(t.identifier)
    .where(and(gt(t.identifier.recordedRev, since), isNull(t.identifier.retiredRev)))
  if (scratch.hasIdentifierAmong(identifiers)) throw new Moved([])
  const [other] = await db
    .select({ id: t.change.id })
    .from(t.change)
    .where(
      and(
        gt(t.change.rev, since),
        inArray(t.change.kind, ['source', 'question', 'person', 'person_name']),
        sql`${t.change.before} is not null`,
      ),
    )
    .limit(1)
  if (other) throw new Moved([])
}

async function notApplied(work: Work, run: ImportRun, monuments: string[]): Promise<Applied> {
  const { db } = work.store
  const problem = JSON.stringify([{ column: null, reason: 'moved', value: '' }])
  const marked = await db
    .update(importRow)
    .set({ problems: sql`${problem}` })
    .where(and(eq(importRow.importId, run.id), isIn(importRow.monumentId, monuments)))
    .returning({ row: importRow.row })
  await step(work, run, 'applying', { state: 'moved', problem: 'moved' })
  return { state: 'moved', rows: marked.length }
}

function done(db: Db, { id }: ImportRun, rev: number): Statement {
  return db.update(importRun).set({ state: 'applied', rev }).where(eq(importRun.id, id)).toSQL()
}

/** What was taken back says by which revision; taking back a taking back makes it stand again. */
function undone(db: Db, { undoes }: ImportRun, rev: number): Statement[] {
  if (undoes === null) return []
  return [
    db.update(importRun).set({ undoneRev: rev }).where(eq(importRun.rev, undoes)).toSQL(),
    db.update(importRun).set({ undoneRev: null }).where(eq(importRun.undoneRev, undoes)).toSQL(),
  ]
}
