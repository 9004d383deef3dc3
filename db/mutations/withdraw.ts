import { and, eq, isNull } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { HistoryKind } from '../domain/changes-filter'
import { DomainError } from '../domain/errors'
import type { WithdrawInput } from '../domain/inputs'
import * as t from '../schema'
import type { RecordChange, RecordKind, Row } from '../store/records'
import { RECORD_TABLES } from '../store/records'
import type { Db } from '../store/store'
import { type Call, findRepeat, requireBase, type Saved, saveAs } from './call'
import { dependantsOf } from './dependants'
import { followKnownDays } from './follow'

type Companions = readonly (readonly [RecordKind, SQLiteColumn])[]

/** What goes with a withdrawn record because it says nothing without it, and the column that ties it there. */
const COMPANIONS: Partial<Record<HistoryKind, Companions>> = {
  assessment: [['adoption', t.adoption.targetId]],
  threat: [['adoption', t.adoption.targetId]],
  source: [['note', t.note.subjectId]],
  event: [['note', t.note.subjectId]],
  image: [['image_details', t.imageDetails.imageId]],
  monument: [
    ['name', t.name.subjectId],
    ['coordinate', t.coordinate.subjectId],
    ['identifier', t.identifier.subjectId],
  ],
}

/** The kinds of record that are withdrawn, and come back, with one of this kind; each with the column that ties it. */
export function companionsOf(kind: HistoryKind): Companions {
  return COMPANIONS[kind] ?? []
}

/**
 * Withdraws a record from this revision on; earlier revisions keep showing it. Refused with `invalid` (`in_use`) while
 * something current still rests on it. An assessment or threat takes its adoptions with it. Throws `conflict`, `not_found`.
 */
export async function withdraw(call: Call<WithdrawInput>): Promise<Saved> {
  const { store, input } = call
  const { kind, id, base } = input
  return saveAs(
    'withdraw',
    call,
    async () => {
      const before = await requireBase(call, kind, id, base)
      if ((await dependantsOf(store.db, kind, id)).length > 0)
        throw new DomainError('invalid', 'reason', 'field.in_use')
      const changes = [withdrawal(kind, before), ...(await companions(store.db, kind, id))]
      if (kind === 'claim')
        changes.push(...(await followKnownDays(store.db, [], [before as Row<'claim'>])))
      return { id, reason: input.reason, changes }
    },
    (actorId) => findRepeat(store.db, actorId, { kind, id, base }, (after) => after === null),
  )
}

async function companions(
  db: Db,
  kind: WithdrawInput['kind'],
  id: string,
): Promise<RecordChange[]> {
  const found: RecordChange[] = []
  for (const [companion, tie] of companionsOf(kind)) {
    const table = RECORD_TABLES[companion] as typeof t.note
    const rows = await db
      .select()
      .from(table)
      .where(and(eq(tie, id), isNull(table.retiredRev)))
    found.push(...rows.map((row) => withdrawal(companion, row)))
  }
  return found
}

function withdrawal(kind: RecordKind, before: object): RecordChange {
  return { op: 'withdraw', kind, before } as RecordChange
}
