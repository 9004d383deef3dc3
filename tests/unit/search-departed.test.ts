import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { parseQuery } from '../../db/domain/search-query'
import { type Departed, departedFrom } from '../../db/queries/search-departed'
import { NOT_NARROWED } from '../../db/queries/search-facets'
import { hitsOf } from '../../db/queries/search-hits'
import { pinView } from '../../db/queries/view'
import { save } from '../../db/store/save'
import type { Db, Statement } from '../../db/store/store'
import { enter, monument, NOW, smallRegister } from '../support/small-register'

/* What an older revision is searched by: the units that changed after it, as they were then. */

let small: Awaited<ReturnType<typeof smallRegister>>
let raw: Sqlite.Database
let db: Db
let heard: Statement[] = []
before(async () => {
  small = await smallRegister()
  raw = new Sqlite(small.file, { readonly: true })
  const logger = { logQuery: (sql: string, params: unknown[]) => heard.push({ sql, params }) }
  db = drizzle(raw, { logger }) as unknown as Db
  await save(small.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: '2026-01-02T00:00:00.000Z',
    reason: 'To come after',
    salt: 'salt 2',
    changes: [
      monument('well', 9, null, null),
      enter('note', {
        id: 'n',
        kind: 'trap',
        subjectId: 'arch',
        text: 'Later',
        sources: ['paper'],
      }),
    ],
  }))
})
after(async () => {
  raw.close()
  await small.close()
})

const at = (day: number) =>
  pinView(db, { ...EVERYTHING, text: 'arch', rev: 1, knownAt: day, asOf: day }, NOW)
/** 2013, before the paper; and after it. */
const [EARLY, LATE] = [15_706, 17_000]

test('what was entered after a revision is left out of the index and not read as of before it', async () => {
  const { view } = await at(LATE)
  heard = []
  const { units, found } = await departedFrom(db, NOBODY, view)
  assert.ok(units.has('well') && units.has('arch') && units.has('site'))
  assert.deepEqual([...new Set(found.map((one) => one.unit))].sort(), ['arch', 'site'])
  const about = heard.filter(({ params }) => params.some((p) => String(p).includes('"well"')))
  assert.equal(about.length, 1, 'only whether it was there is asked')
})

test('what the clocks exclude is not kept', async () => {
  const of = async (day: number) => {
    const { found } = await departedFrom(db, NOBODY, (await at(day)).view)
    return found.filter((one) => one.unit === 'arch').map((one) => one.id)
  }
  assert.deepEqual((await of(LATE)).sort(), ['arch', 'arch.threat', 'arch.warned'])
  assert.deepEqual(await of(EARLY), ['arch'])
})

test('many entries are looked through in steps, of one place only its own', async () => {
  const { view } = await at(LATE)
  const { units, found } = await departedFrom(db, NOBODY, view)
  const [one] = found.filter((f) => f.id === 'arch')
  assert.ok(one)
  const many: Departed = {
    units,
    found: Array.from({ length: 5000 }, (_, n) => ({ ...one, id: `a${n}`, unit: `u${n}` })),
  }
  let turns = 0
  const turn = () => {
    turns++
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  const query = parseQuery('arch')
  const { hits } = await hitsOf(db, NOBODY, view, query, many, null)
  clearImmediate(next)
  assert.equal(hits.length, 5000)
  assert.ok(turns >= 8, `others had ${turns} turns`)
  const narrowing = { ...NOT_NARROWED, place: 'u7' }
  const its = await hitsOf(db, NOBODY, view, query, many, narrowing)
  assert.deepEqual(
    its.hits.map((hit) => hit.unit),
    ['u7'],
  )
})
