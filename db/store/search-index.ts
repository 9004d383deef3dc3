import { asc, eq, sql } from 'drizzle-orm'
import { SIGHTS } from '../domain/policy'
import { BREAK } from '../domain/search-query'
import * as t from '../schema'
import { isSameForAll, visibleRows } from './evidence'
import { daysOfNotes, type Findable, findableIn, folded } from './findable'
import { isRefusal, refuseUnless } from './guard'
import { insertOf } from './insert'
import { loadRows, type Rows, rowsByRoot } from './rows'
import type { Db, Statement, Store } from './store'

/** An entry of the index as it is written; the database numbers it. */
export type SearchRow = Omit<typeof t.searchEntry.$inferInsert, 'doc'>

/** Units whose entries are written in one transaction when they are due. */
const AT_ONCE = 100

/** The entries of one top-level monument, site or source, from the current rows about it. */
export function entriesOf(rows: Rows, unit: string, days: Days): SearchRow[] {
  if (isSameForAll(rows))
    return findableIn(visibleRows(rows, SIGHTS[0][1]), unit, days).map((one) =>
      rowOf(one, unit, 'all'),
    )
  const [forAll, forEditors] = SIGHTS.map(([, sight]) => {
    const found = findableIn(visibleRows(rows, sight), unit, days)
    return new Map(found.map((one) => [JSON.stringify(one), one]))
  }) as [Map<string, Findable>, Map<string, Findable>]
  return [
    ...[...forAll].map(([key, one]) => rowOf(one, unit, forEditors.has(key) ? 'all' : 'public')),
    ...[...forEditors].flatMap(([key, one]) =>
      forAll.has(key) ? [] : [rowOf(one, unit, 'editor')],
    ),
  ]
}

type Days = Parameters<typeof findableIn>[2]

/** Statements that write the entries of one unit anew, also where they were due. */
export function indexOne(db: Db, unit: string, entries: SearchRow[]): Statement[] {
  return [
    db.delete(t.searchEntry).where(eq(t.searchEntry.unit, unit)).toSQL(),
    ...entries.map((entry) => insertOf(t.searchEntry, entry)),
    db.delete(t.searchDue).where(eq(t.searchDue.unit, unit)).toSQL(),
  ]
}

/** The statement that adds words to the vocabulary. */
export function learnWords(words: string[]): Statement {
  const sql =
    'insert into search_word (word) select value from json_each(?) where true on conflict do nothing'
  return { sql, params: [JSON.stringify(words)] }
}

/** The words of some entries that somebody may mistype, as the vocabulary holds them: between marks for their ends. */
export function wordsIn(entries: Pick<SearchRow, 'names' | 'words'>[]): string[] {
  const words = new Set(entries.flatMap((e) => `${e.names} ${e.words}`.split(' ')))
  return [...words].filter((word) => word !== BREAK && /^(?=.*\p{L})...?/u.test(word)).map(ended)
}

/** A word between marks, so that its first and last letters make trigrams of their own. */
export function ended(word: string): string {
  return `_${word}_`
}

/**
 * Writes the entries that are due, a portion at a time; what is interrupted goes on later. A portion of which a save wrote
 * something meanwhile is made anew, since what was read for it is old.
 */
export async function writeDueEntries(store: Store): Promise<number> {
  for (let written = 0; ; ) {
    const due = await store.db
      .select()
      .from(t.searchDue)
      .orderBy(asc(t.searchDue.unit))
      .limit(AT_ONCE)
    if (due.length === 0) return written
    const units = due.map((d) => d.unit)
    const { byUnit, days } = await unitsNow(store.db, units)
    const all = units.map((unit) => [unit, entriesOf(byUnit(unit), unit, days)] as const)
    const list = [
      areDue(units),
      ...all.flatMap(([unit, entries]) => indexOne(store.db, unit, entries)),
      learnWords(wordsIn(all.flatMap(([, entries]) => entries))),
    ]
    const isWritten = await store.atomic(list).then(
      () => true,
      (error) => {
        if (!isRefusal(error)) throw error
        return false
      },
    )
    if (isWritten) written += units.length
  }
}

/** Refuses its list unless all of these units are still due. */
function areDue(units: string[]): Statement {
  const among = sql`unit in (select value from json_each(${JSON.stringify(units)}))`
  return refuseUnless(sql`(select count(*) from ${t.searchDue} where ${among}) = ${units.length}`)
}

/** The current rows about some units, dealt out to each. */
export async function unitsNow(db: Db, units: string[]) {
  const rows = await loadRows(db, { roots: units, sites: units, sources: units }, null)
  return { byUnit: rowsByRoot(rows), days: await daysOfNotes(db, rows) }
}

function rowOf(found: Findable, unit: string, audience: SearchRow['audience']): SearchRow {
  const { kind, id, siteId, rootId, sourceClass, lang, knownFrom, earliest } = found
  const about = { kind, recordId: id, siteId, rootId, sourceClass, lang, knownFrom, earliest }
  return { unit, audience, ...about, ...folded(found) }
}
