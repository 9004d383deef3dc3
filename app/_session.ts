import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { env } from '../db/cli/env'
import { NOBODY, type Reader } from '../db/domain/policy'
import { sessionCookieName } from '../db/domain/session-cookie'
import { sessionUser } from '../db/mutations/sessions'
import { readerOf } from '../db/queries/people'
import { store } from '../db/store/open'

/** Who is asking, from the session cookie, looked up once per request; sets nothing. The role is that of this moment. */
export const getReader = cache(async (): Promise<Reader> => {
  const cookie = await sessionCookie()
  const userId = cookie === null ? null : await sessionUser(cookie)
  return userId === null ? NOBODY : readerOf(store(), userId)
})

/** The session cookie as a `Cookie` header; null when there is none. */
export async function sessionCookie(): Promise<string | null> {
  const name = sessionCookieName(env().publicOrigin.startsWith('https:'))
  const value = (await cookies()).get(name)?.value
  return value === undefined ? null : `${name}=${encodeURIComponent(value)}`
}

/** Passes `Set-Cookie` headers of the accounts on to the browser. Only in an action. */
export async function sendCookies(setCookies: string[]): Promise<void> {
  const jar = await cookies()
  for (const header of setCookies)
    for (const [name, attributes] of parseSetCookieHeader(header))
      jar.set(name, attributes.value, toCookieOptions(attributes))
}
