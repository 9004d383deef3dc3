import { isAPIError } from 'better-auth/api'
import { and, desc, eq, gt, lt } from 'drizzle-orm'
import { session, user } from '../auth-schema'
import { DomainError } from '../domain/errors'
import { isPersonal } from '../domain/password'
import type { Reader } from '../domain/policy'
import { accounts, SESSION_SECONDS } from '../store/accounts'
import type { Store } from '../store/store'
import { dropSessions } from './factor-rows'
import { forgetOldUses, giveBack, type Limit, take } from './limiter'

const MINUTES = 15
const WRONG_TRIES = 5
const WRONG_TRIES_AT_ADDRESS = 50

/** The `Set-Cookie` headers of an answer, and who is signed in by them; null while the second step is still to come. */
export type Opened = { cookies: string[]; userId: string | null }
/** A browser that is signed in. `agent` is what it calls itself. */
export type OpenSession = { id: string; since: Date; agent: string; isThis: boolean }

/**
 * Opens a session, or the second step to one. Wrong tries are counted per account and per address
 * (db/mutations/limiter.ts): `too_many` once either is used up. An unknown address and a wrong password are the same
 * `invalid`, after the same work: better-auth hashes the password in both cases.
 */
export async function signIn(
  store: Store,
  {
    email,
    password,
    address,
    agent = '',
  }: { email: string; password: string; address: string; agent?: string },
  now: Date,
): Promise<Opened> {
  const limits: Limit[] = [
    { key: `sign-in:account:${email}`, most: WRONG_TRIES, minutes: MINUTES },
    { key: `sign-in:address:${address}`, most: WRONG_TRIES_AT_ADDRESS, minutes: MINUTES },
  ]
  await take(store, limits, now)
  const opened = await refusedAsNull(() => openSession(email, password, agent))
  if (opened === null) throw new DomainError('invalid')
  await giveBack(store, limits, now)
  await forgetOldUses(store, now)
  await store.db.delete(session).where(lt(session.expiresAt, now))
  return opened
}

/** Ends the session that a `Cookie` header carries and returns the `Set-Cookie` headers that clear it. */
export async function signOut(cookie: string): Promise<string[]> {
  const { headers } = await accounts().api.signOut({
    headers: new Headers({ cookie }),
    returnHeaders: true,
  })
  return headers.getSetCookie()
}

/** So many seconds a clock may be set back while those who are signed in stay so. */
const CLOCK_MAY_STEP = 24 * 60 * 60

/**
 * The user whose session a `Cookie` header carries; null when there is none or it is over. One that would last longer
 * than any does was begun by a clock that was far ahead and has been set back: it is over too. Nothing is written; a
 * store that cannot be read is thrown, since it is no reason to take anybody for signed out.
 */
export async function sessionUser(cookie: string): Promise<string | null> {
  const found = await accounts().api.getSession({ headers: new Headers({ cookie }) })
  if (!found) return null
  const left = found.session.expiresAt.getTime() - Date.now()
  return left <= 1000 * (SESSION_SECONDS + CLOCK_MAY_STEP) ? found.user.id : null
}

/** Where somebody is signed in, the newest first; the session of the `Cookie` header is marked. */
export async function sessionsOf(
  store: Store,
  { userId, cookie }: { userId: string; cookie: string | null },
  now: Date,
): Promise<OpenSession[]> {
  const here =
    cookie === null ? null : await accounts().api.getSession({ headers: new Headers({ cookie }) })
  const rows = await store.db
    .select({ id: session.id, since: session.createdAt, agent: session.userAgent })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, now)))
    .orderBy(desc(session.createdAt), session.id)
  return rows.map((row) => ({
    ...row,
    agent: row.agent ?? '',
    isThis: row.id === here?.session.id,
  }))
}

/** Ends one of the reader's own sessions. Throws `not_found` for any other. */
export async function endSession(store: Store, { id }: { id: string }, reader: Reader) {
  if (reader.userId === null) throw new DomainError('forbidden')
  const gone = await store.db
    .delete(session)
    .where(and(eq(session.id, id), eq(session.userId, reader.userId)))
    .returning({ id: session.id })
  if (gone.length === 0) throw new DomainError('not_found')
}

/** Ends every session of the reader, this one too. */
export async function endAllSessions(store: Store, reader: Reader): Promise<void> {
  if (reader.userId === null) throw new DomainError('forbidden')
  await store.atomic([dropSessions(store.db, reader.userId)])
}

/**
 * Sets the reader's new password and ends every other session; returns the `Set-Cookie` headers of the one that goes on.
 * Throws `invalid` on `presentPassword` for a wrong one, and on `password` for one built from their name.
 */
export async function changePassword(
  store: Store,
  { current, password, cookie }: { current: string; password: string; cookie: string },
  reader: Reader,
  now: Date,
): Promise<string[]> {
  const { userId } = reader
  if (userId === null) throw new DomainError('forbidden')
  const [person] = await store.db
    .select({ name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, userId))
  if (!person) throw new DomainError('forbidden')
  if (isPersonal(password, person))
    throw new DomainError('invalid', 'password', 'field.password_personal')
  return provePassword(store, userId, 'presentPassword', now, async () => {
    const { headers } = await accounts().api.changePassword({
      body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
      headers: new Headers({ cookie }),
      returnHeaders: true,
    })
    return headers.getSetCookie()
  })
}

/**
 * Does what takes the password once more. Wrong ones are counted per account: `too_many` after five; else a wrong one is
 * `invalid` on its field.
 */
export async function provePassword<T>(
  store: Store,
  userId: string,
  field: string,
  now: Date,
  attempt: () => Promise<T>,
): Promise<T> {
  const limits = [{ key: `password:account:${userId}`, most: WRONG_TRIES, minutes: MINUTES }]
  await take(store, limits, now)
  const done = await refusedAsNull(attempt)
  if (done === null) throw new DomainError('invalid', field, 'field.password_wrong')
  await giveBack(store, limits, now)
  return done
}

/** What better-auth answers, or null where it refuses. */
export async function refusedAsNull<T>(attempt: () => Promise<T>): Promise<T | null> {
  try {
    return await attempt()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null
    throw error
  }
}

async function openSession(email: string, password: string, agent: string): Promise<Opened> {
  const { headers, response } = await accounts().api.signInEmail({
    body: { email, password },
    headers: new Headers({ 'user-agent': agent }),
    returnHeaders: true,
  })
  // With a second factor the answer names no user: better-auth has taken the session back.
  const userId = 'user' in response ? response.user.id : null
  return { cookies: headers.getSetCookie(), userId }
}
