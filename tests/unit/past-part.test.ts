import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { and, eq, isNull } from 'drizzle-orm'
import { ALL_CHANGES } from '../../db/domain/changes-filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { idsAbout, monumentSaves, recentChanges } from '../../db/queries/changes'
import { recordHistory, savesTouching } from '../../db/queries/history'
import { loadPast, nameRecord } from '../../db/queries/past'
import { partAbout } from '../../db/queries/past-part'
import * as t from '../../db/schema'
import type { RecordChange, Row } from '../../db/store/records'
import { save } from '../../db/store/save'
import type { Db } from '../../db/store/store'
import { resampled, SITE } from '../bench/resample'
import { NOW, smallRegister } from '../support/small-register'

/* The past of a site too large to be read as a whole says of a record what the whole would say. */

const MONUMENTS = 230
const EDITOR: Reader = { userId: 'x', name: 'X', role: 'reviewer' }
let small: Awaited<ReturnType<typeof smallRegister>>
let db: Db
let roots: Row<'monument'>[]
let rev: number
before(async () => {
  small = await smallRegister()
  db = small.store.db
  for (const changes of resampled(MONUMENTS)) rev = await saved('Many', changes)
  roots = await db
    .select()
    .from(t.monument)
    .where(and(eq(t.monument.siteId, SITE), isNull(t.monument.partOf)))
  // One after the other, a hidden one among them, and sixty at once.
  await saved('One', [kindOf(roots[0])])
  await saved('Hidden', [kindOf(roots[1]), hidden(await claimOf(roots[2]))])
  rev = await saved('Sixty', roots.slice(3, 63).map(kindOf))
})
after(() => small.close())

for (const reader of [NOBODY, EDITOR])
  test(`saves of one monument, as ${reader.name || 'nobody'} is told of them`, async () => {
    const whole = await loadPast(db, reader, SITE, rev)
    for (const { id } of roots.filter((_, n) => n < 8 || n % 20 === 0)) {
      const told = await monumentSaves(db, reader, SITE, id, rev)
      const ids = idsAbout(whole, new Set([id]))
      const expected = (await savesTouching(db, reader, whole, ids, rev)).map((one) =>
        // Of what touched many, a reason is for editors.
        one.reason === 'Sixty' && reader === NOBODY ? { ...one, reason: null } : one,
      )
      assert.deepEqual(told, expected)
      assert.ok(told.length > 0)
    }
  })

test('a save that also touched something hidden keeps its reason', async () => {
  const [newest] = await monumentSaves(db, NOBODY, SITE, roots[1]?.id ?? '', rev)
  assert.equal(newest?.reason, null)
  const [one] = await monumentSaves(db, NOBODY, SITE, roots[0]?.id ?? '', rev)
  assert.equal(one?.reason, 'One')
})

test('a record’s history reads a part, and tells what the whole tells', async () => {
  const claim = await claimOf(roots[120])
  const place = { siteId: SITE, rootId: roots[120]?.id ?? null }
  const part = await partAbout(db, claim.id, place, rev)
  assert.ok(part && part.roots.length <= 51)
  const { record, versions } = await recordHistory(db, NOBODY, claim.id, rev)
  const whole = await loadPast(db, NOBODY, SITE, rev)
  assert.deepEqual(record, nameRecord(whole, claim.id))
  assert.deepEqual(
    versions.map((v) => [v.rev, v.op, v.reason]),
    [[claim.recordedRev, 'entered', 'Many']],
  )
})

test('changes of the site are listed, the newest first, and of one monument alone', async () => {
  const all = await recentChanges(db, NOBODY, SITE, ALL_CHANGES, rev)
  assert.deepEqual(
    all.saves.map((one) => one.rev),
    [0, 1, 2, 3, 4, 5, 6, 7].map((n) => rev - n),
  )
  assert.equal(all.isCut, false)
  const [sixty] = all.saves
  assert.deepEqual([sixty?.isWide, all.saves[1]?.isWide], [true, false])
  const filter = { ...ALL_CHANGES, monument: roots[0]?.slug ?? null }
  const own = await recentChanges(db, NOBODY, SITE, filter, rev)
  assert.deepEqual(own.saves[0]?.reason, 'One')
  assert.equal(own.count, (await monumentSaves(db, NOBODY, SITE, roots[0]?.id ?? '', rev)).length)
})

async function saved(reason: string, changes: RecordChange[]): Promise<number> {
  const head = await save(small.store, ({ rev: before }) => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason,
    salt: `${reason} ${before}`,
    changes,
  }))
  return head.rev
}

function kindOf(before: Row<'monument'> | undefined): RecordChange {
  if (!before) throw new Error('no monument')
  return { op: 'correct', kind: 'monument', before, row: { ...before, kind: 'shrine' } }
}

function hidden(before: Row<'claim'>): RecordChange {
  return { op: 'correct', kind: 'claim', before, row: { ...before, sensitivity: 'restricted' } }
}

async function claimOf(monument: Row<'monument'> | undefined): Promise<Row<'claim'>> {
  const is = eq(t.claim.subjectId, monument?.id ?? '')
  const [claim] = await db.select().from(t.claim).where(is).limit(1)
  if (!claim) throw new Error('no claim')
  return claim
}
