import { and, count, eq, lte } from 'drizzle-orm'
import { normaliseForSearch } from '../domain/arabic'
import { type Day, formatDay, requireBounds } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { type Reader, visibleTo } from '../domain/policy'
import { answers, type Entry, entryOf, parseFilter } from '../domain/search-query'
import type { SourceFilter, SourceOrder } from '../domain/source-filter'
import * as t from '../schema'
import type { Row } from '../store/records'
import { isCurrent, isShown } from '../store/rows'
import type { Db } from '../store/store'
import { isAtOpenPlace, listingsOf } from './listings'
import type { Pinned } from './view'

/** A source with how many claims it makes, and how many names, places, descriptions and notes were taken from it. */
export type SourceEntry = Row<'source'> & { claimCount: number; listed: number }

/** The sources published by `knownAt`, newest publication first and undated ones last, with how often each is cited. */
export async function listSources(
  db: Db,
  reader: Reader,
  { view }: Pick<Pinned, 'view'>,
): Promise<SourceEntry[]> {
  const levels = [...visibleTo(reader).levels]
  const sources = await db
    .select()
    .from(t.source)
    .where(
      and(
        isShown('source', levels),
        lte(t.source.publishedLatest, view.knownAt),
        isCurrent('source', view.rev),
      ),
    )
  const claims = await db
    .select({ sourceId: t.claim.sourceId, n: count() })
    .from(t.claim)
    .where(
      and(
        isShown('claim', levels),
        lte(t.claim.knownFrom, view.knownAt),
        isCurrent('claim', view.rev),
        levels.includes('restricted') ? undefined : isAtOpenPlace(t.claim.subjectId, false),
      ),
    )
    .groupBy(t.claim.sourceId)
  const counts = new Map(claims.map((c) => [c.sourceId, c.n]))
  const listed = await listingsOf(db, reader, view)
  return sources
    .map((source) => ({
      ...source,
      claimCount: counts.get(source.id) ?? 0,
      listed: listed.get(source.id) ?? 0,
    }))
    .sort(
      (a, b) =>
        Number(a.published === null) - Number(b.published === null) ||
        b.publishedLatest - a.publishedLatest ||
        (a.id < b.id ? -1 : 1),
    )
}

/** The sources that a view and a filter ask for, in the order asked for; words may stand in any of their texts. */
export async function findSources(
  db: Db,
  reader: Reader,
  pinned: Pick<Pinned, 'view'>,
  filter: SourceFilter,
): Promise<SourceEntry[]> {
  const query = parseFilter(pinned.view.text)
  const found = (await listSources(db, reader, pinned)).filter(
    (source) =>
      isWanted(source, filter) &&
      (query.terms.length === 0 || answers(wordsOf(source), query, true)),
  )
  return filter.order === 'published' ? found : found.sort(ORDERS[filter.order])
}

/** How many sources a page of the library lists: a line each. */
export const SOURCES_A_PAGE = 100

/** How many pages a list of sources has; an empty one has one. */
export function pagesOfSources(found: readonly unknown[]): number {
  return Math.max(1, Math.ceil(found.length / SOURCES_A_PAGE))
}

const ORDERS: Record<
  Exclude<SourceOrder, 'published'>,
  (a: SourceEntry, b: SourceEntry) => number
> = {
  title: (a, b) => byText(normaliseForSearch(a.title), normaliseForSearch(b.title)),
  entered: (a, b) => b.recordedRev - a.recordedRev || byText(a.id, b.id),
  cited: (a, b) => b.claimCount + b.listed - (a.claimCount + a.listed) || byText(a.id, b.id),
}

function isWanted(source: SourceEntry, filter: SourceFilter): boolean {
  return (
    (filter.type === null || source.kind === filter.type) &&
    (filter.class === null || source.class === filter.class) &&
    (filter.lang === null || source.lang === filter.lang) &&
    (filter.rights === null || source.rights === filter.rights) &&
    (filter.year === null || isOfYear(source.published, filter.year)) &&
    !(filter.uncited && source.claimCount + source.listed > 0)
  )
}

/** Whether something so dated may have been published in a year. */
function isOfYear(published: string | null, year: number): boolean {
  if (published === null) return false
  const { earliest, latest } = requireBounds(published)
  return yearOf(earliest) <= year && year <= yearOf(latest)
}

function yearOf(day: Day): number {
  return Number(formatDay(day).slice(0, -6))
}

function wordsOf({ title, publisher, author, url }: SourceEntry): Entry {
  const rest = [publisher, author, url].filter((text) => text !== null)
  return entryOf({ names: [title], words: rest, context: [] })
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

export type SourcePage = { source: Row<'source'>; notes: Row<'note'>[] }

/** One source and the notes about it. Throws `not_found`. */
export async function getSource(
  db: Db,
  reader: Reader,
  id: string,
  { view }: Pinned,
): Promise<SourcePage> {
  const { levels } = visibleTo(reader)
  const [source] = await db
    .select()
    .from(t.source)
    .where(and(eq(t.source.id, id), isShown('source', levels), isCurrent('source', view.rev)))
  if (!source) throw new DomainError('not_found')
  const notes = await db
    .select()
    .from(t.note)
    .where(and(eq(t.note.subjectId, id), isShown('note', levels), isCurrent('note', view.rev)))
    .orderBy(t.note.id)
  return { source, notes }
}
