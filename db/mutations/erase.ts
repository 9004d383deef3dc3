import { eq, sql } from 'drizzle-orm'
import { apiKey, oneTimeLink, session, twoFactor, user, verification } from '../auth-schema'
import { draft, proposal, proposalStep } from '../desk-schema'
import { DomainError } from '../domain/errors'
import { can, type Reader } from '../domain/policy'
import { entryOf } from '../domain/search-query'
import type { EraseInput } from '../domain/sensitivity'
import { isAdmin } from '../queries/people'
import * as t from '../schema'
import { isRefusal, refuseUnless, statementOf } from '../store/guard'
import type { RecordChange } from '../store/records'
import { type Draft, save } from '../store/save'
import { ended } from '../store/search-index'
import type { Db, Statement } from '../store/store'
import { type Call, currentRow } from './call'
import {
  forgetAccountInImports,
  forgetNameInImports,
  importsAtWork,
  overtakePlans,
  removeImportFiles,
} from './importing/forget'
import { shutOut } from './links'
import { mentions, nameRow } from './persons'

/**
 * Erasing a person is the one exception to keeping everything (DESIGN §4): what they were called goes out of every
 * version, every change, every draft and proposal, and out of the bytes of the database; salted hashes stay, so that the
 * chain still verifies. What stays is that somebody was erased, by whom, when and why.
 */

/** `isClean` is false while the files may still hold what was erased: the erasure can be asked for again. */
export type Erased = { rev: number; isClean: boolean }

/**
 * Erases the name of a person at risk, and the files in the folder `imports` that may hold it. Throws `forbidden`,
 * `not_found` when none is recorded, and `invalid`.
 */
export async function eraseName(call: Call<EraseInput>, imports: string): Promise<Erased> {
  const { store, reader, input } = call
  const { db } = store
  const actor = administrator(reader)
  requireConfirmed(input)
  const person = await currentRow(db, reader, 'person', input.id)
  const row = person && (await nameRow(db, person.id))
  if (!row) throw new DomainError('not_found')
  const names = await everyName(db, row.id)
  requireSilence(input.reason, names)
  const before = { ...row, name: null, note: null }
  const change: RecordChange = { op: 'withdraw', kind: 'person_name', before }
  const erased = await run(
    call,
    actor,
    [change],
    [...emptyName(row.id), overtakePlans(), ...names.flatMap((n) => purge(db, n))],
  )
  await removeImportFiles(db, imports)
  return erased
}

/**
 * Erases somebody who kept the register: their account, and their name out of the header of every revision that they
 * made or accepted, with its reason, since both were hashed as one. Throws `forbidden`, `not_found`, and `invalid` for
 * oneself and for the last administrator.
 */
export async function eraseUser(call: Call<EraseInput>): Promise<Erased> {
  const { store, reader, input, now } = call
  const { db } = store
  const actor = administrator(reader)
  requireConfirmed(input)
  if (input.id === actor.id) throw new DomainError('invalid', null, 'persons.self')
  const [found] = await db.select().from(user).where(eq(user.id, input.id))
  if (!found || found.name === '') throw new DomainError('not_found')
  requireSilence(input.reason, [found.name, found.email])
  const memberships = await db
    .select()
    .from(t.membership)
    .where(sql`${t.membership.userId} = ${input.id} and ${t.membership.retiredRev} is null`)
  const changes = memberships.map(
    (before): RecordChange => ({ op: 'withdraw', kind: 'membership', before }),
  )
  return run(call, actor, changes, [
    refuseUnless(sql`exists (select 1 from ${t.membership} where ${isAdmin()})`),
    statementOf(sql`update revision set header = null, salt = null
      where ${input.id} in (json_extract(header, '$.actorId'), json_extract(header, '$.acceptedById'))`),
    ...forgetAccount(db, found, new Date(now)),
  ])
}

/**
 * Everything else that still holds a name: records and reasons that an administrator may have to correct first; and how
 * many imports are at work, whose files may.
 */
export async function whereElse(
  db: Db,
  reader: Reader,
  name: string,
): Promise<{ records: string[]; revisions: number[]; tips: number; imports: number }> {
  administrator(reader)
  const [text] = asStored(name)
  const records = await db
    .selectDistinct({ id: t.change.id })
    .from(t.change)
    .where(
      sql`kind <> 'person_name' and (instr("before", ${text}) > 0 or instr("after", ${text}) > 0)`,
    )
    .limit(50)
  const revisions = await db
    .select({ rev: t.revision.rev })
    .from(t.revision)
    .where(sql`instr(json_extract(header, '$.reason'), ${name}) > 0`)
    .limit(50)
  const [tips] = await db.all<{ n: number } | number[]>(
    sql`select count(*) as n from tip where instr(words, ${name}) > 0 or instr(contact, ${name}) > 0`,
  )
  return {
    records: records.map((r) => r.id),
    revisions: revisions.map((r) => r.rev),
    tips: Number(Object.values(tips ?? [0])[0]),
    imports: await importsAtWork(db),
  }
}

async function run(
  { store, input, now, salt }: Call<EraseInput>,
  actor: Draft['actor'],
  changes: RecordChange[],
  alongside: Statement[],
): Promise<Erased> {
  try {
    const { reason } = input
    const { rev } = await save(store, () => ({ actor, at: now, reason, salt, changes, alongside }))
    return { rev, isClean: await store.scrub() }
  } catch (error) {
    if (isRefusal(error)) throw new DomainError('invalid', null, 'field.last_admin')
    throw error
  }
}

/** Every name and note that was ever recorded, to look for elsewhere. */
async function everyName(db: Db, id: string): Promise<string[]> {
  const rows = await db.select().from(t.personName).where(eq(t.personName.id, id))
  return [...new Set(rows.flatMap((r) => r.name ?? []))]
}

function emptyName(id: string): Statement[] {
  return [
    statementOf(sql`update person_name set name = null, note = null where id = ${id}`),
    statementOf(sql`update change set "before" = null, "after" = null, labels = null, salt = null
      where kind = 'person_name' and id = ${id} and rev < (select max(rev) from revision)`),
  ]
}

/** What is not the record goes where it holds the name; so do words of it that nothing else is found by. */
function purge(db: Db, name: string): Statement[] {
  const [text] = asStored(name)
  const held = sql`instr(input, ${text}) > 0 or instr(changes, ${text}) > 0 or instr(reason, ${name}) > 0`
  const words = entryOf({ names: [name], words: [], context: [] }).names.split(' ')
  return [
    db.delete(draft).where(sql`instr("values", ${text}) > 0`).toSQL(),
    db
      .delete(proposalStep)
      .where(sql`proposal_id in (select id from ${proposal} where ${held})`)
      .toSQL(),
    db.delete(proposal).where(held).toSQL(),
    statementOf(sql`update proposal_step set comment = null where instr(comment, ${name}) > 0`),
    ...forgetNameInImports(name, text),
    ...words.flatMap(forgetWord),
  ]
}

function forgetWord(word: string): Statement[] {
  const isIdle = sql`word = ${ended(word)} and not exists (select 1 from search_entry
    where instr(' ' || names || ' ' || words || ' ', ${` ${word} `}) > 0)`
  return [
    statementOf(sql`insert into search_trigram (search_trigram, rowid, word)
      select 'delete', id, word from search_word where ${isIdle}`),
    statementOf(sql`delete from search_word where ${isIdle}`),
  ]
}

/** The row stays for those that point to it, with nothing of the person in it. */
function forgetAccount(
  db: Db,
  { id, email }: { id: string; email: string },
  now: Date,
): Statement[] {
  const nobody = { name: '', email: `${id}@erased.invalid`, image: null, updatedAt: now }
  return [
    ...shutOut(db, id),
    db.delete(twoFactor).where(eq(twoFactor.userId, id)).toSQL(),
    db.delete(session).where(eq(session.userId, id)).toSQL(),
    db
      .delete(verification)
      .where(sql`instr(value, ${id}) > 0 or instr(identifier, ${email}) > 0`)
      .toSQL(),
    db.delete(oneTimeLink).where(sql`user_id = ${id} or email = ${email}`).toSQL(),
    db.delete(draft).where(eq(draft.userId, id)).toSQL(),
    ...forgetAccountInImports(id),
    db.update(apiKey).set({ name: '', revokedAt: now }).where(eq(apiKey.userId, id)).toSQL(),
    db.update(user).set(nobody).where(eq(user.id, id)).toSQL(),
  ]
}

function administrator(reader: Reader): Draft['actor'] {
  if (!can(reader, 'administer') || reader.userId === null) throw new DomainError('forbidden')
  return { id: reader.userId, name: reader.name ?? '' }
}

function requireConfirmed({ confirmed }: EraseInput): void {
  if (!confirmed) throw new DomainError('invalid', 'confirmed', 'persons.confirm')
}

/** The reason stays, so it must not say what is to go. */
function requireSilence(reason: string, names: string[]): void {
  if (names.some((name) => mentions(reason, name)))
    throw new DomainError('invalid', 'reason', 'persons.named')
}

/** A text as it stands inside stored JSON. */
function asStored(text: string): [string] {
  return [JSON.stringify(text).slice(1, -1)]
}
