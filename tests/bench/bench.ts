import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import prepareBaseData from '../support/base-data'
import { ROOT, startSite } from '../support/site-process'
import { bareSql, SEARCHED } from './bare-sql'
import { benchLongReport } from './long-report'
import { benchPages } from './pages'
import { reportTimes } from './report'
import { benchScale } from './scale'

/** What is measured: a name, its address, how often and how many at a time. */
const TARGETS = [
  { name: 'register', path: '/en/palmyra', requests: 100, concurrency: 4 },
  {
    name: 'register at other clocks',
    path: '/en/palmyra?asOf=2017-01-12&knownAt=2017-01-15',
    requests: 100,
    concurrency: 4,
  },
  { name: 'monument page', path: '/en/palmyra/temple-of-bel', requests: 100, concurrency: 4 },
  {
    name: 'search',
    path: `/en/search?q=${SEARCHED.replaceAll(' ', '+')}`,
    requests: 100,
    concurrency: 4,
  },
  {
    name: 'search with a slip, in Arabic',
    path: `/ar/search?q=${encodeURIComponent('المسرح الروماتي')}`,
    requests: 100,
    concurrency: 4,
  },
  { name: 'monuments CSV', path: '/exports/palmyra/monuments.csv', requests: 30, concurrency: 4 },
  { name: 'claims CSV', path: '/exports/palmyra/claims.csv', requests: 30, concurrency: 4 },
  { name: 'workbook', path: '/exports/palmyra/monuments.xlsx', requests: 10, concurrency: 2 },
  { name: 'linked data', path: '/exports/palmyra/monuments.jsonld', requests: 10, concurrency: 2 },
  { name: 'research crate', path: '/exports/palmyra/crate.zip', requests: 10, concurrency: 2 },
  {
    name: 'report PDF, English',
    path: '/exports/palmyra/report.pdf?lang=en',
    requests: 10,
    concurrency: 2,
  },
  {
    name: 'report PDF, both languages',
    path: '/exports/palmyra/report.pdf?lang=both',
    requests: 10,
    concurrency: 2,
  },
]
const WARM_UP = 5

type Measured = {
  name: string
  path: string
  requests: number
  perSecond: number
  p50: number
  p99: number
  bytes: number
}

/**
 * `npm run bench`, or with folders made by bench:seed what `benchScale` says: each target over HTTP on the seed, beside the time of the SQL that it runs;
 * then what a first visit weighs and how long it takes. Written to JSON.
 */
async function main(): Promise<void> {
  const cleanUp = prepareBaseData()
  const site = await startSite()
  try {
    const sql = await bareSql(site.dataDir)
    const results = []
    for (const target of TARGETS) {
      const measured = await measure(site.url, target)
      const key = target.path.startsWith('/exports/')
        ? 'report'
        : target.name.startsWith('monument')
          ? 'monument'
          : target.name.startsWith('search')
            ? 'search'
            : 'register'
      results.push({ ...measured, bareSqlMs: sql[key].ms, bareSqlStatements: sql[key].statements })
    }
    console.table(results.map(({ path: _, ...shown }) => shown))
    const reports = await reportTimes(site.dataDir, new Date().toISOString())
    console.table(reports)
    const firstVisits = await benchPages(site.url)
    const longReport = await benchLongReport()
    const folder = join(ROOT, 'bench-results')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'bench.json')
    const machine = { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model }
    writeFileSync(
      file,
      `${JSON.stringify({ at: new Date().toISOString(), machine, unit: 'milliseconds', results, reports, firstVisits, longReport }, null, 2)}
`,
    )
    console.log(`written to bench-results/bench.json`)
  } finally {
    await site.stop()
    cleanUp()
  }
}

async function measure(
  base: string,
  { name, path, requests, concurrency }: (typeof TARGETS)[number],
): Promise<Measured> {
  let bytes = 0
  for (let i = 0; i < WARM_UP; i++) bytes = await fetchOnce(base + path)
  const times: number[] = []
  let left = requests
  const started = performance.now()
  const worker = async () => {
    while (left-- > 0) {
      const from = performance.now()
      await fetchOnce(base + path)
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const seconds = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  return {
    name,
    path,
    requests,
    perSecond: round(requests / seconds),
    p50: round(quantile(times, 0.5)),
    p99: round(quantile(times, 0.99)),
    bytes,
  }
}

/** Follows the redirect to the pinned address, as a browser would. */
async function fetchOnce(url: string): Promise<number> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return (await response.arrayBuffer()).byteLength
}

function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

const folders = process.argv.slice(2)
await (folders.length > 0 ? benchScale(folders) : main())
