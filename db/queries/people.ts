import { and, eq, isNull, sql } from 'drizzle-orm'
import { oneTimeLink, user } from '../auth-schema'
import { DomainError } from '../domain/errors'
import { can, NOBODY, type Reader, weakerRole } from '../domain/policy'
import type { Role } from '../domain/vocabulary'
import { membership, site } from '../schema'
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

/**
 * Who a signed-in user is to the register, from the memberships in force now. The role at every site is that of a
 * membership for all, or the weakest where each site has one. Somebody banned is a user without any role.
 */
export async function readerOf(store: Store, userId: string): Promise<Reader> {
  const [found] = await store.db.select({ name: user.name }).from(user).where(eq(user.id, userId))
  if (!found) return NOBODY
  const { role, siteId, bannedAt } = membership
  const rows = await store.db
    .select({ role, siteId, bannedAt })
    .from(membership)
    .where(and(eq(membership.userId, userId), isNull(membership.retiredRev)))
  if (rows.some((r) => r.bannedAt !== null)) return { userId, name: found.name, role: null }
  const siteRoles: Record<string, Role> = {}
  for (const row of rows) if (row.siteId !== null) siteRoles[row.siteId] = row.role
  const everywhere = rows.find((r) => r.siteId === null)?.role
  const inAll = everywhere ?? (await weakestOf(store.db, siteRoles))
  return { userId, name: found.name, role: inAll, siteRoles }
}

/** The weakest role over all sites; null where a site has none. */
async function weakestOf(db: Db, siteRoles: Record<string, Role>): Promise<Role | null> {
  if (Object.keys(siteRoles).length === 0) return null
  const sites = await db.select({ id: site.id }).from(site).where(isNull(site.retiredRev))
  const roles = sites.map((s) => siteRoles[s.id] ?? null)
  return roles.reduce<Role | null>(
    (least, role) => (least === null || role === null ? null : weakerRole(least, role)),
    roles[0] ?? null,
  )
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
