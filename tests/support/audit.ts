import assert from 'node:assert/strict'
import { asc, isNull } from 'drizzle-orm'
import * as t from '../../db/schema'
import { changeHash, GENESIS, revisionHash, saltedHash } from '../../db/store/chain'
import { RECORD_TABLES, type RecordKind } from '../../db/store/records'
import { contentOf } from '../../db/store/save'
import type { Store } from '../../db/store/store'

/**
 * Fails unless every revision of a register continues the one before it, hashes to what it says, and the current
 * records are exactly what replaying the audit from the first revision gives.
 */
export async function assertSound({ db }: Store): Promise<void> {
  const revisions = await db.select().from(t.revision).orderBy(asc(t.revision.rev))
  const changes = await db.select().from(t.change).orderBy(asc(t.change.rev), asc(t.change.seq))
  const replayed = new Map<string, unknown>()
  let prev = GENESIS
  for (const [i, { rev, at, hash, headerHash, header, salt, ...row }] of revisions.entries()) {
    assert.equal(rev, i + 1, 'revisions are numbered without a gap')
    assert.equal(row.prev, prev, `revision ${rev} continues the one before`)
    if (header) assert.equal(headerHash, saltedHash(salt ?? '', header), `header of ${rev}`)
    const own = changes.filter((c) => c.rev === rev)
    for (const { kind, id, base, before, after, ...c } of own) {
      assert.equal(
        c.hash,
        changeHash(c.salt ?? '', { kind, id, base, before, after, labels: c.labels }),
        `change of ${id} in ${rev}`,
      )
      replayed.set(`${kind} ${id}`, after)
    }
    assert.equal(
      hash,
      revisionHash({ rev, at, prev, headerHash, changes: own.map((c) => c.hash) }),
      `hash of ${rev}`,
    )
    prev = hash
  }
  const entered = [...replayed].filter(([, content]) => content !== null)
  const current = (
    await Promise.all(
      (Object.keys(RECORD_TABLES) as RecordKind[]).map((kind) => currentOf(db, kind)),
    )
  ).flat()
  // Columns that the database fills in are not in the audit.
  const withDefaults = entered.map(([key, content]): [string, object] => [
    key,
    { ...DEFAULTS, ...(content as object) },
  ])
  const comparable = current.map(([key, content]): [string, object] => [
    key,
    { ...DEFAULTS, ...content },
  ])
  assert.deepEqual(Object.fromEntries(comparable), Object.fromEntries(withDefaults))
}

const DEFAULTS = { sensitivity: 'public', sources: [], descriptionSources: [] }

async function currentOf(db: Store['db'], kind: RecordKind): Promise<[string, object][]> {
  const table = RECORD_TABLES[kind] as typeof t.claim
  const rows = await db.select().from(table).where(isNull(table.retiredRev))
  return rows.map((row) => [`${kind} ${row.id}`, contentOf(row)])
}
