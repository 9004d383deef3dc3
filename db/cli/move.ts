import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import Sqlite from 'better-sqlite3'
import { parseClusterAddress } from '../domain/cluster-address'
import type { Head } from '../store/chain'
import { copiesFolder, databaseFile, imagesFolder, reportsFolder } from '../store/open'
import { type Cluster, openRqlite } from '../store/rqlite'
import { readHead } from '../store/save'
import { HEADS_FILE, openSqlite } from '../store/sqlite'
import type { Store } from '../store/store'
import { verify } from '../store/verify'
import { env, readEnv } from './env'

/** "Usage error" of sysexits.h. */
const EX_USAGE = 64
const USAGE = `Usage: npm run move -- --to http://host:port     the register of DATA_DIR to a new cluster of one node
       npm run move -- --from http://host:port   the register of a cluster to a file in DATA_DIR
       --replace   also where there is a register already
       Stop the servers first. User and password as in STORE_URL.`

/** What is wrong, in a line for whoever moves. */
class Refused extends Error {}

/**
 * `npm run move`: carries the register between the file in the data folder and a cluster, whole; both ends must then
 * have the same head and stand up to `verify`. What was there is left where it was. Leaves with 1 when it is not done.
 */
async function main(): Promise<number> {
  const checked = readEnv()
  const asked = readArguments()
  if (!checked.ok || !asked) {
    for (const line of checked.ok ? [USAGE] : checked.problems) console.error(line)
    return checked.ok ? EX_USAGE : 1
  }
  const { address, replace } = asked
  const cluster = openRqlite(address, join(env().dataDir, HEADS_FILE))
  mkdirSync(env().dataDir, { recursive: true, mode: 0o700 })
  const scratch = mkdtempSync(join(env().dataDir, '.move-'))
  try {
    const copy = join(scratch, 'copy.db')
    const head =
      asked.way === 'to'
        ? await toCluster(cluster, copy, replace)
        : await toFile(cluster, copy, replace)
    tell(asked.way, head)
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  } finally {
    await cluster.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { to: { type: 'string' }, from: { type: 'string' }, replace: { type: 'boolean' } },
    })
    const { to, from, replace = false } = values
    if ((to === undefined) === (from === undefined)) return null
    const address = parseClusterAddress(to ?? from ?? '')
    return (
      address && { way: to === undefined ? ('from' as const) : ('to' as const), address, replace }
    )
  } catch {
    return null
  }
}

async function toCluster(cluster: Cluster, copy: string, replace: boolean): Promise<Head> {
  if (!existsSync(databaseFile())) throw new Refused(`There is no register in ${env().dataDir}.`)
  if (!replace && (await revOf(cluster)) !== null)
    throw new Refused(
      'The cluster holds a register already. Name an empty one, or add --replace to lose it.',
    )
  const file = openSqlite(databaseFile())
  const head = await readHead(file.db)
  await file.close()
  copyWhole(databaseFile(), copy)
  await cluster.boot(copy)
  await requireSame(cluster, head)
  return head
}

async function toFile(cluster: Cluster, copy: string, replace: boolean): Promise<Head> {
  if (existsSync(databaseFile()) && !replace)
    throw new Refused(
      `${databaseFile()} is there already. Set DATA_DIR to another folder, or add --replace: it is then moved aside.`,
    )
  if ((await revOf(cluster)) === null) throw new Refused('The cluster holds no register.')
  const head = await readHead(cluster.newest)
  await cluster.backup(copy)
  const file = openSqlite(copy)
  try {
    await requireSame(file, head)
  } finally {
    await file.close()
  }
  asideWithWhatIsThere()
  renameSync(copy, databaseFile())
  return head
}

/** Revision of what a store holds; null where it holds no register at all. */
async function revOf({ newest }: Store): Promise<number | null> {
  const [found] = await newest.values("select 1 from sqlite_master where name = 'revision'")
  return found ? (await readHead(newest)).rev : null
}

/** One moment of a file that may be in use. */
function copyWhole(file: string, copy: string): void {
  const connection = new Sqlite(file, { timeout: 5000, fileMustExist: true })
  connection.prepare('vacuum into ?').run(copy)
  connection.close()
}

async function requireSame(store: Store, head: Head): Promise<void> {
  const { head: found, findings } = await verify(store.db, {
    headsFile: existsSync(join(env().dataDir, HEADS_FILE)) ? join(env().dataDir, HEADS_FILE) : null,
  })
  if (found.hash !== head.hash)
    throw new Refused(
      `Not moved whole: revision ${found.rev} (${found.hash}) instead of ${head.rev} (${head.hash}). Was somebody saving? Stop the servers and begin again.`,
    )
  const [first] = findings
  if (first) throw new Refused(`Not moved whole: ${first.part}: ${first.problem}`)
}

/** A log beside another file would ruin it: they are moved together. */
function asideWithWhatIsThere(): void {
  const suffix = `.before-move-${Date.now()}`
  for (const ending of ['', '-wal', '-shm'])
    if (existsSync(databaseFile() + ending))
      renameSync(databaseFile() + ending, `${databaseFile()}${suffix}${ending}`)
}

function tell(way: 'to' | 'from', { rev, hash }: Head): void {
  console.log(`Moved whole: revision ${rev}, head ${hash}`)
  const folders = [reportsFolder(), copiesFolder(), imagesFolder()].filter(
    (folder) => existsSync(folder) && readdirSync(folder).length > 0,
  )
  if (folders.length > 0)
    console.log(
      `Frozen reports, copies and pictures are files and stay in ${dirname(folders[0] ?? '')}: ${folders.join(', ')}. Every server needs them in its DATA_DIR, by a shared folder or copied after each change.`,
    )
  console.log(
    way === 'to'
      ? 'Now join the other nodes, and start the servers with STORE_URL. The file stays where it is, as of now.'
      : 'Now start the server without STORE_URL. The cluster keeps what it has, as of now.',
  )
}

process.exitCode = await main()
