import { isAPIError } from 'better-auth/api'
import { DomainError } from '../domain/errors'
import { accounts } from '../store/accounts'
import type { Store } from '../store/store'
import { forgetOldUses, giveBack, type Limit, take } from './limiter'

const MINUTES = 15
const WRONG_TRIES = 5
const WRONG_TRIES_AT_ADDRESS = 50

/**
 * Opens a session and returns the `Set-Cookie` headers that carry it. Wrong tries are counted per account and per
 * address (db/mutations/limiter.ts): `too_many` once either is used up. An unknown address and a wrong password are
 * the same `invalid`, after the same work: better-auth hashes the password in both cases.
 */
export async function signIn(
  store: Store,
  { email, password, address }: { email: string; password: string; address: string },
  now: Date,
): Promise<string[]> {
  const limits: Limit[] = [
    { key: `sign-in:account:${email}`, most: WRONG_TRIES, minutes: MINUTES },
    { key: `sign-in:address:${address}`, most: WRONG_TRIES_AT_ADDRESS, minutes: MINUTES },
  ]
  await take(store, limits, now)
  const cookies = await openSession(email, password)
  if (cookies === null) throw new DomainError('invalid')
  await giveBack(store, limits, now)
  await forgetOldUses(store, now)
  return cookies
}

/** Ends the session that a `Cookie` header carries and returns the `Set-Cookie` headers that clear it. */
export async function signOut(cookie: string): Promise<string[]> {
  const { headers } = await accounts().api.signOut({
    headers: new Headers({ cookie }),
    returnHeaders: true,
  })
  return headers.getSetCookie()
}

/** The user whose session a `Cookie` header carries; null when there is none or it is over. */
export async function sessionUser(cookie: string): Promise<string | null> {
  const session = await accounts().api.getSession({ headers: new Headers({ cookie }) })
  return session?.user.id ?? null
}

async function openSession(email: string, password: string): Promise<string[] | null> {
  try {
    const { headers } = await accounts().api.signInEmail({
      body: { email, password },
      returnHeaders: true,
    })
    return headers.getSetCookie()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null
    throw error
  }
}
