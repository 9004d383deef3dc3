import { DomainError } from '../domain/errors'
import type { ManyInput, UndoInput } from '../domain/many'
import { can, type Reader } from '../domain/policy'
import { isLooser } from '../domain/sensitivity'
import { changesOf, type Planned, planMany, planUndo, seenOf } from '../queries/many'
import type { RecordChange } from '../store/records'
import { type Call, findRepeat, type Saved, saveAs } from './call'

/**
 * Changes one property of many monuments in one revision. Throws `conflict` when that would not be exactly what the
 * editor was shown (`seen`), `invalid` on `change` when nothing would change, or more would be shown than before and the
 * reader may not decide that.
 */
export async function changeMany(call: Call<ManyInput>): Promise<Saved> {
  const { store, reader, input, now } = call
  const { property, value } = input.change
  return saveAs(
    'change-many',
    call,
    async () => {
      const planned = await planMany(store.db, reader, input, now)
      const changes = exactly(reader, planned, input.seen, 'change')
      return { id: input.siteId, reason: input.reason, changes }
    },
    (actorId) => repeatOf(call, actorId, (after) => after[property] === value),
  )
}

/**
 * Makes everything that a revision corrected what it was before, as a revision of its own; what moved since stays as it
 * is. Throws `not_found` for a revision that cannot be undone so, `conflict` when that would not be what was shown.
 */
export async function undo(call: Call<UndoInput>): Promise<Saved> {
  const { store, reader, input } = call
  return saveAs(
    'undo',
    call,
    async () => {
      const plan = await planUndo(store.db, reader, input.siteId, input.rev)
      if (plan === null) throw new DomainError('not_found')
      const changes = exactly(reader, plan.planned, input.seen, 'reason')
      return { id: input.siteId, reason: input.reason, changes }
    },
    (actorId) => repeatOf(call, actorId, () => true),
  )
}

/** What is planned, if that is what was seen and the reader may do it; `field` is where a refusal is told. */
function exactly(
  reader: Reader,
  planned: Planned[],
  seen: readonly string[],
  field: string,
): RecordChange[] {
  if (planned.length === 0) throw new DomainError('invalid', field, 'field.nothing_changed')
  const shown = new Set(seen)
  if (shown.size !== planned.length || !seenOf(planned).every((one) => shown.has(one)))
    throw new DomainError('conflict')
  const isLoosened = planned.some((p) => isLooser(p.before.sensitivity, p.after.sensitivity))
  if (isLoosened && !can(reader, 'review'))
    throw new DomainError('invalid', field, 'field.loosening')
  return changesOf(planned)
}

/** A form sent twice finds that its first version was superseded by this very person's save. */
async function repeatOf(
  { store, input }: Call<ManyInput | UndoInput>,
  actorId: string,
  isSame: (after: Record<string, unknown>) => boolean,
): Promise<Saved | null> {
  const [, base, id] = /^(\d+):(.+)$/.exec(input.seen[0] ?? '') ?? []
  if (!base || !id) return null
  for (const kind of ['monument', 'threat'] as const) {
    const change = { kind, id, base: Number(base) }
    const found = await findRepeat(store.db, actorId, change, (after) => !!after && isSame(after))
    if (found) return { ...found, id: input.siteId }
  }
  return null
}
