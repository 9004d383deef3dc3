import { and, eq } from 'drizzle-orm'
import { user } from '../auth-schema'
import { isHttps } from '../cli/env'
import { DomainError } from '../domain/errors'
import type { Reader } from '../domain/policy'
import { factorCookieName } from '../domain/session-cookie'
import { accounts } from '../store/accounts'
import { sha256 } from '../store/chain'
import type { Store } from '../store/store'
import { giveBack, type Limit, take } from './limiter'
import { provePassword, refusedAsNull } from './sessions'

const WRONG_CODES = { most: 5, minutes: 15 }
/** A code is good for its half minute and the ones beside it; within this it lets nobody in a second time (RFC 6238, 5.2). */
const CODE_LIVES = 3

/** What an authenticator app needs: `uri` (otpauth:), and the secret in it for typing, in base32. */
export type FactorSecret = { uri: string; secret: string }
/** A session's `Cookie` header and whose it is. */
type Own = { reader: Reader; cookie: string }

/**
 * The second step of signing in: six digits from the app, or a recovery code, which is used up. Wrong codes are counted per
 * account: `too_many` after five in a quarter of an hour, whatever browser they come from. `invalid` for a wrong code,
 * `not_found` when the first step is too long ago. Returns the `Set-Cookie` headers of the session.
 */
export async function passSecondStep(
  store: Store,
  { code, cookie, agent }: { code: string; cookie: string; agent: string },
  now: Date,
): Promise<{ cookies: string[]; userId: string }> {
  const userId = await whoIsHalfway(cookie)
  if (userId === null) throw new DomainError('not_found')
  const typed = code.replace(/\s/g, '')
  const account = [{ key: `factor:account:${userId}`, ...WRONG_CODES }]
  const once = [{ key: `factor:code:${userId}:${sha256(typed)}`, most: 1, minutes: CODE_LIVES }]
  await take(store, account, now)
  await takeOnce(store, once, now)
  const headers = new Headers({ cookie, 'user-agent': agent })
  const body = { code: typed }
  const passed = await refusedAsNull(() =>
    /^\d{6}$/.test(typed)
      ? accounts().api.verifyTOTP({ body, headers, returnHeaders: true })
      : accounts().api.verifyBackupCode({ body, headers, returnHeaders: true }),
  )
  if (passed === null) {
    await giveBack(store, once, now)
    throw new DomainError('invalid')
  }
  await giveBack(store, account, now)
  return { cookies: passed.headers.getSetCookie(), userId }
}

/** Begins to set up a second factor, or begins anew; it counts once `confirmFactor` has seen a code. */
export async function beginFactor(
  store: Store,
  { password }: { password: string },
  { reader, cookie }: Own,
  now: Date,
): Promise<FactorSecret> {
  const made = await provePassword(store, idOf(reader), 'password', now, () =>
    accounts().api.enableTwoFactor({
      body: { password, method: 'totp' },
      headers: asHeaders(cookie),
    }),
  )
  if (made.method !== 'totp') throw new Error('a second factor of another kind')
  const { totpURI: uri } = made
  return { uri, secret: new URL(uri).searchParams.get('secret') ?? '' }
}

/** Turns the second factor on by its first code. Returns the recovery codes and the `Set-Cookie` headers; `invalid` on `code`. */
export async function confirmFactor(
  store: Store,
  { code }: { code: string },
  { reader, cookie }: Own,
  now: Date,
): Promise<{ codes: string[]; cookies: string[] }> {
  const userId = idOf(reader)
  // Once it is on, a code is no reason to show the recovery codes again.
  if (await hasFactor(store, userId)) throw new DomainError('forbidden')
  const limits = [{ key: `factor:account:${userId}`, ...WRONG_CODES }]
  await take(store, limits, now)
  const passed = await refusedAsNull(() =>
    accounts().api.verifyTOTP({
      body: { code: code.replace(/\s/g, '') },
      headers: asHeaders(cookie),
      returnHeaders: true,
    }),
  )
  if (passed === null) throw new DomainError('invalid', 'code', 'field.code_wrong')
  await giveBack(store, limits, now)
  const { backupCodes: codes } = await accounts().api.viewBackupCodes({ body: { userId } })
  return { codes, cookies: passed.headers.getSetCookie() }
}

/** Whether somebody's second factor is on. */
export async function hasFactor(store: Store, userId: string): Promise<boolean> {
  const { twoFactorEnabled } = user
  return (await store.db.$count(user, and(eq(user.id, userId), eq(twoFactorEnabled, true)))) > 0
}

/** New recovery codes in the place of all earlier ones. */
export async function renewCodes(
  store: Store,
  { password }: { password: string },
  { reader, cookie }: Own,
  now: Date,
): Promise<string[]> {
  const made = await provePassword(store, idOf(reader), 'password', now, () =>
    accounts().api.generateBackupCodes({ body: { password }, headers: asHeaders(cookie) }),
  )
  return made.backupCodes
}

/** Turns the reader's second factor off. Returns the `Set-Cookie` headers of the session that goes on. */
export async function turnFactorOff(
  store: Store,
  { password }: { password: string },
  { reader, cookie }: Own,
  now: Date,
): Promise<string[]> {
  const { headers } = await provePassword(store, idOf(reader), 'password', now, () =>
    accounts().api.disableTwoFactor({
      body: { password },
      headers: asHeaders(cookie),
      returnHeaders: true,
    }),
  )
  return headers.getSetCookie()
}

/** Who has given their password and owes the code, by the cookie that the first step left; better-auth checks its signature. */
export async function whoIsHalfway(cookie: string): Promise<string | null> {
  const name = factorCookieName(isHttps())
  const pair = cookie.split(/; */).find((part) => part.startsWith(`${name}=`))
  const value = pair === undefined ? '' : decodeURIComponent(pair.slice(name.length + 1))
  const [identifier = ''] = value.split('.')
  if (!identifier.startsWith('2fa-')) return null
  const { internalAdapter } = await accounts().$context
  const found = await internalAdapter.findVerificationValue(identifier)
  return found && found.expiresAt > new Date() ? found.value : null
}

/** A code that has let somebody in is as good as wrong. */
async function takeOnce(store: Store, limits: Limit[], now: Date): Promise<void> {
  try {
    await take(store, limits, now)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'too_many') throw new DomainError('invalid')
    throw error
  }
}

function idOf({ userId }: Reader): string {
  if (userId === null) throw new DomainError('forbidden')
  return userId
}

const asHeaders = (cookie: string) => new Headers({ cookie })
