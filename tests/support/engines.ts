import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { parseClusterAddress } from '../../db/domain/cluster-address'
import { migrate } from '../../db/store/migrate'
import { migrateCluster } from '../../db/store/migrate-cluster'
import { type Cluster, openRqlite } from '../../db/store/rqlite'
import { HEADS_FILE, openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { startCluster, type TestCluster } from './cluster'
import type { Engine } from './site-process'

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const AT = '2026-11-22T12:00:00.000Z'

/** The engine that this process tests: files in tests/cluster run those of other folders on a cluster. */
export function testEngine(): Engine {
  return process.env.TADMOR_TEST_ENGINE === 'cluster' ? 'cluster' : 'file'
}

/** A register without data. `where` is what another process opens it by: a file, or an address with `http`. */
export type Blank = {
  store: Store
  where: string
  headsFile: string
  close(): Promise<void>
}

/**
 * Registers of one engine for a test file: `blank()` gives one with the newest schema and nothing in it. A cluster is
 * started once and emptied between uses, so that only one of its registers is open at a time.
 */
export function engineFixture(engine: Engine = testEngine()): {
  blank(): Promise<Blank>
  cluster(): TestCluster
} {
  let cluster: TestCluster | undefined
  let kept: Cluster | undefined
  let empty: string[] = []
  const folders: string[] = []
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'tadmor-engine-'))
    folders.push(made)
    return made
  }
  before(async () => {
    if (engine === 'file') return
    cluster = await startCluster()
    kept = open(cluster.url, join(folder(), HEADS_FILE))
    await migrateCluster(kept, { folder: MIGRATIONS, copies: join(tmpdir(), 'copy'), at: AT })
    empty = await emptying(kept)
  })
  after(async () => {
    await kept?.close()
    await cluster?.stop()
    for (const made of folders) rmSync(made, { recursive: true, force: true })
  })
  return {
    cluster: () => cluster as TestCluster,
    async blank() {
      const headsFile = join(folder(), HEADS_FILE)
      if (!cluster || !kept) {
        const file = join(folder(), 'tadmor.db')
        migrate(file, MIGRATIONS, AT)
        const store = openSqlite(file)
        return { store, where: file, headsFile: join(file, '..', HEADS_FILE), close: store.close }
      }
      await kept.atomic(empty.map((statement) => ({ sql: statement, params: [] })))
      const store = open(cluster.url, headsFile)
      return { store, where: cluster.url, headsFile, close: store.close }
    },
  }
}

/** Opens a register by what `Blank.where` tells. On a cluster, heads are noted only where a file is named for them. */
export function openWhere(where: string, headsFile?: string): Store {
  if (!where.startsWith('http')) return openSqlite(where)
  if (headsFile !== undefined) return open(where, headsFile)
  return { ...open(where, ''), noteHead: async () => {} }
}

function open(url: string, headsFile: string): Cluster {
  const address = parseClusterAddress(url)
  if (!address) throw new Error(`no cluster is at ${url}`)
  return openRqlite(address, headsFile)
}

/** Statements that empty every table but the log of migrations: the guards are taken off and put back in one list. */
async function emptying({ db }: Store): Promise<string[]> {
  const made = await db.values<[string, string, string]>(
    sql`select type, name, sql from sqlite_master where type in ('table', 'trigger') and sql is not null`,
  )
  const triggers = made.filter(([type]) => type === 'trigger')
  const tables = made.filter(
    ([type, name]) =>
      type === 'table' &&
      name !== 'migration' &&
      !/^(sqlite_|search(_trigram)?(_(data|idx|content|docsize|config))?$)/.test(name),
  )
  const guards = triggers.filter(([, , text]) => /raise\(/i.test(text))
  const others = tables.map(([, name]) => name)
  return [
    'pragma defer_foreign_keys = on',
    ...guards.map(([, name]) => `drop trigger "${name}"`),
    ...others.map((name) => `delete from "${name}"`),
    "insert into search (search) values ('delete-all')",
    "insert into search_trigram (search_trigram) values ('delete-all')",
    ...guards.map(([, , text]) => text),
  ]
}
