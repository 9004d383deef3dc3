import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Env, settings } from '../cli/env'
import { keepAside } from './aside'
import { openRqlite } from './rqlite'
import { HEADS_FILE, openSqlite, openSqliteToRead } from './sqlite'
import type { Store } from './store'

/** The register's file inside the data folder. */
export const DATABASE_FILE = 'tadmor.db'

const shared = globalThis as { tadmorStore?: Store }

/** Where the frozen files are, inside the data folder. */
const REPORTS_FOLDER = 'reports'

/** The folder of this process's frozen files; it may not be there yet. */
export function reportsFolder(): string {
  return join(/* turbopackIgnore: true */ settings().dataDir, REPORTS_FOLDER)
}

/** The folder of the copies that are attached to sources; it may not be there yet. */
export function copiesFolder(): string {
  return join(/* turbopackIgnore: true */ settings().dataDir, 'copies')
}

/** The folder of this process's pictures; it may not be there yet. */
export function imagesFolder(): string {
  return join(/* turbopackIgnore: true */ settings().dataDir, 'images')
}

/** The folder of the files that are being imported, each under its SHA-256; it may not be there yet. */
export function importsFolder(): string {
  return join(/* turbopackIgnore: true */ settings().dataDir, 'imports')
}

/** Where this process's register is. */
export function databaseFile(): string {
  return join(/* turbopackIgnore: true */ settings().dataDir, DATABASE_FILE)
}

/** Where the heads of saves are noted; null on a server of a cluster that has made no save yet. */
export function headsFile(
  { cluster, dataDir }: Pick<Env, 'cluster' | 'dataDir'> = settings(),
): string | null {
  const file = join(/* turbopackIgnore: true */ dataDir, HEADS_FILE)
  return cluster && !existsSync(file) ? null : file
}

/** Whether this process's register is on a cluster. */
export function isOnCluster(): boolean {
  return settings().cluster !== null
}

/** The one store of this process: opened on first use, since a build evaluates modules too. */
export function store(): Store {
  if (process.env.NEXT_PHASE === 'phase-production-build')
    throw new Error('a build has no business in the database')
  if (!shared.tadmorStore) {
    shared.tadmorStore = openStore()
    keepAside(shared.tadmorStore.db, settings().cluster ? null : databaseFile())
  }
  return shared.tadmorStore
}

/** Another connection to the register of this process: the cluster of `STORE_URL`, or else the file in the data folder. */
export function openStore(): Store {
  const { cluster, dataDir } = settings()
  return cluster
    ? openRqlite(cluster, join(/* turbopackIgnore: true */ dataDir, HEADS_FILE))
    : openSqlite(databaseFile())
}

/** The same, only to read: a file is opened so that no save can be made. Needs no secret. */
export function openToRead(): Pick<Store, 'db'> {
  return settings().cluster ? openStore() : openSqliteToRead(databaseFile())
}

/** Closes the store of this process, if it was opened; its log is then empty, unless another process has the file open. */
export function closeStore(): void {
  void shared.tadmorStore?.close()
  shared.tadmorStore = undefined
}
