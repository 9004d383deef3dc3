import { setImmediate as breathe } from 'node:timers/promises'
import type { PinnedView } from '../domain/filter'
import type { Reader } from '../domain/policy'
import { SEARCH_KINDS, type SearchKind } from '../domain/search-filter'
import { answers, COLUMNS, occurs, type Query, weigh } from '../domain/search-query'
import type { Db } from '../store/store'
import type { Departed } from './search-departed'
import { type Match, matchesOf, type Narrowing } from './search-matches'

/** A record that answers a query. `unit` is the top-level monument, site or source that it belongs to. */
export type Hit = Omit<Match, 'entry'> & { score: number }

/** The records that answer a query, the best first, each once; `isCut` when there are more than were ranked. */
export type Hits = { hits: Hit[]; isCut: boolean }

/** What a find is worth by its kind: a name or description before what happened, that before what is said of it. */
const WORTH: Record<SearchKind, number> = {
  place: 4,
  event: 1.5,
  assessment: 1.5,
  threat: 1.3,
  question: 1.3,
  source: 1.6,
  claim: 1,
  note: 1,
}
/** So many entries of an older revision are looked at in one step. */
const AT_ONCE = 500
/** What it adds to hold the typed words as one phrase. */
const AS_PHRASE = 1.5

/**
 * What answers a query at a view, among all or what it is narrowed to; of what departed, which is of that view already,
 * only one place is a narrowing.
 */
export async function hitsOf(
  db: Db,
  reader: Reader,
  view: PinnedView,
  query: Query,
  departed: Departed,
  narrowing: Narrowing | null,
): Promise<Hits> {
  if (query.terms.length === 0) return { hits: [], isCut: false }
  const { units } = departed
  const { matches, isCut } = await matchesOf(db, reader, view, query, narrowing, units)
  const hits = matches.map((match) => hitOf(match, query))
  const place = narrowing?.place ?? null
  for (const [n, one] of departed.found.entries()) {
    if (n > 0 && n % AT_ONCE === 0) await breathe()
    if (place !== null && one.unit !== place) continue
    if (answers(one.entry, query, true)) hits.push(hitOf(one, query))
  }
  return { hits: ranked(hits), isCut }
}

/** Hits by score, then the same every time; of each record the best. */
export function ranked(hits: Hit[]): Hit[] {
  const best = new Map<string, Hit>()
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.unit} ${hit.id}`
    const known = best.get(key)
    if (known === undefined || known.score < hit.score) best.set(key, hit)
  }
  return [...best.values()].sort(byScore)
}

function byScore(a: Hit, b: Hit): number {
  if (a.score !== b.score) return b.score - a.score
  const kinds = SEARCH_KINDS.indexOf(a.kind) - SEARCH_KINDS.indexOf(b.kind)
  return kinds || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.unit < b.unit ? -1 : 1)
}

function hitOf(match: Match, query: Query): Hit {
  const { unit, kind, id, siteId, rootId, sourceClass, lang, headlines, entry } = match
  const { whole } = query
  const isPhrase = whole !== null && COLUMNS.some((column) => occurs(whole, entry[column]))
  const score = weigh(entry, query) * WORTH[kind] * (isPhrase ? AS_PHRASE : 1)
  return { unit, kind, id, siteId, rootId, sourceClass, lang, headlines, score }
}
