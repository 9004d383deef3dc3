import { and, asc, eq, getTableColumns, gt, or, type SQL, sql } from 'drizzle-orm'
import * as t from '../../schema'
import { insertOf } from '../insert'
import { RECORD_TABLES, type RecordKind } from '../records'
import { type Db, isIn } from '../store'
import { Broken } from './broken'
import { inPortions, PORTION } from './portions'

type Raw = Record<string, unknown> & { id: string; recordedRev: number; retiredRev: number | null }

/**
 * Each record row must be, value by value, what its change says it became, and be retired by the change that
 * superseded it; and every change must have its row. Throws `Broken` at the first that is not.
 */
export async function checkRecords(db: Db): Promise<void> {
  for (const kind of Object.keys(RECORD_TABLES) as RecordKind[]) {
    for await (const rows of inPortions<Raw>((last) => rowsAfter(db, kind, last)))
      await checkRows(db, kind, rows)
    await refuseMissingRow(db, kind)
  }
}

async function checkRows(db: Db, kind: RecordKind, rows: Raw[]): Promise<void> {
  const { change } = t
  const log = await db
    .select()
    .from(change)
    .where(
      and(
        isIn(
          change.id,
          rows.map((r) => r.id),
        ),
        eq(change.kind, kind),
      ),
    )
  const entered = new Map(log.map((c) => [`${c.id} ${c.rev}`, c]))
  const retired = new Map(log.filter((c) => c.base > 0).map((c) => [`${c.id} ${c.base}`, c.rev]))
  for (const row of rows) {
    const key = `${row.id} ${row.recordedRev}`
    const wrong = (problem: string) =>
      new Broken(`${kind} ${row.id} of revision ${row.recordedRev} ${problem}`)
    const written = entered.get(key)
    if (!written) throw wrong('was entered outside a save')
    if (written.salt !== null && !isAsWritten(kind, row, written.after)) throw wrong('was altered')
    if ((retired.get(key) ?? null) !== row.retiredRev) throw wrong('was retired outside a save')
  }
}

function isAsWritten(kind: RecordKind, row: Raw, after: Record<string, unknown> | null): boolean {
  if (after === null) return false
  const { recordedRev, retiredRev } = row
  const { params } = insertOf(RECORD_TABLES[kind], { ...after, recordedRev, retiredRev } as never)
  return Object.values(row).every((value, n) => value === params[n])
}

/** Rows in order of id and revision, their values as the database holds them, in the order of the table's columns. */
async function rowsAfter(db: Db, kind: RecordKind, last: Raw | undefined): Promise<Raw[]> {
  const table = RECORD_TABLES[kind] as typeof t.note
  const columns = Object.entries(getTableColumns(table)).map(
    ([key, c]) => [key, sql`${c}`] as const,
  )
  const { id, recordedRev } = table
  const following =
    last && or(gt(id, last.id), and(eq(id, last.id), gt(recordedRev, last.recordedRev)))
  return (await db
    .select(Object.fromEntries(columns) as Record<string, SQL>)
    .from(table)
    .where(following)
    .orderBy(asc(id), asc(recordedRev))
    .limit(PORTION)) as Raw[]
}

async function refuseMissingRow(db: Db, kind: RecordKind): Promise<void> {
  const { change } = t
  const table = sql.raw(`"${kind}"`)
  const [missing] = await db
    .select({ id: change.id, rev: change.rev })
    .from(change)
    .where(
      and(
        eq(change.kind, kind),
        sql`${change.after} is not null`,
        sql`not exists (select 1 from ${table} as made where made.id = "change"."id" and made.recorded_rev = "change"."rev")`,
      ),
    )
    .limit(1)
  if (missing) throw new Broken(`${kind} ${missing.id} of revision ${missing.rev} is missing`)
}
