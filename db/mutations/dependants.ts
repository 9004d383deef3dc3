import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { WithdrawInput } from '../domain/inputs'
import * as t from '../schema'
import { RECORD_TABLES, type RecordKind } from '../store/records'
import type { Db } from '../store/store'

/** A current record that would lose its footing. */
export type Dependant = { kind: RecordKind; id: string }

/** The current records that rest on one that is to be withdrawn; while there are any, it stays. */
export async function dependantsOf(
  db: Db,
  kind: WithdrawInput['kind'],
  id: string,
): Promise<Dependant[]> {
  const found: Dependant[] = []
  for (const [dependant, tie] of TIES[kind](id)) {
    const table = RECORD_TABLES[dependant] as typeof t.claim
    const rows = await db
      .select({ id: table.id })
      .from(table)
      .where(and(tie, isNull(table.retiredRev)))
      .orderBy(table.id)
    found.push(...rows.map((row) => ({ kind: dependant, id: row.id })))
  }
  return found
}

type Ties = [RecordKind, SQL | undefined][]

const TIES: Record<WithdrawInput['kind'], (id: string) => Ties> = {
  assessment: () => [],
  threat: () => [],
  claim: (id) => [
    ['assessment', uses(t.assessment.id, id)],
    ['threat', uses(t.threat.id, id)],
    ['image', eq(t.image.subjectId, id)],
  ],
  source: (id) => [
    ['claim', eq(t.claim.sourceId, id)],
    ['name', cites(t.name.sources, id)],
    ['coordinate', cites(t.coordinate.sources, id)],
    ['identifier', cites(t.identifier.sources, id)],
    ['note', cites(t.note.sources, id)],
    ['monument', cites(t.monument.descriptionSources, id)],
    ['image', eq(t.image.subjectId, id)],
  ],
  image: (id) => [['image', or(eq(t.image.redacts, id), eq(t.image.beforeId, id))]],
  event: (id) => [
    ['claim', or(eq(t.claim.eventId, id), eq(t.claim.subjectId, id))],
    ['assessment', eq(t.assessment.subjectId, id)],
  ],
  monument: (id) => [
    ['monument', or(eq(t.monument.partOf, id), eq(t.monument.principalId, id))],
    ['claim', eq(t.claim.subjectId, id)],
    ['assessment', eq(t.assessment.subjectId, id)],
    ['threat', eq(t.threat.subjectId, id)],
    ['event', eq(t.event.subjectId, id)],
    ['note', eq(t.note.subjectId, id)],
    ['image', eq(t.image.monumentId, id)],
  ],
}

function uses(target: SQLiteColumn, claimId: string): SQL {
  return sql`${target} in (select target_id from adoption where claim_id = ${claimId} and retired_rev is null)`
}

function cites(column: SQLiteColumn, id: string): SQL {
  return sql`exists (select 1 from json_each(${column}) where value = ${id})`
}
