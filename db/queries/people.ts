import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { user } from '../auth-schema'
import { isHttps } from '../cli/env'
import { DomainError } from '../domain/errors'
import {
  canSomewhere,
  heldForFactor,
  manages,
  NOBODY,
  type Reader,
  weakerRole,
} from '../domain/policy'
import type { Role } from '../domain/vocabulary'
import { change, membership, revision, site } from '../schema'
import type { Row } from '../store/records'
import type { Db, Store } from '../store/store'

/** What somebody is at one site, or at every site (`siteId` null), and whether the reader decides about it. */
export type Held = Pick<Row<'membership'>, 'id' | 'role' | 'siteId' | 'bannedAt'> & {
  rev: number
  isManaged: boolean
}

/**
 * Somebody with a current membership. `hasJoined` is false until a password has been set through a link; `linkUntil` is
 * when the link they hold runs out (or ran out), null without one. `isManaged` says whether the reader decides about the
 * account itself, that is about everything that it holds.
 */
export type Person = {
  userId: string
  name: string
  email: string
  hasJoined: boolean
  hasFactor: boolean
  linkUntil: Date | null
  isManaged: boolean
  held: Held[]
}

/** One thing that was done to somebody's memberships: the reason tells what, and why. */
export type Deed = { at: string; by: string; reason: string }

/**
 * Who a signed-in user is to the register, from the memberships in force now. The role at every site is that of a
 * membership for all, or the weakest where each site has one. A ban from the register leaves no role, one from a site
 * none there. Reviewers and administrators who owe a second factor are held to less (`heldForFactor`).
 */
export async function readerOf(store: Store, userId: string): Promise<Reader> {
  const [found] = await store.db
    .select({ name: user.name, hasFactor: user.twoFactorEnabled })
    .from(user)
    .where(eq(user.id, userId))
  if (!found) return NOBODY
  const { name, hasFactor } = found
  const rows = await membershipsOf(store.db, userId)
  if (rows.some((r) => r.siteId === null && r.bannedAt !== null))
    return { userId, name, role: null }
  const siteRoles: Record<string, Role> = {}
  for (const row of rows)
    if (row.siteId !== null && row.bannedAt === null) siteRoles[row.siteId] = row.role
  const overall = rows.find((r) => r.siteId === null)?.role ?? null
  const role = overall ?? (await weakestOf(store.db, siteRoles))
  const reader = { userId, name, role, everywhere: role, overall, siteRoles }
  return heldForFactor(reader, { hasFactor: hasFactor === true, isHttps: isHttps() })
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

/**
 * Everybody whom the reader may see: administrators of the register see all, those of a site who is a member there, with
 * what they are there and everywhere. Throws `forbidden` for all but administrators.
 */
export async function listPeople(store: Store, reader: Reader): Promise<Person[]> {
  if (!canSomewhere(reader, 'administer')) throw new DomainError('forbidden')
  const rows = await store.db
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      hasFactor: user.twoFactorEnabled,
      hasJoined: sql<number>`exists (select 1 from account where account.user_id = ${user.id} and account.password is not null)`,
      linkUntil: sql<
        number | null
      >`(select max(expires_at) from one_time_link where one_time_link.user_id = ${user.id} and used_at is null)`,
      row: membership,
    })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(isNull(membership.retiredRev))
    .orderBy(user.name, user.email, sql`${membership.siteId} is not null`, membership.siteId)
  const people = new Map<string, Person>()
  for (const { row, linkUntil, hasJoined, hasFactor, ...who } of rows) {
    const person = people.get(who.userId) ?? {
      ...who,
      hasJoined: Boolean(hasJoined),
      hasFactor: hasFactor === true,
      linkUntil: linkUntil === null ? null : new Date(linkUntil),
      isManaged: true,
      held: [],
    }
    const isManaged = manages(reader, row.siteId)
    const { id, role, siteId, bannedAt, recordedRev: rev } = row
    person.held.push({ id, role, siteId, bannedAt, rev, isManaged })
    person.isManaged &&= isManaged
    people.set(who.userId, person)
  }
  const isShown = (held: Held) => held.isManaged || held.siteId === null
  return [...people.values()]
    .filter((p) => manages(reader, null) || p.held.some((h) => h.isManaged))
    .map((p) => ({ ...p, held: p.held.filter(isShown) }))
}

/** What was done to these memberships, the newest first. Rights are not asked. */
export async function deedsAbout(db: Db, membershipIds: string[]): Promise<Deed[]> {
  const rows = await db
    .selectDistinct({ rev: revision.rev, at: revision.at, header: revision.header })
    .from(revision)
    .innerJoin(change, eq(change.rev, revision.rev))
    .where(and(eq(change.kind, 'membership'), inArray(change.id, membershipIds)))
    .orderBy(desc(revision.rev))
  return rows.map(({ at, header }) => ({
    at,
    by: header?.actorName ?? '',
    reason: header?.reason ?? '',
  }))
}

/** Whether anybody administers the register. */
export async function hasAdmin(db: Db): Promise<boolean> {
  const admins = await db.select({ id: membership.id }).from(membership).where(isAdmin()).limit(1)
  return admins.length > 0
}

/** Condition that a membership row makes somebody an administrator of the register as a whole now. */
export function isAdmin() {
  const { role, siteId, bannedAt, retiredRev } = membership
  return sql`${role} = 'admin' and ${siteId} is null and ${bannedAt} is null and ${retiredRev} is null`
}

/** The memberships in force for a user, as stored, banned ones too. */
export async function membershipsOf(db: Db, userId: string): Promise<Row<'membership'>[]> {
  return db
    .select()
    .from(membership)
    .where(and(eq(membership.userId, userId), isNull(membership.retiredRev)))
}

/** Whether somebody decides about an account itself: its password, its second factor and its keys. */
export async function managesAccount(db: Db, reader: Reader, userId: string): Promise<boolean> {
  const rows = await membershipsOf(db, userId)
  return rows.length > 0 && rows.every((row) => manages(reader, row.siteId))
}
