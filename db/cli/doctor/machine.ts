import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { freeBytes, LEAST_FREE } from '../../store/readiness'
import type { Env } from '../env'
import { isAtLeast, nodeProblem } from '../node-version.mjs'
import { checkDataDir } from '../preflight.mjs'
import { megabytes } from '../say'
import { ROOT } from '../step.mjs'
import { fail, type Line, ok, warn } from './line'

/** Below these, faults are known that let strangers in or lose data. */
const LEAST: Record<string, [number, number, number]> = {
  next: [16, 2, 6],
  react: [19, 2, 6],
  'better-auth': [1, 6, 21],
  'drizzle-orm': [0, 45, 2],
}
/** A save, a migration and a backup each need room for the database again. */
const ROOM = 3
/** Saves before this day were made by nobody: a clock that says so was never set. */
const FIRST_DAY = Date.UTC(2026, 10, 1)

export function checkNode(): Line {
  const problem = nodeProblem()
  return problem ? fail('Node', process.versions.node, problem) : ok('Node', process.versions.node)
}

/** The packages that are installed are those of the lockfile, and none is older than is safe. */
export function checkPackages(): Line {
  const installed = packagesIn('node_modules/.package-lock.json')
  const wanted = packagesIn('package-lock.json')
  const again = 'Run npm ci in the folder of Tadmor, with the server stopped.'
  if (!installed || !wanted) return fail('Packages', 'not installed by npm', again)
  const other = Object.entries(wanted).find(
    ([path, { version }]) => installed[path] && installed[path].version !== version,
  )
  if (other) return fail('Packages', `${other[0]} is not ${other[1].version}`, again)
  const old = Object.entries(LEAST).find(
    ([name, least]) => !isAtLeast(installed[`node_modules/${name}`]?.version ?? '0', least),
  )
  return old
    ? fail('Packages', `${old[0]} is older than ${old[1].join('.')}`, 'Install a newer Tadmor.')
    : ok('Packages', `${Object.keys(installed).length} as locked`)
}

function packagesIn(file: string): Record<string, { version?: string }> | null {
  const path = join(ROOT, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null
}

/** The data folder can be written; nobody but its owner can read it, nor the secret in it. */
export function checkFolder({ dataDir, secret }: Env): Line[] {
  const about = 'Data folder'
  if (!existsSync(dataDir))
    return [
      fail(about, `${dataDir} is not there`, 'Set DATA_DIR as for the server, or start it once.'),
    ]
  try {
    checkDataDir(dataDir)
  } catch (error) {
    return [fail(about, dataDir, (error as Error).message)]
  }
  const lines = [modeLine(about, dataDir, 0o700)]
  const file = join(dataDir, 'secret')
  if (secret !== null) return [...lines, ok('Secret', 'in the environment')]
  if (!existsSync(file))
    return [
      ...lines,
      warn('Secret', 'none yet', 'The next start makes one; signed-in people must sign in again.'),
    ]
  if (readFileSync(file, 'utf8').trim().length < 32)
    return [
      ...lines,
      fail(
        'Secret',
        `${file} is cut short`,
        'Put back a copy of it, or remove it: then all sign in again and set up their second factors anew.',
      ),
    ]
  return [...lines, modeLine('Secret', file, 0o600)]
}

function modeLine(about: string, path: string, mode: number): Line {
  const found = statSync(path).mode & 0o777
  return (found & 0o077) === 0
    ? ok(about, path)
    : warn(
        about,
        `${path} can be read by others (${found.toString(8)})`,
        `Run: chmod ${mode.toString(8)} ${path}`,
      )
}

/** Room for what a day may bring. */
export function checkDisk({ dataDir }: Env): Line {
  if (!existsSync(dataDir)) return fail('Disk', 'not known', 'See the data folder.')
  const free = freeBytes(dataDir)
  const database = join(dataDir, 'tadmor.db')
  const wanted = Math.max(1e9, ROOM * (existsSync(database) ? statSync(database).size : 0))
  const found = `${megabytes(free)} free`
  if (free < LEAST_FREE)
    return fail('Disk', found, 'Free some of it: saves are refused when it is full.')
  return free < wanted
    ? warn(
        'Disk',
        found,
        `Free some of it: ${megabytes(wanted)} are wanted for backups and migrations.`,
      )
    : ok('Disk', found)
}

/** What migrations and restores set aside takes room, and names that were erased since are still in it. */
export function checkLeftovers({ dataDir }: Env): Line {
  const names = existsSync(dataDir) ? readdirSync(dataDir) : []
  const left = names.filter((name) =>
    /^(tadmor\.db\.(before-|restoring)|before-restore-)/.test(name),
  )
  return left.length === 0
    ? ok('Leftovers', 'none')
    : warn(
        'Leftovers',
        `${left.length} older copies (${left[0]}${left.length > 1 ? ', …' : ''})`,
        `Once nobody needs them: cd ${dataDir} && rm -r ${left.join(' ')}`,
      )
}

/** The clock has been set, and does not stand before the newest save. */
export function checkClock(now: number, newestSave: string | null): Line {
  const found = new Date(now).toISOString()
  const again = 'Set the clock of this machine (timedatectl set-ntp true).'
  if (now < FIRST_DAY) return fail('Clock', found, again)
  return newestSave !== null && Date.parse(newestSave) > now + 60_000
    ? fail('Clock', `${found}, before the newest save of ${newestSave}`, again)
    : ok('Clock', found)
}
