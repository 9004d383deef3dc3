import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import en from '../../app/_i18n/en/register.json' with { type: 'json' }
import { migrate } from '../../db/store/migrate'
import { DATABASE_FILE } from '../../db/store/open'
import { ROOT, serve } from '../support/site-process'
import { SITE } from './resample'
import { measureSaves } from './saves'
import { type Ask, asksOf } from './scale-asks'
import { type Loop, type Measured, quantiles, round, timesOf } from './timing'

const [WARM_UP, REQUESTS, AT_A_TIME, BARE] = [20, 40, 4, 3]
/** How long a file is taken for; of one that is longer the rate is told. */
const TAKEN_MS = 30_000
const OUT = join(ROOT, 'bench-results', 'scale.json')
const LOOP = { limit: 50, file: join(ROOT, 'bench-results', 'loop-delay.json') }

/**
 * `npm run bench -- FOLDER…`: registers made by bench:seed, over HTTP from a server of their own: one reader for the
 * times, four for the rate, how long the event loop was held up, memory, and the bare SQL of the same question; then
 * files, repeated answers, and saves, which the register keeps. Prints a table with the misses and writes JSON. Needs a
 * build.
 */
export async function benchScale(folders: string[]): Promise<void> {
  mkdirSync(join(ROOT, 'bench-results'), { recursive: true })
  const machine = { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model }
  const registers = []
  for (const folder of folders) {
    registers.push(await benchOne(resolve(folder)))
    const result = { at: new Date().toISOString(), machine, unit: 'milliseconds', registers }
    writeFileSync(OUT, `${JSON.stringify(result, null, 2)}\n`)
  }
  console.log(`written to ${OUT}`)
}

async function benchOne(dataDir: string) {
  const file = join(dataDir, DATABASE_FILE)
  migrate(file, join(ROOT, 'db/migrations'), new Date().toISOString(), false)
  const connection = new Database(file, { readonly: true })
  const monuments = Number(
    connection
      .prepare(`select count(*) from monument where site_id = ? and part_of is null`)
      .pluck()
      .get(SITE),
  )
  const slugs = connection
    .prepare(`select slug from monument where site_id = ? and part_of is null limit 200`)
    .pluck()
    .all(SITE) as string[]
  const asks = [...asksOf(monuments), monumentPages(slugs)]
  const server = await serve(dataDir, {
    NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'tests/bench/loop-delay.mjs'))}`,
    BENCH_LOOP_DELAY: LOOP.file,
  })
  const results: Measured[] = []
  const say = (measured: Measured) => {
    results.push(measured)
    console.log(measured.name, JSON.stringify(measured))
  }
  try {
    const from = performance.now()
    await taken(`${server.url}/en/${SITE}`)
    say({ name: 'first list after a start', limit: null, p50: round(performance.now() - from) })
    await taken(`${server.url}${asks[2]?.address()}`)
    say({ name: 'first filter after a start', limit: null, p50: round(performance.now() - from) })
    await taken(`${server.url}/en/${SITE}?sort=sources`)
    say({ name: 'all read after a start', limit: null, p50: round(performance.now() - from) })
    for (const ask of asks) {
      const bareMs = bare(connection, ask)
      // Connections that were closed meanwhile have to be noticed.
      await sleep(500)
      const once = () => (ask.isCounted ? counted : taken)(server.url + ask.address())
      for (let i = 0; i < WARM_UP; i++) await once()
      await loopDelay(server.pid)
      const times = await timesOf(REQUESTS, once)
      const started = performance.now()
      let left = REQUESTS
      const reader = async () => {
        while (left-- > 0) await once()
      }
      await Promise.all(Array.from({ length: AT_A_TIME }, reader))
      const perSecond = round((REQUESTS * 1000) / (performance.now() - started))
      const { name, limit } = ask
      const measured = { name, limit, ...quantiles(times), perSecond, bareMs }
      say({ ...measured, loop: await loopDelay(server.pid) })
    }
    for (const path of [
      `/api/v1/sites/${SITE}/monuments?limit=100`,
      `/exports/${SITE}/monuments.csv`,
    ])
      say(await measureFile(server.url, server.pid, path))
  } finally {
    await server.stop()
    connection.close()
    rmSync(LOOP.file, { force: true })
  }
  for (const measured of await measureSaves(dataDir)) say(measured)
  console.table(results.map(shown))
  const fileMB = Math.round(statSync(file).size / 1e6)
  return { folder: dataDir, monuments, fileMB, results }
}

function monumentPages(slugs: string[]): Ask {
  let next = 0
  return {
    name: 'monument page',
    limit: 60,
    address: () => `/en/${SITE}/${slugs[next++ % slugs.length]}`,
    params: () => ({}),
    sql: `select * from claim where subject_id in (select id from monument
      where site_id = '${SITE}' and slug = '${slugs[0]}') and retired_rev is null`,
  }
}

/** What SQLite takes for the same question by itself, at best. */
function bare(connection: Database.Database, { sql, params }: Ask): number {
  const statement = connection.prepare(sql)
  const times: number[] = []
  for (let i = 0; i < BARE; i++) {
    const from = performance.now()
    statement.all(params())
    times.push(performance.now() - from)
  }
  return quantiles(times).p50
}

/** A file taken for a while, and what it costs to be told that it is still the same. */
async function measureFile(url: string, pid: number, path: string): Promise<Measured> {
  await loopDelay(pid)
  const from = performance.now()
  const response = await fetch(url + path)
  if (!response.ok || response.body === null) throw new Error(`${path}: ${response.status}`)
  const etag = response.headers.get('etag') ?? ''
  let [rows, isWhole] = [0, true]
  for await (const piece of Readable.fromWeb(response.body as never)) {
    for (const byte of piece as Uint8Array) if (byte === 10) rows++
    if (performance.now() - from > TAKEN_MS) {
      isWhole = false
      break
    }
  }
  const builtMs = performance.now() - from
  const loop = await loopDelay(pid)
  const times = await timesOf(REQUESTS, async () => {
    const again = await fetch(response.url, { headers: { 'If-None-Match': etag } })
    if (again.status !== 304) throw new Error(`${path}: ${again.status} where 304 was due`)
  })
  const { p50, p99 } = quantiles(times)
  return {
    name: `${path} again, 304`,
    limit: round(builtMs / 5),
    p50,
    p99,
    ...{ builtMs: round(builtMs), isWhole, rowsPerSecond: round((rows * 1000) / builtMs), loop },
  }
}

async function taken(url: string): Promise<string> {
  const response = await fetch(url)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return text
}

async function counted(url: string): Promise<void> {
  while ((await taken(url)).includes(en.counting.now)) await sleep(20)
}

async function loopDelay(pid: number): Promise<Loop> {
  rmSync(LOOP.file, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (;;) {
    try {
      const { p99, max, rss } = JSON.parse(readFileSync(LOOP.file, 'utf8'))
      return {
        p99: round(p99),
        max: round(max),
        rssMB: Math.round(rss / 1e6),
        asideMB: asideMB(pid),
      }
    } catch {
      await sleep(20)
    }
  }
}

/** The memory of what works beside a process. */
function asideMB(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '--ppid', String(pid)], { encoding: 'utf8' })
  const kilobytes = stdout.split('\n').reduce((sum, line) => sum + Number(line), 0)
  return Math.round((kilobytes * 1024) / 1e6)
}

function shown({ loop, ...measured }: Measured) {
  const isLate = measured.limit !== null && (measured.p99 ?? 0) > measured.limit
  const held = loop !== undefined && loop.max > LOOP.limit
  const miss = [isLate && 'too slow', held && 'holds up the loop'].filter(Boolean).join(', ')
  return {
    ...measured,
    loopP99: loop?.p99,
    loopMax: loop?.max,
    rssMB: loop?.rssMB,
    asideMB: loop?.asideMB,
    miss,
  }
}
