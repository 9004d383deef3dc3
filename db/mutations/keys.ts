import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { apiKey } from '../auth-schema'
import { type Day, dayOfTimestamp } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { canSomewhere, type Reader, weakerRole } from '../domain/policy'
import type { Role } from '../domain/vocabulary'
import { type Bearer, isUnrevoked } from '../queries/keys'
import { managesAccount, membershipsOf } from '../queries/people'
import { sha256 } from '../store/chain'
import type { Db, Statement, Store } from '../store/store'

/** What a key begins with, so that people and secret scanners know one when they see it. */
const MARK = 'tadmor_'
/** So much of a secret is kept to tell keys apart: 30 of its 256 bits. */
const SHOWN = MARK.length + 5

/** Who makes or revokes a key, and when. */
export type Acting = { reader: Reader; now: Date }

/**
 * Makes a key that acts for a member, and returns its secret, which is kept nowhere. `lastDay` is the last day on which
 * it works, or null. Wherever it is used it may do no more than its owner may there. Throws `forbidden` to who does not
 * decide about the owner's account, `not_found` for somebody who is no member, `invalid` on `role` for more than the owner
 * may do anywhere, and on `lastDay` for a day that has passed.
 */
export async function makeKey(
  store: Store,
  { id, userId, name, role, lastDay }: NewKey,
  { reader, now }: Acting,
): Promise<{ secret: string }> {
  const owner = (await membershipsOf(store.db, userId)).filter((row) => row.bannedAt === null)
  const strongest = owner.map((row) => row.role).reduce<Role | null>(strongerOf, null)
  if (!canSomewhere(reader, 'administer') || !reader.userId) throw new DomainError('forbidden')
  if (strongest === null) throw new DomainError('not_found', 'userId')
  if (!(await mayActFor(store.db, reader, userId))) throw new DomainError('forbidden', 'userId')
  if (weakerRole(role, strongest) !== role)
    throw new DomainError('invalid', 'role', 'field.role_too_strong')
  if (lastDay !== null && lastDay < dayOfTimestamp(now.toISOString()))
    throw new DomainError('invalid', 'lastDay', 'field.past')
  const secret = `${MARK}${randomBytes(32).toString('base64url')}`
  await store.db.insert(apiKey).values({
    id,
    hash: sha256(secret),
    prefix: secret.slice(0, SHOWN),
    name,
    userId,
    role,
    madeBy: reader.userId,
    madeAt: now,
    lastDay,
  })
  return { secret }
}

type NewKey = { id: string; userId: string; name: string; role: Role; lastDay: Day | null }

/** Revokes a key for good, from the next request on. Throws `forbidden`, and `not_found` for one that is gone already. */
export async function revokeKey(
  store: Store,
  { id }: { id: string },
  { reader, now }: Acting,
): Promise<void> {
  if (!canSomewhere(reader, 'administer') || !reader.userId) throw new DomainError('forbidden')
  const [key] = await store.db.select().from(apiKey).where(isUnrevoked(id))
  if (key && !(await mayActFor(store.db, reader, key.userId))) throw new DomainError('forbidden')
  const gone = await store.db
    .update(apiKey)
    .set({ revokedAt: now, revokedBy: reader.userId })
    .where(isUnrevoked(id))
    .returning({ id: apiKey.id })
  if (gone.length === 0) throw new DomainError('not_found')
}

/** Somebody's keys are made and revoked by themselves, where they administer, and by who decides about their account. */
async function mayActFor(db: Db, reader: Reader, userId: string): Promise<boolean> {
  return userId === reader.userId || (await managesAccount(db, reader, userId))
}

const strongerOf = (a: Role | null, b: Role): Role => (a !== null && weakerRole(a, b) === b ? a : b)

/** Statement that revokes every key of somebody. */
export function revokeKeysOf(
  db: Db,
  userId: string,
  { now, by }: { now: Date; by: string },
): Statement {
  return db
    .update(apiKey)
    .set({ revokedAt: now, revokedBy: by })
    .where(and(eq(apiKey.userId, userId), isNull(apiKey.revokedAt)))
    .toSQL()
}

/** Notes the day of a key's use; written once a day. */
export async function noteUse(store: Store, key: Bearer, now: string): Promise<void> {
  const today = dayOfTimestamp(now)
  if (key.lastUsed === today) return
  await store.db.update(apiKey).set({ lastUsed: today }).where(eq(apiKey.id, key.keyId))
}
