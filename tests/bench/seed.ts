import { appendFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Head } from '../../db/store/chain'
import { migrate } from '../../db/store/migrate'
import { DATABASE_FILE } from '../../db/store/open'
import { compose, readHead } from '../../db/store/save'
import { HEADS_FILE, openConnection, openSqlite } from '../../db/store/sqlite'
import { BLOCK, copyBlock, readBlock } from './copies'
import { resampled } from './resample'

const AT = '2026-11-22T00:00:00.000Z'

/**
 * `npm run bench:seed -- 100000 [--dir D]`: a data folder with that many monuments and five times as many claims in the
 * shape of Palmyra's, on the site `bench`. Every batch is a revision of its own, composed, hashed and derived as a save
 * is; only nobody races, so that no save is read back. Beyond ten thousand it holds copies of the first ten thousand.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { dir: { type: 'string' } },
    allowPositionals: true,
  })
  const count = Number(positionals[0])
  if (positionals.length !== 1 || !isCount(count)) {
    console.error(
      'How many monuments, beyond 10000 in whole ten thousands? npm run bench:seed -- 100000 [--dir folder]',
    )
    process.exitCode = 2
    return
  }
  const dir = resolve(values.dir ?? `bench-results/register-${count}`)
  const file = join(dir, DATABASE_FILE)
  if (existsSync(file)) {
    console.error(`${file} is there already; remove it or name another folder with --dir.`)
    process.exitCode = 2
    return
  }
  mkdirSync(dir, { recursive: true })
  migrate(file, fileURLToPath(new URL('../../db/migrations', import.meta.url)), AT)
  const started = performance.now()
  const drawn = await draw(file, Math.min(count, BLOCK))
  const copies = count / BLOCK
  const head = copies > 1 ? copy(file, drawn, copies, started) : drawn
  const megabytes = Math.round(statSync(file).size / 1e6)
  console.log(
    `${count} monuments in ${file}, ${megabytes} MB, revision ${head.rev}, ${seconds(started)} s`,
  )
}

async function draw(file: string, count: number): Promise<Head> {
  const store = openSqlite(file)
  let head = await readHead(store.db)
  for (const changes of resampled(count)) {
    const { next, statements } = await compose(store.db, head, {
      actor: { id: 'bench', name: 'Bench' },
      at: AT,
      reason: 'Monuments to measure with',
      salt: `bench ${head.rev}`,
      changes,
    })
    await store.atomic(statements)
    await store.noteHead(next)
    head = next
  }
  await store.close()
  return head
}

/** Copies of what was drawn, into a file that nobody else reads and that is worth nothing until it is whole. */
function copy(file: string, drawn: Head, copies: number, started: number): Head {
  const connection = openConnection(file)
  connection.pragma('locking_mode = EXCLUSIVE')
  connection.pragma('journal_mode = OFF')
  connection.pragma('synchronous = OFF')
  connection.pragma('secure_delete = OFF')
  connection.pragma('cache_size = -1000000')
  const block = readBlock(connection)
  let head = drawn
  for (let n = 1; n < copies; n++) {
    head = copyBlock(connection, block, n, head)
    if (n % 10 === 9) console.log(`${(n + 1) * BLOCK} monuments, ${seconds(started)} s`)
  }
  // A sample, as SQLite advises: all of a large register takes a quarter of an hour.
  connection.pragma('analysis_limit = 1000')
  connection.exec('analyze')
  connection.pragma('journal_mode = WAL')
  connection.close()
  appendFileSync(join(dirname(file), HEADS_FILE), `${head.rev} ${head.hash} ${head.at}\n`)
  return head
}

function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count > 0 && (count <= BLOCK || count % BLOCK === 0)
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10
}

await main()
