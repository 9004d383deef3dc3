import Database from 'better-sqlite3'
import type { ClusterAddress } from '../../domain/cluster-address'
import { openRqlite } from '../rqlite'

/** Writes the whole database, as it is at one moment, to a file that is not there yet. */
export type Snapshot = (to: string) => Promise<void>

/**
 * Of a database that others may be writing to. `VACUUM INTO` reads it in one transaction; copying the file would miss
 * the log, and closing the copy's descriptor in a process that has the database open would drop its locks.
 */
export function snapshotOfFile(file: string): Snapshot {
  return async (to) => {
    const connection = new Database(file, { timeout: 5000, readonly: true, fileMustExist: true })
    try {
      connection.prepare('vacuum into ?').run(to)
    } finally {
      connection.close()
    }
  }
}

/** Of a cluster, by the first of its nodes that gives one; nothing is noted here. */
export function snapshotOfCluster(address: ClusterAddress): Snapshot {
  return async (to) => {
    const cluster = openRqlite(address, '')
    try {
      await cluster.backup(to)
    } finally {
      await cluster.close()
    }
  }
}
