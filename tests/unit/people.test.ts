import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { DomainError } from '../../db/domain/errors'
import { NOBODY } from '../../db/domain/policy'
import { firstAdminLink, join, resetLinkFor } from '../../db/mutations/links'
import { invite, removeRole, renewLink, setRole } from '../../db/mutations/people'
import { sessionUser, signIn, signOut } from '../../db/mutations/sessions'
import { findLink } from '../../db/queries/links'
import { listPeople, readerOf } from '../../db/queries/people'
import { migrate } from '../../db/store/migrate'
import { DATABASE_FILE, store } from '../../db/store/open'

const origin = 'http://localhost:4320'
const now = new Date()
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const folder = mkdtempSync(path(tmpdir(), 'tadmor-people-'))
const PASSWORD = 'violet lantern harbour'

before(() => {
  process.env.DATA_DIR = folder
  process.env.PUBLIC_ORIGIN = origin
  migrate(
    path(folder, DATABASE_FILE),
    fileURLToPath(new URL('../../db/migrations', import.meta.url)),
    now.toISOString(),
  )
})

after(async () => {
  await store().close()
  rmSync(folder, { recursive: true, force: true })
})

const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? ''
const refusedAs =
  (code: string, field: string | null = null) =>
  (error: unknown) =>
    error instanceof DomainError && error.code === code && error.field === field
const cookieOf = (headers: string[]) => headers.map((h) => h.split(';')[0]).join('; ')
/** What stands in the database: a cookie has it signed. */
const tokenIn = (cookie: string) => decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0]
const asCookie = async (email: string, password = PASSWORD) =>
  cookieOf((await signIn(store(), { email, password, address: 'test' }, now)).cookies)
const readerFor = async (email: string) => {
  const userId = await sessionUser(await asCookie(email))
  return userId ? readerOf(store(), userId) : NOBODY
}

test('the first administrator: one link works, once, and only the newest', async () => {
  const old = tokenOf(await firstAdminLink(store(), { now: now.toISOString(), origin }))
  const link = await firstAdminLink(store(), { now: now.toISOString(), origin })
  assert.match(link ?? '', /^http:\/\/localhost:4320\/en\/join\/[\w-]{43}$/)
  const token = tokenOf(link)
  const joiner = { password: PASSWORD, name: 'Zenobia', email: 'zenobia@example.org' }
  assert.equal(await findLink(store(), old, now), null)
  await assert.rejects(join(store(), old, joiner, now), refusedAs('not_found'))
  await assert.rejects(join(store(), token, joiner, later(24 * 7 + 1)), refusedAs('not_found'))
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => join(store(), token, joiner, now)),
  )
  assert.equal(tries.filter((t) => t.status === 'fulfilled').length, 1)
  assert.equal(await firstAdminLink(store(), { now: now.toISOString(), origin }), null)
  assert.equal((await readerFor('zenobia@example.org')).role, 'admin')
})

test('an invitation gives the role it names, a change of role acts at once', async () => {
  const admin = await readerFor('zenobia@example.org')
  const person = {
    name: 'Odaenathus',
    email: 'odaenathus@example.org',
    role: 'editor' as const,
    siteId: null,
  }
  const { made } = await invite(store(), person, { reader: admin, now, origin })
  await assert.rejects(
    invite(store(), person, { reader: admin, now, origin }),
    refusedAs('duplicate', 'email'),
  )
  await join(store(), tokenOf(made?.link ?? null), { password: PASSWORD }, now)
  const cookie = await asCookie(person.email)
  const userId = (await sessionUser(cookie)) ?? ''
  const editor = await readerOf(store(), userId)
  assert.deepEqual([editor.userId, editor.name, editor.role], [userId, 'Odaenathus', 'editor'])
  await assert.rejects(
    invite(store(), { ...person, email: 'x@example.org' }, { reader: editor, now, origin }),
    refusedAs('forbidden'),
  )
  await assert.rejects(listPeople(store(), editor), refusedAs('forbidden'))
  const [held] = (await listPeople(store(), admin)).find((p) => p.userId === userId)?.held ?? []
  assert.ok(held)
  await setRole(store(), { ...held, role: 'viewer' }, { reader: admin, now })
  assert.equal((await readerOf(store(), userId)).role, 'viewer')
  await assert.rejects(
    setRole(store(), { ...held, role: 'admin' }, { reader: admin, now }),
    refusedAs('conflict'),
  )
})

test('a reset ends other sessions and the old password', async () => {
  const email = 'odaenathus@example.org'
  const cookie = await asCookie(email)
  const link = await resetLinkFor(store(), email, { now: now.toISOString(), origin })
  await join(store(), tokenOf(link), { password: 'seven patient camels' }, now)
  assert.equal(await sessionUser(cookie), null)
  await assert.rejects(asCookie(email), refusedAs('invalid'))
  assert.ok(await sessionUser(await asCookie(email, 'seven patient camels')))
  assert.equal(
    await resetLinkFor(store(), 'nobody@example.org', { now: now.toISOString(), origin }),
    null,
  )
})

test('the last administrator stays; somebody removed is out on the next request', async () => {
  const admin = await readerFor('zenobia@example.org')
  const people = await listPeople(store(), admin)
  const self = people.find((p) => p.userId === admin.userId)
  const other = people.find((p) => p.email === 'odaenathus@example.org')
  assert.ok(self?.held[0] && other?.held[0])
  const [mine, theirs] = [self.held[0], other.held[0]]
  const acting = { reader: admin, now, origin }
  await assert.rejects(removeRole(store(), mine, acting), refusedAs('invalid'))
  await assert.rejects(setRole(store(), { ...mine, role: 'editor' }, acting), refusedAs('invalid'))
  const { link } = await renewLink(store(), other, acting)
  const cookie = await asCookie(other.email, 'seven patient camels')
  await removeRole(store(), theirs, acting)
  assert.equal(await sessionUser(cookie), null)
  assert.equal((await readerOf(store(), other.userId)).role, null)
  await assert.rejects(asCookie(other.email, 'seven patient camels'), refusedAs('invalid'))
  await assert.rejects(
    join(store(), tokenOf(link), { password: PASSWORD }, now),
    refusedAs('not_found'),
  )
})

test('signing out ends the session', async () => {
  const cookie = await asCookie('zenobia@example.org')
  assert.ok(await sessionUser(cookie))
  await signOut(cookie)
  assert.equal(await sessionUser(cookie), null)
})

test('asking for a session writes nothing, and one that is over goes with the next sign-in', async () => {
  const email = 'zenobia@example.org'
  const [over, open] = [await asCookie(email), await asCookie(email)]
  const { db } = store()
  await db.run(sql`update session set expires_at = 0 where token = ${tokenIn(over)}`)
  await db.run(sql`pragma query_only = on`)
  try {
    assert.equal(await sessionUser(over), null)
    assert.ok(await sessionUser(open), 'who is signed in stays so where nothing can be written')
  } finally {
    await db.run(sql`pragma query_only = off`)
  }
  const left = async () =>
    (await db.values(sql`select 1 from session where token = ${tokenIn(over)}`)).length
  assert.equal(await left(), 1)
  await asCookie(email)
  assert.equal(await left(), 0)
})

test('whoever cannot be looked up is not taken for signed out', async () => {
  const cookie = await asCookie('zenobia@example.org')
  const { db } = store()
  await db.run(sql`alter table session rename to session_gone`)
  try {
    await assert.rejects(sessionUser(cookie), (error: Error) =>
      /no such table/.test(String(error.cause)),
    )
  } finally {
    await db.run(sql`alter table session_gone rename to session`)
  }
  assert.ok(await sessionUser(cookie))
})

test('twenty wrong passwords at once: five are tried, then even the right one waits', async () => {
  const email = 'zenobia@example.org'
  const wrong = { email, password: 'not the right one', address: 'test' }
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => signIn(store(), wrong, now)),
  )
  const codes = answers.map((a) =>
    a.status === 'rejected' ? (a.reason as DomainError).code : 'in',
  )
  assert.equal(codes.filter((code) => code === 'invalid').length, 5)
  assert.equal(codes.filter((code) => code === 'too_many').length, 15)
  await assert.rejects(asCookie(email), refusedAs('too_many'))
})
