import { readdirSync, readFileSync } from 'node:fs'
import type Database from 'better-sqlite3'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { sha256 } from './chain'
import { openConnection } from './sqlite'
import type { Db } from './store'

const BREAKPOINT = '--> statement-breakpoint'

/**
 * Brings the file at `file` forward to the newest schema, one process at a time, each migration all or nothing and
 * behind a copy of what was there. `at` is the time written to the log. Returns the names applied, in order.
 * `isCopied` is false only for what can be made again. Throws when the file was made by a newer Tadmor, or when a migration would lose rows.
 */
export function migrate(file: string, folder: string, at: string, isCopied = true): string[] {
  const connection = openConnection(file)
  const lock = lockForMigration(`${file}.migrate-lock`)
  try {
    connection.exec(
      'create table if not exists migration (name text primary key, hash text not null, applied_at text not null)',
    )
    const known = listMigrations(folder)
    const applied = new Map(
      connection.prepare('select name, hash from migration').raw().all() as [string, string][],
    )
    refuseStrangers(applied, known)
    const pending = known.filter((m) => !applied.has(m.name))
    if (isCopied && applied.size > 0 && pending[0]) copyBefore(connection, file, pending[0].name)
    for (const migration of pending) applyOne(connection, migration, at)
    return pending.map((m) => m.name)
  } finally {
    lock.close()
    connection.close()
  }
}

export type Migration = { name: string; text: string; hash: string }

/** The kernel drops this lock when the process dies, unlike a lock file. */
function lockForMigration(file: string): Database.Database {
  const lock = new Sqlite(file, { timeout: 60_000 })
  lock.exec('begin exclusive')
  return lock
}

/** The migrations in a folder, oldest first. */
export function listMigrations(folder: string): Migration[] {
  return namesOfMigrations(folder).map((name) => {
    const text = readFileSync(`${folder}/${name}.sql`, 'utf8')
    return { name, text, hash: sha256(text) }
  })
}

/** The names of the migrations in a folder, oldest first. */
export function namesOfMigrations(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => file.slice(0, -'.sql'.length))
}

/** The names of the migrations that a database has had, oldest first. */
export async function namesOfApplied(db: Db): Promise<string[]> {
  const rows = await db.values<[string]>(sql`select name from migration order by name`)
  return rows.map(([name]) => name)
}

/** Throws when a migration that was applied is unknown here, or is not what it was. */
export function refuseStrangers(applied: Map<string, string>, known: Migration[]): void {
  for (const [name, hash] of applied) {
    const match = known.find((m) => m.name === name)
    if (!match)
      throw new Error(
        `the database knows migration ${name} and this version does not: start the newer version`,
      )
    if (match.hash !== hash)
      throw new Error(`migration ${name} was changed after it had been applied`)
  }
}

/** The statements of a migration. */
export function statementsOf({ text }: Migration): string[] {
  return text.split(BREAKPOINT).filter((statement) => statement.trim() !== '')
}

function copyBefore(connection: Database.Database, file: string, name: string): void {
  connection.prepare('vacuum into ?').run(`${file}.before-${name}-${Date.now()}`)
}

/** Foreign keys are off while tables are rebuilt (the pragma does nothing inside a transaction) and checked before the commit. */
function applyOne(connection: Database.Database, migration: Migration, at: string): void {
  connection.pragma('foreign_keys = OFF')
  const run = connection.transaction(() => {
    const before = countRows(connection)
    for (const statement of statementsOf(migration)) connection.exec(statement)
    const broken = connection.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new Error(`migration ${migration.name} leaves broken references`)
    for (const [table, count] of countRows(connection))
      if (count < (before.get(table) ?? 0))
        throw new Error(`migration ${migration.name} would lose rows of ${table}`)
    connection
      .prepare('insert into migration values (?, ?, ?)')
      .run(migration.name, migration.hash, at)
  })
  run.immediate()
  connection.pragma('foreign_keys = ON')
}

function countRows(connection: Database.Database): Map<string, number> {
  const tables = connection
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'search%'",
    )
    .pluck()
    .all() as string[]
  return new Map(
    tables.map((name) => [
      name,
      connection.prepare(`select count(*) from "${name}"`).pluck().get() as number,
    ]),
  )
}
