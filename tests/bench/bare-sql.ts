import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { ALL_FOUND } from '../../db/domain/search-filter'
import { getMonument } from '../../db/queries/monument'
import { register } from '../../db/queries/register'
import { statusReport } from '../../db/queries/report'
import { search } from '../../db/queries/search'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import * as schema from '../../db/schema'
import { DATABASE_FILE } from '../../db/store/open'
import type { Db } from '../../db/store/store'

const ROUNDS = 30
/** What the search is measured with: a common word and a name in several spellings. */
export const SEARCHED = 'temple of bel'

type Heard = { sql: string; params: unknown[] }

export type BareSql = { ms: number; statements: number }

/** The statements that each query runs, noted down once and then timed on their own: median of 30 rounds, in ms. */
export async function bareSql(
  dataDir: string,
): Promise<Record<'register' | 'monument' | 'report' | 'search', BareSql>> {
  const heard: Heard[] = []
  const file = join(dataDir, DATABASE_FILE)
  const connection = new Database(file, { readonly: true })
  const logger = { logQuery: (sql: string, params: unknown[]) => heard.push({ sql, params }) }
  const db = drizzle(connection, { schema, logger }) as unknown as Db
  const pinned = await pinView(db, EVERYTHING, new Date().toISOString())
  const asked = await pinView(db, { ...EVERYTHING, text: SEARCHED }, new Date().toISOString())
  const site = await requireSite(db, NOBODY, 'palmyra', null)
  const note = async (query: () => Promise<unknown>) => {
    heard.length = 0
    await query()
    return [...heard]
  }
  const noted = {
    register: await note(() => register(db, NOBODY, site.id, pinned)),
    monument: await note(() => getMonument(db, NOBODY, site.id, 'temple-of-bel', pinned)),
    report: await note(() => statusReport(db, NOBODY, site, pinned)),
    search: await note(() => search(db, NOBODY, asked, ALL_FOUND, 'en')),
  }
  connection.close()
  const quiet = new Database(file, { readonly: true })
  const timed = {
    register: time(quiet, noted.register),
    monument: time(quiet, noted.monument),
    report: time(quiet, noted.report),
    search: time(quiet, noted.search),
  }
  quiet.close()
  return timed
}

function time(connection: Database.Database, statements: Heard[]): BareSql {
  const rounds: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const from = performance.now()
    for (const { sql, params } of statements) connection.prepare(sql).all(...params)
    rounds.push(performance.now() - from)
  }
  rounds.sort((a, b) => a - b)
  return { ms: Math.round((rounds[ROUNDS / 2] ?? 0) * 100) / 100, statements: statements.length }
}
