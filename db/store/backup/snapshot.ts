import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import Database from 'better-sqlite3'

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

/** Of an rqlite cluster, by the first of its nodes that answers. Throws when none does. */
export function snapshotOfCluster(cluster: {
  nodes: string[]
  user: string | null
  password: string | null
}): Snapshot {
  const { nodes, user, password } = cluster
  const headers: Record<string, string> =
    user === null
      ? {}
      : { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` }
  return async (to) => {
    const refusals: string[] = []
    for (const node of nodes)
      try {
        const answer = await fetch(new URL('/db/backup', node), { headers })
        if (!answer.ok || answer.body === null) throw new Error(`answers ${answer.status}`)
        await pipeline(
          Readable.fromWeb(answer.body as never),
          createWriteStream(to, { mode: 0o600 }),
        )
        return
      } catch (error) {
        refusals.push(`${new URL(node).host}: ${(error as Error).message}`)
      }
    throw new Error(`no node of the cluster gave a copy (${refusals.join('; ')})`)
  }
}
