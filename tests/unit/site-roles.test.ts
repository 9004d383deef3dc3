import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { draft } from '../../db/desk-schema'
import { at, can, heldForFactor, manages, type Reader } from '../../db/domain/policy'
import type { Role } from '../../db/domain/vocabulary'
import {
  beginFactor,
  confirmFactor,
  hasFactor,
  passSecondStep,
  renewCodes,
} from '../../db/mutations/factor'
import { setAccess } from '../../db/mutations/instance'
import { makeKey } from '../../db/mutations/keys'
import { firstAdminLink, join } from '../../db/mutations/links'
import {
  addRole,
  ban,
  invite,
  removeRole,
  renewLink,
  resetFactor,
  revokeLinks,
  setRole,
  unban,
} from '../../db/mutations/people'
import { endAllSessions, sessionsOf, sessionUser, signIn } from '../../db/mutations/sessions'
import { isOpenTo } from '../../db/queries/instance'
import { bearerOf, listKeys } from '../../db/queries/keys'
import { deedsAbout, listPeople, membershipsOf, readerOf } from '../../db/queries/people'
import { siteAt } from '../../db/queries/site-at'
import { seed } from '../../db/seed/seed'
import { migrate } from '../../db/store/migrate'
import { DATABASE_FILE, store } from '../../db/store/open'
import { enterSecondSite, SECOND } from '../support/second-site'
import { codeOf } from '../support/totp'

const origin = 'http://localhost:4321'
const folder = mkdtempSync(path(tmpdir(), 'tadmor-roles-'))
const PASSWORD = 'violet lantern harbour'
const now = new Date()
const acting = (reader: Reader) => ({ reader, now, origin })
const refused = (code: string, field: string | null = null) => ({ code, field })
let palmyra = ''
let admin: Reader

before(async () => {
  process.env.DATA_DIR = folder
  process.env.PUBLIC_ORIGIN = origin
  const migrations = fileURLToPath(new URL('../../db/migrations', import.meta.url))
  migrate(path(folder, DATABASE_FILE), migrations, now.toISOString())
  await seed(store())
  await enterSecondSite(store(), now.toISOString())
  palmyra = (await siteAt(store().db, { site: 'palmyra' })) ?? ''
  const link = await firstAdminLink(store(), { now: now.toISOString(), origin })
  const who = { password: PASSWORD, name: 'Zenobia', email: 'zenobia@example.org' }
  await join(store(), link?.split('/').at(-1) ?? '', who, now)
  admin = await readerOf(store(), await idOf(who.email))
})
after(async () => {
  await store().close()
  rmSync(folder, { recursive: true, force: true })
})

test('a site counts only where it is asked about, wherever the reader has been before', async () => {
  const editor = await member('odaenathus', 'editor', palmyra)
  assert.equal(editor.role, null)
  assert.equal(at(editor, palmyra).role, 'editor')
  assert.equal(at(at(editor, palmyra), SECOND.id).role, null)
  assert.equal(at(at(editor, palmyra), null).role, null)
  await addRole(store(), { userId: id(editor), role: 'viewer', siteId: SECOND.id }, acting(admin))
  const both = await readerOf(store(), id(editor))
  // Viewer of the one and editor of the other is viewer of both.
  assert.deepEqual(
    [both.role, at(both, palmyra).role, at(both, SECOND.id).role],
    ['viewer', 'editor', 'viewer'],
  )
})

test('what an address names decides the site; what names several, none', async () => {
  const { db } = store()
  assert.equal(await siteAt(db, { records: ['A35'] }), palmyra)
  assert.equal(await siteAt(db, { records: [SECOND.monument] }), SECOND.id)
  assert.equal(await siteAt(db, { site: 'palmyra', records: ['A35'] }), palmyra)
  assert.equal(await siteAt(db, { site: 'palmyra', records: [SECOND.monument] }), null)
  assert.equal(await siteAt(db, { records: ['seed'] }), null)
  assert.equal(await siteAt(db, { site: 'nowhere' }), null)
  assert.equal(await siteAt(db, {}), null)
})

test('an administrator of one site decides about that site alone', async () => {
  const local = await member('zabdas', 'admin', palmyra)
  const own = acting(local)
  assert.ok(manages(local, palmyra) && !manages(local, null) && !manages(local, SECOND.id))
  const person = { name: 'Vahballathus', email: 'vahballathus@example.org', role: 'editor' as Role }
  for (const siteId of [null, SECOND.id])
    await assert.rejects(invite(store(), { ...person, siteId }, own), refused('forbidden'))
  await invite(store(), { ...person, siteId: palmyra }, own)

  const other = await member('longinus', 'editor', SECOND.id)
  const [held] = await membershipsOf(store().db, id(other))
  assert.ok(held)
  const away = { id: held.id, rev: held.recordedRev }
  await assert.rejects(setRole(store(), { ...away, role: 'viewer' }, own), refused('forbidden'))
  await assert.rejects(removeRole(store(), away, own), refused('forbidden'))
  await assert.rejects(ban(store(), { userId: id(other), reason: 'x' }, own), refused('forbidden'))
  for (const act of [renewLink, revokeLinks, resetFactor])
    await assert.rejects(act(store(), { userId: id(other) }, own), refused('forbidden'))
  const seen = (await listPeople(store(), local)).map((p) => p.name)
  assert.ok(
    seen.includes('Vahballathus') && !seen.includes('longinus') && !seen.includes('Zenobia'),
  )

  // Somebody who is also elsewhere keeps their name, password and link.
  const { made } = await invite(
    store(),
    { name: 'Renamed', email: 'longinus@example.org', role: 'viewer', siteId: palmyra },
    own,
  )
  assert.equal(made, null)
  assert.equal((await readerOf(store(), id(other))).name, 'longinus')
  await assert.rejects(renewLink(store(), { userId: id(other) }, own), refused('forbidden'))
  await assert.rejects(key(other, 'viewer', local), refused('forbidden', 'userId'))
  await ban(store(), { userId: id(other), reason: 'left the team' }, own)
  const left = await readerOf(store(), id(other))
  assert.deepEqual([at(left, palmyra).role, at(left, SECOND.id).role], [null, 'editor'])
})

test('administering every site is not administering the register', async () => {
  const both = await member('aurelian', 'admin', palmyra)
  await addRole(store(), { userId: id(both), role: 'admin', siteId: SECOND.id }, acting(admin))
  const reader = await readerOf(store(), id(both))
  assert.equal(reader.role, 'admin')
  assert.ok(!manages(reader, null))
  const person = { name: 'X', email: 'x@example.org', role: 'viewer' as Role, siteId: null }
  await assert.rejects(invite(store(), person, acting(reader)), refused('forbidden'))
  const closing = setAccess(store(), { access: 'private', rev: 0 }, acting(reader))
  await assert.rejects(closing, refused('forbidden'))
  // And so the last who does administer it stays.
  const [held] = await membershipsOf(store().db, id(admin))
  assert.ok(held)
  const self = { id: held.id, rev: held.recordedRev }
  await assert.rejects(
    setRole(store(), { ...self, role: 'editor' }, acting(admin)),
    refused('invalid'),
  )
  await assert.rejects(removeRole(store(), self, acting(admin)), refused('invalid'))
})

test('a key does no more than its owner may, site by site', async () => {
  const owner = await member('cassius', 'reviewer', palmyra)
  await addRole(store(), { userId: id(owner), role: 'viewer', siteId: SECOND.id }, acting(admin))
  await assert.rejects(key(owner, 'admin', admin), refused('invalid', 'role'))
  const bearer = async (secret: string) =>
    (await bearerOf(store(), secret, now.toISOString()))?.reader
  const { secret } = await key(owner, 'editor', admin)
  const reader = await bearer(secret)
  assert.ok(reader)
  assert.deepEqual([at(reader, palmyra).role, at(reader, SECOND.id).role], ['editor', 'viewer'])
  assert.equal(manages(reader, palmyra), false)
  const local = await member('timagenes', 'admin', SECOND.id)
  assert.equal((await listKeys(store(), local)).length, 0)
  await ban(store(), { userId: id(owner), reason: 'x' }, acting(admin))
  assert.equal(await bearer(secret), undefined)
})

test('a ban acts at once, is kept with its reason, bars invitations and can be lifted', async () => {
  const reader = await member('worod', 'editor', null)
  const { cookies } = await signIn(store(), sign('worod'), now)
  const [cookie] = [asCookie(cookies)]
  const values = { words: ['mine'] }
  await store()
    .db.insert(draft)
    .values({
      ...{ userId: id(reader), form: 'record', about: '', path: '/', values },
      savedAt: now.toISOString(),
    })
  await assert.rejects(
    ban(store(), { userId: id(admin), reason: 'x' }, acting(admin)),
    refused('invalid'),
  )
  await ban(store(), { userId: id(reader), reason: 'shared a password' }, acting(admin))
  assert.equal(await sessionUser(cookie), null)
  assert.equal((await readerOf(store(), id(reader))).role, null)
  assert.equal((await store().db.select().from(draft)).length, 0)
  await assert.rejects(signIn(store(), sign('worod'), now), refused('invalid'))
  await assert.rejects(
    renewLink(store(), { userId: id(reader) }, acting(admin)),
    refused('invalid'),
  )
  const again = {
    name: 'worod',
    email: 'worod@example.org',
    role: 'editor' as Role,
    siteId: palmyra,
  }
  await assert.rejects(invite(store(), again, acting(admin)), refused('invalid', 'email'))
  const [held] = await membershipsOf(store().db, id(reader))
  const [deed] = await deedsAbout(store().db, [held?.id ?? ''])
  assert.equal(deed?.reason, 'Banned: shared a password')
  await unban(store(), { userId: id(reader) }, acting(admin))
  assert.equal((await readerOf(store(), id(reader))).role, 'editor')
  const link = await renewLink(store(), { userId: id(reader) }, acting(admin))
  assert.ok(link.isInvitation)
  await revokeLinks(store(), { userId: id(reader) }, acting(admin))
  const late = join(store(), link.link.split('/').at(-1) ?? '', { password: PASSWORD }, now)
  await assert.rejects(late, refused('not_found'))
})

test('a second factor: a code once, a recovery code once, five wrong ones', async () => {
  const reader = await member('publius', 'editor', null)
  const first = asCookie((await signIn(store(), sign('publius'), now)).cookies)
  const own = { reader, cookie: first }
  const wrong = beginFactor(store(), { password: 'not mine at all' }, own, now)
  await assert.rejects(wrong, refused('invalid', 'password'))
  const { uri, secret } = await beginFactor(store(), { password: PASSWORD }, own, now)
  assert.match(uri, /^otpauth:\/\/totp\/Tadmor:publius%40example\.org\?/)
  await assert.rejects(
    confirmFactor(store(), { code: '000000' }, own, now),
    refused('invalid', 'code'),
  )
  assert.equal(await hasFactor(store(), id(reader)), false)
  const shown = () => codeOf(secret, Date.now())
  const { codes } = await confirmFactor(store(), { code: shown() }, own, now)
  assert.equal(new Set(codes).size, 10)
  await assert.rejects(confirmFactor(store(), { code: shown() }, own, now), refused('forbidden'))

  const begin = async () => {
    const opened = await signIn(store(), sign('publius'), now)
    assert.equal(opened.userId, null)
    const cookie = asCookie(opened.cookies)
    assert.equal(await sessionUser(cookie), null)
    return cookie
  }
  const pass = (cookie: string, code: string, when = now) =>
    passSecondStep(store(), { code, cookie, agent: 'Firefox/140 (Linux)' }, when)
  const code = shown()
  const [one, two] = [await begin(), await begin()]
  const tries = await Promise.allSettled([pass(one, code), pass(two, code)])
  assert.deepEqual(tries.map((t) => t.status).sort(), ['fulfilled', 'rejected'])
  const [recovery = '', spare = ''] = codes
  const inside = await pass(await begin(), recovery)
  assert.equal(await sessionUser(asCookie(inside.cookies)), id(reader))
  const cookie = await begin()
  // Later, too: it is used up, not only kept from being given twice in a row.
  const later = new Date(now.getTime() + 5 * 60_000)
  await assert.rejects(pass(cookie, recovery, later), refused('invalid'))
  await assert.rejects(pass('', spare), refused('not_found'))

  const session = asCookie(inside.cookies)
  const renewed = await renewCodes(
    store(),
    { password: PASSWORD },
    { reader, cookie: session },
    now,
  )
  await assert.rejects(pass(await begin(), spare), refused('invalid'))
  await assert.rejects(pass(await begin(), 'wrong'), refused('invalid'))
  await assert.rejects(pass(await begin(), renewed[0] ?? ''), { code: 'too_many' })
  const [again, quarters] = [await begin(), new Date(now.getTime() + 45 * 60_000)]
  const guesses = Array.from({ length: 20 }, (_, n) => pass(again, `guess-${n}`, quarters))
  const told = (await Promise.allSettled(guesses)).map((g) => (g as PromiseRejectedResult).reason)
  assert.equal(told.filter((error) => error.code === 'invalid').length, 5)
  assert.equal(told.filter((error) => error.code === 'too_many').length, 15)

  const list = await sessionsOf(store(), { userId: id(reader), cookie: session }, now)
  assert.equal(list.filter((s) => s.isThis).length, 1)
  assert.ok(list.some((s) => s.agent.startsWith('Firefox')))
  await endAllSessions(store(), reader)
  assert.equal(await sessionUser(session), null)
  await resetFactor(store(), { userId: id(reader) }, acting(admin))
  assert.ok((await signIn(store(), sign('publius'), now)).userId)
  const [held] = await membershipsOf(store().db, id(reader))
  assert.equal((await deedsAbout(store().db, [held?.id ?? '']))[0]?.reason, 'Second factor reset')
})

test('over https reviewers and administrators without a second factor are editors', async () => {
  const https = (role: Role, hasOne: boolean) =>
    heldForFactor({ userId: 'x', name: 'x', role }, { hasFactor: hasOne, isHttps: true })
  assert.deepEqual(
    (['viewer', 'editor', 'reviewer', 'admin'] as const).map((role) => https(role, false).role),
    ['viewer', 'editor', 'editor', 'editor'],
  )
  assert.ok(can(https('admin', true), 'administer'))
  process.env.PUBLIC_ORIGIN = 'https://tadmor.example'
  try {
    const held = await readerOf(store(), id(admin))
    assert.deepEqual([held.role, held.lacksFactor], ['editor', true])
    assert.ok(!manages(held, null) && !manages(held, palmyra) && !can(at(held, palmyra), 'review'))
    await assert.rejects(listPeople(store(), held), refused('forbidden'))
  } finally {
    process.env.PUBLIC_ORIGIN = origin
  }
})

test('a private register is open to members alone', async () => {
  const { db } = store()
  const nobody = { userId: null, name: null, role: null }
  const viewer = await member('nicomachus', 'viewer', SECOND.id)
  const open = async () => Promise.all([nobody, viewer].map((reader) => isOpenTo(db, reader)))
  assert.deepEqual(await open(), [true, true])
  await setAccess(store(), { access: 'private', rev: 0 }, acting(admin))
  assert.deepEqual(await open(), [false, true])
  await assert.rejects(
    setAccess(store(), { access: 'public', rev: 0 }, acting(admin)),
    refused('conflict'),
  )
  await ban(store(), { userId: id(viewer), reason: 'x' }, acting(admin))
  assert.equal(await isOpenTo(db, await readerOf(store(), id(viewer))), false)
})

/** Invites somebody, who joins; gives them as a reader. */
async function member(name: string, role: Role, siteId: string | null): Promise<Reader> {
  const email = `${name}@example.org`
  const { made } = await invite(store(), { name, email, role, siteId }, acting(admin))
  await join(store(), made?.link.split('/').at(-1) ?? '', { password: PASSWORD }, now)
  return readerOf(store(), await idOf(email))
}

async function idOf(email: string): Promise<string> {
  const { userId } = await signIn(store(), { email, password: PASSWORD, address: 'test' }, now)
  return userId ?? ''
}

const id = (reader: Reader) => reader.userId ?? ''
const sign = (name: string) => ({
  email: `${name}@example.org`,
  password: PASSWORD,
  address: 'test',
  agent: 'Chrome/140 (Windows)',
})
const asCookie = (headers: string[]) => headers.map((h) => h.split(';')[0]).join('; ')

async function key(owner: Reader, role: Role, reader: Reader): Promise<{ secret: string }> {
  const made = { id: crypto.randomUUID(), userId: id(owner), name: 'Key', role, lastDay: null }
  return makeKey(store(), made, { reader, now })
}
