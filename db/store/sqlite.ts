import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database, { type Statement as Prepared } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import * as schema from '../schema'
import type { Head } from './chain'
import { ConstraintError, type Db, type Statement, type Store } from './store'

/** Beside the database: one line per accepted save, `rev hash time`. */
export const HEADS_FILE = 'heads.log'

/** The first SQLite without the WAL-reset corruption bug. */
const LEAST_SQLITE = [3, 51, 3]

/** Pages kept in memory, 64 MB of them: since two, SQLite’s own measure, are little for a large register. */
const CACHE = 'cache_size = -65536'

/** How often, and with what pause in milliseconds, a log that somebody still reads is tried again. */
const SCRUB_TRIES = 20
const SCRUB_PAUSE = 100

/** Opens the register's file in process (SQLite in WAL mode, fully synchronous). Throws when the disk cannot hold it. */
export function openSqlite(file: string): Store {
  const connection = openConnection(file)
  return {
    db: drizzle(connection, { schema }) as unknown as Db,
    atomic: async (statements) => runAll(connection, statements),
    noteHead: async (head) => appendHead(join(dirname(file), HEADS_FILE), head),
    scrub: () => scrub(connection),
    close: async () => {
      connection.pragma('optimize')
      connection.close()
    },
  }
}

/** Opens the register's file only to read it; every save is refused. */
export function openSqliteToRead(file: string): Pick<Store, 'db'> {
  const connection = new Database(file, { timeout: 5000, readonly: true, fileMustExist: true })
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  connection.pragma(CACHE)
  return { db: drizzle(connection, { schema }) as unknown as Db }
}

/** Opens and sets up a bare connection; the migrator and the backup use it too. */
export function openConnection(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true })
  const connection = new Database(file, { timeout: 5000 })
  if (connection.pragma('journal_mode = WAL', { simple: true }) !== 'wal')
    throw new Error(
      'the data folder is on a disk that cannot hold a write-ahead log (a network drive?)',
    )
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  // What is deleted is overwritten at once: a name that was erased must not be read out of a free page.
  connection.pragma('secure_delete = ON')
  connection.pragma('journal_size_limit = 67108864')
  connection.pragma(CACHE)
  requireRecentSqlite(connection)
  return connection
}

function requireRecentSqlite(connection: Database.Database): void {
  const version = connection.prepare('select sqlite_version()').pluck().get() as string
  const found = version.split('.').map(Number)
  const difference =
    LEAST_SQLITE.map((least, i) => (found[i] ?? 0) - least).find((d) => d !== 0) ?? 0
  if (difference < 0)
    throw new Error(`SQLite ${version} is too old: ${LEAST_SQLITE.join('.')} or newer is needed`)
}

function runAll(connection: Database.Database, statements: Statement[]): void {
  const prepared = new Map<string, Prepared>()
  const run = connection.transaction(() => {
    for (const { sql, params } of statements) {
      const statement = prepared.get(sql) ?? connection.prepare(sql)
      prepared.set(sql, statement)
      statement.run(...params)
    }
  })
  try {
    run.immediate()
  } catch (error) {
    throw asConstraintError(error)
  }
}

function asConstraintError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT'))
    return error
  const key = /^UNIQUE constraint failed: (.*)$/.exec(error.message)?.[1]
  return new ConstraintError(error.message, key ? key.split(', ') : [])
}

/** The search tables keep deleted words until their segments are merged, the file its free pages, the log what went before. */
async function scrub(connection: Database.Database): Promise<boolean> {
  for (const table of ['search', 'search_trigram'])
    connection.exec(`insert into ${table} (${table}) values ('optimize')`)
  connection.exec('vacuum')
  for (let attempt = 0; attempt < SCRUB_TRIES; attempt++) {
    const [done] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (done?.busy === 0) return true
    await new Promise((resolve) => setTimeout(resolve, SCRUB_PAUSE))
  }
  return false
}

function appendHead(file: string, head: Head): void {
  const descriptor = openSync(file, 'a', 0o600)
  writeSync(descriptor, `${head.rev} ${head.hash} ${head.at}\n`)
  fsyncSync(descriptor)
  closeSync(descriptor)
}
