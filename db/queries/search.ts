import { isDeepStrictEqual } from 'node:util'
import { and, sql } from 'drizzle-orm'
import type { PinnedView } from '../domain/filter'
import type { Reader } from '../domain/policy'
import { GROUPS_PER_PAGE, type SearchFilter } from '../domain/search-filter'
import { only, parseQuery, type Query, type Term, termFor } from '../domain/search-query'
import { slipsAllowed, slipsBetween } from '../domain/slips'
import type { Lang } from '../domain/vocabulary'
import * as t from '../schema'
import { readHead } from '../store/save'
import { ended } from '../store/search-index'
import type { Db } from '../store/store'
import { aside } from './aside'
import { departedFrom, NOTHING_DEPARTED } from './search-departed'
import { type Facets, NOT_NARROWED, narrowed, narrowingOf, type Tally } from './search-facets'
import { type Group, groupsOf, writtenIn } from './search-groups'
import { type Hit, type Hits, hitsOf, ranked } from './search-hits'
import { MOST_RANKED, type Narrowing } from './search-matches'
import { listSites, type SiteEntry } from './sites'
import type { Pinned } from './view'

/**
 * How a word of the search was taken: as typed, with other spellings, or for words that it may be a slip of. `alone` is
 * what a search for `typed` alone finds, wherever that is; counted when nothing holds all of several words.
 */
export type Taken = { typed: string; also: string[]; meant: string[]; alone: Tally | null }

/**
 * What a search found: records in groups, the best first, one page of them; and what else could be asked. `found`
 * counts records, `groupCount` groups; there are more of both where `found.isLeast`: then these were found first, and the
 * best of them are shown. `isPartial` when they lack some of the words, because nothing holds them all.
 */
export type SearchResult = {
  query: Query
  isPartial: boolean
  taken: Taken[]
  found: Tally
  groupCount: number
  page: number
  groups: Group[]
  facets: Facets
  sites: SiteEntry[]
}

/** Groups with all their finds when one place is asked for, since nothing leads on from there; with the best otherwise. */
const [EXCERPTS, ALL_EXCERPTS] = [5, MOST_RANKED]
const MOST_MEANT = 3
const CANDIDATES = 60
/** How often a search is made again when a save came between its parts. */
const TRIES = 5

/**
 * Everything at a view that holds the words of `view.text`, by both clocks and of the revision asked for, narrowed by a
 * filter and by `view.headlines`, grouped by monument, site or source. A word that finds nothing is taken for the words
 * of the register that it may be a slip of, unless the search is exact. Any text is fine. `lang` is the language that
 * excerpts of our own texts are in, where both hold as much.
 */
export async function search(
  db: Db,
  reader: Reader,
  { view }: Pick<Pinned, 'view'>,
  filter: SearchFilter,
  lang: Lang,
): Promise<SearchResult> {
  // An older revision is told from what changed since, at sites that were made later too.
  for (const { id } of await db.selectDistinct({ id: t.site.id }).from(t.site)) {
    const ask = await aside(db, id)
    if (ask) return ask('search', reader, { view }, filter, lang)
  }
  return searchHere(db, reader, { view }, filter, lang)
}

/** The same, found in this process. */
export async function searchHere(
  db: Db,
  reader: Reader,
  { view }: Pick<Pinned, 'view'>,
  filter: SearchFilter,
  lang: Lang,
): Promise<SearchResult> {
  for (let attempt = 1; ; attempt++) {
    const { rev } = await readHead(db)
    const result = await searchOnce(db, reader, view, filter, lang)
    if (attempt === TRIES || (await readHead(db)).rev === rev) return result
  }
}

async function searchOnce(
  db: Db,
  reader: Reader,
  view: PinnedView,
  filter: SearchFilter,
  lang: Lang,
): Promise<SearchResult> {
  const sites = await listSites(db, reader, view.rev)
  const siteIds = new Set<string | null>([null, ...sites.map((s) => s.id)])
  const parsed = parseQuery(view.text)
  const departed = parsed.terms.length > 0 ? await departedFrom(db, reader, view) : NOTHING_DEPARTED
  const { place } = filter
  // The entries of one place are few: nothing else is asked, and none is cut off.
  const within = place === null ? null : { ...NOT_NARROWED, place }
  const find = async (query: Query, narrowing: Narrowing | null = within) => {
    const { hits, isCut } = await hitsOf(db, reader, view, query, departed, narrowing)
    return { hits: hits.filter((hit) => siteIds.has(hit.siteId)), isCut }
  }
  const anywhere = place === null ? find : (query: Query) => find(query, null)
  const { query, found, taken } = await settled(db, parsed, find, anywhere, filter.exactly)
  const narrowing = narrowingOf(view, filter, sites)
  // Of what is found too often only some is ranked: what it is narrowed to is looked for by itself.
  const own = found.isCut && narrowing !== null ? await find(query, narrowing) : null
  const hits = own === null ? found.hits : ranked([...found.hits, ...own.hits])
  const isMore = (own ?? found).isCut
  const { chosen, facets } = narrowed(hits, view, filter, sites, { all: found.isCut, isMore })
  const groups = grouped(chosen)
  const last = Math.max(1, Math.ceil(groups.length / GROUPS_PER_PAGE))
  const page = Math.min(view.page, last)
  const onPage = groups.slice((page - 1) * GROUPS_PER_PAGE, page * GROUPS_PER_PAGE)
  const each = filter.place === null ? EXCERPTS : ALL_EXCERPTS
  const shown = await groupsOf(db, reader, view, { query, lang }, onPage, each, sites)
  return {
    query,
    isPartial: hits.length > 0 && (query.missing > 0 || query.terms.length < taken.length),
    taken: taken.map((word) => ({
      ...word,
      meant: word.meant.map((one) => writtenIn(shown, one)),
    })),
    found: { count: chosen.length, isLeast: isMore },
    groupCount: groups.length,
    page,
    groups: shown,
    facets,
    sites,
  }
}

type Find = (query: Query) => Promise<Hits>

type Settled = { query: Query; found: Hits; taken: Taken[] }

/**
 * What holds all the words. Where nothing does, each word that finds nothing is taken for those that it may be a slip of;
 * and where that is not enough, all that holds the words which anything holds, or all but one of them. An exact search
 * takes every word as it is.
 */
async function settled(
  db: Db,
  query: Query,
  find: Find,
  anywhere: Find,
  isExact: boolean,
): Promise<Settled> {
  const taken = query.terms.map(
    (term): Taken => ({ typed: term.typed, also: term.also, meant: [], alone: null }),
  )
  const found = await find(query)
  if (isFound(found) || query.terms.length === 0) return { query, found, taken }
  const terms: Term[] = []
  for (const [n, term] of query.terms.entries()) {
    const its = await find(only(term))
    const isLost = !isFound(its) && term.mayBeSlip && !isExact
    const meant = isLost ? await nearWords(db, term, find) : []
    const others = meant.map(termFor)
    const also = [...term.also, ...others.flatMap((other) => other.also)]
    const patterns = others.flatMap((other) => other.patterns)
    if (isFound(its)) terms.push(term)
    else if (meant.length > 0) terms.push({ ...term, patterns })
    const byItself = parseQuery(term.typed)
    const isSame = anywhere === find && isDeepStrictEqual(byItself.terms, [term])
    const alone = query.terms.length === 1 ? null : isSame ? its : await anywhere(byItself)
    taken[n] = { typed: term.typed, also, meant, alone: alone && tallyOf(alone) }
  }
  const isWhole = terms.length === query.terms.length
  if (isExact || terms.length === 0 || (isWhole && terms.length === 1 && !taken[0]?.meant.length))
    return { query, found, taken }
  const settledQuery: Query = { terms, whole: isWhole ? query.whole : null, missing: 0 }
  const all = await find(settledQuery)
  if (isFound(all)) return { query: settledQuery, found: all, taken }
  const most: Query = { ...settledQuery, whole: null, missing: 1 }
  return { query: most, found: await find(most), taken }
}

/** Whether anything is found, or may be among what was not looked at. */
function isFound({ hits, isCut }: Hits): boolean {
  return hits.length > 0 || isCut
}

function tallyOf({ hits, isCut }: Hits): Tally {
  return { count: hits.length, isLeast: isCut }
}

/**
 * The words nearest to one that finds nothing, of those that do find something for this reader at this view: the fewest
 * slips away, those that find more first. Looked for by shared trigrams.
 */
async function nearWords(db: Db, term: Term, find: Find): Promise<string[]> {
  const word = term.patterns[0]?.words[0] ?? ''
  const most = slipsAllowed(word)
  if (most === 0) return []
  const letters = [...ended(word)]
  const trigrams = letters.slice(2).map((letter, n) => `"${letters[n]}${letters[n + 1]}${letter}"`)
  const rows = await db
    .select({ word: t.searchWord.word })
    .from(t.searchWord)
    .innerJoin(sql`search_trigram`, sql`search_trigram.rowid = ${t.searchWord.id}`)
    .where(and(sql`search_trigram match ${[...new Set(trigrams)].join(' OR ')}`))
    .orderBy(sql`bm25(search_trigram)`, t.searchWord.word)
    .limit(CANDIDATES)
  const near = rows
    .map((row) => row.word.slice(1, -1))
    .map((other) => ({ other, slips: slipsBetween(word, other, most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips || (a.other < b.other ? -1 : 1))
  const found: { other: string; slips: number; count: number }[] = []
  for (const { other, slips } of near) {
    if (found[0] && slips > found[0].slips) break
    const count = (await find(only(termFor(other)))).hits.length
    if (count > 0) found.push({ other, slips, count })
  }
  return found
    .sort((a, b) => b.count - a.count || (a.other < b.other ? -1 : 1))
    .slice(0, MOST_MEANT)
    .map(({ other }) => other)
}

/** Hits by what they belong to, in the order of the best of each. */
function grouped(hits: Hit[]): { unit: string; hits: Hit[] }[] {
  const groups = new Map<string, Hit[]>()
  for (const hit of hits) {
    const list = groups.get(hit.unit)
    if (list) list.push(hit)
    else groups.set(hit.unit, [hit])
  }
  return [...groups].map(([unit, list]) => ({ unit, hits: list }))
}
