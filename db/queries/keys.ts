import { and, desc, eq, gte, isNull, or, sql } from 'drizzle-orm'
import { apiKey, user } from '../auth-schema'
import { dayOfTimestamp } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { can, type Reader, weakerRole } from '../domain/policy'
import type { Role } from '../domain/vocabulary'
import { membership } from '../schema'
import { sha256 } from '../store/chain'
import type { Db, Store } from '../store/store'

/** A key as administrators see it: everything but the secret. */
export type KeyEntry = Omit<typeof apiKey.$inferSelect, 'hash' | 'madeBy' | 'revokedBy'> & {
  ownerName: string
  /** The owner's role now; null for somebody who is no member any more, whose keys do nothing. */
  ownerRole: Role | null
}

/** A key that was given with a request, and who it lets the program be. */
export type Bearer = { keyId: string; keyName: string; lastUsed: number | null; reader: Reader }

/** Every key, the newest first. Throws `forbidden` for all but administrators. */
export async function listKeys(store: Store, reader: Reader): Promise<KeyEntry[]> {
  if (!can(reader, 'administer')) throw new DomainError('forbidden')
  const rows = await select(store.db).orderBy(desc(apiKey.madeAt), apiKey.id)
  return rows.map(({ key, ownerName, ownerRole }) => {
    const { hash: _hash, madeBy: _madeBy, revokedBy: _revokedBy, ...shown } = key
    return { ...shown, ownerName, ownerRole }
  })
}

/**
 * Who a secret lets its bearer be: the key's owner, with the weaker of the key's role and the one that the owner has at
 * this moment. Null for a secret that is unknown, revoked or past its last day, and when the owner is no member.
 */
export async function bearerOf(store: Store, secret: string, now: string): Promise<Bearer | null> {
  const today = dayOfTimestamp(now)
  const [row] = await select(store.db).where(
    and(
      eq(apiKey.hash, sha256(secret)),
      isNull(apiKey.revokedAt),
      or(isNull(apiKey.lastDay), gte(apiKey.lastDay, today)),
    ),
  )
  if (!row?.ownerRole) return null
  const { key, ownerName, ownerRole } = row
  const reader: Reader = {
    userId: key.userId,
    // The history names the key beside the person that it acts for.
    name: `${ownerName} · ${key.name}`,
    role: weakerRole(key.role, ownerRole),
  }
  return { keyId: key.id, keyName: key.name, lastUsed: key.lastUsed, reader }
}

/** Condition that a key row still could be used, whoever owns it. */
export const isUnrevoked = (id: string) => and(eq(apiKey.id, id), isNull(apiKey.revokedAt))

function select(db: Db) {
  return db
    .select({
      key: apiKey,
      ownerName: user.name,
      ownerRole: sql<Role | null>`${membership.role}`,
    })
    .from(apiKey)
    .innerJoin(user, eq(user.id, apiKey.userId))
    .leftJoin(membership, and(eq(membership.userId, apiKey.userId), isNull(membership.retiredRev)))
    .$dynamic()
}
