import { and, eq, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import type { WithdrawInput } from '../domain/inputs'
import type * as t from '../schema'
import type { RecordChange, RecordKind, Row } from '../store/records'
import { RECORD_TABLES } from '../store/records'
import type { Db } from '../store/store'
import { type Call, findRepeat, requireBase, type Saved, saveAs } from './call'
import { dependantsOf } from './dependants'
import { followKnownDays } from './follow'

/** What goes with a withdrawn record because it says nothing without it, and the column that ties it there. */
const COMPANIONS = {
  claim: [],
  assessment: [['adoption', 'targetId']],
  threat: [['adoption', 'targetId']],
  source: [['note', 'subjectId']],
  event: [['note', 'subjectId']],
  monument: [
    ['name', 'subjectId'],
    ['coordinate', 'subjectId'],
    ['identifier', 'subjectId'],
  ],
} as const satisfies Record<WithdrawInput['kind'], readonly (readonly [RecordKind, string])[]>

/**
 * Withdraws a record from this revision on; earlier revisions keep showing it. Refused with `invalid` (`in_use`) while
 * something current still rests on it. An assessment or threat takes its adoptions with it. Throws `conflict`, `not_found`.
 */
export async function withdraw(call: Call<WithdrawInput>): Promise<Saved> {
  const { store, input } = call
  const { kind, id, base } = input
  return saveAs(
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
  for (const [companion, column] of COMPANIONS[kind]) {
    const table = RECORD_TABLES[companion]
    const tie = (table as unknown as Record<string, typeof t.note.subjectId>)[column]
    if (!tie) continue
    const rows = await db
      .select()
      .from(table as typeof t.note)
      .where(and(eq(tie, id), isNull(table.retiredRev)))
    found.push(...rows.map((row) => withdrawal(companion, row)))
  }
  return found
}

function withdrawal(kind: RecordKind, before: object): RecordChange {
  return { op: 'withdraw', kind, before } as RecordChange
}
