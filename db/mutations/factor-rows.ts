import { eq } from 'drizzle-orm'
import { session, twoFactor, user } from '../auth-schema'
import type { Db, Statement } from '../store/store'

/** Statements that take a second factor away. */
export function dropFactor(db: Db, userId: string): Statement[] {
  return [
    db.delete(twoFactor).where(eq(twoFactor.userId, userId)).toSQL(),
    db.update(user).set({ twoFactorEnabled: false }).where(eq(user.id, userId)).toSQL(),
  ]
}

/** Statement that ends every session of somebody. */
export function dropSessions(db: Db, userId: string): Statement {
  return db.delete(session).where(eq(session.userId, userId)).toSQL()
}
