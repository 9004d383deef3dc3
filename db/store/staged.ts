import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ProposedChange } from '../desk-schema'

/** Where what an import would change lies until it becomes true. */
export const scratchOf = (folder: string, id: string) =>
  join(/* turbopackIgnore: true */ folder, `${id}.staged`)

/** A change as it is staged, with the row of the file that asks for it. */
export type StagedChange = ProposedChange & { row: number }

/** What is staged for some rows of a file, in order; nothing where it has come true or was removed. */
export function stagedChanges(file: string, rows: readonly number[]): StagedChange[] {
  return readStaged(
    file,
    `select line.row, ${TOLD} from line join change using (seq)
     where line.row in (select value from json_each(?)) order by line.row, line.seq`,
    rows,
  )
}

/** What is staged of some records, whichever row asks for it. */
export function stagedRecords(file: string, ids: readonly string[]): StagedChange[] {
  return readStaged(
    file,
    `select 0 as row, ${TOLD} from change where id in (select value from json_each(?))`,
    ids,
  )
}

const TOLD = 'change.kind, change.id, change.base, change.before, change.after'

function readStaged(file: string, sql: string, which: readonly unknown[]): StagedChange[] {
  if (!existsSync(file)) return []
  const connection = new Database(file, { readonly: true })
  try {
    return connection
      .prepare<[string], StagedRow>(sql)
      .all(JSON.stringify(which))
      .map((row) => {
        const [before, after] = [row.before, row.after].map((text) => text && JSON.parse(text))
        const op = before === null ? 'enter' : after === null ? 'withdraw' : 'correct'
        return { ...row, op, before, after }
      })
  } finally {
    connection.close()
  }
}

type StagedRow = Omit<StagedChange, 'op' | 'before' | 'after'> & {
  before: string | null
  after: string | null
}
