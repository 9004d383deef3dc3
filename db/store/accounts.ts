import { randomUUID } from 'node:crypto'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import * as tables from '../auth-schema'
import { env, isHttps } from '../cli/env'
import { PASSWORD_MAX, PASSWORD_MIN } from '../domain/password'
import { factorCookieName, sessionCookieName } from '../domain/session-cookie'
import { store } from './open'

/** Absolute life of a session, in seconds. It is never prolonged. */
export const SESSION_SECONDS = 12 * 60 * 60

/** How long the second step may follow the first, in seconds. */
const FACTOR_SECONDS = 10 * 60

type Accounts = ReturnType<typeof createAccounts>
const shared = globalThis as { tadmorAccounts?: Accounts }

/**
 * better-auth over our own tables: e-mail and password only, sessions in the database, nobody signs up by themselves.
 * No route serves it; server actions call `accounts().api` after their own checks. Made on first use.
 */
export function accounts(): Accounts {
  shared.tadmorAccounts ??= createAccounts()
  return shared.tadmorAccounts
}

/** The hash under which a password is kept (scrypt, salted). */
export async function hashPassword(password: string): Promise<string> {
  const context = await accounts().$context
  return context.password.hash(password)
}

function createAccounts() {
  return betterAuth({
    appName: 'Tadmor',
    baseURL: env().publicOrigin,
    secret: env().secret,
    database: drizzleAdapter(store().db, {
      provider: 'sqlite',
      schema: tables,
      transaction: false,
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      // Asking for a session only reads: one that is over stays until somebody signs in (db/mutations/sessions.ts).
      deferSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    advanced: {
      // The prefix that this would add is `__Secure-`, which promises less than `__Host-`.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookieName(isHttps()),
          attributes: cookieAttributes(),
        },
        // Carries somebody from the password to the second step.
        two_factor: { name: factorCookieName(isHttps()), attributes: cookieAttributes() },
      },
      cookiePrefix: 'tadmor',
      database: { generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      twoFactor({
        issuer: 'Tadmor',
        twoFactorCookieMaxAge: FACTOR_SECONDS,
        backupCodeOptions: { amount: 10 },
      }),
    ],
    // Counted by db/mutations/limiter.ts: better-auth limits its own routes only, and there are none.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // It would write what it was given, tokens included. What breaks is thrown to the caller with its cause, and logged there.
    logger: { disabled: true },
  })
}

function cookieAttributes() {
  return { secure: isHttps(), httpOnly: true, sameSite: 'lax', path: '/' } as const
}
