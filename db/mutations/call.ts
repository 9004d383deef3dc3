import { and, eq, inArray, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { can, type Reader, visibleTo } from '../domain/policy'
import type { Verb } from '../domain/verbs'
import * as t from '../schema'
import { RECORD_TABLES, type RecordChange, type RecordKind, type Row } from '../store/records'
import { type Draft, save } from '../store/save'
import type { Db, Store } from '../store/store'
import type { DraftKey } from './draft-ticket'
import { draftGone } from './drafts'

/**
 * One call of a mutation: who asks, and everything that must come from outside so that a save can be repeated.
 * `now` is an ISO timestamp, `newId` gives a fresh UUID, `salt` is random.
 */
export type Call<Input> = {
  store: Store
  reader: Reader
  now: string
  newId: () => string
  salt: string
  input: Input
  /** The draft that the input was typed as, which goes with the save. */
  draft?: DraftKey | null
}

/** The revision that a mutation made (or had made before, when a form is sent twice) and the record it is about. */
export type Saved = { rev: number; id: string }

/** What a mutation wants to save, once it has read the register as it stands now. */
type Prepared = { id: string; reason: string; changes: RecordChange[] }

/**
 * Authorises, then saves what `prepare` wants. `prepare` may run several times, on newer heads; `newId` then gives the
 * same ids again. `repeated` recognises a form that was sent twice: its first result is the answer to both.
 * Throws `forbidden` before anything is read.
 */
export async function saveAs<Input>(
  _verb: Verb,
  call: Call<Input>,
  prepare: (newId: () => string) => Promise<Prepared>,
  repeated: (actorId: string) => Promise<Saved | null>,
): Promise<Saved> {
  const actor = editorOf(call.reader)
  const already = await repeated(actor.id)
  if (already) return already
  const ids: string[] = []
  let id = ''
  try {
    const head = await save(call.store, async (): Promise<Draft> => {
      const prepared = await prepare(repeatable(call.newId, ids))
      id = prepared.id
      const { reason, changes } = prepared
      const alongside = call.draft ? [draftGone(call.store, call.draft)] : []
      return { actor, at: call.now, reason, salt: call.salt, changes, alongside }
    })
    return { rev: head.rev, id }
  } catch (error) {
    const first = error instanceof DomainError ? await repeated(actor.id) : null
    if (first) return first
    throw error
  }
}

/** Who may record: an editor or more. Throws `forbidden`. */
export function editorOf(reader: Reader): { id: string; name: string } {
  if (!can(reader, 'record') || reader.userId === null) throw new DomainError('forbidden')
  return { id: reader.userId, name: reader.name ?? '' }
}

/** The current version of a record that the reader may see, or null. */
export async function currentRow<K extends RecordKind>(
  db: Db,
  reader: Reader,
  kind: K,
  id: string,
): Promise<Row<K> | null> {
  const table = RECORD_TABLES[kind] as typeof t.claim
  const levels = [...visibleTo(reader).levels]
  const isShown = and(
    eq(table.id, id),
    isNull(table.retiredRev),
    inArray(table.sensitivity, levels),
  )
  const [row] = await db.select().from(table).where(isShown)
  return (row as Row<K> | undefined) ?? null
}

/** The current version, if it is still the one that a form started from. Throws `not_found` and `conflict`. */
export async function requireBase<K extends RecordKind>(
  { store, reader }: Pick<Call<unknown>, 'store' | 'reader'>,
  kind: K,
  id: string,
  base: number,
): Promise<Row<K>> {
  const row = await currentRow(store.db, reader, kind, id)
  if (row === null) throw new DomainError((await wasEver(store.db, id)) ? 'conflict' : 'not_found')
  if (row.recordedRev !== base) throw new DomainError('conflict')
  return row
}

/**
 * The revision in which this person changed one version of a record (`base` 0: entered it), when what they wrote then
 * passes `isSame`. Throws `conflict` when the id of a new record belongs to something else, and `duplicate` when this
 * person's form made it, but said something else then: what is typed after that must not be taken for saved.
 */
export async function findRepeat(
  db: Db,
  actorId: string,
  change: { kind: RecordKind; id: string; base: number },
  isSame: (after: Record<string, unknown> | null) => boolean | Promise<boolean> = () => true,
): Promise<Saved | null> {
  const [found] = await db
    .select({
      rev: t.change.rev,
      kind: t.change.kind,
      after: t.change.after,
      header: t.revision.header,
    })
    .from(t.change)
    .innerJoin(t.revision, eq(t.revision.rev, t.change.rev))
    .where(and(eq(t.change.id, change.id), eq(t.change.base, change.base)))
  if (!found) return null
  const isOwn = found.kind === change.kind && found.header?.actorId === actorId
  if (isOwn && (await isSame(found.after))) return { rev: found.rev, id: change.id }
  if (change.base === 0) throw new DomainError(isOwn ? 'duplicate' : 'conflict', null, change.id)
  return null
}

async function wasEver(db: Db, id: string): Promise<boolean> {
  const [found] = await db
    .select({ rev: t.change.rev })
    .from(t.change)
    .where(eq(t.change.id, id))
    .limit(1)
  return found !== undefined
}

/** Hands out the ids kept in `ids`, in order, adding to them as needed. */
function repeatable(newId: () => string, ids: string[]): () => string {
  let n = 0
  return () => {
    const id = ids[n] ?? newId()
    ids[n++] = id
    return id
  }
}
