import { setImmediate as breathe } from 'node:timers/promises'
import { gt, or, sql } from 'drizzle-orm'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import { SEARCH_KINDS, type SearchKind } from '../domain/search-filter'
import {
  answers,
  COLUMNS,
  type Entry,
  ftsOf,
  ftsPattern,
  occurs,
  type Query,
  WEIGHTS,
  weigh,
} from '../domain/search-query'
import type { SourceClass } from '../domain/vocabulary'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import { daysOfNotes, type Findable, findableIn, folded } from '../store/findable'
import { loadRows, rowsByRoot } from '../store/rows'
import { readHead } from '../store/save'
import type { Db } from '../store/store'

/** A record that answers a query. `unit` is the top-level monument, site or source that it belongs to. */
export type Hit = {
  unit: string
  kind: SearchKind
  id: string
  siteId: string | null
  rootId: string | null
  sourceClass: SourceClass | null
  lang: string | null
  score: number
}

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
/** What it adds to hold the typed words as one phrase. */
const AS_PHRASE = 1.5
const AT_ONCE = 100
const FEW = 500
let queue: Promise<unknown> = Promise.resolve()

/** What a revision before the newest holds otherwise than the index: units that changed since, as they were then. */
export type Departed = { units: Set<string>; found: Then[] }
/** Of the newest revision nothing is otherwise. */
export const NOTHING_DEPARTED: Departed = { units: new Set(), found: [] }

type Then = Findable & { unit: string; entry: Entry }

/** The records that answer a query at a view, the best first, each once. */
export async function hitsOf(
  db: Db,
  reader: Reader,
  view: PinnedView,
  query: Query,
  departed: Departed,
): Promise<Hit[]> {
  if (query.terms.length === 0) return []
  const phrase = await withPhrase(db, query)
  const hits = [
    ...(await fromIndex(db, reader, view, query, departed, phrase)),
    ...fromRows(view, query, departed),
  ]
  const best = new Map<string, Hit>()
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.unit} ${hit.id}`
    const known = best.get(key)
    if (known === undefined || known.score < hit.score) best.set(key, hit)
  }
  return [...best.values()].sort(byScore)
}

/** The order of hits: by score, then the same every time. */
export function byScore(a: Hit, b: Hit): number {
  if (a.score !== b.score) return b.score - a.score
  const kinds = SEARCH_KINDS.indexOf(a.kind) - SEARCH_KINDS.indexOf(b.kind)
  return kinds || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.unit < b.unit ? -1 : 1)
}

/**
 * The units that were saved after the revision asked for, from their rows as they were: about a millisecond for every
 * monument, in short steps; of more than a few hundred, one answer is computed at a time, so that old pins cannot crowd
 * out the rest.
 */
export async function departedFrom(db: Db, reader: Reader, { rev }: PinnedView): Promise<Departed> {
  if ((await readHead(db)).rev <= rev) return NOTHING_DEPARTED
  const units = [...(await unitsAfter(db, rev))]
  if (units.length <= FEW) return asThen(db, reader, rev, units)
  const answer = queue.then(() => asThen(db, reader, rev, units))
  queue = answer.catch(() => {})
  return answer
}

async function asThen(db: Db, reader: Reader, rev: number, units: string[]): Promise<Departed> {
  const found: Then[] = []
  for (let i = 0; i < units.length; i += AT_ONCE) {
    const some = units.slice(i, i + AT_ONCE)
    const rows = await loadRows(db, { roots: some, sites: some, sources: some }, rev)
    const byUnit = rowsByRoot(rows)
    const days = await daysOfNotes(db, rows)
    for (const unit of some)
      for (const one of findableIn(visibleRows(byUnit(unit), visibleTo(reader)), unit, days))
        found.push({ ...one, unit, entry: folded(one) })
    await breathe()
  }
  return { units: new Set(units), found }
}

async function unitsAfter(db: Db, rev: number): Promise<Set<string>> {
  const monuments = await db
    .selectDistinct({ id: t.touched.monumentId })
    .from(t.touched)
    .where(gt(t.touched.rev, rev))
  const sites = await db.selectDistinct({ id: t.site.id }).from(t.site)
  const sources = await db
    .selectDistinct({ id: t.source.id })
    .from(t.source)
    .where(or(gt(t.source.recordedRev, rev), gt(t.source.retiredRev, rev)))
  // A note can stand on a source; on anything else it touches a monument or the site.
  const notes = await db
    .selectDistinct({ id: t.note.subjectId })
    .from(t.note)
    .where(or(gt(t.note.recordedRev, rev), gt(t.note.retiredRev, rev)))
  return new Set([...monuments, ...sites, ...sources, ...notes].map((row) => row.id))
}

/** The entries that hold the typed words as one phrase. */
async function withPhrase(db: Db, { whole }: Query): Promise<Set<number>> {
  if (whole === null) return new Set()
  const rows = await db
    .select({ doc: t.searchEntry.doc })
    .from(t.searchEntry)
    .innerJoin(sql`search`, sql`search.rowid = ${t.searchEntry.doc}`)
    .where(sql`search match ${ftsPattern(whole)}`)
  return new Set(rows.map((row) => row.doc))
}

/** Rows are read as plain lists: a common word finds thousands, and naming their columns takes longer than finding them. */
async function fromIndex(
  db: Db,
  reader: Reader,
  view: PinnedView,
  query: Query,
  departed: Departed,
  phrase: Set<number>,
): Promise<Hit[]> {
  const weights = sql.raw(COLUMNS.map((column) => WEIGHTS[column]).join(', '))
  const rows = (await db.values(sql`
    select e.doc, bm25(search, ${weights}), e.unit, e.kind, e.record_id, e.site_id, e.root_id, e.source_class, e.lang
    from search join search_entry e on e.doc = search.rowid
    where search match ${ftsOf(query, true)} and e.audience in ('all', ${visibleTo(reader).audience})
      and e.known_from <= ${view.knownAt} and e.earliest <= ${view.asOf}`)) as Line[]
  const hits: Hit[] = []
  for (const [doc, rank, unit, kind, id, siteId, rootId, sourceClass, lang] of rows) {
    if (departed.units.has(unit)) continue
    const score = -rank * WORTH[kind] * (phrase.has(doc) ? AS_PHRASE : 1)
    hits.push({ unit, kind, id, siteId, rootId, sourceClass, lang, score })
  }
  return hits
}

type Line = [
  doc: number,
  rank: number,
  unit: string,
  kind: SearchKind,
  id: string,
  siteId: string | null,
  rootId: string | null,
  sourceClass: SourceClass | null,
  lang: string | null,
]

function fromRows(view: PinnedView, query: Query, { found }: Departed): Hit[] {
  const { whole } = query
  return found
    .filter((f) => f.knownFrom <= view.knownAt && f.earliest <= view.asOf)
    .filter((f) => answers(f.entry, query, true))
    .map(({ unit, kind, id, siteId, rootId, sourceClass, lang, entry }) => {
      const isPhrase = whole !== null && COLUMNS.some((column) => occurs(whole, entry[column]))
      const score = weigh(entry, query) * WORTH[kind] * (isPhrase ? AS_PHRASE : 1)
      return { unit, kind, id, siteId, rootId, sourceClass, lang, score }
    })
}
