import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { importRow, importRun } from '../../import-schema'
import type { ImportRun } from '../../queries/imports'
import * as t from '../../schema'
import type { Head } from '../../store/chain'
import { accept, acceptedAt, linkTo } from '../../store/save'
import { copyStatements, Scratch, stagedStatements } from '../../store/scratch'
import { ConstraintError, type Db, isIn, type Statement, type Store } from '../../store/store'
import { isStill, step, unlessStopped, type Work } from './run'

/** So many records are saved at once where they must be sent over a network in one piece; 16 003 were measured. */
export const MOST_REMOTE = 20_000

/** What came of it: the revision, or `moved` where the register had changed under the plan and nothing was saved. */
export type Applied = { state: 'applied'; rev: number } | { state: 'moved'; rows: number }

/**
 * Makes a staged import true: one revision in one atomic list. What was planned is compared with what the register says
 * now; if any of it moved, nothing is saved, and the rows that moved are marked. Throws `Stopped` when somebody
 * stopped it before that list.
 */
export async function apply(work: Work, run: ImportRun): Promise<Applied> {
  const { store } = work
  const scratch = new Scratch(work.file, work.salt)
  const accepted = run.acceptedBy
    ? { accepted: { id: run.acceptedBy, name: run.acceptedName ?? '' } }
    : {}
  try {
    const { rev } = await accept(store, async (head) => {
      const rows = await movedRows(store.newest, run, scratch, head)
      if (rows !== 0) throw new Moved(rows)
      const { next, statement } = linkTo(
        head,
        {
          actor: { id: run.userId, name: run.userName },
          at: acceptedAt(work.now(), head),
          reason: run.reason,
          salt: work.salt,
          ...accepted,
        },
        scratch.hashes(),
      )
      await step(work, run, 'applying', {})
      const list = [
        isStill(run.id, ['applying']),
        statement,
        ...(store.withStaged ? copyStatements(next.rev) : stagedStatements(scratch, next.rev)),
        done(store.db, run, next.rev),
        ...undone(store.db, run, next.rev),
      ]
      return { next, write: () => copy(work, scratch, list) }
    })
    return { state: 'applied', rev }
  } catch (error) {
    if (error instanceof Moved) return await notApplied(work, run, error.rows)
    if (error instanceof ConstraintError) return await notApplied(work, run, -1)
    throw error
  } finally {
    scratch.close()
  }
}

/** Thrown where the register has changed under a plan. */
class Moved extends Error {
  constructor(readonly rows: number) {
    super('moved')
  }
}

async function copy({ store }: Work, scratch: Scratch, list: Statement[]): Promise<void> {
  const write = () => unlessStopped(store.atomic(list))
  return store.withStaged ? store.withStaged(scratch.file, write) : write()
}

/**
 * Marks the rows about what moved since the plan was made, and tells how many; -1 where it cannot be told which. What
 * counts: a monument that another revision touched, a record that has another version, an identifier that somebody else has entered,
 * people or sources that changed.
 */
async function movedRows(db: Db, run: ImportRun, scratch: Scratch, head: Head): Promise<number> {
  const since = run.atRev
  if (head.rev === since) return 0
  const moved = new Set<string>()
  for (const roots of scratch.roots()) {
    const found = await db
      .select({ id: t.touched.monumentId })
      .from(t.touched)
      .where(and(isIn(t.touched.monumentId, roots), gt(t.touched.rev, since)))
    for (const { id } of found) moved.add(id)
  }
  const identifiers = await db
    .select({ scheme: t.identifier.scheme, value: t.identifier.value, id: t.identifier.subjectId })
    .from(t.identifier)
    .where(and(gt(t.identifier.recordedRev, since), isNull(t.identifier.retiredRev)))
  if (identifiers.length > 0) {
    const fresh = new Set(identifiers.map((i) => `${i.scheme} ${i.value}`))
    for (const { scheme, value } of scratch.identifiers())
      if (fresh.has(`${scheme} ${value}`)) return -1
  }
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
  if (other) return -1
  if (moved.size === 0) return 0
  return markMoved(db, run, moved)
}

async function markMoved(db: Db, run: ImportRun, moved: Set<string>): Promise<number> {
  const problem = JSON.stringify([{ column: null, reason: 'moved', value: '' }])
  const marked = await db
    .update(importRow)
    .set({ problems: sql`${problem}` })
    .where(and(eq(importRow.importId, run.id), isIn(importRow.monumentId, moved)))
    .returning({ row: importRow.row })
  return marked.length > 0 ? marked.length : -1
}

async function notApplied(work: Work, run: ImportRun, rows: number): Promise<Applied> {
  await step(work, run, 'applying', { state: 'moved', problem: 'moved' })
  return { state: 'moved', rows: Math.max(0, rows) }
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

/** Whether an import of so many records can be made true by this engine. */
export function isTooLarge(store: Store, records: number): boolean {
  return store.withStaged === undefined && records > MOST_REMOTE
}
