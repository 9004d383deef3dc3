import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type AsyncRemoteCallback, drizzle } from 'drizzle-orm/sqlite-proxy'
import type { ClusterAddress } from '../domain/cluster-address'
import * as schema from '../schema'
import { ClusterClient } from './rqlite/client'
import { forReturning } from './rqlite/returning'
import { appendHead } from './sqlite'
import { ConstraintError, type Db, OutcomeUnknown, type Statement, type Store } from './store'

/** What a node says of one statement. */
type Result = { columns?: string[]; values?: unknown[][]; rows_affected?: number; error?: string }
type Results = { results?: Result[]; error?: string }

/**
 * How fresh an answer is. `weak`: the leader's, unless it has just lost its place and does not know; `linearizable`:
 * never older than what was accepted before the question (nodes that do not know the word answer as `weak`).
 */
type Level = 'weak' | 'linearizable'

/** A store that is a cluster, which can be copied whole. */
export interface Cluster extends Store {
  /** Writes what the cluster holds to a new file: one moment of it, as a SQLite database. */
  backup(file: string): Promise<void>
  /** Gives a cluster of one node without data the contents of a file; other nodes that join it then take them over. */
  boot(file: string): Promise<void>
}

/** A register on an rqlite cluster; the heads of its saves are noted in `headsFile`, on this machine. */
export function openRqlite(address: ClusterAddress, headsFile: string): Cluster {
  const client = new ClusterClient(address)
  return {
    db: dbAt(client, 'weak'),
    newest: dbAt(client, 'linearizable'),
    atomic: (statements) => atomic(client, statements),
    noteHead: async (head) => {
      mkdirSync(dirname(headsFile), { recursive: true })
      appendHead(headsFile, head)
    },
    scrub: () => scrub(client),
    backup: (file) => client.download('/db/backup', file),
    boot: (file) => client.upload('/boot', file),
    close: async () => client.close(),
  }
}

function dbAt(client: ClusterClient, level: Level): Db {
  const run: AsyncRemoteCallback = async (sql, params, method) => {
    const result = READS.test(sql)
      ? await question(client, sql, params, level)
      : await order(client, sql, params)
    const values = result.values ?? []
    // `get` wants one row, and none where there is none.
    const rows = method === 'get' ? (values[0] as unknown[]) : values
    return { rows, changes: result.rows_affected ?? 0 } as { rows: unknown[] }
  }
  return drizzle(run, { schema })
}

const READS = /^\s*(select|with|values|pragma|explain)\b/i

async function question(client: ClusterClient, sql: string, params: unknown[], level: Level) {
  const answer = await client.ask<Results>(`/db/query?level=${level}`, [
    [sql, ...params.map(plain)],
  ])
  return firstOf(answer)
}

async function order(client: ClusterClient, sql: string, params: unknown[]) {
  const result = firstOf(
    await client.order<Results>('/db/execute', [[forReturning(sql), ...params.map(plain)]]),
  )
  // rqlite hands rows back only from statements that its own parser understands, and says nothing of the others.
  if (/\breturning\b/i.test(sql) && !result.columns)
    throw new Error(`the cluster carried this out but gave no rows back: ${sql}`)
  return result
}

async function atomic(client: ClusterClient, statements: Statement[]): Promise<void> {
  const list = statements.map(({ sql, params }) => [sql, ...params.map(plain)])
  const { results = [], error } = await client.order<Results>('/db/execute?transaction', list)
  const refusal = error ?? results.find((result) => result.error !== undefined)?.error
  if (refusal !== undefined) throw errorOf(refusal)
}

function firstOf({ results = [], error }: Results): Result {
  const [result = {}] = results
  const refusal = error ?? result.error
  if (refusal !== undefined) throw errorOf(refusal)
  return result
}

function errorOf(message: string): Error {
  const key = /^UNIQUE constraint failed: (.*)$/.exec(message)?.[1]
  if (key) return new ConstraintError(message, key.split(', '))
  if (/constraint failed|append-only$/.test(message)) return new ConstraintError(message, [])
  if (/leadership lost|leadership transfer|timeout|timed out|EOF|connection/i.test(message))
    return new OutcomeUnknown(message)
  return new Error(message)
}

/** As the driver in process binds it. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Uint8Array) return [...value]
  return value
}

async function scrub(client: ClusterClient): Promise<boolean> {
  for (const table of ['search', 'search_trigram'])
    await order(client, `insert into ${table} (${table}) values ('optimize')`, [])
  await order(client, 'vacuum', [])
  return false
}
