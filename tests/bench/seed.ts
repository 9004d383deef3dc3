import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { migrate } from '../../db/store/migrate'
import { DATABASE_FILE } from '../../db/store/open'
import { compose, readHead } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import { BATCH, resampled } from './resample'

const AT = '2026-11-22T00:00:00.000Z'
const SAY_EVERY = 10_000

/**
 * `npm run bench:seed -- 100000 [--dir D]`: a data folder with that many monuments and five times as many claims in the
 * shape of Palmyra's, on the site `bench`. Every batch is a revision of its own, composed, hashed and derived as a save
 * is; only nobody races, so that no save is read back.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { dir: { type: 'string' } },
    allowPositionals: true,
  })
  const count = Number(positionals[0])
  if (positionals.length !== 1 || !Number.isSafeInteger(count) || count < 1) {
    console.error('How many monuments? npm run bench:seed -- 100000 [--dir folder]')
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
  const store = openSqlite(file)
  const started = performance.now()
  let head = await readHead(store.db)
  let monuments = 0
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
    monuments = Math.min(monuments + BATCH, count)
    if (monuments % SAY_EVERY === 0) console.log(`${monuments} monuments, ${seconds(started)} s`)
  }
  await store.close()
  console.log(`${count} monuments in ${file}, revision ${head.rev}, ${seconds(started)} s`)
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10
}

await main()
