import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { NOBODY } from '../../db/domain/policy'
import { type Register, register } from '../../db/queries/register'
import { pinView } from '../../db/queries/view'
import { seed } from '../../db/seed/seed'
import { migrate } from '../../db/store/migrate'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { SIZES } from '../sizes'
import { randomView } from '../support/random-view'
import { NOW, someone } from '../support/small-register'
import { property } from './each-seed'

let folder: string
let store: Store
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tadmor-property-'))
  const file = join(folder, 'tadmor.db')
  migrate(file, fileURLToPath(new URL('../../db/migrations', import.meta.url)), NOW)
  store = openSqlite(file)
  await seed(store)
})
after(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

property(
  'the register of Palmyra from its spans is the one computed from its rows',
  fc.tuple(randomView, fc.constantFrom(NOBODY, someone('editor'))),
  async ([view, reader]) => {
    const pinned = await pinView(store.db, view, NOW)
    const spans = await register(store.db, reader, 'palmyra', pinned)
    const rows = await register(store.db, reader, 'palmyra', { ...pinned, isNewest: false })
    assert.deepEqual(comparable(spans), comparable(rows))
  },
  SIZES.storeRuns,
)

property(
  'a filter keeps those that it names, and the counts add up',
  randomView,
  async (view) => {
    const pinned = await pinView(store.db, view, NOW)
    const { rows, counts, total } = await register(store.db, NOBODY, 'palmyra', pinned)
    const all = await register(store.db, NOBODY, 'palmyra', {
      ...pinned,
      view: { ...pinned.view, headlines: [] },
    })
    assert.equal(total, all.rows.length)
    assert.deepEqual(counts, all.counts)
    assert.equal(
      Object.values(counts).reduce((sum, n) => sum + n, 0),
      total,
    )
    const wanted = all.rows.filter(
      ({ status }) =>
        view.headlines.length === 0 ||
        view.headlines.includes(status.headline) ||
        (status.maybe !== null && view.headlines.includes(status.maybe)),
    )
    assert.deepEqual(
      rows.map((r) => r.id),
      wanted.map((r) => r.id),
    )
    for (const { kind, status } of rows) {
      const up = {
        at_risk: status.atRisk,
        under_intervention: status.underIntervention,
        contested: status.contested,
      }
      assert.ok(view.kinds.length === 0 || view.kinds.includes(kind))
      assert.ok(view.flags.length === 0 || view.flags.some((flag) => up[flag]))
    }
  },
  SIZES.storeRuns,
)

/** Without the columns that only spans have and the rule, which only the rows give. */
function comparable({ rows, counts, total }: Register) {
  const lines = rows.map(({ status, ...row }) => {
    const {
      headline,
      maybe,
      condition,
      atRisk,
      underIntervention,
      contested,
      lookedAt,
      since,
      sinceQualifier,
    } = status
    return {
      ...row,
      status: {
        headline,
        maybe,
        condition,
        atRisk,
        underIntervention,
        contested,
        lookedAt,
        since,
        sinceQualifier,
      },
    }
  })
  return { lines, counts, total }
}
