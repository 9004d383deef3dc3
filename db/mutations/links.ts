import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { account, oneTimeLink, session, user } from '../auth-schema'
import { DomainError } from '../domain/errors'
import { isPersonal } from '../domain/password'
import type { Lang } from '../domain/vocabulary'
import { findLink, isOpen } from '../queries/links'
import { hasAdmin, isAdmin } from '../queries/people'
import { membership } from '../schema'
import { hashPassword } from '../store/accounts'
import { sha256 } from '../store/chain'
import { isRefusal, refuseUnless } from '../store/guard'
import { save } from '../store/save'
import type { Db, Statement, Store } from '../store/store'

const HOUR = 60 * 60 * 1000
const LIVES = { first_admin: 7 * 24 * HOUR, invitation: 24 * HOUR, reset: 24 * HOUR }

/** Whoever follows a one-time link: the password, and for the first administrator also who they are. */
export type Joiner = { password: string; name?: string | undefined; email?: string | undefined }

/**
 * A fresh link that makes the first administrator, or null when there is one. Earlier links of the kind stop working.
 * `now` is an ISO 8601 time, `origin` the public address without a trailing slash.
 */
export async function firstAdminLink(
  store: Store,
  { now, origin }: { now: string; origin: string },
): Promise<string | null> {
  if (await hasAdmin(store.db)) return null
  const { token, statements } = newLink(store.db, {
    purpose: 'first_admin',
    userId: null,
    now: new Date(now),
  })
  await store.atomic(statements)
  return linkAddress(origin, token)
}

/** A fresh link that sets a new password for the member with this e-mail address; null when there is no such member. */
export async function resetLinkFor(
  store: Store,
  email: string,
  { now, origin }: { now: string; origin: string },
): Promise<string | null> {
  const [found] = await store.db
    .select({ id: user.id })
    .from(user)
    .innerJoin(
      membership,
      and(
        eq(membership.userId, user.id),
        isNull(membership.retiredRev),
        isNull(membership.bannedAt),
      ),
    )
    .where(eq(user.email, email.trim().toLowerCase()))
  if (!found) return null
  const { token, statements } = newLink(store.db, {
    purpose: 'reset',
    userId: found.id,
    now: new Date(now),
  })
  await store.atomic(statements)
  return linkAddress(origin, token)
}

/** Statements that put a new link in the place of unused ones for the same person; only the token's hash is kept. */
export function newLink(
  db: Db,
  { purpose, userId, now }: { purpose: keyof typeof LIVES; userId: string | null; now: Date },
): { token: string; until: Date; statements: Statement[] } {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + LIVES[purpose])
  const row = { tokenHash: sha256(token), purpose, userId, expiresAt }
  const statements = [dropLinks(db, userId), db.insert(oneTimeLink).values(row).toSQL()]
  return { token, until: expiresAt, statements }
}

/** Statement that withdraws the unused links of a person; null means those for the first administrator. */
export function dropLinks(db: Db, userId: string | null): Statement {
  const whose = userId === null ? isNull(oneTimeLink.userId) : eq(oneTimeLink.userId, userId)
  return db
    .delete(oneTimeLink)
    .where(and(whose, isNull(oneTimeLink.usedAt)))
    .toSQL()
}

/** Where a link leads: the page offers the other language. */
export function linkAddress(origin: string, token: string, lang: Lang = 'en'): string {
  return `${origin}/${lang}/join/${token}`
}

/**
 * Uses a link up: sets the password, ends every session of its owner, and for the first administrator makes the
 * person and the membership in the same save. Returns the e-mail address to sign in with. A link that is unknown,
 * used or expired, also by somebody else a moment ago, is `not_found`; a poor password is `invalid` on its field.
 */
export async function join(
  store: Store,
  token: string,
  joiner: Joiner,
  now: Date,
): Promise<{ email: string }> {
  const link = await findLink(store, token, now)
  const person =
    link?.person ??
    (joiner.name && joiner.email ? { name: joiner.name, email: joiner.email } : null)
  if (!link || !person) throw new DomainError('not_found')
  if (isPersonal(joiner.password, person))
    throw new DomainError('invalid', 'password', 'field.password_personal')
  const hash = await hashPassword(joiner.password)
  try {
    if (link.userId === null) await makeFirstAdmin(store, token, person, hash, now)
    else
      await store.atomic([
        ...useLink(store.db, token, now),
        ...setPassword(store.db, link.userId, hash, now),
      ])
  } catch (error) {
    if (isRefusal(error)) throw new DomainError('not_found')
    throw error
  }
  return { email: person.email }
}

async function makeFirstAdmin(
  store: Store,
  token: string,
  { name, email }: { name: string; email: string },
  hash: string,
  now: Date,
): Promise<void> {
  const { db } = store
  const id = await userIdFor(db, email)
  const membershipId = randomUUID()
  const salt = randomBytes(16).toString('hex')
  await save(store, () => ({
    actor: { id, name },
    at: now.toISOString(),
    reason: 'First administrator',
    salt,
    changes: [
      { op: 'enter', kind: 'membership', row: { id: membershipId, userId: id, role: 'admin' } },
    ],
    alongside: [
      ...useLink(db, token, now),
      refuseUnless(sql`(select count(*) from ${membership} where ${isAdmin()}) = 1`),
      putUser(db, { id, name, email }, now),
      ...setPassword(db, id, hash, now),
    ],
  }))
}

/** The user who has this address already, or a new id. */
export async function userIdFor(db: Db, email: string): Promise<string> {
  const [known] = await db.select({ id: user.id }).from(user).where(eq(user.email, email))
  return known?.id ?? randomUUID()
}

/** Statement that adds a user, or renames the one with this id. */
export function putUser(
  db: Db,
  who: { id: string; name: string; email: string },
  now: Date,
): Statement {
  return db
    .insert(user)
    .values({ ...who, emailVerified: false, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: user.id, set: { name: who.name, updatedAt: now } })
    .toSQL()
}

/** Statements that take away a person's password and end their sessions. */
export function shutOut(db: Db, userId: string): Statement[] {
  return [
    db.delete(session).where(eq(session.userId, userId)).toSQL(),
    db.delete(account).where(eq(account.userId, userId)).toSQL(),
  ]
}

function useLink(db: Db, token: string, now: Date): Statement[] {
  const tokenHash = sha256(token)
  return [
    refuseUnless(sql`exists (select 1 from ${oneTimeLink} where ${isOpen(tokenHash, now)})`),
    db.update(oneTimeLink).set({ usedAt: now }).where(eq(oneTimeLink.tokenHash, tokenHash)).toSQL(),
  ]
}

function setPassword(db: Db, userId: string, hash: string, now: Date): Statement[] {
  const credential = {
    id: randomUUID(),
    accountId: userId,
    providerId: 'credential',
    userId,
    password: hash,
  }
  return [
    ...shutOut(db, userId),
    db
      .insert(account)
      .values({ ...credential, createdAt: now, updatedAt: now })
      .toSQL(),
  ]
}
