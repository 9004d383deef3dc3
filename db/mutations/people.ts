import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { account, user } from '../auth-schema'
import { DomainError } from '../domain/errors'
import { canSomewhere, manages, type Reader } from '../domain/policy'
import type { Lang, Role } from '../domain/vocabulary'
import { isAdmin, managesAccount, membershipsOf } from '../queries/people'
import { membership, site } from '../schema'
import { isRefusal, refuseUnless } from '../store/guard'
import type { RecordChange, Row } from '../store/records'
import { type Draft, save } from '../store/save'
import type { Db, Statement, Store } from '../store/store'
import { dropFactor, dropSessions } from './factor-rows'
import { dropLinks, linkAddress, newLink, putUser, userIdFor } from './links'
import { cutOff } from './shut-out'

/** The person acting, when, and the public address that links begin with. */
export type Acting = { reader: Reader; now: Date; origin: string }
/** A one-time link that has just been made, and when it runs out. */
export type MadeLink = { link: string; until: Date }
/** A role at one site, or at every site (null). */
type Grant = { role: Role; siteId: string | null }

/** What is written as the reason of a save about somebody's roles; a colon and words may follow. */
export const DEEDS = {
  invited: 'Invited',
  role: 'Role changed',
  removed: 'Removed',
  banned: 'Banned',
  unbanned: 'Ban lifted',
  factor: 'Second factor reset',
} as const

/**
 * Gives somebody a role and makes the link through which they set their password; `made` is null for somebody who has an
 * account that the reader does not decide about: they sign in as before. `duplicate` if they have a role there already,
 * `invalid` on `email` for somebody banned.
 */
export async function invite(
  store: Store,
  { name, email, lang = 'en', ...grant }: Grant & { name: string; email: string; lang?: Lang },
  { reader, now, origin }: Acting,
): Promise<{ made: MadeLink | null }> {
  const actor = await managerAt(store.db, reader, grant.siteId)
  const userId = await userIdFor(store.db, email)
  const held = await membershipsOf(store.db, userId)
  refuseHeld(held, grant.siteId)
  const isNew = held.length === 0
  const needsLink =
    isNew ||
    (!(await hasJoined(store.db, userId)) && (await managesAccount(store.db, reader, userId)))
  const fresh = needsLink ? newLink(store.db, { purpose: 'invitation', userId, now }) : null
  await saveAs(store, actor, now, DEEDS.invited, {
    changes: [enter(userId, grant)],
    alongside: [
      ...(isNew ? [putUser(store.db, { id: userId, name, email }, now)] : []),
      ...(fresh?.statements ?? []),
    ],
  })
  return { made: fresh && madeOf(fresh, origin, lang) }
}

/** Gives a member one more role, at a site or everywhere. */
export async function addRole(
  store: Store,
  { userId, ...grant }: Grant & { userId: string },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const actor = await managerAt(store.db, reader, grant.siteId)
  const held = await membershipsOf(store.db, userId)
  if (held.length === 0) throw new DomainError('not_found')
  refuseHeld(held, grant.siteId)
  await saveAs(store, actor, now, DEEDS.invited, { changes: [enter(userId, grant)] })
}

/** A fresh link for somebody who forgot the password, or whose invitation ran out. The old password works until then. */
export async function renewLink(
  store: Store,
  { userId, lang = 'en' }: { userId: string; lang?: Lang },
  { reader, now, origin }: Acting,
): Promise<MadeLink & { name: string; email: string; isInvitation: boolean }> {
  await accountManager(store.db, reader, userId)
  if ((await membershipsOf(store.db, userId)).every((row) => row.bannedAt !== null))
    throw new DomainError('invalid', null, 'field.banned')
  const [person] = await store.db
    .select({ name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, userId))
  if (!person) throw new DomainError('not_found')
  const isInvitation = !(await hasJoined(store.db, userId))
  const purpose = isInvitation ? 'invitation' : 'reset'
  const fresh = newLink(store.db, { purpose, userId, now })
  await store.atomic(fresh.statements)
  return { ...madeOf(fresh, origin, lang), ...person, isInvitation }
}

/** Takes back the links that somebody has not used. */
export async function revokeLinks(
  store: Store,
  { userId }: { userId: string },
  { reader }: Pick<Acting, 'reader'>,
): Promise<void> {
  await accountManager(store.db, reader, userId)
  await store.atomic([dropLinks(store.db, userId)])
}

/** Changes a role, from that person's next request on. `rev` is the version on the administrator's screen. */
export async function setRole(
  store: Store,
  { id, role, rev }: { id: string; role: Role; rev: number },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const { actor, before } = await managed(store, reader, id, rev)
  if (before.role === role) return
  await saveAs(store, actor, now, DEEDS.role, {
    changes: [correct(before, { role })],
    alongside: [anAdminIsLeft()],
  })
}

/**
 * Takes a membership away. With the last one go password, second factor, sessions, keys, open links and drafts; what the
 * person recorded stays.
 */
export async function removeRole(
  store: Store,
  { id, rev }: { id: string; rev: number },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const { actor, before } = await managed(store, reader, id, rev)
  const { userId } = before
  const rest = (await membershipsOf(store.db, userId)).filter((row) => row.id !== id)
  const gone = rest.length === 0 ? dropFactor(store.db, userId) : []
  await saveAs(store, actor, now, DEEDS.removed, {
    changes: [{ op: 'withdraw', kind: 'membership', before }],
    alongside: [
      anAdminIsLeft(),
      ...gone,
      ...(rest.some((row) => row.bannedAt === null)
        ? []
        : cutOff(store.db, userId, { now, by: actor.id })),
    ],
  })
}

/**
 * Shuts somebody out of everything that the reader decides about, at once: the roles there count no more. Where nothing is
 * left, password, sessions, keys, open links and drafts are gone in the same save. The reason is kept.
 */
export async function ban(
  store: Store,
  { userId, reason }: { userId: string; reason: string },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const actor = administrator(reader)
  if (userId === reader.userId) throw new DomainError('invalid', null, 'field.not_yourself')
  const held = await membershipsOf(store.db, userId)
  const hit = held.filter((row) => row.bannedAt === null && manages(reader, row.siteId))
  if (hit.length === 0) throw new DomainError(held.length === 0 ? 'not_found' : 'forbidden')
  const isLeft = held.some((row) => row.bannedAt === null && !hit.includes(row))
  await saveAs(store, actor, now, `${DEEDS.banned}: ${reason}`, {
    changes: hit.map((row) => correct(row, { bannedAt: now.toISOString() })),
    alongside: [
      anAdminIsLeft(),
      ...(isLeft ? [] : cutOff(store.db, userId, { now, by: actor.id })),
    ],
  })
}

/** Lifts a ban, where the reader decides. Whoever lost their password with it needs a new link. */
export async function unban(
  store: Store,
  { userId }: { userId: string },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const actor = administrator(reader)
  const held = await membershipsOf(store.db, userId)
  const freed = held.filter((row) => row.bannedAt !== null && manages(reader, row.siteId))
  if (freed.length === 0) throw new DomainError(held.length === 0 ? 'not_found' : 'forbidden')
  await saveAs(store, actor, now, DEEDS.unbanned, {
    changes: freed.map((row) => correct(row, { bannedAt: null })),
  })
}

/**
 * Takes a second factor away from somebody who lost it, and ends their sessions; a save that changes nothing else, so
 * that it is on record who did it.
 */
export async function resetFactor(
  store: Store,
  { userId }: { userId: string },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  const actor = await accountManager(store.db, reader, userId)
  const [row] = await membershipsOf(store.db, userId)
  if (!row) throw new DomainError('not_found')
  await saveAs(store, actor, now, DEEDS.factor, {
    changes: [correct(row, {})],
    alongside: [...dropFactor(store.db, userId), dropSessions(store.db, userId)],
  })
}

function administrator(reader: Reader): Draft['actor'] {
  if (!canSomewhere(reader, 'administer') || reader.userId === null)
    throw new DomainError('forbidden')
  return { id: reader.userId, name: reader.name ?? '' }
}

/** Who decides about roles at a site that is there, or about those at every site. */
async function managerAt(db: Db, reader: Reader, siteId: string | null): Promise<Draft['actor']> {
  const actor = administrator(reader)
  if (!manages(reader, siteId)) throw new DomainError('forbidden')
  const isThere =
    siteId === null ||
    (await db.$count(site, and(eq(site.id, siteId), sql`${site.retiredRev} is null`))) > 0
  if (!isThere) throw new DomainError('not_found', 'siteId')
  return actor
}

async function accountManager(db: Db, reader: Reader, userId: string): Promise<Draft['actor']> {
  const actor = administrator(reader)
  if ((await membershipsOf(db, userId)).length === 0) throw new DomainError('not_found')
  if (!(await managesAccount(db, reader, userId))) throw new DomainError('forbidden')
  return actor
}

/** One membership that the reader decides about, if it is still the one on their screen. */
async function managed(store: Store, reader: Reader, id: string, rev: number) {
  const actor = administrator(reader)
  const [before] = await store.db
    .select()
    .from(membership)
    .where(and(eq(membership.id, id), sql`${membership.retiredRev} is null`))
  if (!before) throw new DomainError('not_found')
  if (!manages(reader, before.siteId)) throw new DomainError('forbidden')
  if (before.recordedRev !== rev) throw new DomainError('conflict')
  return { actor, before }
}

/** Nobody is invited past a ban, or twice to one place. */
function refuseHeld(held: Row<'membership'>[], siteId: string | null): void {
  const isBarred = (row: Row<'membership'>) => row.siteId === null || row.siteId === siteId
  const banned = held.filter((row) => row.bannedAt !== null)
  if (banned.some(isBarred) || (banned.length > 0 && banned.length === held.length))
    throw new DomainError('invalid', 'email', 'field.banned')
  if (held.some((row) => row.siteId === siteId)) throw new DomainError('duplicate', 'email')
}

async function hasJoined(db: Db, userId: string): Promise<boolean> {
  return (
    (await db.$count(account, and(eq(account.userId, userId), isNotNull(account.password)))) > 0
  )
}

function enter(userId: string, { role, siteId }: Grant): RecordChange {
  return { op: 'enter', kind: 'membership', row: { id: randomUUID(), userId, role, siteId } }
}

function correct(
  before: Row<'membership'>,
  to: Partial<Pick<Row<'membership'>, 'role' | 'bannedAt'>>,
): RecordChange {
  const { recordedRev: _recorded, retiredRev: _retired, ...row } = before
  return { op: 'correct', kind: 'membership', before, row: { ...row, ...to } }
}

function madeOf(
  { token, until }: { token: string; until: Date },
  origin: string,
  lang: Lang,
): MadeLink {
  return { link: linkAddress(origin, token, lang), until }
}

const anAdminIsLeft = () =>
  refuseUnless(sql`exists (select 1 from ${membership} where ${isAdmin()})`)

async function saveAs(
  store: Store,
  actor: Draft['actor'],
  now: Date,
  reason: string,
  { changes, alongside = [] }: { changes: RecordChange[]; alongside?: Statement[] },
): Promise<void> {
  const salt = randomBytes(16).toString('hex')
  try {
    await save(store, () => ({ actor, at: now.toISOString(), reason, salt, changes, alongside }))
  } catch (error) {
    if (isRefusal(error)) throw new DomainError('invalid', null, 'field.last_admin')
    throw error
  }
}
