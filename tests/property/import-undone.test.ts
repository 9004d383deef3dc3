import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import type { ImportedMonument } from '../../db/import/shape'
import { importRow } from '../../db/import-schema'
import { openSqlite } from '../../db/store/sqlite'
import { SIZES } from '../sizes'
import { assertVerified, made, planned, takenBack, whatStands } from '../support/import-steps'
import { surveyed } from '../support/importing'
import { smallRegister } from '../support/small-register'
import { property } from './each-seed'

/*
 * Whatever a file enters and corrects, taking it back leaves every row as it was, and taking that back leaves every row
 * as the file made it. Eight places are known before; files tell of those and of new ones.
 */

const KNOWN = 8
const folder = mkdtempSync(join(tmpdir(), 'tadmor-undone-'))
let register: Awaited<ReturnType<typeof smallRegister>>
before(async () => {
  register = await smallRegister()
  const rows = Array.from({ length: KNOWN }, (_, i) => surveyed(i + 1))
  await made(await planned(register, rows))
  await register.store.db.run(sql`pragma wal_checkpoint(truncate)`)
})
after(async () => {
  await register.close()
  rmSync(folder, { recursive: true, force: true })
})

const THREAT = {
  ...({ category: 'looting', cause: 'theft', probability: 'possible' } as const),
  ...{ valid: '2018-03-04/..', words: 'Digging at night', assessors: ['a1'] },
}

const claim = fc.record({
  property: fc.constantFrom(
    'condition' as const,
    'condition' as const,
    'extent' as const,
    'cause' as const,
  ),
  value: fc.constantFrom('good', 'fair', 'poor', 'very_bad', 'destroyed'),
  valid: fc.constantFrom('2018-03-04', '2019-05', '2020'),
  assessor: fc.constantFrom([], ['a1'], ['a2']),
  words: fc.constantFrom('Condition: poor', 'Roof fallen', 'انهار السقف'),
})
const place = fc.record({
  n: fc.integer({ min: 1, max: KNOWN + 4 }),
  more: fc.record(
    {
      kind: fc.constantFrom('fort' as const, 'mosque' as const, 'house' as const),
      names: fc.constantFrom(
        [{ form: 'Qasr renamed', lang: 'en', preferred: true }],
        [{ form: 'قصر آخر', lang: 'ar', preferred: true }],
        [],
      ),
      place: fc.constantFrom(undefined, { lat: 34.5, lon: 38.25, basis: 'Map', precisionM: 50 }),
      claims: fc.array(claim, { maxLength: 3 }).map((all) => all.map(claimOf)),
      remarks: fc.constantFrom([], ['Seen from afar'], ['One', 'Two']),
      threats: fc.constantFrom([], [THREAT]),
    },
    { requiredKeys: [] },
  ),
})

function claimOf({
  property,
  value,
  assessor,
  ...rest
}: Record<string, unknown> & { assessor: readonly string[] }) {
  return {
    ...{
      ...rest,
      property,
      assessors: assessor,
      wordsLang: 'en',
      qualifier: 'on',
      reported: 18_700,
    },
    ...(property === 'condition' ? { value, certainty: 'high' } : {}),
  } as never
}

let cases = 0

property(
  'an import that is taken back leaves every row as it was',
  fc.record({
    places: fc.uniqueArray(place, { minLength: 1, maxLength: 8, selector: (p) => p.n }),
    exact: fc.boolean(),
    conclude: fc.boolean(),
  }),
  async ({ places, exact, conclude }) => {
    const file = join(folder, `${cases++}.db`)
    copyFileSync(register.file, file)
    const store = openSqlite(file)
    try {
      const untouched = await whatStands(store)
      const rows = places.map(({ n, more }) => surveyed(n, more as Partial<ImportedMonument>))
      const plan = await planned({ store, file }, rows, 'site', { settings: { exact, conclude } })
      if (plan.counts.entered + plan.counts.corrected + plan.counts.withdrawn === 0) return
      const done = await made(plan)
      assert.equal(done.state, 'applied')
      const imposed = await whatStands(store)
      assert.notDeepEqual(imposed, untouched)
      const back = await takenBack({ store, file }, done.state === 'applied' ? done.rev : 0)
      assert.deepEqual(await whatStands(store), untouched)
      const told = await store.db
        .select()
        .from(importRow)
        .where(eq(importRow.importId, back.run.id))
      assert.equal(told.length, back.counts.changed, 'every monument is told of')
      await takenBack({ store, file }, back.result.state === 'applied' ? back.result.rev : 0)
      assert.deepEqual(await whatStands(store), imposed)
      await assertVerified(store)
    } finally {
      await store.close()
      rmSync(file, { force: true })
    }
  },
  SIZES.undoneImports,
)
