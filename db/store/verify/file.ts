import { sql } from 'drizzle-orm'
import { RECORD_TABLES } from '../records'
import type { Db } from '../store'
import { Broken } from './broken'

/**
 * SQLite's own check of the file: pages, indexes, constraints. The search tables are opened first, in the same question:
 * else the SQLite of an older rqlite (3.45) holds what another connection has written since against its own old picture
 * of the index, and calls that malformed.
 */
export async function checkFile(db: Db): Promise<void> {
  const [row] = await db.values<[string]>(sql`
    with opened as materialized (select
      (select count(*) from search where rowid = 0)
      + (select count(*) from search_trigram where rowid = 0) as n)
    select integrity_check from opened cross join pragma_integrity_check where n >= 0`)
  const answer = row?.[0] ?? 'no answer'
  if (answer !== 'ok') throw new Broken(answer)
}

/** The triggers that keep the record append-only must be there: without them the next save proves nothing. */
export async function checkGuards(db: Db): Promise<void> {
  const rows = await db.values<[string]>(sql`select name from sqlite_master where type = 'trigger'`)
  const there = new Set(rows.map(([name]) => name))
  const needed = [
    ...Object.keys(RECORD_TABLES).flatMap((kind) => [`${kind}_no_delete`, `${kind}_retire_once`]),
    ...['revision', 'change'].flatMap((table) => [`${table}_no_delete`, `${table}_erase_only`]),
    'search_entry_indexed',
    'search_entry_unindexed',
    'search_word_indexed',
    'report_no_delete',
    'report_no_update',
  ]
  const missing = needed.find((name) => !there.has(name))
  if (missing) throw new Broken(`trigger ${missing} is missing`)
}

/** The search index must hold exactly the words of its entries, and that of trigrams those of the vocabulary. */
export async function checkSearchIndex(db: Db): Promise<void> {
  await db.run(sql`insert into search (search, rank) values ('integrity-check', 1)`)
  await db.run(sql`insert into search_trigram (search_trigram, rank) values ('integrity-check', 1)`)
}
