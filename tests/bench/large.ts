import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { EVERYTHING, href, PAGE_SIZE, type View, viewParams } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { ALL_FOUND } from '../../db/domain/search-filter'
import { register } from '../../db/queries/register'
import { search } from '../../db/queries/search'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { DATABASE_FILE } from '../../db/store/open'
import { openSqlite } from '../../db/store/sqlite'
import type { Db } from '../../db/store/store'
import { ROOT, serve } from '../support/site-process'
import { randomNumbers, SITE } from './resample'

const [QUERIES, REQUESTS, SEARCHES] = [100, 30, 20]
const NOW = '2026-11-22T12:00:00.000Z'
const TABLES = ['monuments.csv', 'claims.csv']
/** The days that the clocks are drawn from: about 2010 to 2026. */
const [FIRST_DAY, DAYS] = [14_610, 6160]

type Ask = { name: string; view: Partial<View> }

/**
 * `npm run bench:large -- --dir D`: the register of a data folder made by bench:seed at random clocks, as a query and as
 * a page over HTTP, beside one SQL statement that only counts, and its tables written whole; written to JSON. Needs a build.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'string' } } })
  if (!values.dir) {
    console.error('Which folder? npm run bench:large -- --dir bench-results/register-100000')
    process.exitCode = 2
    return
  }
  const dataDir = resolve(values.dir)
  const store = openSqlite(join(dataDir, DATABASE_FILE))
  const site = await requireSite(store.db, NOBODY, SITE, null)
  const from = performance.now()
  const { found } = await register(
    store.db,
    NOBODY,
    site.id,
    await pinView(store.db, EVERYTHING, NOW),
    1,
  )
  const firstAnswerMs = round(performance.now() - from)
  const asks = asksOf(Math.ceil(found / PAGE_SIZE))
  const queries = []
  for (const ask of asks) {
    queries.push(await measureQuery(store.db, site.id, ask))
    console.log('query', JSON.stringify(queries.at(-1)))
  }
  const searches = []
  for (const text of SEARCHED) {
    searches.push(await measureSearch(store.db, text))
    console.log('search', JSON.stringify(searches.at(-1)))
  }
  const oldest = await measureOldest(store.db, site.id)
  await store.close()
  const bareSqlCount = countInSql(dataDir)
  const tables = TABLES.map((path) => measureTable(dataDir, path))
  const pages = await measurePages(dataDir, asks)
  const result = {
    at: new Date().toISOString(),
    machine: { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model },
    unit: 'milliseconds',
    monuments: found,
    memoryMB: Math.round(process.memoryUsage().rss / 1e6),
    firstAnswerMs,
    queries,
    searches,
    searchIndexMB: searchIndexMB(dataDir),
    pages,
    bareSqlCount,
    oldest,
    tables,
  }
  console.log(JSON.stringify({ firstAnswerMs, bareSqlCount, oldest }))
  mkdirSync(join(ROOT, 'bench-results'), { recursive: true })
  writeFileSync(join(ROOT, 'bench-results', 'large.json'), `${JSON.stringify(result, null, 2)}\n`)
  console.log('written to bench-results/large.json')
}

function asksOf(pages: number): Ask[] {
  return [
    { name: 'first page', view: {} },
    { name: 'deep page', view: { page: pages - 2 } },
    { name: 'filtered', view: { headlines: ['destroyed'], flags: ['contested', 'at_risk'] } },
    { name: 'found by text', view: { text: 'temple' } },
    { name: 'by name, descending', view: { sort: 'name', descending: true } },
    { name: 'by last look, deep', view: { sort: 'looked', page: pages - 2 } },
    { name: 'by number of sources', view: { sort: 'sources', descending: true } },
  ]
}

async function measureQuery(db: Db, siteId: string, { name, view }: Ask) {
  const clocks = randomClocks()
  const once = async () => {
    const pinned = await pinView(db, { ...EVERYTHING, ...view, ...clocks() }, NOW)
    await register(db, NOBODY, siteId, pinned, view.page ?? 1)
  }
  const from = performance.now()
  await once()
  const first = round(performance.now() - from)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const times = await timed(QUERIES, once)
  delay.disable()
  return { name, ...times, first, eventLoopP99: round(delay.percentile(99) / 1e6) }
}

/** A word that very many records hold, one in two spellings, a phrase, a slip, a name that few hold. */
const SEARCHED = [
  'temple',
  'palmyra castle',
  '"row of columns"',
  'tetrapilon',
  'قلعة حمراء',
  'Tell Hamra',
]

async function measureSearch(db: Db, text: string) {
  let found = 0
  const once = async () => {
    const pinned = await pinView(db, { ...EVERYTHING, text }, NOW)
    found = (await search(db, NOBODY, pinned, ALL_FOUND, 'en')).found
  }
  await once()
  const times = await timed(SEARCHES, once)
  return { text, found, ...times }
}

/** What the entries of the search, their index and the vocabulary take of the file. */
function searchIndexMB(dataDir: string): number {
  const connection = new Database(join(dataDir, DATABASE_FILE), { readonly: true })
  try {
    const bytes = connection
      .prepare("select sum(pgsize) from dbstat where aggregate = true and name like 'search%'")
      .pluck()
      .get()
    return Math.round(Number(bytes) / 1e6)
  } finally {
    connection.close()
  }
}

/** The first revision: everything that was saved after it is left out. */
async function measureOldest(db: Db, siteId: string) {
  const from = performance.now()
  const pinned = await pinView(db, { ...EVERYTHING, rev: 1 }, NOW)
  const { found } = await register(db, NOBODY, siteId, pinned, 1)
  return { rev: 1, found, ms: round(performance.now() - from) }
}

/** What the database takes to only count the headlines at two clocks. */
function countInSql(dataDir: string) {
  const connection = new Database(join(dataDir, DATABASE_FILE), { readonly: true })
  const statement = connection.prepare(`select headline, count(*) from span
    where audience = 'public' and valid_from <= @asOf and valid_to > @asOf
      and known_from <= @knownAt and known_to > @knownAt group by headline`)
  const clocks = randomClocks()
  const times: number[] = []
  for (let i = 0; i < 20; i++) {
    const from = performance.now()
    statement.all(clocks())
    times.push(performance.now() - from)
  }
  connection.close()
  return summary(times)
}

/** A whole table, written in a process of its own so that the peak of memory is its own. */
function measureTable(dataDir: string, path: string) {
  const told = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'tests/bench/exports.ts', join(dataDir, DATABASE_FILE), SITE, path, NOW],
    { cwd: ROOT, encoding: 'utf8' },
  )
  console.log('table', told.trim())
  return JSON.parse(told)
}

async function measurePages(dataDir: string, asks: Ask[]) {
  const server = await serve(dataDir)
  const results = []
  try {
    for (const { name, view } of asks) {
      const clocks = randomClocks()
      const once = async () => {
        const params = viewParams({ ...EVERYTHING, ...view, ...clocks() })
        const response = await fetch(server.url + href(`/en/${SITE}`, params))
        // A page beyond the last at these clocks is refused, which is an answer too.
        if (!response.ok && response.status !== 400) throw new Error(`${name}: ${response.status}`)
        await response.arrayBuffer()
      }
      await once()
      results.push({ name, ...(await timed(REQUESTS, once)) })
      console.log('page', JSON.stringify(results.at(-1)))
    }
  } finally {
    await server.stop()
  }
  return results
}

function randomClocks() {
  const random = randomNumbers(7)
  const day = () => FIRST_DAY + Math.floor(random() * DAYS)
  return () => ({ asOf: day(), knownAt: day() })
}

async function timed(times: number, once: () => Promise<void>) {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const from = performance.now()
    await once()
    taken.push(performance.now() - from)
    // Queries alone never end a turn of the event loop, and its delay would not be seen.
    await setImmediate()
  }
  return summary(taken)
}

function summary(times: number[]) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (q: number) => round(sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN)
  return { p50: at(0.5), p99: at(0.99) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

await main()
