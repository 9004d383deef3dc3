import { eq, sql } from 'drizzle-orm'
import { oneTimeLink, user } from '../auth-schema'
import { sha256 } from '../store/chain'
import type { Store } from '../store/store'

/** What a one-time link is for and whom it lets in; the first administrator is not known yet. */
export type Link = {
  purpose: (typeof oneTimeLink.$inferSelect)['purpose']
  userId: string | null
  person: { name: string; email: string } | null
  until: Date
}

/** Why a link does nothing: it ran out, was used, or is not known (never was, replaced or withdrawn). */
export type DeadLink = { dead: 'expired'; until: Date } | { dead: 'used' } | { dead: 'unknown' }

/** What a one-time link would do; null when it is unknown, used or expired. Looking does not use it up. */
export async function findLink(store: Store, token: string, now: Date): Promise<Link | null> {
  const found = await lookAtLink(store, token, now)
  return 'dead' in found ? null : found
}

/** What a one-time link would do, or why it does nothing. */
export async function lookAtLink(store: Store, token: string, now: Date): Promise<Link | DeadLink> {
  const [row] = await store.db
    .select({ link: oneTimeLink, name: user.name, email: user.email })
    .from(oneTimeLink)
    .leftJoin(user, eq(user.id, oneTimeLink.userId))
    .where(eq(oneTimeLink.tokenHash, sha256(token)))
  if (!row) return { dead: 'unknown' }
  const { purpose, userId, expiresAt: until, usedAt } = row.link
  if (usedAt !== null) return { dead: 'used' }
  if (until <= now) return { dead: 'expired', until }
  const { name, email } = row
  return {
    purpose,
    userId,
    until,
    person: name !== null && email !== null ? { name, email } : null,
  }
}

/** Condition that the link with this hash can still be used. */
export function isOpen(tokenHash: string, now: Date) {
  const { tokenHash: hash, usedAt, expiresAt } = oneTimeLink
  return sql`${hash} = ${tokenHash} and ${usedAt} is null and ${expiresAt} > ${now.getTime()}`
}
