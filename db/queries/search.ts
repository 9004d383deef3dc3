import { and, sql } from 'drizzle-orm'
import { everythingAt, PAGE_SIZE, type PinnedView } from '../domain/filter'
import type { Reader } from '../domain/policy'
import {
  GROUPS_PER_PAGE,
  SEARCH_KINDS,
  type SearchFilter,
  type SearchKind,
} from '../domain/search-filter'
import { only, parseQuery, type Query, type Term, termFor } from '../domain/search-query'
import { slipsAllowed, slipsBetween } from '../domain/slips'
import {
  HEADLINES,
  type Headline,
  type Lang,
  SOURCE_CLASSES,
  type SourceClass,
} from '../domain/vocabulary'
import * as t from '../schema'
import { readHead } from '../store/save'
import { ended } from '../store/search-index'
import type { Db } from '../store/store'
import { aside } from './aside'
import { type Group, groupsOf, writtenIn } from './search-groups'
import { departedFrom, type Hit, hitsOf, NOTHING_DEPARTED } from './search-hits'
import { listSites, type SiteEntry } from './sites'
import { headlinesOfEntry, idOf, sift } from './survey'
import type { Pinned } from './view'

/** One value that a search can be narrowed to, how many records that would leave, and whether it is. */
export type Choice<T extends string = string> = { value: T; count: number; isOn: boolean }

export type Facets = {
  kinds: Choice<SearchKind>[]
  headlines: Choice<Headline>[]
  classes: Choice<SourceClass>[]
  langs: Choice[]
  sites: Choice[]
}

/**
 * How a word of the search was taken: as typed, with other spellings, or for words that it may be a slip of. `alone` is
 * how many records hold it, counted when none holds all the words.
 */
export type Taken = { typed: string; also: string[]; meant: string[]; alone: number | null }

/**
 * What a search found: records in groups, the best first, one page of them; and what else could be asked. `found`
 * counts records, `groupCount` groups; `isPartial` when they lack some of the words, because nothing holds them all.
 */
export type SearchResult = {
  query: Query
  isPartial: boolean
  taken: Taken[]
  found: number
  groupCount: number
  page: number
  groups: Group[]
  facets: Facets
  sites: SiteEntry[]
}

/** Groups with all their finds when one place is asked for, with the best of them otherwise. */
const [EXCERPTS, ALL_EXCERPTS] = [5, PAGE_SIZE]
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
  for (const { id } of await listSites(db, reader, view.rev)) {
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
  const find = async (query: Query) =>
    (await hitsOf(db, reader, view, query, departed)).filter((hit) => siteIds.has(hit.siteId))
  const { query, hits, taken } = await settled(db, parsed, find, filter.exactly)
  const headlines = await headlinesOf(db, reader, view, sites, hits)
  const { chosen, facets } = narrowed(hits, headlines, view, filter, sites)
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
    found: chosen.length,
    groupCount: groups.length,
    page,
    groups: shown,
    facets,
    sites,
  }
}

type Find = (query: Query) => Promise<Hit[]>

type Settled = { query: Query; hits: Hit[]; taken: Taken[] }

/**
 * What holds all the words. Where nothing does, each word that finds nothing is taken for those that it may be a slip of;
 * and where that is not enough, all that holds the words which anything holds, or all but one of them. An exact search
 * takes every word as it is.
 */
async function settled(db: Db, query: Query, find: Find, isExact: boolean): Promise<Settled> {
  const taken = query.terms.map(
    (term): Taken => ({ typed: term.typed, also: term.also, meant: [], alone: null }),
  )
  const hits = await find(query)
  if (hits.length > 0 || query.terms.length === 0) return { query, hits, taken }
  const terms: Term[] = []
  for (const [n, term] of query.terms.entries()) {
    const alone = (await find(only(term))).length
    const isLost = alone === 0 && term.mayBeSlip && !isExact
    const meant = isLost ? await nearWords(db, term, find) : []
    const others = meant.map(termFor)
    const also = [...term.also, ...others.flatMap((other) => other.also)]
    const patterns = others.flatMap((other) => other.patterns)
    const found = meant.length > 0 ? { ...term, patterns } : term
    if (alone > 0 || meant.length > 0) terms.push(found)
    taken[n] = { typed: term.typed, also, meant, alone }
  }
  const isWhole = terms.length === query.terms.length
  if (isExact || terms.length === 0 || (isWhole && terms.length === 1 && !taken[0]?.meant.length))
    return { query, hits, taken }
  const settledQuery: Query = { terms, whole: isWhole ? query.whole : null, missing: 0 }
  const all = await find(settledQuery)
  if (all.length > 0) return { query: settledQuery, hits: all, taken }
  const most: Query = { ...settledQuery, whole: null, missing: 1 }
  return { query: most, hits: await find(most), taken }
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
    const count = (await find(only(termFor(other)))).length
    if (count > 0) found.push({ other, slips, count })
  }
  return found
    .sort((a, b) => b.count - a.count || (a.other < b.other ? -1 : 1))
    .slice(0, MOST_MEANT)
    .map(({ other }) => other)
}

/** The headlines of every monument that was found something about. */
async function headlinesOf(
  db: Db,
  reader: Reader,
  view: PinnedView,
  sites: SiteEntry[],
  hits: Hit[],
): Promise<Map<string, Headline[]>> {
  const found = new Map<string, Headline[]>()
  for (const { id } of sites) {
    const roots = new Set(hits.flatMap((hit) => (hit.siteId === id ? (hit.rootId ?? []) : [])))
    if (roots.size === 0) continue
    const { survey } = await sift(db, reader, id, everythingAt(view))
    for (const entry of survey.order) {
      const root = idOf(survey, entry)
      if (!roots.has(root)) continue
      const headlines = headlinesOfEntry(survey, entry)
      found.set(
        root,
        headlines.filter((h) => h !== null),
      )
    }
  }
  return found
}

/** The hits that pass every filter, and for each filter how many pass the others. */
function narrowed(
  hits: Hit[],
  headlines: Map<string, Headline[]>,
  view: PinnedView,
  filter: SearchFilter,
  sites: SiteEntry[],
): { chosen: Hit[]; facets: Facets } {
  const slugs = new Map<string | null, string>(sites.map((site) => [site.id, site.slug]))
  const axes = {
    kinds: { of: (hit: Hit): string[] => [hit.kind], wanted: filter.kinds as string[] },
    headlines: {
      of: (hit: Hit): string[] => headlines.get(hit.rootId ?? '') ?? [],
      wanted: view.headlines as string[],
    },
    classes: {
      of: (hit: Hit): string[] => (hit.sourceClass ? [hit.sourceClass] : []),
      wanted: filter.classes as string[],
    },
    langs: { of: (hit: Hit): string[] => (hit.lang ? [hit.lang] : []), wanted: filter.langs },
    sites: {
      of: (hit: Hit): string[] => [slugs.get(hit.siteId) ?? []].flat(),
      wanted: filter.site === null ? [] : [filter.site],
    },
  }
  type Axis = keyof typeof axes
  const names = Object.keys(axes) as Axis[]
  const counts = Object.fromEntries(
    names.map((name) => [name, new Map<string, number>()]),
  ) as Record<Axis, Map<string, number>>
  const chosen: Hit[] = []
  for (const hit of hits) {
    if (filter.place !== null && hit.unit !== filter.place) continue
    const failed = names.filter((name) => {
      const { of, wanted } = axes[name]
      return wanted.length > 0 && !of(hit).some((value) => wanted.includes(value))
    })
    if (failed.length === 0) chosen.push(hit)
    for (const name of names)
      if (failed.every((other) => other === name))
        for (const value of new Set(axes[name].of(hit)))
          counts[name].set(value, (counts[name].get(value) ?? 0) + 1)
  }
  const choices = <T extends string>(name: Axis, list: readonly T[]): Choice<T>[] =>
    list
      .map((value) => ({
        value,
        count: counts[name].get(value) ?? 0,
        isOn: axes[name].wanted.includes(value),
      }))
      .filter((choice) => choice.count > 0 || choice.isOn)
  const byCount = (name: Axis) =>
    [...new Set([...counts[name].keys(), ...axes[name].wanted])].sort(
      (a, b) => (counts[name].get(b) ?? 0) - (counts[name].get(a) ?? 0) || (a < b ? -1 : 1),
    )
  return {
    chosen,
    facets: {
      kinds: choices('kinds', SEARCH_KINDS),
      headlines: choices('headlines', HEADLINES),
      classes: choices('classes', SOURCE_CLASSES),
      langs: choices('langs', byCount('langs')),
      sites: choices('sites', byCount('sites')),
    },
  }
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
