import { sql } from 'drizzle-orm'
import { readLastBackup } from '../store/backup/last'
import type { Db } from '../store/store'

const DAY = 86_400_000

/**
 * For how many whole days a register has gone without a good backup, at a time in milliseconds: since the last one, or
 * since it was set up where there has been none. A time in the future counts as now.
 */
export async function backupAge(
  db: Db,
  dataDir: string,
  now: number,
): Promise<{ days: number; hasAny: boolean }> {
  const last = readLastBackup(dataDir)
  const since = Date.parse(last?.at ?? (await setUpAt(db)))
  return { days: Math.max(0, Math.floor((now - since) / DAY)), hasAny: last !== null }
}

async function setUpAt(db: Db): Promise<string> {
  const [row] = await db.values<[string]>(sql`select min(applied_at) from migration`)
  return String(row?.[0])
}
