import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MIGRATIONS } from '../store/forward'
import { DATABASE_FILE, openStore } from '../store/open'
import { readHead } from '../store/save'
import { fail, type Line, ok } from './doctor/line'
import * as machine from './doctor/machine'
import * as outside from './doctor/outside'
import * as register from './doctor/register'
import { type Env, readEnv } from './env'

const EX_USAGE = 64
const MARKS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' }

/**
 * `npm run doctor [-- --full]`: checks what a server needs, whether it runs or not, and says what to do. Leaves with 0
 * when all is in order, 1 when something should be looked at, 2 when something is broken.
 */
async function main(): Promise<number> {
  const options = readOptions()
  if (options === null) {
    console.error('Usage: npm run doctor -- [--full]')
    return EX_USAGE
  }
  const found: Line[] = []
  for await (const line of examine(options.full)) {
    found.push(line)
    console.log(`${MARKS[line.state]}  ${line.about}: ${line.found}`)
    if (line.todo) console.log(`      → ${line.todo}`)
  }
  if (found.some(({ state }) => state === 'fail')) return 2
  return found.some(({ state }) => state === 'warn') ? 1 : 0
}

function readOptions() {
  try {
    return parseArgs({ options: { full: { type: 'boolean', default: false } } }).values
  } catch {
    return null
  }
}

async function* examine(isFull: boolean): AsyncGenerator<Line> {
  yield machine.checkNode()
  yield machine.checkPackages()
  const read = readEnv()
  if (!read.ok) {
    for (const problem of read.problems) yield fail('Settings', 'not usable', problem)
    return
  }
  const { env } = read
  yield ok('Settings', 'usable')
  yield outside.checkOrigin(env)
  yield* machine.checkFolder(env)
  yield machine.checkDisk(env)
  yield machine.checkLeftovers(env)
  yield* examineRegister(env, isFull)
  yield* await outside.checkMail(env)
  yield await outside.checkServer(env)
}

async function* examineRegister(env: Env, isFull: boolean): AsyncGenerator<Line> {
  const file = join(env.dataDir, DATABASE_FILE)
  if (env.cluster) {
    const nodes = await outside.checkCluster(env.cluster)
    yield* nodes
    if (nodes.some(({ state }) => state === 'fail')) return
  } else if (!existsSync(file)) {
    yield fail(
      'Database',
      `${file} is not there`,
      'Start the server once: it makes one. If there was one, restore a backup.',
    )
    return
  }
  const now = Date.now()
  try {
    const { db, close } = openStore()
    yield await register.checkSqlite(db, env)
    yield await register.checkSchema(db, MIGRATIONS)
    yield* await register.checkIntegrity(db, env, isFull)
    yield* await register.checkHeads(db, env)
    yield machine.checkClock(now, (await readHead(db)).at || null)
    yield await register.checkBackup(db, env, now)
    await close()
  } catch (error) {
    yield fail(
      'Database',
      (error as Error).message,
      'Stop the server and run: npm run restore -- BACKUP',
    )
  }
}

process.exitCode = await main()
