import { desc, eq, sql } from 'drizzle-orm'
import { apiKey, session, user } from '../auth-schema'
import { draft, proposal } from '../desk-schema'
import { DomainError } from '../domain/errors'
import type { Reader } from '../domain/policy'
import { membership, revision } from '../schema'
import type { Row } from '../store/records'
import type { Db } from '../store/store'
import { membershipsOf } from './people'

/** An account as its owner sees it. */
export type OwnAccount = {
  name: string
  email: string
  hasFactor: boolean
  held: Row<'membership'>[]
}

/** The reader's own account. Throws `forbidden` to nobody. */
export async function ownAccount(db: Db, reader: Reader): Promise<OwnAccount> {
  const row = await ownRow(db, reader)
  const { id, name, email, twoFactorEnabled } = row
  return { name, email, hasFactor: twoFactorEnabled === true, held: await membershipsOf(db, id) }
}

/**
 * Everything that is kept about the reader as a person (GDPR, articles 15 and 20): account, roles past and present,
 * sessions, keys without their secrets, drafts, proposals, and the saves that they made. Times are ISO timestamps.
 */
export async function ownData(db: Db, reader: Reader): Promise<Record<string, unknown>> {
  const row = await ownRow(db, reader)
  const { id, name, email, createdAt, twoFactorEnabled } = row
  const memberships = await db
    .select()
    .from(membership)
    .where(eq(membership.userId, id))
    .orderBy(membership.recordedRev)
  const sessions = await db.select().from(session).where(eq(session.userId, id))
  const keys = await db.select().from(apiKey).where(eq(apiKey.userId, id))
  return {
    account: { id, name, email, createdAt, hasSecondFactor: twoFactorEnabled === true },
    roles: memberships.map(({ role, siteId, bannedAt, recordedRev, retiredRev }) => ({
      role,
      siteId,
      bannedAt,
      sinceRev: recordedRev,
      untilRev: retiredRev,
    })),
    sessions: sessions.map(({ createdAt, expiresAt, userAgent }) => ({
      createdAt,
      expiresAt,
      userAgent,
    })),
    keys: keys.map(({ name, prefix, role, madeAt, lastUsed, lastDay, revokedAt }) => ({
      name,
      prefix,
      role,
      madeAt,
      lastUsed,
      lastDay,
      revokedAt,
    })),
    drafts: await db.select().from(draft).where(eq(draft.userId, id)),
    proposals: await db.select().from(proposal).where(eq(proposal.userId, id)),
    saves: await db
      .select({ rev: revision.rev, at: revision.at, reason: sql`${revision.header} ->> 'reason'` })
      .from(revision)
      .where(sql`${revision.header} ->> 'actorId' = ${id}`)
      .orderBy(desc(revision.rev)),
  }
}

async function ownRow(db: Db, { userId }: Reader) {
  const [row] = userId === null ? [] : await db.select().from(user).where(eq(user.id, userId))
  if (!row) throw new DomainError('forbidden')
  return row
}
