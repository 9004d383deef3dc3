import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { isHttps } from '../db/cli/env'
import { at, NOBODY, type Reader } from '../db/domain/policy'
import { factorCookieName, sessionCookieName } from '../db/domain/session-cookie'
import { sessionUser } from '../db/mutations/sessions'
import { readerOf } from '../db/queries/people'
import { type Named, siteAt } from '../db/queries/site-at'
import { store } from '../db/store/open'
import { ADDRESS_HEADER } from './_headers'
import { namedBy } from './_site-at'

/**
 * Who is asking, at the site that the page's address is about, looked up once per request; sets nothing. The role is
 * that of this moment. Where an address is about no one site, it is the role at every site.
 */
export const getReader = cache(async (): Promise<Reader> => {
  const address = (await headers()).get(ADDRESS_HEADER) ?? ''
  return readerAt(namedBy(address))
})

/** Who is asking, at the site of what is named: for files, whose addresses are their own. */
export async function readerAt(named: Named): Promise<Reader> {
  const reader = await readerFrom(await sessionCookie())
  return reader.userId === null ? reader : at(reader, await siteAt(store().db, named))
}

/** Whose session a `Cookie` header carries, and what they are, at no site yet. */
export async function readerFrom(cookie: string | null): Promise<Reader> {
  const userId = cookie === null ? null : await sessionUser(cookie)
  return userId === null ? NOBODY : readerOf(store(), userId)
}

/** The session cookie as a `Cookie` header; null when there is none. */
export function sessionCookie(): Promise<string | null> {
  return cookieNamed(sessionCookieName(isHttps()))
}

/** The cookie of somebody between the two steps of signing in, as a `Cookie` header; null when there is none. */
export function factorCookie(): Promise<string | null> {
  return cookieNamed(factorCookieName(isHttps()))
}

async function cookieNamed(name: string): Promise<string | null> {
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
