import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import { requireBounds } from '../../db/domain/dates'
import { DATABASE_FILE } from '../../db/store/open'
import { openSqlite } from '../../db/store/sqlite'
import prepareBaseData from '../support/base-data'
import { ROOT, serverEnv } from '../support/site-process'
import { randomNumbers } from './resample'
import { claimOf } from './saves'
import { quantiles, round } from './timing'

/** What is promised of 100,000 rows: seconds, megabytes, and milliseconds that a save meanwhile may wait. */
const LIMIT = { seconds: 60, rssMB: 512, saveMs: 1000 }
const SAVE_EVERY = 200
const PORTION = 1000

/** When the source of Palmyra that the editor reads was published. */
const LATEST = requireBounds('2020-10-28').latest

const COLUMNS = [
  'identifier_inventory',
  ...['name_en', 'name_ar', 'kind', 'lat', 'lon', 'condition', 'date', 'words', 'assessor'],
]
const KINDS = ['temple', 'arch', 'theatre', 'castle']
const CONDITIONS = ['good', 'fair', 'poor', 'destroyed']

/**
 * `npm run bench:import -- 100000`: a table of so many places, each with its names, place, condition, date and assessor,
 * imported by `npm run import` beside Palmyra, while an editor saves a claim five times a second. Prints how long it took, the
 * memory of its process and what the saves waited, and writes them as JSON.
 */
async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 100_000)
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('How many rows?')
  const cleanUp = prepareBaseData()
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-import-'))
  try {
    const dataDir = join(folder, 'data')
    cpSync(join(process.env.TADMOR_BASE_DATA ?? '', 'data'), dataDir, { recursive: true })
    const [file, mapping] = [join(folder, 'places.csv'), join(folder, 'mapping.json')]
    await drawTable(file, count)
    writeFileSync(mapping, JSON.stringify({ columns: COLUMNS.map((field) => ({ field })) }))
    const result = { rows: count, limit: LIMIT, ...(await measure(dataDir, file, mapping)) }
    console.log(JSON.stringify(result, null, 2))
    mkdirSync(join(ROOT, 'bench-results'), { recursive: true })
    writeFileSync(join(ROOT, 'bench-results', 'import.json'), JSON.stringify(result, null, 2))
  } finally {
    rmSync(folder, { recursive: true, force: true })
    cleanUp()
  }
}

async function measure(dataDir: string, file: string, mapping: string) {
  const from = performance.now()
  const args = [file, '--site', 'bench', '--site-name-en', 'Bench', '--mapping', mapping, '--yes']
  const child = spawn(
    process.execPath,
    [
      '--max-old-space-size=400',
      '--max-semi-space-size=32',
      '--import',
      'tsx',
      'db/cli/import.ts',
      ...args,
    ],
    {
      cwd: ROOT,
      env: { ...serverEnv({ dataDir, port: 3000 }), NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'exit')
  let [said, stagedMs] = ['', 0]
  child.stdout?.on('data', (chunk) => {
    said += chunk
    if (stagedMs === 0 && / new, /.test(said)) stagedMs = performance.now() - from
  })
  const [saves, rssMB] = await Promise.all([savesMeanwhile(dataDir, child), mostMemory(child)])
  const [code] = await ended
  if (code !== 0) throw new Error(`the import ended with ${code}: ${said}`)
  return {
    seconds: round((performance.now() - from) / 1000),
    stagedSeconds: round(stagedMs / 1000),
    rssMB,
    save: { count: saves.length, ...quantiles(saves), longest: round(Math.max(...saves)) },
    fileMB: round(statSync(join(dataDir, DATABASE_FILE)).size / 1e6),
    said: said.trim().split('\n').slice(-2),
  }
}

/** How long an editor's saves took while the import went on, one after the other. */
async function savesMeanwhile(dataDir: string, child: ChildProcess): Promise<number[]> {
  const store = openSqlite(join(dataDir, DATABASE_FILE))
  const times: number[] = []
  const source = { id: 'ple_bel', publishedLatest: LATEST }
  try {
    while (child.exitCode === null) {
      const from = performance.now()
      await claimOf(store, { id: 'bel' }, source)
      times.push(performance.now() - from)
      await sleep(SAVE_EVERY)
    }
  } finally {
    await store.close()
  }
  return times
}

/** The most memory that a process had at once, as Linux tells it, in megabytes. */
async function mostMemory(child: ChildProcess): Promise<number> {
  let most = 0
  for (;;) {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
    } catch {}
    if (child.exitCode !== null) return Math.round((most * 1024) / 1e6)
    await sleep(100)
  }
}

async function drawTable(file: string, count: number): Promise<void> {
  const random = randomNumbers(5)
  const draw = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  const out = createWriteStream(file)
  out.write(stringify([COLUMNS]))
  for (let first = 0; first < count; first += PORTION) {
    const rows = Array.from({ length: Math.min(PORTION, count - first) }, (_, i) => {
      const n = first + i
      const [condition, kind] = [draw(CONDITIONS), draw(KINDS)]
      return [
        `BENCH-${n}`,
        `Tell number ${n}`,
        `تل رقم ${n}`,
        kind,
        (33 + random() * 3).toFixed(5),
        (36 + random() * 5).toFixed(5),
        condition,
        `20${10 + (n % 15)}-0${1 + (n % 9)}-1${n % 10}`,
        `The ${kind} is ${condition}; seen from the road on the ${n % 4} side.`,
        `Assessor ${n % 40}`,
      ]
    })
    if (!out.write(stringify(rows))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

await main()
