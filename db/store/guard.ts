import { type SQL, sql } from 'drizzle-orm'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { hit } from '../auth-schema'
import { ConstraintError, type Statement } from './store'

/**
 * A statement that makes its whole list fail unless `condition` holds at that point of it, and else does nothing.
 * A list goes to the engine in one piece and cannot branch, so the refusal is a constraint: the row that would be
 * inserted has no count.
 */
export function refuseUnless(condition: SQL): Statement {
  return statementOf(
    sql`insert into ${hit} (key, window, count) select 'guard', 0, null where not (${condition})`,
  )
}

/** Whether a list failed at a `refuseUnless`. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof ConstraintError &&
    error.message.includes('NOT NULL constraint failed: hit.count')
  )
}

/** SQL written by hand as a statement ready to run. */
export function statementOf(text: SQL): Statement {
  const { sql: rendered, params } = new SQLiteSyncDialect().sqlToQuery(text)
  return { sql: rendered, params }
}
