import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database, { type Statement as Prepared } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import * as schema from '../schema'
import type { Head } from './chain'
import { ConstraintError, type Db, type Statement, type Store } from './store'
import { asTrouble } from './trouble'

/** Beside the database: one line per accepted save, `rev hash time`. */
export const HEADS_FILE = 'heads.log'

/** More than a line of that file ever has. */
const LONGEST_LINE = 256

/** The first SQLite without the WAL-reset corruption bug. */
export const LEAST_SQLITE = [3, 51, 3]

/** Pages kept in memory, 64 MB of them: since two, SQLite’s own measure, are little for a large register. */
const CACHE = 'cache_size = -65536'

/** How often, and with what pause in milliseconds, a log that somebody still reads is tried again. */
const SCRUB_TRIES = 20
const SCRUB_PAUSE = 100

/** Opens the register's file in process (SQLite in WAL mode, fully synchronous). Throws when the disk cannot hold it. */
export function openSqlite(file: string): Store {
  const connection = openConnection(file)
  const db = drizzle(preparedOnce(connection), { schema }) as unknown as Db
  return {
    db,
    newest: db,
    atomic: (statements) => whenFree(() => runAll(connection, statements)),
    noteHead: async (head) => appendHead(join(dirname(file), HEADS_FILE), head),
    scrub: () => scrub(connection),
    withStaged: async (staged, use) => {
      connection.prepare('attach database ? as staged').run(staged)
      try {
        await whenFree(() => atOnce(connection, () => connection.exec('begin immediate')))
        const result = await use()
        await whenFree(() => connection.exec('commit'))
        return result
      } catch (error) {
        if (connection.inTransaction) connection.exec('rollback')
        throw error
      } finally {
        connection.exec('detach database staged')
      }
    },
    close: async () => {
      try {
        connection.pragma('optimize')
        // Also while a process that only reads has the file open, which then cannot empty the log itself.
        connection.pragma('busy_timeout = 200')
        connection.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // A disk that is full or may not be written: the figures for planning queries are gathered another time.
      }
      connection.close()
    },
  }
}

/** Opens the register's file only to read it; every save is refused. */
export function openSqliteToRead(file: string): Pick<Store, 'db' | 'close'> {
  const connection = new Database(file, { timeout: 5000, readonly: true, fileMustExist: true })
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  connection.pragma(CACHE)
  return {
    db: drizzle(preparedOnce(connection), { schema }) as unknown as Db,
    close: async () => {
      connection.close()
    },
  }
}

/** Statements that are kept, the latest; a page asks forty of them and more, always in the same words. */
const MOST_PREPARED = 400

/** A connection for drizzle, which prepares a statement whenever it is asked: here only where it is new. */
function preparedOnce(connection: Database.Database): Database.Database {
  const kept = new Map<string, Prepared>()
  const prepare = (sql: string) => {
    const statement = kept.get(sql) ?? connection.prepare(sql)
    kept.delete(sql)
    kept.set(sql, statement)
    const [oldest] = kept.size > MOST_PREPARED ? kept.keys() : []
    if (oldest !== undefined) kept.delete(oldest)
    // Drizzle asks for bare rows where it wants them.
    return statement.reader ? statement.raw(false) : statement
  }
  return new Proxy(connection, {
    get: (target, name) => {
      if (name === 'prepare') return prepare
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
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

/** How long a save waits for another process to finish writing, in all and at a time, in milliseconds. */
const MOST_WAIT = 60_000
const PAUSE = 10

/**
 * Runs a write as soon as no other process writes. SQLite's own waiting would hold up everybody whom this process
 * serves, so it is left at once and tried again after a pause. Throws as `write` does,
 * a disk that cannot be written as its DomainError, and `busy` after a minute.
 */
async function whenFree(write: () => void): Promise<void> {
  for (const until = Date.now() + MOST_WAIT; ; )
    try {
      return write()
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw asTrouble(error)
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
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
    atOnce(connection, run.immediate)
  } catch (error) {
    throw asConstraintError(error)
  }
}

/** Runs something that does not wait for another process to finish writing, but throws that it is busy. */
function atOnce(connection: Database.Database, run: () => void): void {
  const patience = connection.pragma('busy_timeout', { simple: true })
  connection.pragma('busy_timeout = 0')
  try {
    run()
  } finally {
    connection.pragma(`busy_timeout = ${patience}`)
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

/**
 * Adds a head to the log, on the disk before this returns. A line that was cut off, by a crash or a full disk, gives way
 * to the next; one that cannot be written whole is taken back.
 */
export function appendHead(file: string, head: Head): void {
  const descriptor = openSync(file, 'a+', 0o600)
  try {
    const whole = wholeLines(descriptor)
    const line = Buffer.from(`${head.rev} ${head.hash} ${head.at}\n`)
    try {
      if (writeSync(descriptor, line) < line.length)
        throw Object.assign(new Error(`${file} took half a line`), { code: 'ENOSPC' })
      fsyncSync(descriptor)
    } catch (error) {
      if (fstatSync(descriptor).isFile()) ftruncateSync(descriptor, whole)
      throw error
    }
  } finally {
    closeSync(descriptor)
  }
}

/** Cuts off what stands after the last whole line, and returns the size that is left. */
function wholeLines(descriptor: number): number {
  const { size } = fstatSync(descriptor)
  const end = Buffer.alloc(Math.min(size, LONGEST_LINE))
  readSync(descriptor, end, 0, end.length, size - end.length)
  const whole = size - end.length + end.lastIndexOf('\n') + 1
  if (whole < size) ftruncateSync(descriptor, whole)
  return whole
}
