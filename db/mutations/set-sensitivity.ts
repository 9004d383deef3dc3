import { and, asc, eq, isNull, ne } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { at, can } from '../domain/policy'
import { isLooser, isSensitiveKind, levelsOf, type SensitivityInput } from '../domain/sensitivity'
import type { Sensitivity } from '../domain/vocabulary'
import { findRecordPlace } from '../queries/record-place'
import * as t from '../schema'
import type { RecordChange } from '../store/records'
import type { Db } from '../store/store'
import { type Call, editorOf, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isRedacted } from './images'

/**
 * Decides who may see one record, from now on and in every revision before. Anybody who records may hide more; only a
 * reviewer may show more, and must say so twice. Throws `forbidden`, `not_found`, `conflict`, and `invalid` on `level`
 * or `confirmed`.
 */
export async function setSensitivity(call: Call<SensitivityInput>): Promise<Saved> {
  const { store, reader, input } = call
  const { id, base, level, reason } = input
  editorOf(reader)
  const place = await findRecordPlace(store.db, id)
  const kind = place?.kind ?? null
  if (!isSensitiveKind(kind)) throw new DomainError('not_found')
  const here = place?.siteId ? at(reader, place.siteId) : reader
  return saveAs(
    'set-sensitivity',
    call,
    async () => {
      const before = await requireBase(call, kind, id, base)
      if (!levelsOf(kind).includes(level))
        throw new DomainError('invalid', 'level', 'field.not_a_choice')
      if (before.sensitivity === level)
        throw new DomainError('invalid', 'level', 'field.nothing_changed')
      if (isLooser(before.sensitivity, level)) {
        if (!can(here, 'review')) throw new DomainError('invalid', 'level', 'sensitivity.reviewers')
        if (kind === 'image' && (await isRedacted(store.db, id)))
          throw new DomainError('invalid', 'level', 'field.redacted_copy')
        if (!input.confirmed) throw new DomainError('invalid', 'confirmed', 'sensitivity.confirm')
      }
      const row = { ...before, sensitivity: level }
      const change = { op: 'correct', kind, before, row } as RecordChange
      return { id, reason, changes: [change, ...(await usesWith(store.db, id, level))] }
    },
    (actorId) =>
      findRepeat(
        store.db,
        actorId,
        { kind, id, base },
        (after) => (after?.sensitivity ?? 'public') === level,
      ),
  )
}

/** What an assessment or threat makes of its claims is seen by whoever may see it. */
async function usesWith(db: Db, targetId: string, level: Sensitivity): Promise<RecordChange[]> {
  const uses = await db
    .select()
    .from(t.adoption)
    .where(
      and(
        eq(t.adoption.targetId, targetId),
        isNull(t.adoption.retiredRev),
        ne(t.adoption.sensitivity, level),
      ),
    )
    .orderBy(asc(t.adoption.id))
  return uses.map((before) => ({
    op: 'correct',
    kind: 'adoption',
    before,
    row: { ...before, sensitivity: level },
  }))
}
