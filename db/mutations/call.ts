import { and, eq, inArray, isNull } from 'drizzle-orm'
import { DomainError, Proposed } from '../domain/errors'
import { at, can, canSomewhere, type Reader, visibleTo } from '../domain/policy'
import type { Verb } from '../domain/verbs'
import { siteAt } from '../queries/site-at'
import * as t from '../schema'
import type { Head } from '../store/chain'
import { RECORD_TABLES, type RecordChange, type RecordKind, type Row } from '../store/records'
import { type Draft, save } from '../store/save'
import type { Db, Store } from '../store/store'
import { tally } from '../store/tally'
import { reviewedSites, sitesConcerned } from './concerned'
import type { DraftKey } from './draft-ticket'
import { draftGone } from './drafts'
import { onlyHides, refuseLoosening } from './loosening'
import { propose } from './propose'

/**
 * One call of a mutation: who asks, and everything that must come from outside so that a save can be repeated.
 * `now` is an ISO timestamp, `newId` gives a fresh UUID, `salt` is random. `settle` is given by whoever decides about a
 * proposal: it sees what would be saved, on which head, and throws or adds to it. It answers for the rights.
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
  settle?: (prepared: Prepared, head: Head) => Promise<Pick<Draft, 'accepted' | 'alongside'>>
}

/** The revision that a mutation made (or had made before, when a form is sent twice) and the record it is about. */
export type Saved = { rev: number; id: string }

/** What a mutation wants to save, once it has read the register as it stands now. */
export type Prepared = { id: string; reason: string; changes: RecordChange[] }

/** Verbs that ask for themselves who may show more than before. */
const DECIDE_ON_SIGHT: ReadonlySet<Verb> = new Set(['set-sensitivity', 'change-many', 'undo'])

/**
 * Authorises, then saves what `prepare` wants; or, where a site that it concerns is reviewed, keeps it as a proposal and
 * throws `Proposed`. `prepare` may run several times, on newer heads; `newId` then gives the same ids again. `repeated`
 * recognises a form that was sent twice: its first result is the answer to both. Throws `forbidden`: to those who may
 * record nowhere before anything is read, to others when a changed record is of a site where they may not.
 */
export async function saveAs<Input>(
  verb: Verb,
  call: Call<Input>,
  prepare: (newId: () => string) => Promise<Prepared>,
  repeated: (actorId: string) => Promise<Saved | null>,
): Promise<Saved> {
  const { store, reader, settle } = call
  const actor = editorOf(reader)
  const before = async () => (settle ? null : repeated(actor.id))
  const already = await before()
  if (already) return already
  const ids: string[] = []
  let id = ''
  try {
    const head = await save(store, async (head): Promise<Draft> => {
      const prepared = await prepare(repeatable(call.newId, ids))
      id = prepared.id
      const { reason, changes } = prepared
      if (!DECIDE_ON_SIGHT.has(verb)) refuseLoosening(changes)
      const alongside = call.draft ? [draftGone(call.store, call.draft)] : []
      const draft = { actor, at: call.now, reason, salt: call.salt, changes, alongside }
      if (settle) {
        const settled = await settle(prepared, head)
        return { ...draft, ...settled, alongside: [...alongside, ...(settled.alongside ?? [])] }
      }
      const siteId = await reviewedAt(store.db, reader, changes)
      if (siteId !== null && !onlyHides(changes)) throw new Due(prepared, head, siteId)
      return draft
    })
    return { rev: head.rev, id }
  } catch (error) {
    if (error instanceof Due) throw new Proposed(await propose(verb, call, { ...error.due, ids }))
    const first = error instanceof DomainError ? await before() : null
    if (first) return first
    throw error
  }
}

/** Thrown out of a save that is not to be made but proposed. */
class Due extends Error {
  readonly due: { prepared: Prepared; head: Head; siteId: string }
  constructor(prepared: Prepared, head: Head, siteId: string) {
    super('to be proposed')
    this.due = { prepared, head, siteId }
  }
}

/**
 * The first site that the changes concern and that reviews them, or null. Throws `forbidden` where one is of a site at
 * which the reader may not record.
 */
async function reviewedAt(db: Db, reader: Reader, changes: RecordChange[]): Promise<string | null> {
  const reviewed = await reviewedSites(db)
  const { everywhere = reader.role } = reader
  if (reviewed.size === 0 && can({ ...reader, role: everywhere }, 'record')) return null
  const { own, citing } = await sitesConcerned(db, changes)
  if (!own.every((site) => can(at(reader, site), 'record'))) throw new DomainError('forbidden')
  return [...own, ...citing].find((site) => reviewed.has(site)) ?? null
}

/** Who may record: an editor or more, at some site at least. Throws `forbidden`. */
export function editorOf(reader: Reader): { id: string; name: string } {
  if (!canSomewhere(reader, 'record') || reader.userId === null) throw new DomainError('forbidden')
  return { id: reader.userId, name: reader.name ?? '' }
}

/**
 * The current version of a record that the reader may see, or null. A reader who stands at one site sees what is not
 * public of another as somebody does who may read there.
 */
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
  if (!row || !(await isOwnSight(db, reader, row))) return null
  return row as unknown as Row<K>
}

/** Whether a reader has the same sight of a record at its own site as they have where they stand. */
async function isOwnSight(
  db: Db,
  reader: Reader,
  { id, sensitivity }: Pick<Row<RecordKind>, 'id' | 'sensitivity'>,
): Promise<boolean> {
  const { audience } = visibleTo(reader)
  const hasSight = (siteId: string | null) => visibleTo(at(reader, siteId)).audience === audience
  if (sensitivity === 'public' || audience === 'public' || hasSight(null)) return true
  return hasSight(await siteAt(db, { records: [id] }))
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
  if (row.recordedRev !== base) {
    tally().conflicts++
    throw new DomainError('conflict')
  }
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
