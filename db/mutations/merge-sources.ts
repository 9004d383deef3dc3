import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { claimKnownFrom } from '../domain/knowledge'
import { MERGED_FIELDS, MERGED_NAMES, type MergeInput } from '../domain/merge-input'
import { SENSITIVITIES, type Sensitivity } from '../domain/vocabulary'
import * as t from '../schema'
import { RECORD_TABLES, type RecordChange, type RecordKind, type Row } from '../store/records'
import type { Db } from '../store/store'
import { type Call, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isSameContent } from './content'
import { movedClaims } from './edit-source'
import { followKnownDays } from './follow'
import { joinClaims } from './merged-claims'

/**
 * Merges a source into another, in one revision: everything that rests on the one which goes rests on the one which stays
 * from then on, the one which goes is withdrawn, and a redirect leads from its address. Earlier revisions answer as
 * before. Claims that both make alike become one (see `joinClaims`). Who may see the result is who might see both.
 * Throws `conflict`, `not_found`, and `invalid` on `goesId` for what cannot be merged.
 */
export async function mergeSources(call: Call<MergeInput>): Promise<Saved> {
  const { store, input } = call
  const { staysId, goesId, goesBase } = input
  try {
    const saved = await saveAs(
      'merge-sources',
      call,
      async (newId) => {
        if (staysId === goesId) throw refusal('merge.same')
        const stays = await requireBase(call, 'source', staysId, input.staysBase)
        const goes = await requireBase(call, 'source', goesId, goesBase)
        const changes = await mergeChanges(store.db, stays, goes, input, newId())
        return { id: goesId, reason: input.reason, changes }
      },
      (actorId) =>
        findRepeat(
          store.db,
          actorId,
          { kind: 'source', id: goesId, base: goesBase },
          (after) => after === null,
        ),
    )
    return { ...saved, id: staysId }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'duplicate') throw refusal('merge.days_meet')
    throw error
  }
}

async function mergeChanges(
  db: Db,
  stays: Row<'source'>,
  goes: Row<'source'>,
  input: MergeInput,
  redirectId: string,
): Promise<RecordChange[]> {
  const merged = mergedSource(stays, goes, input)
  const redated = await movedClaims(db, stays, merged)
  const own = await claimsOf(db, stays.id, redated)
  const arriving = (await claimsOf(db, goes.id, [])).map(({ before }) => ({
    before,
    row: { ...before, sourceId: stays.id, knownFrom: claimKnownFrom(before, merged) },
  }))
  const claims = await joinClaims(db, own, arriving)
  return [
    ...(isSameContent(stays, merged)
      ? []
      : [{ op: 'correct', kind: 'source', before: stays, row: merged } as RecordChange]),
    ...claims.changes,
    ...(await citing(db, goes.id, stays.id)),
    ...(await about(db, new Map([[goes.id, stays.id], ...claims.joined]))),
    ...(await followKnownDays(db, claims.after)),
    { op: 'withdraw', kind: 'source', before: goes },
    {
      op: 'enter',
      kind: 'redirect',
      row: { id: redirectId, fromId: goes.id, toId: stays.id, sensitivity: merged.sensitivity },
    },
  ]
}

/** The source that stays as it will be; its days are those of the date that is kept. */
function mergedSource(stays: Row<'source'>, goes: Row<'source'>, input: MergeInput): Row<'source'> {
  const merged: Record<string, unknown> = { ...stays }
  for (const name of MERGED_NAMES) {
    const columns = MERGED_FIELDS[name]
    const isEmpty = stays[columns[0]] === null
    const side = input[`${name}Of`] ?? (isEmpty ? 'goes' : 'stays')
    if (side === 'goes') for (const column of columns) merged[column] = goes[column]
  }
  return {
    ...(merged as Row<'source'>),
    provenance: stays.provenance ?? goes.provenance,
    sensitivity: stricter(stays.sensitivity, goes.sensitivity),
  }
}

/** The current claims of a source, with the rows that others of the same save make of them. */
async function claimsOf(
  db: Db,
  sourceId: string,
  changed: RecordChange[],
): Promise<{ before: Row<'claim'>; row: Row<'claim'> }[]> {
  const made = new Map(
    changed.flatMap((c) => (c.op === 'correct' ? [[c.row.id, c.row as Row<'claim'>]] : [])),
  )
  const claims = await db
    .select()
    .from(t.claim)
    .where(and(eq(t.claim.sourceId, sourceId), isNull(t.claim.retiredRev)))
    .orderBy(t.claim.id)
  return claims.map((before) => ({ before, row: made.get(before.id) ?? before }))
}

/** Lists of sources that name the one which goes name the one which stays, once. */
async function citing(db: Db, from: string, to: string): Promise<RecordChange[]> {
  const lists = [
    ['name', 'sources'],
    ['coordinate', 'sources'],
    ['identifier', 'sources'],
    ['note', 'sources'],
    ['monument', 'descriptionSources'],
  ] as const
  const found: RecordChange[] = []
  for (const [kind, column] of lists) {
    const table = RECORD_TABLES[kind] as typeof t.note
    const list = (table as unknown as Record<string, typeof t.note.sources>)[column]
    const cites = sql`exists (select 1 from json_each(${list}) where value = ${from})`
    for (const before of await current(db, table, cites)) {
      // A note about the source itself is corrected with what is about it.
      if (kind === 'note' && before.subjectId === from) continue
      const named = (before as unknown as Record<string, string[]>)[column] ?? []
      found.push(correction(kind, before, { [column]: renamed(named, from, to) }))
    }
  }
  return found
}

/** Notes and pictures about what is joined to another are about that one. */
async function about(db: Db, joined: ReadonlyMap<string, string>): Promise<RecordChange[]> {
  const found: RecordChange[] = []
  for (const kind of ['note', 'image'] as const) {
    const table = RECORD_TABLES[kind] as typeof t.note
    for (const [from, to] of joined)
      for (const before of await current(db, table, sql`${table.subjectId} = ${from}`)) {
        const { sources } = before
        found.push(
          correction(kind, before, {
            subjectId: to,
            ...(sources && { sources: renamed(sources, from, to) }),
          }),
        )
      }
  }
  return found
}

function current(db: Db, table: typeof t.note, where: SQL): Promise<Row<'note'>[]> {
  return db
    .select()
    .from(table)
    .where(and(where, isNull(table.retiredRev)))
    .orderBy(table.id)
}

function correction(kind: RecordKind, before: object, changed: object): RecordChange {
  return { op: 'correct', kind, before, row: { ...before, ...changed } } as RecordChange
}

function renamed(list: string[], from: string, to: string): string[] {
  return [...new Set(list.map((id) => (id === from ? to : id)))]
}

function stricter(a: Sensitivity, b: Sensitivity): Sensitivity {
  return SENSITIVITIES.indexOf(a) >= SENSITIVITIES.indexOf(b) ? a : b
}

function refusal(key: string): DomainError {
  return new DomainError('invalid', 'goesId', key)
}
