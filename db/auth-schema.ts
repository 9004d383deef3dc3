import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ROLES } from './domain/vocabulary'

/*
 * Tables that are not the record: better-auth's own (accounts and sessions; no revision numbers, no triggers), the
 * one-time links that let somebody in, the keys of programs, and the limiter's counters.
 */

const moment = (name: string) => integer(name, { mode: 'timestamp_ms' })

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  image: text('image'),
  twoFactorEnabled: integer('two_factor_enabled', { mode: 'boolean' }),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
})

export const session = sqliteTable('session', {
  id: text('id').primaryKey(),
  token: text('token').notNull().unique(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  expiresAt: moment('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
})

export const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: moment('access_token_expires_at'),
  refreshTokenExpiresAt: moment('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
})

export const verification = sqliteTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: moment('expires_at').notNull(),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
})

/** The second factor of an account: a TOTP secret and its recovery codes, both encrypted by better-auth. */
export const twoFactor = sqliteTable(
  'two_factor',
  {
    id: text('id').primaryKey(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    verified: integer('verified', { mode: 'boolean' }),
    failedVerificationCount: integer('failed_verification_count'),
    lockedUntil: moment('locked_until'),
  },
  (t) => [index('two_factor_user').on(t.userId)],
)

/** A link that works once: makes the first administrator, accepts an invitation, or sets a new password. */
export const oneTimeLink = sqliteTable('one_time_link', {
  tokenHash: text('token_hash').primaryKey(),
  purpose: text('purpose', { enum: ['first_admin', 'invitation', 'reset'] }).notNull(),
  userId: text('user_id'),
  email: text('email'),
  role: text('role', { enum: ['viewer', 'editor', 'reviewer', 'admin'] }),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
})

/**
 * A key by which a program acts for its owner, with at most `role`. Only the SHA-256 of the secret is kept, and `prefix`,
 * its first characters, to tell keys apart. Days are whole days since 1970-01-01.
 */
export const apiKey = sqliteTable(
  'api_key',
  {
    id: text('id').primaryKey(),
    hash: text('hash').notNull().unique(),
    prefix: text('prefix').notNull(),
    name: text('name').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    role: text('role', { enum: ROLES }).notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: moment('made_at').notNull(),
    lastUsed: integer('last_used'),
    /** The last day on which it works; null for no end. */
    lastDay: integer('last_day'),
    revokedAt: moment('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (t) => [index('api_key_user').on(t.userId)],
)

/** Attempts counted per key and time window. */
export const hit = sqliteTable(
  'hit',
  {
    key: text('key').notNull(),
    window: integer('window').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.window] })],
)
