import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import * as t from '../schema'
import { changeHash, GENESIS, type Head, revisionHash, saltedHash, sha256 } from './chain'
import { deriveAfter } from './derive'
import { insertOf } from './insert'
import { labelsOf } from './labels'
import { idOf, RECORD_TABLES, type RecordChange } from './records'
import { ConstraintError, type Db, OutcomeUnknown, type Statement, type Store } from './store'
import { tally } from './tally'

/** One intended save: who, when, why and what. `salt` is random and comes from the caller, like every id and time. */
export type Draft = {
  actor: { id: string; name: string }
  at: string
  reason: string
  salt: string
  changes: RecordChange[]
  /** Who accepted it, where that is somebody else than who made it. */
  accepted?: { id: string; name: string }
  /** Statements on tables that are not the record (a used link, an account), accepted or refused with the save. */
  alongside?: Statement[]
}

const TRIES = 20

/** So far, in milliseconds, requests may overtake each other, and clocks of several machines differ. */
export const CLOCK_SLACK = 60_000

/** The newest revision; rev 0 with the genesis hash before the first save. */
export async function readHead(db: Db): Promise<Head> {
  const [row] = await db
    .select({ rev: t.revision.rev, hash: t.revision.hash, at: t.revision.at })
    .from(t.revision)
    .orderBy(desc(t.revision.rev))
    .limit(1)
  return row ?? { rev: 0, hash: GENESIS, at: '' }
}

/**
 * Every change to the record: builds the revision on the newest head and runs it as one transaction. Losing the race
 * for the head alone retries, and so does a lost connection once it is sure that it left nothing; a record that moved
 * is a `conflict`, a second current row for one key a `duplicate` (both DomainError). Throws DomainError `disk_full`,
 * `not_writable` and `busy` too; then nothing was saved. Returns the new head.
 */
export async function save(
  store: Store,
  prepare: (head: Head) => Promise<Draft> | Draft,
): Promise<Head> {
  try {
    return await accept(store, async (head) => {
      const prepared = await prepare(head)
      const draft = { ...prepared, at: acceptedAt(prepared.at, head) }
      const { next, statements } = await compose(store.db, head, draft)
      return { next, write: () => store.atomic(statements) }
    })
  } catch (error) {
    throw error instanceof ConstraintError ? asDomainError(error) : error
  }
}

/**
 * Has a revision written on the newest head, as `build` makes it for that head, until it stands: it is built again where
 * another was first, and looked for where a connection broke. `alone` may keep others from writing from the reading of
 * the head on. Throws what `build` and `write` throw.
 */
export async function accept(
  store: Store,
  build: (head: Head) => Promise<{ next: Head; write: () => Promise<void> }>,
  alone: (write: () => Promise<void>) => Promise<void> = (write) => write(),
): Promise<Head> {
  const unsure: string[] = []
  for (let attempt = 1; ; attempt++) {
    let next: Head | undefined
    try {
      await alone(async () => {
        const built = await build(await readHead(store.newest))
        next = built.next
        await built.write()
      })
    } catch (error) {
      if (next === undefined) throw error
      if (error instanceof OutcomeUnknown) unsure.push(next.hash)
      else if (!(error instanceof ConstraintError)) throw error
      const kept = await headAmong(store, unsure)
      if (kept) return noteAccepted(store, kept)
      if (attempt === TRIES) throw error
      if (error instanceof ConstraintError && !hasLostRace(error)) throw error
      continue
    }
    return noteAccepted(store, next as Head)
  }
}

/** The revision that one of these lists left after all, where a connection broke before it could be told. */
async function headAmong(store: Store, hashes: string[]): Promise<Head | null> {
  if (hashes.length === 0) return null
  const { rev, hash, at } = t.revision
  const [head] = await store.newest
    .select({ rev, hash, at })
    .from(t.revision)
    .where(inArray(hash, hashes))
  return head ?? null
}

function hasLostRace({ columns }: ConstraintError): boolean {
  return columns.some((c) => c.startsWith('revision.'))
}

/** The save stands, whatever becomes of its note: the next one vouches for it, and `verify` counts what was not noted. */
async function noteAccepted(store: Store, head: Head): Promise<Head> {
  tally().saves++
  try {
    await store.noteHead(head)
  } catch (error) {
    process.emitWarning(`revision ${head.rev} was saved but could not be noted: ${error}`, {
      code: 'HEAD_NOT_NOTED',
    })
  }
  return head
}

/**
 * When a revision is said to have been accepted. Requests that overtake each other by moments keep the order of the
 * chain. Where the server's clock was set back, the time is what it says now, and `verify` tells of the step: else one
 * save made at a wrong time in the future would put its date on all that follow.
 */
export function acceptedAt(now: string, head: Head): string {
  const behind = Date.parse(head.at) - Date.parse(now)
  if (!(behind > 0)) return now
  if (behind <= CLOCK_SLACK) return head.at
  process.emitWarning(`the clock says ${now}, and revision ${head.rev} was saved at ${head.at}`, {
    code: 'CLOCK_BEHIND',
  })
  return now
}

/** The statements of one save, guards included, on top of `head`. */
export async function compose(
  db: Db,
  head: Head,
  draft: Draft,
): Promise<{ next: Head; statements: Statement[] }> {
  const rev = head.rev + 1
  const logged = draft.changes.map((change, seq) => logEntry(change, rev, seq, draft.salt))
  const { next, statement } = linkTo(
    head,
    draft,
    logged.map((l) => l.hash),
  )
  return {
    next,
    statements: [
      statement,
      ...logged.map((entry) => insertOf(t.change, entry)),
      ...draft.changes.flatMap((change) => recordStatements(db, change, rev)),
      ...(draft.alongside ?? []),
      ...(await deriveAfter(db, draft.changes, { rev, at: draft.at })),
    ],
  }
}

/** The statement that links a revision of changes with these hashes to the chain, and the head that it makes. */
export function linkTo(
  head: Head,
  draft: Pick<Draft, 'actor' | 'accepted' | 'at' | 'reason' | 'salt'>,
  changes: Iterable<string>,
): { next: Head; statement: Statement } {
  const rev = head.rev + 1
  const header = {
    actorId: draft.actor.id,
    actorName: draft.actor.name,
    reason: draft.reason,
    ...(draft.accepted && {
      acceptedById: draft.accepted.id,
      acceptedByName: draft.accepted.name,
    }),
  }
  const salt = sha256(`${draft.salt}:header`)
  const columns = { rev, at: draft.at, prev: head.hash, headerHash: saltedHash(salt, header) }
  const hash = revisionHash({ ...columns, changes })
  return {
    next: { rev, hash, at: draft.at },
    statement: insertOf(t.revision, { ...columns, hash, header, salt }),
  }
}

/** A change as the log keeps it, number `seq` of revision `rev`. Its hash does not depend on the revision. */
export function logEntry(change: RecordChange, rev: number, seq: number, draftSalt: string) {
  const salt = sha256(`${draftSalt}:${seq}`)
  const { op: _, ...told } = toldOf(change)
  const entry = { ...told, labels: labelsOf(change.kind, told.after) }
  return { rev, seq, ...entry, salt, hash: changeHash(salt, entry) }
}

/** A change as the audit tells it: what it starts from, and what the record says before and after. */
export function toldOf(change: RecordChange) {
  return {
    op: change.op,
    kind: change.kind,
    id: idOf(change),
    base: change.op === 'enter' ? (change.after ?? 0) : change.before.recordedRev,
    before: change.op === 'enter' ? null : contentOf(change.before),
    after: change.op === 'withdraw' ? null : contentOf(change.row),
  }
}

/** A row without its revision numbers and empty columns. */
export function contentOf(row: object): Record<string, unknown> {
  const content: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row))
    if (key !== 'recordedRev' && key !== 'retiredRev' && value !== null && value !== undefined)
      content[key] = value
  return content
}

function recordStatements(db: Db, change: RecordChange, rev: number): Statement[] {
  const table = RECORD_TABLES[change.kind]
  const statements: Statement[] = []
  if (change.op !== 'enter') {
    const { id, recordedRev } = change.before
    const isBase = and(
      eq(table.id, id),
      eq(table.recordedRev, recordedRev),
      isNull(table.retiredRev),
    )
    statements.push(
      db
        .update(table as typeof t.claim)
        .set({ retiredRev: rev })
        .where(isBase ?? sql`false`)
        .toSQL(),
    )
  }
  if (change.op !== 'withdraw') {
    const row = { ...change.row, recordedRev: rev, retiredRev: null } as never
    statements.push(insertOf(table, row))
  }
  return statements
}

function asDomainError(error: ConstraintError): unknown {
  if (error.columns.includes('change.id') || error.columns.some((c) => /_rev$/.test(c))) {
    tally().conflicts++
    return new DomainError('conflict')
  }
  const column = error.columns.at(-1)
  return column ? new DomainError('duplicate', null, error.columns.join(', ')) : error
}
