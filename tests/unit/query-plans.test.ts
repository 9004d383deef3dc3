import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { EVERYTHING, MARKS, SORTS, type View } from '../../db/domain/filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { ALL_FOUND } from '../../db/domain/search-filter'
import { getMonument } from '../../db/queries/monument'
import { placesWithin } from '../../db/queries/places'
import { broughtForward, planeOf } from '../../db/queries/plane'
import { pagesOf, register, registerPortions } from '../../db/queries/register'
import { firstOf } from '../../db/queries/register-soon'
import { search } from '../../db/queries/search'
import { requireSite } from '../../db/queries/sites'
import { timelineOf } from '../../db/queries/timeline'
import { pinView } from '../../db/queries/view'
import type { claim } from '../../db/schema'
import { RECORD_TABLES, type Row } from '../../db/store/records'
import { compose, readHead } from '../../db/store/save'
import type { Db, Statement } from '../../db/store/store'
import { NOW, palmyraRegister, someone } from '../support/small-register'

/** Steps that look like a scan of something large and are none. */
const ALLOWED = [
  // A list of ours, as JSON.
  /^SCAN (json_each|value|cited)\b/,
  // A full-text match is an index.
  /^SCAN \S+ VIRTUAL TABLE INDEX/,
  // The newest revision, one row from the end.
  /^SCAN revision$/,
  // Notes are few, and name their sources in a list: read once when a source is corrected.
  /^SCAN note$/,
  // A handful of sites, and what a query has put together itself.
  /^SCAN (site( USING COVERING INDEX \S+)?|\(subquery-\d+\)|between_)$/,
]

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
let raw: Sqlite.Database
let db: Db
let heard: Statement[] = []
before(async () => {
  palmyra = await palmyraRegister()
  raw = new Sqlite(palmyra.file, { readonly: true })
  const logger = { logQuery: (sql: string, params: unknown[]) => heard.push({ sql, params }) }
  db = drizzle(raw, { logger }) as unknown as Db
})
after(async () => {
  raw.close()
  await palmyra.close()
})

const pinned = (view: Partial<View> = {}) => pinView(db, { ...EVERYTHING, ...view }, NOW)
const EDITOR = someone('editor')

/** The questions behind every page, file and save that must not grow with the register. */
const HOT: Record<string, (reader: Reader) => Promise<unknown>> = {
  site: (reader) => requireSite(db, reader, 'palmyra', 1),
  register: async (reader) => register(db, reader, 'palmyra', await pinned(), 1),
  'first page': async (reader) =>
    firstOf(db, reader, 'palmyra', (await pinned({ flags: [...MARKS], kinds: ['temple'] })).view),
  'past clocks': async (reader) =>
    register(db, reader, 'palmyra', await pinned({ asOf: 17_000, knownAt: 17_200, rev: 1 }), 1),
  filters: async (reader) =>
    register(db, reader, 'palmyra', await pinned({ text: 'temple', headlines: ['destroyed'] }), 1),
  orders: async (reader) => {
    for (const sort of SORTS) await register(db, reader, 'palmyra', await pinned({ sort }), 1)
  },
  pages: async (reader) => pagesOf(db, reader, 'palmyra', (await pinned()).view),
  'monument page': async (reader) =>
    getMonument(db, reader, 'palmyra', 'temple-of-bel', await pinned({ rev: 1 })),
  timeline: async (reader) => {
    const at = await pinned()
    const { rows } = await register(db, reader, 'palmyra', at, 1)
    await timelineOf(db, reader, 'palmyra', rows, at)
  },
  map: async (reader) => placesWithin(db, reader, 'palmyra', await pinned(), [38, 34, 39, 35]),
  search: async (reader) => search(db, reader, await pinned({ text: 'temple' }), ALL_FOUND, 'en'),
  'search with a slip': async (reader) =>
    search(db, reader, await pinned({ text: 'tetrapilon' }), ALL_FOUND, 'en'),
  table: async (reader) => {
    for await (const _ of registerPortions(db, reader, 'palmyra', await pinned(), 10));
  },
  'after saves': async (reader) =>
    broughtForward(db, reader, 'palmyra', {
      ...(await planeOf(db, reader, 'palmyra')),
      from: 0,
    }),
}

for (const [name, ask] of Object.entries(HOT))
  test(`${name}: reads no table from end to end`, async () => {
    for (const reader of [NOBODY, EDITOR]) {
      heard = []
      await ask(reader)
      assert.ok(heard.length > 0)
      for (const statement of heard) assert.deepEqual(scansIn(statement), [], statement.sql)
    }
  })

test('where the index is long, the text filter of a site that is not large reads its own entries alone', async () => {
  const asksIndex = async (text: string) => {
    heard = []
    const { total } = await register(db, NOBODY, 'palmyra', await pinned({ text }), 1)
    assert.ok(total > 0)
    assert.ok(heard.some(({ sql }) => /\bsearch_entry\b/.test(sql)))
    return heard.some(({ sql }) => /\bsearch match\b/.test(sql))
  }
  assert.equal(await asksIndex('arch'), true)
  const filled = new Sqlite(palmyra.file)
  filled.exec(
    'update search_entry set doc = 100001 where doc = (select max(doc) from search_entry)',
  )
  filled.close()
  assert.equal(await asksIndex('temple'), false)
})

test('a save reads and writes without reading a table from end to end', async () => {
  const head = await readHead(db)
  for (const kind of ['claim', 'source', 'monument'] as const) {
    const table = RECORD_TABLES[kind] as typeof claim
    const [row] = (await db.select().from(table).limit(1)) as Row<'claim'>[]
    assert.ok(row)
    heard = []
    const { recordedRev: _, retiredRev: __, ...rest } = row
    const { statements } = await compose(db, head, {
      actor: { id: 'x', name: 'X' },
      at: NOW,
      reason: 'to look',
      salt: 'salt',
      changes: [{ op: 'correct', kind: kind as 'claim', before: row, row: rest }],
    })
    for (const statement of [...heard, ...statements])
      assert.deepEqual(scansIn(statement), [], statement.sql)
  }
})

/** The steps of a statement that read a whole table, or all monuments of a site where only the site is known. */
function scansIn({ sql, params }: Statement): string[] {
  const steps = raw.prepare(`explain query plan ${sql}`).all(...params) as { detail: string }[]
  const isOfAll = /"site_id" = \? and "monument"\."part_of" is null|position >=/i.test(sql)
  return steps
    .map((step) => step.detail)
    .filter(
      (detail) =>
        (/^SCAN/.test(detail) && !ALLOWED.some((allowed) => allowed.test(detail))) ||
        (!isOfAll && /INDEX monument_site \(site_id=\?\)/.test(detail)),
    )
}
