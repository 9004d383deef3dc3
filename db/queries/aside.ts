import { sql } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import { asideOf } from '../store/aside'
import { readHead } from '../store/save'
import type { Db } from '../store/store'
import type { AsideAnswers, AsideQuestions } from './aside-questions'

const shared = globalThis as { tadmorLarge?: WeakMap<Db, Set<string>> }

/** Asks the process aside one of its questions, as whoever sees what this reader does. */
export type Ask = <K extends keyof AsideQuestions>(
  name: K,
  reader: Reader,
  ...args: AsideQuestions[K]
) => Promise<AsideAnswers[K]>

/**
 * How to ask the process aside about a site; null where the site is small, or there is none. An answer is kept for others
 * who ask the same, unless it is large.
 */
export async function aside(db: Db, siteId: string, isKept = true): Promise<Ask | null> {
  const process = asideOf(db)
  if (process === null || !(await isLarge(db, siteId, process.largerThan))) return null
  return async (name, reader, ...args) => {
    const { rev } = await readHead(db)
    const asked = [visibleTo(reader).audience, ...args]
    return process.ask(rev, name, asked, isKept) as Promise<never>
  }
}

async function isLarge(db: Db, siteId: string, least: number): Promise<boolean> {
  shared.tadmorLarge ??= new WeakMap()
  const large = shared.tadmorLarge.get(db) ?? new Set<string>()
  shared.tadmorLarge.set(db, large)
  if (large.has(siteId)) return true
  const [row] = await db.values<[number]>(sql`select count(*) from (
    select 1 from monument where site_id = ${siteId} and part_of is null limit ${least + 1})`)
  if (!row || row[0] <= least) return false
  large.add(siteId)
  return true
}
