import { and, asc, eq, inArray, lte, notInArray, sql } from 'drizzle-orm'
import { HISTORY_KINDS, type HistoryKind } from '../domain/changes-filter'
import { DomainError } from '../domain/errors'
import { can, type Reader } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import { type Db, isIn } from '../store/store'
import { changedFields, type Field, type FieldChange, fieldsOf } from './fields'
import { loadPast, type Named, nameRecord, type Past } from './past'
import { partAbout } from './past-part'
import { findRecordPlace } from './record-place'

/** What a save did to a record. */
export type Op = 'entered' | 'corrected' | 'withdrawn' | 'restored'

/**
 * One accepted save: when, by whom (told to editors only), and why. The reason is null when the save also touched
 * something that this reader may not see: it may tell of that.
 */
export type Save = {
  rev: number
  at: string
  actorName: string | null
  /** Who accepted it, where it had been proposed. */
  acceptedBy: string | null
  reason: string | null
}

/** The records of one kind that a save did the same to. They are named where there are few. */
export type SaveGroup = { kind: HistoryKind; op: Op; count: number; records: Named[] }
/**
 * `isAlone` tells a save that touched none but the records that were asked about; `isWide` one that touched so much that
 * only some of it was read.
 */
export type SaveEntry = Save & { groups: SaveGroup[]; isAlone: boolean; isWide: boolean }

/** One version of a record: what it changed and everything it then said (null once withdrawn). */
export type VersionEntry = Save & {
  op: Op
  changes: FieldChange[]
  state: Field[] | null
}

/** The history of one record, newest version first. */
export type RecordHistory = {
  record: Named
  siteSlug: string | null
  versions: VersionEntry[]
  /** What an assessment or threat makes of its claims: records with histories of their own. */
  uses: Named[]
}

type Change = {
  rev: number
  kind: string
  id: string
  op: Op
  labels: Record<string, Bilingual> | null
}

/** Saves of more changes are read only as far as they are asked about, and their reason is for editors. */
const WIDE = 10_000

/** A list longer than this is counted, not named. */
const MOST_NAMED = 25

/** Every version of one record up to `rev`. Throws `not_found`, also for what the reader may not see. */
export async function recordHistory(
  db: Db,
  reader: Reader,
  id: string,
  rev: number,
): Promise<RecordHistory> {
  const place = await findRecordPlace(db, id)
  if (!place) throw new DomainError('not_found')
  const part = await partAbout(db, id, place, rev)
  const past = await loadPast(db, reader, place.siteId, rev, part)
  const record = nameRecord(past, id)
  if (!record) throw new DomainError('not_found')
  const log = await logOf(db, reader, past, [id], rev, true)
  let before: Field[] = []
  const versions = log.map(({ save, changes }): VersionEntry => {
    const [own] = changes.filter((c) => c.id === id)
    const version = past.versions.get(id)?.find((v) => v.row.recordedRev === save.rev)
    const state = version ? fieldsOf(past, version, own?.labels ?? null) : null
    const entry = {
      ...save,
      op: own?.op ?? 'corrected',
      changes: changedFields(before, state ?? []),
      state,
    }
    before = state ?? []
    return entry
  })
  const uses = [...past.versions.values()].flatMap((list) => {
    const newest = list.at(-1)
    const isUse = newest?.kind === 'adoption' && newest.row.targetId === id
    return (isUse && nameRecord(past, newest.row.id)) || []
  })
  return { record, siteSlug: past.site?.slug ?? null, uses, versions: versions.reverse() }
}

/** The saves that touched any of these records up to `rev`, newest first, with what they did to them. */
export async function savesTouching(
  db: Db,
  reader: Reader,
  past: Past,
  ids: Iterable<string>,
  rev: number,
): Promise<SaveEntry[]> {
  const wanted = new Set(ids)
  const log = await logOf(db, reader, past, wanted, rev)
  return log.reverse().map(({ save, changes, isWide }) => ({
    ...save,
    isWide,
    isAlone: !isWide && changes.every((c) => wanted.has(c.id)),
    groups: groupsOf(
      past,
      changes.filter((c) => wanted.has(c.id)),
    ),
  }))
}

/** The saves that touched some records, oldest first, each with everything that it changed. */
async function logOf(
  db: Db,
  reader: Reader,
  { versions, plain }: Past,
  ids: Iterable<string>,
  rev: number,
  withLabels = false,
): Promise<{ save: Save; changes: Change[]; isWide: boolean }[]> {
  const shown = [...ids].filter((id) => versions.has(id))
  const touching = db
    .selectDistinct({ rev: t.change.rev })
    .from(t.change)
    .where(and(isIn(t.change.id, shown), lte(t.change.rev, rev)))
  const revisions = await db
    .select()
    .from(t.revision)
    .where(inArray(t.revision.rev, touching))
    .orderBy(asc(t.revision.rev))
  const wide = await wideAmong(
    db,
    revisions.map((r) => r.rev),
  )
  const told = {
    rev: t.change.rev,
    kind: t.change.kind,
    id: t.change.id,
    base: t.change.base,
    isFresh: sql<number>`${t.change.before} is null`,
    isGone: sql<number>`${t.change.after} is null`,
    isErased: sql<number>`${t.change.salt} is null`,
    // Read only where they are told: to read them takes longer than all the rest.
    labels: withLabels ? t.change.labels : sql<null>`null`,
  }
  const ofFew = and(inArray(t.change.rev, touching), notInArray(t.change.rev, wide))
  const ofWide = and(isIn(t.change.id, shown), inArray(t.change.rev, wide))
  const rows = []
  for (const where of wide.length > 0 ? [ofFew, ofWide] : [ofFew])
    rows.push(
      ...(await db
        .select(told)
        .from(t.change)
        .where(where)
        .orderBy(asc(t.change.rev), asc(t.change.seq))),
    )
  const byRev = new Map<number, Change[]>()
  for (const { base, isFresh, isGone, isErased, ...row } of rows) {
    const op = isErased ? erasedOp(base) : opOf(base, Boolean(isFresh), Boolean(isGone))
    const change = { ...row, op }
    const own = byRev.get(row.rev)
    if (own) own.push(change)
    else byRev.set(row.rev, [change])
  }
  const isEditor = can(reader, 'record')
  return revisions.map(({ rev, at, header }) => {
    const changes = byRev.get(rev) ?? []
    // What a picture's file said of itself is kept with every picture, and shown to nobody here.
    const isWide = wide.includes(rev)
    const isOpen =
      isEditor || (!isWide && changes.every((c) => plain.has(c.id) || c.kind === 'image_details'))
    return {
      isWide,
      save: {
        rev,
        at,
        actorName: isEditor ? (header?.actorName ?? null) : null,
        acceptedBy: isEditor ? (header?.acceptedByName ?? null) : null,
        reason: isOpen ? (header?.reason ?? '') : null,
      },
      changes,
    }
  })
}

/** Of these saves those that changed so much (whole files, as a rule) that not all of it can be read to tell one record. */
async function wideAmong(db: Db, revs: number[]): Promise<number[]> {
  const rows = await db
    .select({ rev: t.change.rev })
    .from(t.change)
    .where(and(inArray(t.change.rev, revs), eq(t.change.seq, WIDE)))
  return rows.map((row) => row.rev)
}

/** Of an erased change only its base is left; a name can be erased but not withdrawn otherwise. */
function erasedOp(base: number): Op {
  return base === 0 ? 'entered' : 'corrected'
}

function opOf(base: number, isFresh: boolean, isGone: boolean): Op {
  if (base === 0) return 'entered'
  if (isGone) return 'withdrawn'
  return isFresh ? 'restored' : 'corrected'
}

function groupsOf(past: Past, changes: Change[]): SaveGroup[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const key = `${change.kind} ${change.op}`
    const own = groups.get(key)
    if (own) own.push(change)
    else groups.set(key, [change])
  }
  return [...groups.values()]
    .map((own) => {
      const [{ kind, op }] = own as [Change]
      const few = own.length <= MOST_NAMED ? own : []
      const records = few.flatMap((c) => nameRecord(past, c.id) ?? [])
      return { kind: kind as HistoryKind, op, count: own.length, records }
    })
    .sort((a, b) => HISTORY_KINDS.indexOf(a.kind) - HISTORY_KINDS.indexOf(b.kind))
}
