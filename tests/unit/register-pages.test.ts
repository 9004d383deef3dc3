import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { EVERYTHING, PAGE_SIZE, SORTS } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { pagesOf, register } from '../../db/queries/register'
import { fromSpans } from '../../db/queries/stretch'
import { timelineOf } from '../../db/queries/timeline'
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

test('neither the register nor its timeline reads a table from end to end', async () => {
  const raw = new Sqlite(small.file, { readonly: true })
  const heard: { sql: string; params: unknown[] }[] = []
  const logger = { logQuery: (sql: string, params: unknown[]) => heard.push({ sql, params }) }
  const listening = drizzle(raw, { logger }) as unknown as Db
  const pinned = await pinView(listening, { ...EVERYTHING, text: 'temple' }, NOW)
  await register(listening, NOBODY, SITE, pinned, 1)
  heard.length = 0
  const { rows } = await register(listening, NOBODY, SITE, pinned, 1)
  await timelineOf(listening, NOBODY, SITE, rows, pinned)
  await fromSpans(listening, NOBODY, ['0.bel'], pinned.view)
  assert.ok(heard.length > 5)
  for (const { sql, params } of heard) {
    const plan = raw.prepare(`explain query plan ${sql}`).all(...params) as { detail: string }[]
    const scans = plan
      .map((step) => step.detail)
      // A JSON list is ours; a full-text match is an index; one row at the end of revisions is wanted.
      .filter((d) => /^SCAN/.test(d) && !/^SCAN (json_each|value|s VIRTUAL|revision$)/.test(d))
    assert.deepEqual(scans, [], sql)
  }
  raw.close()
})
