import { setImmediate as breathe } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Audience } from '../domain/policy'
import { answers, ftsOf, type Query } from '../domain/search-query'
import type { Db } from '../store/store'
import { docsWith, entriesOf, entryFrom } from './search-matches'

const AT_ONCE = 5000
/** Entries of the index that a word may stand in without anybody having to wait for it. */
const LONG = 100_000
/** So many monuments are read the entries of in one step. */
const UNITS_AT_ONCE = 200

/** The top-level monuments whose names, parts' names or description answer a query. */
export async function mentioned(db: Db, query: Query, audience: Audience): Promise<Set<string>> {
  const found = new Set<string>()
  const docs = await docsWith(db, ftsOf(query, false))
  for (let i = 0; i < docs.length; i += AT_ONCE) {
    if (i > 0) await breathe()
    const rows = await db.values<[string]>(sql`select e.record_id
      from ${entriesOf(docs.slice(i, i + AT_ONCE))} where ${isOfWhole(audience)}`)
    for (const [id] of rows) found.add(id)
  }
  return found
}

/** Whether the index holds so many entries that a common word takes long, or did once. */
export async function isIndexLong(db: Db): Promise<boolean> {
  const [row] = await db.values<[number | null]>(sql`select max(doc) from search_entry`)
  return (row?.[0] ?? 0) > LONG
}

/** Those of some top-level monuments that do, from their own entries, however many others there are. */
export async function mentionedAmong(
  db: Db,
  query: Query,
  audience: Audience,
  ids: string[],
): Promise<Set<string>> {
  const found = new Set<string>()
  for (let i = 0; i < ids.length; i += UNITS_AT_ONCE) {
    if (i > 0) await breathe()
    const some = JSON.stringify(ids.slice(i, i + UNITS_AT_ONCE))
    const rows = await db.values<[string, ...string[]]>(sql`
      select e.record_id, e.names, e.words, e.readings, e.context
      from json_each(${some}) d cross join search_entry e on e.unit = d.value
      where ${isOfWhole(audience)}`)
    for (const [id, ...texts] of rows) if (answers(entryFrom(texts), query, false)) found.add(id)
  }
  return found
}

function isOfWhole(audience: Audience): SQL {
  return sql`e.kind = 'place' and e.record_id = e.root_id and e.audience in ('all', ${audience})`
}
