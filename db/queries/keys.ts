import { and, desc, eq, gte, isNull, or } from 'drizzle-orm'
import { apiKey, user } from '../auth-schema'
import { dayOfTimestamp } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { canSomewhere, heldTo, isMember, manages, type Reader } from '../domain/policy'
import { sha256 } from '../store/chain'
import type { Db, Store } from '../store/store'
import { managesAccount, readerOf } from './people'

/** A key as administrators see it: everything but the secret. */
export type KeyEntry = Omit<typeof apiKey.$inferSelect, 'hash' | 'madeBy' | 'revokedBy'> & {
  ownerName: string
  /** False for the key of somebody who is no member any more, or banned: it does nothing. */
  hasOwner: boolean
}

/** A key that was given with a request, and who it lets the program be. */
export type Bearer = { keyId: string; keyName: string; lastUsed: number | null; reader: Reader }

/**
 * The keys that the reader decides about, their own among them, the newest first. Throws `forbidden` for all but
 * administrators.
 */
export async function listKeys(store: Store, reader: Reader): Promise<KeyEntry[]> {
  if (!canSomewhere(reader, 'administer')) throw new DomainError('forbidden')
  const entries: KeyEntry[] = []
  for (const { key, ownerName } of await select(store.db).orderBy(desc(apiKey.madeAt), apiKey.id)) {
    const { hash: _hash, madeBy: _madeBy, revokedBy: _revokedBy, ...shown } = key
    const hasOwner = isMember(await readerOf(store, key.userId))
    const isOwn = key.userId === reader.userId
    const isTheirs = isOwn || (await managesAccount(store.db, reader, key.userId))
    // Of those who have left, the register's administrators are told.
    if (isTheirs || (!hasOwner && manages(reader, null)))
      entries.push({ ...shown, ownerName, hasOwner })
  }
  return entries
}

/**
 * Who a secret lets its bearer be: the key's owner as they are at this moment, held to the key's role wherever they are
 * more. Null for a secret that is unknown, revoked or past its last day, and when the owner is no member.
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
  if (!row) return null
  const { key, ownerName } = row
  const owner = await readerOf(store, key.userId)
  if (!isMember(owner)) return null
  // The history names the key beside the person that it acts for.
  const reader: Reader = { ...heldTo(owner, key.role), name: `${ownerName} · ${key.name}` }
  return { keyId: key.id, keyName: key.name, lastUsed: key.lastUsed, reader }
}

/** Condition that a key row still could be used, whoever owns it. */
export const isUnrevoked = (id: string) => and(eq(apiKey.id, id), isNull(apiKey.revokedAt))

function select(db: Db) {
  return db
    .select({
      key: apiKey,
      ownerName: user.name,
    })
    .from(apiKey)
    .innerJoin(user, eq(user.id, apiKey.userId))
    .$dynamic()
}
