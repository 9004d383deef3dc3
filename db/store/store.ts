import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import { isErrorNamed } from '../domain/errors'
import type * as schema from '../schema'
import type { Head } from './chain'

/**
 * The query builder, typed as the asynchronous driver's even where the engine answers at once: everything is awaited,
 * so the same code runs in process and against a cluster.
 */
export type Db = SqliteRemoteDatabase<typeof schema>

/** A statement ready to run: what every drizzle builder's `toSQL()` gives. */
export type Statement = { sql: string; params: unknown[] }

/** The engine behind the register. */
export interface Store {
  readonly db: Db
  /** The same, answering with no less than every save that was accepted before the question. */
  readonly newest: Db
  /**
   * Runs all statements as one immediate transaction, or none; throws `ConstraintError` when a constraint refuses,
   * and `OutcomeUnknown` when the engine was lost half way: then look for what the list would have left.
   */
  atomic(statements: Statement[]): Promise<void>
  /** Writes an accepted head where a shortened database can be told from a whole one. */
  noteHead(head: Head): Promise<void>
  /**
   * Makes sure that nothing which was overwritten or deleted is left in the files. False when a reader in another
   * process kept that from being finished: then it has to be asked for again.
   */
  scrub(): Promise<boolean>
  /**
   * Lets this store's statements read another database file as `staged` while `use` runs, and nobody else write; all that
   * they wrote stands, or nothing. Only where the engine is in process, for a process that does nothing else meanwhile.
   */
  withStaged?<T>(file: string, use: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A UNIQUE, CHECK or trigger refused a list of statements. `columns` names the unique key, as `table.column`. */
export class ConstraintError extends Error {
  constructor(
    message: string,
    readonly columns: string[],
  ) {
    super(message)
    this.name = 'ConstraintError'
  }

  static override [Symbol.hasInstance](value: unknown): value is ConstraintError {
    return isErrorNamed(value, 'ConstraintError')
  }
}

/** The engine was lost after it had been asked: whether the statements were carried out is not known. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'

  static override [Symbol.hasInstance](value: unknown): value is OutcomeUnknown {
    return isErrorNamed(value, 'OutcomeUnknown')
  }
}

/** `column in (…)` for any number of values in one parameter. */
export function isIn(column: SQLiteColumn, values: Iterable<string>): SQL {
  return sql`${column} in (select value from json_each(${JSON.stringify([...values])}))`
}
