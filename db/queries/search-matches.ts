import { setImmediate as breathe } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { SearchFilter, SearchKind } from '../domain/search-filter'
import {
  COLUMNS,
  type Entry,
  finished,
  ftsOf,
  ftsOfNames,
  type Query,
} from '../domain/search-query'
import type { Headline, SourceClass } from '../domain/vocabulary'
import type { Db } from '../store/store'
import { isLarger } from './past-part'

/** An entry of the index that holds the words, and the headlines of the monument that it belongs to. */
export type Match = {
  unit: string
  kind: SearchKind
  id: string
  siteId: string | null
  rootId: string | null
  sourceClass: SourceClass | null
  lang: string | null
  headlines: Headline[]
  entry: Entry
}

/** What matches are narrowed to before they are ranked; the site by its id. */
export type Narrowing = Pick<SearchFilter, 'kinds' | 'classes' | 'langs' | 'place'> & {
  siteId: string | null
  headlines: Headline[]
}

/**
 * So many entries are ranked at most, after so many were looked at. Of more, those count first whose names hold the
 * words: to read a million entries in order to show ten takes minutes, and who finds more adds a word.
 */
export const MOST_RANKED = 1000
const [MOST_LOOKED_AT, AT_ONCE] = [20_000, 500]

/**
 * The entries that a reader may find at both clocks, and whether there may be more than were read. Ranks nothing. Of the
 * newest revision.
 */
export async function matchesOf(
  db: Db,
  reader: Reader,
  view: PinnedView,
  query: Query,
  narrowing: Narrowing | null,
  most = { ranked: MOST_RANKED, lookedAt: MOST_LOOKED_AT },
): Promise<{ matches: Match[]; isCut: boolean }> {
  const { audience } = visibleTo(reader)
  const within = narrowing === null ? sql`` : await among(db, narrowing)
  const wanted = sql`e.audience in ('all', ${audience})
    and e.known_from <= ${view.knownAt} and e.earliest <= ${view.asOf}${narrowed(narrowing)}`
  const found = new Map<number, Match>()
  let lookedAt = 0
  for (const words of await passes(db, query, within, most.ranked))
    for (let after = 0; ; await breathe()) {
      const docs = await firstOf(db, words, within, after, AT_ONCE)
      for (const [doc, ...line] of await linesOf(db, audience, view, docs, wanted))
        found.set(doc, matchOf(line))
      lookedAt += docs.length
      if (found.size >= most.ranked || lookedAt >= most.lookedAt)
        return { matches: [...found.values()].slice(0, most.ranked), isCut: true }
      if (docs.length < AT_ONCE) break
      after = docs.at(-1) as number
    }
  return { matches: [...found.values()], isCut: false }
}

/** What is asked of the index one after the other: of words that stand in too much, names come first. */
async function passes(db: Db, query: Query, within: SQL, most: number): Promise<string[]> {
  // To look for words that begin with the last one, SQLite gathers them all: not where it is common itself.
  for (const words of [finished(query), query])
    if ((await firstOf(db, ftsOf(words, true), within, 0, most)).length >= most)
      return [ftsOfNames(words), ftsOf(words, true)]
  return [ftsOf(query, true)]
}

/** Where it is only about one place or source, or a small site, just their entries are asked. */
async function among(db: Db, { place, siteId }: Narrowing): Promise<SQL> {
  if (place !== null) return sql`and rowid in (select doc from search_entry where unit = ${place})`
  if (siteId === null || (await isLarger(db, siteId))) return sql``
  return sql`and rowid in (select doc from search_entry where unit = ${siteId}
    or unit in (select id from monument where site_id = ${siteId} and part_of is null))`
}

function narrowed(narrowing: Narrowing | null): SQL {
  if (narrowing === null) return sql``
  const { kinds, classes, langs, siteId, headlines } = narrowing
  const conditions = [
    kinds.length > 0 && sql`e.kind in ${kinds}`,
    classes.length > 0 && sql`e.source_class in ${classes}`,
    langs.length > 0 && sql`e.lang in ${langs}`,
    siteId !== null && sql`e.site_id = ${siteId}`,
    headlines.length > 0 && sql`(s.headline in ${headlines} or s.maybe in ${headlines})`,
  ]
  return sql.join(conditions.map((one) => (one ? sql` and ${one}` : sql``)))
}

/** The numbers of the entries after one that hold some words. */
async function firstOf(
  db: Db,
  words: string,
  within: SQL,
  after: number,
  count: number,
): Promise<number[]> {
  const rows = await db.values<[number]>(sql`select rowid from search
    where search match ${words} and rowid > ${after} ${within} order by rowid limit ${count}`)
  return rows.map(([doc]) => doc)
}

async function linesOf(
  db: Db,
  audience: string,
  { asOf, knownAt }: PinnedView,
  docs: number[],
  wanted: SQL,
): Promise<Line[]> {
  return db.values<Line>(sql`
    select e.doc, e.unit, e.kind, e.record_id, e.site_id, e.root_id, e.source_class, e.lang,
      s.headline, s.maybe, e.names, e.words, e.readings, e.context
    from json_each(${JSON.stringify(docs)}) d cross join search_entry e on e.doc = d.value
    left join span s on s.audience = ${audience} and s.monument_id = e.root_id
      and s.valid_from <= ${asOf} and s.valid_to > ${asOf}
      and s.known_from <= ${knownAt} and s.known_to > ${knownAt}
    where ${wanted}`)
}

/** Rows are read as plain lists: naming their columns takes longer than finding them. */
type Line = [
  doc: number,
  unit: string,
  kind: SearchKind,
  id: string,
  siteId: string | null,
  rootId: string | null,
  sourceClass: SourceClass | null,
  lang: string | null,
  headline: Headline | null,
  maybe: Headline | null,
  ...entry: string[],
]

function matchOf(line: Line extends [number, ...infer Rest] ? Rest : never): Match {
  const [unit, kind, id, siteId, rootId, sourceClass, lang, headline, maybe, ...texts] = line
  return {
    ...{ unit, kind, id, siteId, rootId, sourceClass, lang },
    headlines: [headline, maybe].filter((one) => one !== null),
    entry: Object.fromEntries(COLUMNS.map((column, n) => [column, texts[n]])) as Entry,
  }
}
