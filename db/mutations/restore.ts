import { and, desc, eq, isNull } from 'drizzle-orm'
import type { HistoryKind } from '../domain/changes-filter'
import { DomainError } from '../domain/errors'
import type { RestoreInput } from '../domain/inputs'
import { revisionTouching } from '../queries/editing'
import { findRecordPlace, kindOf } from '../queries/record-place'
import * as t from '../schema'
import { labelsOf, listsOf } from '../store/labels'
import { RECORD_TABLES, type RecordChange, type RecordKind, type Row } from '../store/records'
import { contentOf } from '../store/save'
import type { Db } from '../store/store'
import { type Call, currentRow, editorOf, findRepeat, type Saved, saveAs } from './call'
import { isSameContent } from './content'
import { settle } from './restored-days'
import { companionsOf } from './withdraw'

/** The columns that name other records. */
const REFERENCES = [
  'siteId',
  'partOf',
  'principalId',
  'subjectId',
  'sourceId',
  'eventId',
  'questionId',
  'targetId',
  'claimId',
  'personId',
  'sources',
  'descriptionSources',
  'monumentId',
  'redacts',
  'beforeId',
]

/**
 * Makes a former version of a record the current one again, as a new revision. A withdrawn record comes back with what
 * was withdrawn together with it and says nothing without it. Who may see it stays as it was decided last, and days from
 * which things are known are counted anew. A source that was merged into another comes back without what rested on it, which stays where
 * it went. `base` is the revision that last touched the record. Throws `not_found`,
 * `conflict`, and `invalid` or `duplicate` on `version` for what cannot stand again.
 */
export async function restore(call: Call<RestoreInput>): Promise<Saved> {
  const { input } = call
  const { id, base, reason } = input
  const { db } = call.store
  editorOf(call.reader)
  const place = await findRecordPlace(db, id)
  // What somebody at risk is called comes back through no list of versions.
  if (!place || place.kind === 'person_name') throw new DomainError('not_found')
  const { kind } = place
  // It stands for what a merge did; the source it leads from is what can come back.
  if (kind === 'redirect') throw refusal('restore.merged')
  try {
    return await saveAs(
      'restore',
      call,
      async () => ({ id, reason, changes: await changesOf(call, kind) }),
      (actorId) => findRepeat(db, actorId, { kind, id, base }, (after) => after !== null),
    )
  } catch (error) {
    if (error instanceof DomainError && error.code === 'duplicate')
      throw new DomainError('invalid', 'version', 'restore.taken')
    throw error
  }
}

async function changesOf(call: Call<RestoreInput>, kind: HistoryKind): Promise<RecordChange[]> {
  const { store, reader, input } = call
  const { id, base, version } = input
  const { db } = store
  if ((await revisionTouching(db, id)) !== base) throw new DomainError('conflict')
  const versions = await versionsOf(db, kind, id)
  const [newest] = versions
  const former = versions.find((v) => v.recordedRev === version)
  if (!newest || !former) throw refusal('field.not_a_choice')
  const row = { ...former, sensitivity: newest.sensitivity }
  const current = await currentRow(db, reader, kind, id)
  if (current && isSameContent(current, row)) throw refusal('field.nothing_changed')
  const companions = current ? [] : await withdrawnWith(db, id, kind, base)
  const changes = [
    current
      ? ({ op: 'correct', kind, before: current, row } as RecordChange)
      : enter(kind, row, base),
    ...companions.map((c) => enter(c.kind, c.row, base)),
    ...(kind === 'source' && !current ? await redirectsFrom(db, id) : []),
  ]
  await requireFooting(db, changes)
  await requireOnlyOne(db, kind, row)
  return settle(db, changes)
}

function enter(kind: RecordKind, row: object, after: number): RecordChange {
  return { op: 'enter', kind, row, after } as RecordChange
}

/** An address leads elsewhere only while nothing is there. */
async function redirectsFrom(db: Db, id: string): Promise<RecordChange[]> {
  const rows = await db
    .select()
    .from(t.redirect)
    .where(and(eq(t.redirect.fromId, id), isNull(t.redirect.retiredRev)))
  return rows.map((before) => ({ op: 'withdraw', kind: 'redirect', before }))
}

async function versionsOf(db: Db, kind: HistoryKind, id: string): Promise<Row<'note'>[]> {
  const table = RECORD_TABLES[kind] as typeof t.note
  return db.select().from(table).where(eq(table.id, id)).orderBy(desc(table.recordedRev))
}

/** The records that one revision withdrew because they hung on this one. */
async function withdrawnWith(
  db: Db,
  id: string,
  kind: HistoryKind,
  rev: number,
): Promise<{ kind: RecordKind; row: object }[]> {
  const found = await Promise.all(
    companionsOf(kind).map(async ([companion, tie]) => {
      const table = RECORD_TABLES[companion] as typeof t.note
      const rows = await db
        .select()
        .from(table)
        .where(and(eq(tie, id), eq(table.retiredRev, rev)))
      const stillGone = await Promise.all(
        rows.map(
          async (row) => (await revisionTouching(db, row.id)) === rev && isGone(db, table, row.id),
        ),
      )
      return rows.filter((_, i) => stillGone[i]).map((row) => ({ kind: companion, row }))
    }),
  )
  return found.flat()
}

async function isGone(db: Db, table: typeof t.note, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.id, id), isNull(table.retiredRev)))
  return rows.length === 0
}

/** Everything that the restored rows name must be there, and every code of theirs still be one. */
async function requireFooting(db: Db, changes: RecordChange[]): Promise<void> {
  const back = new Set(changes.flatMap((c) => (c.op === 'withdraw' ? [] : [c.row.id])))
  for (const change of changes) {
    if (change.op === 'withdraw') continue
    const content = contentOf(change.row)
    const coded = Object.keys(listsOf(change.kind, content)).filter((c) => c in content)
    const known = labelsOf(change.kind, content) ?? {}
    if (coded.some((column) => !(column in known))) throw refusal('restore.code_gone')
    const named = REFERENCES.flatMap((column) => content[column] ?? []).flat() as string[]
    for (const id of named) {
      if (back.has(id)) continue
      const kind = await kindOf(db, id)
      if (kind === null || (await isGone(db, RECORD_TABLES[kind] as typeof t.note, id)))
        throw refusal('restore.footing_gone')
    }
  }
}

/** A place has one preferred name in a language and one preferred position. */
async function requireOnlyOne(db: Db, kind: HistoryKind, row: object): Promise<void> {
  if (kind !== 'name' && kind !== 'coordinate') return
  const own = row as Row<'name'>
  if (!own.preferred) return
  const table = RECORD_TABLES[kind] as typeof t.name
  const preferred = and(
    eq(table.subjectId, own.subjectId),
    eq(table.preferred, true),
    isNull(table.retiredRev),
  )
  const rivals = await db
    .select()
    .from(table)
    .where(kind === 'name' ? and(preferred, eq(t.name.lang, own.lang)) : preferred)
  if (rivals.some((r) => r.id !== own.id)) throw refusal('restore.taken')
}

function refusal(key: string): DomainError {
  return new DomainError('invalid', 'version', key)
}
