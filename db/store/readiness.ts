import { accessSync, constants, statfsSync } from 'node:fs'
import { namesOfApplied, namesOfMigrations } from './migrate'
import type { Db, Store } from './store'

/** With less free space than this no save is sure to fit. */
export const LEAST_FREE = 50e6

/** What keeps a server from doing its work. */
export type Unreadiness = 'database' | 'schema' | 'disk full' | 'folder read-only'

/** What keeps a register from being read and written, or null: its disk, its database, a schema of another version. */
export async function unreadiness(
  open: () => Pick<Store, 'db'>,
  dataDir: string,
  migrations: string,
): Promise<Unreadiness | null> {
  const disk = diskProblem(dataDir)
  if (disk !== null) return disk
  try {
    return (await hasSchema(open().db, migrations)) ? null : 'schema'
  } catch {
    return 'database'
  }
}

function diskProblem(dataDir: string): Unreadiness | null {
  try {
    accessSync(dataDir, constants.W_OK)
  } catch {
    return 'folder read-only'
  }
  return freeBytes(dataDir) < LEAST_FREE ? 'disk full' : null
}

/** What this user may still write to a folder's disk, in bytes. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Whether a database has had exactly the migrations of a folder. */
async function hasSchema(db: Db, folder: string): Promise<boolean> {
  return (await namesOfApplied(db)).join() === namesOfMigrations(folder).join()
}
