import { and, eq, isNull, sql } from 'drizzle-orm'
import { oneTimeLink, user } from '../auth-schema'
import { DomainError } from '../domain/errors'
import { can, NOBODY, type Reader } from '../domain/policy'
import type { Role } from '../domain/vocabulary'
import { membership } from '../schema'
import { sha256 } from '../store/chain'
import type { Row } from '../store/records'
import type { Db, Store } from '../store/store'

/** Somebody with a current membership. `hasJoined` is false until a password has been set through a link. */
export type Person = {
  userId: string
  name: string
  email: string
  role: Role
  rev: number
  hasJoined: boolean
}

/** What a one-time link is for and whom it lets in; the first administrator is not known yet. */
export type Link = {
  purpose: (typeof oneTimeLink.$inferSelect)['purpose']
  userId: string | null
  person: { name: string; email: string } | null
}

/** Who a signed-in user is to the register: the role of the membership in force now, or none. */
export async function readerOf(store: Store, userId: string): Promise<Reader> {
  const [row] = await store.db
    .select({ name: user.name, role: membership.role })
    .from(user)
    .leftJoin(membership, and(eq(membership.userId, user.id), isNull(membership.retiredRev)))
    .where(eq(user.id, userId))
  return row ? { userId, name: row.name, role: row.role } : NOBODY
}

/** Everybody with a membership, by name. Throws `forbidden` for all but administrators. */
export async function listPeople(store: Store, reader: Reader): Promise<Person[]> {
  if (!can(reader, 'administer')) throw new DomainError('forbidden')
  const rows = await store.db
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      role: membership.role,
      rev: membership.recordedRev,
      hasJoined: sql<number>`exists (select 1 from account where account.user_id = ${user.id} and account.password is not null)`,
    })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(isNull(membership.retiredRev))
    .orderBy(user.name, user.email)
  return rows.map((row) => ({ ...row, hasJoined: Boolean(row.hasJoined) }))
}

/** What a one-time link would do; null when it is unknown, used or expired. Looking does not use it up. */
export async function findLink(store: Store, token: string, now: Date): Promise<Link | null> {
  const [row] = await store.db
    .select({
      purpose: oneTimeLink.purpose,
      userId: oneTimeLink.userId,
      name: user.name,
      email: user.email,
    })
    .from(oneTimeLink)
    .leftJoin(user, eq(user.id, oneTimeLink.userId))
    .where(isOpen(sha256(token), now))
  if (!row) return null
  const { purpose, userId, name, email } = row
  return { purpose, userId, person: name !== null && email !== null ? { name, email } : null }
}

/** Condition that the link with this hash can still be used. */
export function isOpen(tokenHash: string, now: Date) {
  const { tokenHash: hash, usedAt, expiresAt } = oneTimeLink
  return sql`${hash} = ${tokenHash} and ${usedAt} is null and ${expiresAt} > ${now.getTime()}`
}

/** Whether anybody administers the register. */
export async function hasAdmin(db: Db): Promise<boolean> {
  const admins = await db.select({ id: membership.id }).from(membership).where(isAdmin()).limit(1)
  return admins.length > 0
}

/** Condition that a membership row makes somebody an administrator now. */
export function isAdmin() {
  return sql`${membership.role} = 'admin' and ${membership.retiredRev} is null`
}

/** The membership in force for a user, as stored; null when there is none. */
export async function membershipOf(db: Db, userId: string): Promise<Row<'membership'> | null> {
  const rows = await db
    .select()
    .from(membership)
    .where(and(eq(membership.userId, userId), isNull(membership.retiredRev)))
  return rows[0] ?? null
}
