import { and, eq, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { at, can, type Reader } from '../domain/policy'
import type { PersonEditInput, PersonInput, PersonNameInput } from '../domain/sensitivity'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import { save } from '../store/save'
import type { Db } from '../store/store'
import { type Call, currentRow, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isSameContent } from './content'

/**
 * Records somebody who may be at risk by the part that they have, never by name. Restricted until somebody decides
 * otherwise. Throws `not_found` for a site that is not there.
 */
export async function recordPerson(call: Call<PersonInput>): Promise<Saved> {
  const { store, reader, input } = call
  const { formId: id, siteId, partEn, partAr, organisation, reason } = input
  return saveAs(
    'record-person',
    call,
    async () => {
      if (!(await currentRow(store.db, reader, 'site', siteId))) throw new DomainError('not_found')
      const part = { en: partEn, ar: partAr }
      const row = { id, siteId, part, organisation, sensitivity: 'restricted' as const }
      return { id, reason, changes: [{ op: 'enter', kind: 'person', row }] }
    },
    (actorId) => findRepeat(store.db, actorId, { kind: 'person', id, base: 0 }),
  )
}

/** Corrects the part and organisation of somebody. Throws `not_found`, `conflict`, and `invalid` when nothing would change. */
export async function editPerson(call: Call<PersonEditInput>): Promise<Saved> {
  const { store, input } = call
  const { personId: id, base, partEn, partAr, organisation, reason } = input
  const typed = { part: { en: partEn, ar: partAr }, organisation }
  return saveAs(
    'edit-person',
    call,
    async () => {
      const before = await requireBase(call, 'person', id, base)
      const row = { ...before, ...typed }
      if (isSameContent(before, row))
        throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      return { id, reason, changes: [{ op: 'correct', kind: 'person', before, row }] }
    },
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'person', id, base }, (after) =>
        isSameContent({ ...after, ...typed }, after ?? {}),
      ),
  )
}

/**
 * Records or changes what somebody at risk is called. For reviewers, and saved at once even where changes are reviewed:
 * a name must not lie about in a queue or a draft. Throws `forbidden`, `not_found`, `conflict`, and `invalid` on
 * `reason` when that holds the name, since reasons are read by others.
 */
export async function namePerson(call: Call<PersonNameInput>): Promise<Saved> {
  const { store, reader, input, now, salt } = call
  const { db } = store
  const person = await currentRow(db, reader, 'person', input.personId)
  if (!person) throw new DomainError('forbidden')
  const actor = reviewerOf(at(reader, person.siteId))
  if (mentions(input.reason, input.name))
    throw new DomainError('invalid', 'reason', 'persons.named')
  const change = { kind: 'person_name' as const, id: input.formId, base: input.base ?? 0 }
  const repeated = async () => {
    const row = await nameRow(db, person.id)
    const isSame = row?.name === input.name && row.note === input.note
    return isSame ? findRepeat(db, actor.id, { ...change, id: row.id }) : null
  }
  const already = await repeated()
  if (already) return { ...already, id: person.id }
  const head = await save(store, async () => {
    const before = await nameRow(db, person.id)
    if ((before?.recordedRev ?? null) !== input.base) throw new DomainError('conflict')
    return {
      actor,
      at: now,
      reason: input.reason,
      salt,
      changes: [naming(before, input, person.id)],
    }
  })
  return { rev: head.rev, id: person.id }
}

/** Somebody whom a claim is said by must have been recorded. Throws `invalid` on `personId`. */
export async function requirePerson(
  db: Db,
  reader: Reader,
  personId: string | null,
): Promise<void> {
  if (personId !== null && !(await currentRow(db, reader, 'person', personId)))
    throw new DomainError('invalid', 'personId', 'field.not_a_choice')
}

/** The name record of somebody as it stands; null when none is recorded. Only for those who asked for the right. */
export async function nameRow(db: Db, personId: string): Promise<Row<'person_name'> | null> {
  const { personName } = t
  const [row] = await db
    .select()
    .from(personName)
    .where(and(eq(personName.personId, personId), isNull(personName.retiredRev)))
  return row ?? null
}

/** Whether a text holds a name, however it is written. */
export function mentions(text: string, name: string): boolean {
  const plain = (one: string) => one.normalize('NFKC').toLowerCase()
  return plain(text).includes(plain(name))
}

function naming(
  before: Row<'person_name'> | null,
  { formId, name, note }: PersonNameInput,
  personId: string,
): RecordChange {
  const sensitivity = 'restricted' as const
  if (before === null)
    return {
      op: 'enter',
      kind: 'person_name',
      row: { id: formId, personId, name, note, sensitivity },
    }
  const row = { ...before, name, note }
  if (isSameContent(before, row))
    throw new DomainError('invalid', 'reason', 'field.nothing_changed')
  return { op: 'correct', kind: 'person_name', before, row }
}

function reviewerOf(reader: Reader): { id: string; name: string } {
  if (!can(reader, 'review') || reader.userId === null) throw new DomainError('forbidden')
  return { id: reader.userId, name: reader.name ?? '' }
}
