import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq, inArray, or, sql } from 'drizzle-orm'
import { importRun } from '../../import-schema'
import { BUSY_STATES } from '../../queries/imports'
import { statementOf } from '../../store/guard'
import { scratchOf } from '../../store/staged'
import type { Db, Statement } from '../../store/store'
import { isAtWork } from './worker'

/*
 * What erasing a person does to imports: their tables, and the files beside the register.
 */

/** What stands where the name of a file held a name. */
const NAMELESS = '…'

/** Takes a name out of everything that imports say; `stored` is the name as it stands inside JSON. */
export function forgetNameInImports(name: string, stored: string): Statement[] {
  const kept = sql`(select json_group_array(json(value)) from json_each(problems) where instr(value, ${stored}) = 0)`
  return [
    sql`update import set reason = '' where instr(reason, ${name}) > 0`,
    sql`update import set file_name = ${NAMELESS} where instr(file_name, ${name}) > 0`,
    sql`update import set mapping = null where instr(mapping, ${stored}) > 0`,
    sql`delete from import_mapping where instr(mapping, ${stored}) > 0`,
    sql`update import_row set title = null where instr(title, ${name}) > 0`,
    sql`update import_row set problems = ${kept} where instr(problems, ${stored}) > 0`,
  ].map(statementOf)
}

/** Plans that wait to be saved could not come true after a name has changed: they say so now, since their files go. */
export function overtakePlans(): Statement {
  return statementOf(
    sql`update import set state = 'moved', problem = 'moved' where state = 'ready'`,
  )
}

/**
 * Takes an account out of imports. A reason goes where it became that of a revision, whose header goes; what is being
 * saved just now is stopped, since its process holds the name and would write it into one.
 */
export function forgetAccountInImports(id: string): Statement[] {
  return [
    sql`update import set state = 'cancelled' where state = 'applying' and ${id} in (user_id, accepted_by)`,
    sql`update import set reason = '' where user_id = ${id} and rev is not null`,
    sql`update import set user_name = '' where user_id = ${id}`,
    sql`update import set accepted_name = null where accepted_by = ${id}`,
  ].map(statementOf)
}

/** How many imports are at work, whose files erasing does not reach. */
export async function importsAtWork(db: Db): Promise<number> {
  return db.$count(importRun, inArray(importRun.state, [...BUSY_STATES]))
}

/**
 * Removes every file that was sent for an import and every plan, whatever they hold, but for those that a process works
 * on, and what is just arriving. Who still needs a file sends it again.
 */
export async function removeImportFiles(db: Db, folder: string): Promise<void> {
  const runs = await db
    .select()
    .from(importRun)
    .where(or(inArray(importRun.state, [...BUSY_STATES]), eq(importRun.state, 'applied')))
  const used = runs
    .filter((run) => run.state !== 'applied' || isAtWork(run.worker))
    .flatMap((run) => [join(folder, run.sha256), scratchOf(folder, run.id)])
  for (const name of namesIn(folder)) {
    const path = join(/* turbopackIgnore: true */ folder, name)
    if (name.startsWith('draft-') || used.some((one) => path.startsWith(one))) continue
    rmSync(path, { force: true, recursive: true })
  }
}

/** What lies in a folder; nothing where it is not there yet. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return []
  }
}
