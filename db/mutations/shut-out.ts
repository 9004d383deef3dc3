import { eq } from 'drizzle-orm'
import { draft } from '../desk-schema'
import type { Db, Statement } from '../store/store'
import { revokeKeysOf } from './keys'
import { dropLinks, shutOut } from './links'

/** Statements that leave somebody nothing to come in by, and nothing that waits for them. */
export function cutOff(
  db: Db,
  userId: string,
  { now, by }: { now: Date; by: string },
): Statement[] {
  return [
    dropLinks(db, userId),
    revokeKeysOf(db, userId, { now, by }),
    db.delete(draft).where(eq(draft.userId, userId)).toSQL(),
    ...shutOut(db, userId),
  ]
}
