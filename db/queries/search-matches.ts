import { setImmediate as breathe } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { SearchFilter, SearchKind } from '../domain/search-filter'
import {
  answers,
  COLUMNS,
  type Entry,
  finished,
  ftsOf,
  ftsOfNames,
  type Query,
} from '../domain/search-query'
import type { Headline, SourceClass } from '../domain/vocabulary'
import type { Findable } from '../store/findable'
import type { Db } from '../store/store'
import { isLarger } from './past-part'

/** An entry of the index that holds the words, and the headlines of the monument that it belongs to. */
export type Match = Pick<Findable, 'kind' | 'id' | 'siteId' | 'rootId' | 'sourceClass' | 'lang'> & {
  unit: string
  headlines: Headline[]
  entry: Entry
}

/** What matches are narrowed to before they are ranked; the site by its id. */
export type Narrowing = Pick<SearchFilter, 'kinds' | 'classes' | 'langs' | 'place'> & {
  siteId: string | null
  headlines: Headline[]
}

/**
 * So many entries are ranked at most, after so many were looked at for each of `passes`. Of more, those count first whose
 * names hold the words: to read a million entries in order to show ten takes minutes, and who finds more adds a word.
 */
export const MOST_RANKED = 1000
const [MOST_LOOKED_AT, AT_ONCE] = [20_000, 500]

/**
 * The entries that a reader may find at both clocks, and whether there may be more than were read. Ranks nothing. Of the
 * newest revision, but for the units that are to be left out.
 */
export async function matchesOf(
  db: Db,
  reader: Reader,
  view: PinnedView,
  query: Query,
  narrowing: Narrowing | null,
  without: ReadonlySet<string>,
  most = { ranked: MOST_RANKED, lookedAt: MOST_LOOKED_AT },
): Promise<{ matches: Match[]; isCut: boolean }> {
  const { audience } = visibleTo(reader)
  const wanted = sql`e.audience in ('all', ${audience})
    and e.known_from <= ${view.knownAt} and e.earliest <= ${view.asOf}${narrowed(narrowing)}`
  const read = async (from: SQL) =>
    (await linesOf(db, audience, view, from, wanted)).filter(([, unit]) => !without.has(unit))
  const few = narrowing === null ? null : await fewAmong(db, narrowing)
  if (few !== null) {
    const all = (await read(few)).map(matchOf)
    return { matches: all.filter(({ entry }) => answers(entry, query, true)), isCut: false }
  }
  const found = new Map<number, Match>()
  let isCut = false
  for (const words of await passes(db, query, most.ranked))
    for (let [after, lookedAt] = [0, 0]; ; await breathe()) {
      const docs = await docsWith(db, words, after, AT_ONCE)
      for (const line of await read(entriesOf(docs))) found.set(line[0], matchOf(line))
      if (found.size >= most.ranked)
        return { matches: [...found.values()].slice(0, most.ranked), isCut: true }
      lookedAt += docs.length
      isCut ||= lookedAt >= most.lookedAt
      if (docs.length < AT_ONCE || lookedAt >= most.lookedAt) break
      after = docs.at(-1) as number
    }
  return { matches: [...found.values()], isCut }
}

/** The entries of one place or source, or of a small site: too few to ask the index about. */
async function fewAmong(db: Db, { place, siteId }: Narrowing): Promise<SQL | null> {
  if (place !== null) return sql`(select * from search_entry where unit = ${place}) e`
  if (siteId === null || (await isLarger(db, siteId))) return null
  return sql`(select * from search_entry where unit in (select ${siteId} union all
    select id from monument where site_id = ${siteId} and part_of is null)) e`
}

/** What is asked of the index one after the other: of words that stand in too much, names come first. */
async function passes(db: Db, query: Query, most: number): Promise<string[]> {
  // To look for words that begin with the last one, SQLite gathers them all: not where it is common itself.
  const whole = finished(query)
  const isSame = ftsOf(whole, true) === ftsOf(query, true)
  for (const words of isSame ? [query] : [whole, query])
    if ((await docsWith(db, ftsOf(words, true), 0, most)).length >= most)
      return [...new Set([ftsOfNames(words), ftsOf(words, true), ftsOf(query, true)])]
  return [ftsOf(query, true)]
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

/** The numbers of the entries that hold some words; with `count` so many after one. */
export async function docsWith(db: Db, words: string, after = 0, count = -1): Promise<number[]> {
  const rows = await db.values<[number]>(sql`select rowid from search
    where search match ${words} and rowid > ${after} order by rowid limit ${count}`)
  return rows.map(([doc]) => doc)
}

/** Entries by their numbers. */
export function entriesOf(docs: number[]): SQL {
  return sql`json_each(${JSON.stringify(docs)}) d cross join search_entry e on e.doc = d.value`
}

async function linesOf(
  db: Db,
  audience: string,
  { asOf, knownAt }: PinnedView,
  entries: SQL,
  wanted: SQL,
): Promise<Line[]> {
  return db.values<Line>(sql`
    select e.doc, e.unit, e.kind, e.record_id, e.site_id, e.root_id, e.source_class, e.lang,
      s.headline, s.maybe, e.names, e.words, e.readings, e.context
    from ${entries}
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

function matchOf(line: Line): Match {
  const [, unit, kind, id, siteId, rootId, sourceClass, lang, headline, maybe, ...texts] = line
  return {
    ...{ unit, kind, id, siteId, rootId, sourceClass, lang },
    headlines: [headline, maybe].filter((one) => one !== null),
    entry: entryFrom(texts),
  }
}

/** An entry from its columns in their order. */
export function entryFrom(texts: string[]): Entry {
  return Object.fromEntries(COLUMNS.map((column, n) => [column, texts[n]])) as Entry
}
