import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { DomainError } from '../../db/domain/errors'
import { forgetOldUses, giveBack, type Limit, take } from '../../db/mutations/limiter'
import type { Store } from '../../db/store/store'
import { engineFixture } from '../support/engines'

const { blank } = engineFixture()
let store: Store
before(async () => {
  store = (await blank()).store
})
after(() => store.close())

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute, 30))
const fiveIn15 = (key: string): Limit[] => [{ key, most: 5, minutes: 15 }]

/** How many of `tries` were let through, and what the refused ones were told. */
async function attempt(limits: Limit[], tries: number, now: Date) {
  const results = await Promise.allSettled(
    Array.from({ length: tries }, () => take(store, limits, now)),
  )
  const refusals = results.flatMap((r) =>
    r.status === 'rejected' ? [r.reason as DomainError] : [],
  )
  return { passed: tries - refusals.length, refusals }
}

test('twenty tries at the same moment: exactly five pass', async () => {
  const { passed, refusals } = await attempt(fiveIn15('parallel'), 20, at(0))
  assert.equal(passed, 5)
  assert.ok(refusals.every((r) => r instanceof DomainError && r.code === 'too_many'))
})

test('the wait is told in minutes and trying early does not lengthen it', async () => {
  await attempt(fiveIn15('wait'), 5, at(0))
  const early = await attempt(fiveIn15('wait'), 3, at(4))
  assert.deepEqual(
    early.refusals.map((r) => r.detail),
    ['11', '11', '11'],
  )
  assert.equal((await attempt(fiveIn15('wait'), 1, at(14))).passed, 0)
  assert.equal((await attempt(fiveIn15('wait'), 6, at(15))).passed, 5)
})

test('no fifteen minutes on end hold more than five', async () => {
  assert.equal((await attempt(fiveIn15('sliding'), 3, at(0))).passed, 3)
  assert.equal((await attempt(fiveIn15('sliding'), 5, at(10))).passed, 2)
  assert.equal((await attempt(fiveIn15('sliding'), 5, at(16))).passed, 3)
  assert.equal((await attempt(fiveIn15('sliding'), 5, at(20))).passed, 0)
})

test('a use that is given back does not count', async () => {
  for (let i = 0; i < 12; i++) {
    await take(store, fiveIn15('right'), at(0))
    await giveBack(store, fiveIn15('right'), at(0))
  }
  assert.equal((await attempt(fiveIn15('right'), 6, at(0))).passed, 5)
})

test('when the second limit refuses, the first is given back', async () => {
  const both = [...fiveIn15('account'), { key: 'address', most: 2, minutes: 15 }]
  assert.equal((await attempt(both, 6, at(0))).passed, 2)
  assert.equal((await attempt(fiveIn15('account'), 6, at(0))).passed, 3)
})

test('keys do not share a count', async () => {
  await attempt(fiveIn15('one'), 5, at(0))
  assert.equal((await attempt(fiveIn15('other'), 5, at(0))).passed, 5)
})

test('old counters are forgotten, recent ones kept', async () => {
  await attempt(fiveIn15('old'), 5, at(0))
  await forgetOldUses(store, at(10))
  assert.equal((await attempt(fiveIn15('old'), 1, at(10))).passed, 0)
  await forgetOldUses(store, at(24 * 60 + 30))
  assert.deepEqual(await store.db.values(sql`select count(*) from hit`), [[0]])
})
