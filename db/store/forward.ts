import { join } from 'node:path'
import { env } from '../cli/env'
import { migrate } from './migrate'
import { migrateCluster } from './migrate-cluster'
import { databaseFile } from './open'
import { openRqlite } from './rqlite'
import { HEADS_FILE } from './sqlite'

/** Where the migrations of this version are. */
export const MIGRATIONS = join(import.meta.dirname ?? __dirname, '../migrations')

/** Brings the register of this process forward to the newest schema; `at` is written to its log. Returns the names applied. */
export async function bringForward(at: string): Promise<string[]> {
  const { cluster, dataDir } = env()
  if (!cluster) return migrate(databaseFile(), MIGRATIONS, at)
  const opened = openRqlite(cluster, join(dataDir, HEADS_FILE))
  try {
    return await migrateCluster(opened, { folder: MIGRATIONS, copies: databaseFile(), at })
  } finally {
    await opened.close()
  }
}
