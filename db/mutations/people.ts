import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { can, type Reader } from '../domain/policy'
import type { Role } from '../domain/vocabulary'
import { isAdmin, membershipOf, readerOf } from '../queries/people'
import { membership } from '../schema'
import { isRefusal, refuseUnless } from '../store/guard'
import type { Row } from '../store/records'
import { type Draft, save } from '../store/save'
import type { Store } from '../store/store'
import { revokeKeysOf } from './keys'
import { dropLinks, linkAddress, newLink, putUser, shutOut, userIdFor } from './links'

/** The person acting, when, and the public address that links begin with. */
export type Acting = { reader: Reader; now: Date; origin: string }

/** Gives somebody a role and makes the link through which they set their password. `duplicate` if they are a member. */
export async function invite(
  store: Store,
  { name, email, role }: { name: string; email: string; role: Role },
  { reader, now, origin }: Acting,
): Promise<{ link: string }> {
  const actor = administrator(reader)
  const userId = await userIdFor(store.db, email)
  if (await membershipOf(store.db, userId)) throw new DomainError('duplicate', 'email')
  const { token, statements } = newLink(store.db, { purpose: 'invitation', userId, now })
  const row = { id: randomUUID(), userId, role }
  await saveAs(store, actor, now, 'Invited', () => ({
    changes: [{ op: 'enter', kind: 'membership', row }],
    alongside: [putUser(store.db, { id: userId, name, email }, now), ...statements],
  }))
  return { link: linkAddress(origin, token) }
}

/** A fresh link for somebody who forgot the password, or whose invitation ran out. The old password works until then. */
export async function renewLink(
  store: Store,
  { userId }: { userId: string },
  { reader, now, origin }: Acting,
): Promise<{ link: string; name: string }> {
  administrator(reader)
  const { name, role } = await readerOf(store, userId)
  if (name === null || role === null) throw new DomainError('not_found')
  const { token, statements } = newLink(store.db, { purpose: 'reset', userId, now })
  await store.atomic(statements)
  return { link: linkAddress(origin, token), name }
}

/** Changes a role, from that person's next request on. `rev` is the version on the administrator's screen. */
export async function setRole(
  store: Store,
  { userId, role, rev }: { userId: string; role: Role; rev: number },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const actor = administrator(reader)
  const before = await current(store, userId, rev)
  if (before.role === role) return
  await saveAs(store, actor, now, 'Role changed', () => ({
    changes: [{ op: 'correct', kind: 'membership', before, row: { id: before.id, userId, role } }],
    alongside: [anAdminIsLeft()],
  }))
}

/** Takes a membership away: password, sessions, keys and open links go with it; what the person recorded stays. */
export async function removePerson(
  store: Store,
  { userId, rev }: { userId: string; rev: number },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const actor = administrator(reader)
  const before = await current(store, userId, rev)
  await saveAs(store, actor, now, 'Removed', () => ({
    changes: [{ op: 'withdraw', kind: 'membership', before }],
    alongside: [
      anAdminIsLeft(),
      dropLinks(store.db, userId),
      revokeKeysOf(store.db, userId, { now, by: actor.id }),
      ...shutOut(store.db, userId),
    ],
  }))
}

function administrator(reader: Reader): Draft['actor'] {
  if (!can(reader, 'administer') || reader.userId === null) throw new DomainError('forbidden')
  return { id: reader.userId, name: reader.name ?? '' }
}

async function current(store: Store, userId: string, rev: number): Promise<Row<'membership'>> {
  const row = await membershipOf(store.db, userId)
  if (!row) throw new DomainError('not_found')
  if (row.recordedRev !== rev) throw new DomainError('conflict')
  return row
}

const anAdminIsLeft = () =>
  refuseUnless(sql`exists (select 1 from ${membership} where ${isAdmin()})`)

async function saveAs(
  store: Store,
  actor: Draft['actor'],
  now: Date,
  reason: string,
  draft: () => Pick<Draft, 'changes' | 'alongside'>,
): Promise<void> {
  const salt = randomBytes(16).toString('hex')
  try {
    await save(store, () => ({ actor, at: now.toISOString(), reason, salt, ...draft() }))
  } catch (error) {
    if (isRefusal(error)) throw new DomainError('invalid', null, 'field.last_admin')
    throw error
  }
}
