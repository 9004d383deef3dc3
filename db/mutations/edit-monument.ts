import { eq } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import type { MonumentInput } from '../domain/inputs'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import { type Call, type Saved, saveAs } from './call'
import { isSameContent } from './content'
import { findMonumentRecords, type MonumentRecords, movedAt } from './monument-records'
import { nameChanges } from './names'

/**
 * Corrects a monument or part with its names and its preferred place, in one revision. `base` is the revision that had
 * last touched any of them when the form was made. Throws `not_found`, `conflict`, and `invalid` on `reason` when
 * nothing would change or on `principalId` when that is no part of it.
 */
export async function editMonument(call: Call<MonumentInput>): Promise<Saved> {
  const { input } = call
  return saveAs(
    'edit-monument',
    call,
    async (newId) => {
      const records = await findMonumentRecords(call.store.db, call.reader, input.monumentId)
      if (!records) throw new DomainError('not_found')
      if (movedAt(records) !== input.base) throw new DomainError('conflict')
      const changes = changesOf(records, input, newId)
      if (changes.length === 0) throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      return { id: input.monumentId, reason: input.reason, changes }
    },
    (actorId) => sentBefore(call, actorId),
  )
}

/** A form sent twice finds the register as it wants it, and itself the last to have touched it. */
async function sentBefore(
  { store, reader, input }: Call<MonumentInput>,
  actorId: string,
): Promise<Saved | null> {
  const records = await findMonumentRecords(store.db, reader, input.monumentId)
  if (!records || movedAt(records) <= input.base) return null
  if (!isAsTyped(records, input)) return null
  const rev = movedAt(records)
  const [revision] = await store.db
    .select({ header: t.revision.header })
    .from(t.revision)
    .where(eq(t.revision.rev, rev))
  return revision?.header?.actorId === actorId ? { rev, id: input.monumentId } : null
}

function isAsTyped(records: MonumentRecords, input: MonumentInput): boolean {
  try {
    return changesOf(records, input, () => '').length === 0
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

function changesOf(
  records: MonumentRecords,
  input: MonumentInput,
  newId: () => string,
): RecordChange[] {
  return [
    ...monumentChange(records, input),
    ...nameChanges(records, input, newId),
    ...placeChange(records, input, newId),
  ]
}

function monumentChange(
  { monument: before, parts }: MonumentRecords,
  input: MonumentInput,
): RecordChange[] {
  if (input.principalId !== null && !parts.some((p) => p.id === input.principalId))
    throw new DomainError('invalid', 'principalId', 'field.not_a_choice')
  const description = compact({ en: input.descriptionEn, ar: input.descriptionAr })
  const { kind, sensitivity, principalId } = input
  const row: Row<'monument'> = { ...before, kind, sensitivity, principalId, description }
  return isSameContent(before, row) ? [] : [{ op: 'correct', kind: 'monument', before, row }]
}

function placeChange(
  { place: before, monument }: MonumentRecords,
  input: MonumentInput,
  newId: () => string,
): RecordChange[] {
  const { lat, lon, precisionM, basis } = input
  if (lat === null || lon === null || basis === null)
    return before ? [{ op: 'withdraw', kind: 'coordinate', before }] : []
  const place = { lat, lon, precisionM, basis }
  if (before) {
    const row = { ...before, ...place }
    return isSameContent(before, row) ? [] : [{ op: 'correct', kind: 'coordinate', before, row }]
  }
  const rest = {
    line: null,
    note: null,
    sources: [],
    provenance: null,
    sensitivity: 'public' as const,
  }
  return [
    {
      op: 'enter',
      kind: 'coordinate',
      row: {
        id: newId(),
        subjectId: monument.id,
        ...place,
        datum: 'WGS84',
        preferred: true,
        ...rest,
      },
    },
  ]
}

function compact({ en, ar }: { en: string | null; ar: string | null }) {
  if (en === null && ar === null) return null
  return { ...(en === null ? {} : { en }), ...(ar === null ? {} : { ar }) }
}
