import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVERYTHING, PAGE_SIZE, SORTS } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { pagesOf, register } from '../../db/queries/register'
import { pinView } from '../../db/queries/view'
import { save } from '../../db/store/save'
import type { Db } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { resampled, SITE } from '../bench/resample'
import { NOW, smallRegister } from '../support/small-register'

const MONUMENTS = 230
let small: Awaited<ReturnType<typeof smallRegister>>
let db: Db
before(async () => {
  small = await smallRegister()
  db = small.store.db
  for (const changes of resampled(MONUMENTS))
    await save(small.store, (head) => ({
      actor: { id: 'x', name: 'X' },
      at: NOW,
      reason: 'Many',
      salt: `many ${head.rev}`,
      changes,
    }))
})
after(() => small.close())

test('the bench’s register is whole, and as large as asked', async () => {
  assert.deepEqual((await verify(db)).findings, [])
  const { total } = await register(db, NOBODY, SITE, await pinView(db, EVERYTHING, NOW))
  assert.equal(total, MONUMENTS)
})

for (const sort of SORTS)
  for (const descending of [false, true])
    test(`pages by ${sort}${descending ? ', descending' : ''} together make the list`, async () => {
      const pinned = await pinView(db, { ...EVERYTHING, sort, descending, asOf: 17_000 }, NOW)
      const all = await register(db, NOBODY, SITE, pinned)
      const pages = await pagesOf(db, NOBODY, SITE, pinned.view)
      assert.equal(pages, Math.ceil(MONUMENTS / PAGE_SIZE))
      const joined = []
      for (let page = 1; page <= pages; page++) {
        const one = await register(db, NOBODY, SITE, pinned, page)
        assert.deepEqual([one.counts, one.found], [all.counts, MONUMENTS])
        joined.push(...one.rows.map((r) => r.id))
      }
      assert.deepEqual(
        joined,
        all.rows.map((r) => r.id),
      )
      assert.equal(new Set(joined).size, MONUMENTS)
    })
