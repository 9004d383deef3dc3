import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { at, can, type Reader, visibleTo } from '../domain/policy'
import { nameRow } from '../mutations/persons'
import * as t from '../schema'
import type { Row } from '../store/records'
import type { Db } from '../store/store'

/** Somebody at risk as editors know them, with the claims that they are behind; never a name. */
export type PersonEntry = { person: Row<'person'>; claims: Row<'claim'>[] }

/** Everybody at risk who was recorded at a site, as far as this reader may see them, in order of when. */
export async function listPersons(
  db: Db,
  reader: Reader,
  siteId: string,
): Promise<Row<'person'>[]> {
  const { person } = t
  return db
    .select()
    .from(person)
    .where(
      and(
        eq(person.siteId, siteId),
        isNull(person.retiredRev),
        inArray(person.sensitivity, [...visibleTo(reader).levels]),
      ),
    )
    .orderBy(asc(person.recordedRev), asc(person.id))
}

/** One of them. Throws `not_found`. */
export async function getPerson(
  db: Db,
  reader: Reader,
  siteId: string,
  id: string,
): Promise<PersonEntry> {
  const person = (await listPersons(db, reader, siteId)).find((p) => p.id === id)
  if (!person) throw new DomainError('not_found')
  const { claim } = t
  const claims = await db
    .select()
    .from(claim)
    .where(
      and(
        eq(claim.personId, id),
        isNull(claim.retiredRev),
        inArray(claim.sensitivity, [...visibleTo(reader).levels]),
      ),
    )
    .orderBy(asc(claim.knownFrom), asc(claim.id))
  return { person, claims }
}

/** What somebody is called: the one question that a name answers. Throws `forbidden` for all below reviewers. */
export async function readName(
  db: Db,
  reader: Reader,
  { id, siteId }: Pick<Row<'person'>, 'id' | 'siteId'>,
): Promise<{ name: string; note: string | null; rev: number } | null> {
  if (!can(at(reader, siteId), 'review')) throw new DomainError('forbidden')
  const row = await nameRow(db, id)
  return row?.name == null ? null : { name: row.name, note: row.note, rev: row.recordedRev }
}
