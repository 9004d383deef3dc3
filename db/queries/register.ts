import { and, eq, gt, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import { matchesWords, searchWords } from '../domain/arabic'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import { type Status, statusAt } from '../domain/status'
import { HEADLINES, type Headline } from '../domain/vocabulary'
import * as t from '../schema'
import { searchText } from '../store/derive'
import { evidenceOf, visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { isCurrent, loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { decorate, type RegisterRow } from './register-row'
import type { Pinned } from './view'

export type RegisterStatus = Omit<Status, 'rule'>
export type Placed = { monument: Row<'monument'>; status: RegisterStatus }

/** The monuments of a site that a view asks for, in its order, and how many stand under each headline. */
export type Register = { rows: RegisterRow[]; counts: Record<Headline, number>; total: number }

/**
 * The register at a view: the one list behind the page, the CSV, the PDF and every other format. Counts take every
 * filter but the headline's; a monument that is "possibly" something counts under what it was, and is found by both.
 */
export async function register(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pinned,
): Promise<Register> {
  const placed = pinned.isNewest
    ? await fromSpans(db, reader, siteId, pinned.view)
    : await fromRecords(db, reader, siteId, pinned.view)
  const counts = Object.fromEntries(
    HEADLINES.map((h) => [h, placed.filter((p) => p.status.headline === h).length]),
  )
  const wanted = placed.filter((p) => hasHeadline(p.status, pinned.view.headlines))
  const rows = await decorate(db, reader, wanted, pinned.view)
  return {
    rows: sortRows(rows, pinned.view),
    counts: counts as Record<Headline, number>,
    total: placed.length,
  }
}

/** The newest revision is answered by an indexed range query over the derived spans. */
async function fromSpans(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<Placed[]> {
  const { span, monument } = t
  const { audience } = visibleTo(reader)
  const flags = {
    at_risk: span.atRisk,
    under_intervention: span.underIntervention,
    contested: span.contested,
  }
  const rows = await db
    .select({ monument, status: span })
    .from(monument)
    .innerJoin(span, eq(span.monumentId, monument.id))
    .where(
      and(
        eq(monument.siteId, siteId),
        sql`${monument.partOf} is null`,
        isCurrent('monument', null),
        eq(span.audience, audience),
        lte(span.validFrom, view.asOf),
        gt(span.validTo, view.asOf),
        lte(span.knownFrom, view.knownAt),
        gt(span.knownTo, view.knownAt),
        view.kinds.length > 0 ? inArray(monument.kind, view.kinds) : undefined,
        or(...view.flags.map((flag) => eq(flags[flag], true))),
        mentions(view.text, audience),
      ),
    )
  return rows
}

/** An older revision is computed from the rows that were current then. */
async function fromRecords(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<Placed[]> {
  const rows = visibleRows(await loadRows(db, { siteId }, view.rev), visibleTo(reader))
  return rows.monument
    .filter((m) => m.partOf === null)
    .filter((m) => view.kinds.length === 0 || view.kinds.includes(m.kind))
    .filter((m) => view.text === '' || matchesWords(searchText(rows, m), view.text))
    .map((monument) => ({ monument, status: statusAt(evidenceOf(rows, monument), view) }))
    .filter(({ status }) => hasFlag(status, view.flags))
}

/** Every typed word must begin a word of the entry; text without letters or digits asks for nothing. */
function mentions(text: string, audience: string): SQL | undefined {
  const words = searchWords(text)
  if (words.length === 0) return undefined
  const query = words.map((word) => `"${word}"*`).join(' ')
  return sql`${t.monument.id} in (select d.monument_id from search s join search_doc d on d.doc = s.rowid
    where s.text match ${query} and d.audience = ${audience})`
}

function hasHeadline(status: RegisterStatus, wanted: Headline[]): boolean {
  return (
    wanted.length === 0 ||
    wanted.includes(status.headline) ||
    (status.maybe !== null && wanted.includes(status.maybe))
  )
}

function hasFlag(status: RegisterStatus, flags: PinnedView['flags']): boolean {
  const is = {
    at_risk: status.atRisk,
    under_intervention: status.underIntervention,
    contested: status.contested,
  }
  return flags.length === 0 || flags.some((flag) => is[flag])
}

/** Unknown values come last in either direction; ties fall back to the site's own order. */
function sortRows(rows: RegisterRow[], { sort, descending }: PinnedView): RegisterRow[] {
  const key: Record<PinnedView['sort'], (row: RegisterRow) => number | string | null> = {
    position: (row) => row.position,
    name: (row) => row.name.en ?? row.name.ar ?? '',
    headline: (row) => HEADLINES.indexOf(row.status.headline),
    since: (row) => row.sinceEarliest,
    looked: (row) => row.status.lookedAt,
    sources: (row) => row.sources.length,
  }
  return rows.sort((a, b) => {
    const [left, right] = [key[sort](a), key[sort](b)]
    if (left === right) return a.position - b.position
    if (left === null) return 1
    if (right === null) return -1
    const order =
      typeof left === 'string' ? left.localeCompare(String(right), 'en') : left - Number(right)
    return descending ? -order : order
  })
}
