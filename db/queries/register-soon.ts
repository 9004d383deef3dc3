import { setImmediate as breathe, setTimeout as later } from 'node:timers/promises'
import { and, eq, gt, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { twelveMonthsBefore } from '../domain/dates'
import { type Mark, PAGE_SIZE, type PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import { parseFilter } from '../domain/search-query'
import * as t from '../schema'
import { readHead } from '../store/save'
import type { Db } from '../store/store'
import { aside } from './aside'
import { mentionedAmong } from './mentions'
import { type Register, register } from './register'
import { decorate } from './register-row'
import { fromSpans, type Placed } from './stretch'
import type { Pinned } from './view'

/** A page of the register; without its counts while these are still being counted. */
export type RegisterSoon =
  | Register
  | (Pick<Register, 'rows'> & { counts: null; total: null; found: null; marks: null })

/** How long a page waits for its counts, in milliseconds. */
const WAITS = 70
/** So many monuments are looked at for a first page, some at a time. */
const [MOST, AT_ONCE] = [4000, 200]

/**
 * The register's page, as `register` gives it. Of a large site the first page comes without counts where these take long:
 * it is read along the site's own order, with fewer rows where few of the first monuments answer, and who asks again has
 * all of them.
 */
export async function registerSoon(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pinned,
  page: number,
): Promise<RegisterSoon> {
  const whole = register(db, reader, siteId, pinned, page)
  if (page > 1 || !isAlongTheSite(pinned) || (await aside(db, siteId)) === null) return whole
  // What comes of it is awaited below or by nobody.
  whole.catch(() => {})
  const soon = await Promise.race([whole, later(WAITS, null, { ref: false })])
  if (soon) return soon
  const placed = await firstOf(db, reader, siteId, pinned.view)
  if ((await readHead(db)).rev !== pinned.view.rev) return whole
  const rows = await decorate(db, reader, placed, pinned.view)
  return { rows, counts: null, total: null, found: null, marks: null }
}

/** Whether a page can be read from the newest spans in the site's own order. */
function isAlongTheSite({ view, isNewest }: Pinned): boolean {
  return isNewest && view.sort === 'position' && !view.descending
}

/** The first page of a view in the site's own order; less of it where looking for more would take long. */
export async function firstOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<Placed[]> {
  const { id, position, partOf, retiredRev, siteId: site } = t.monument
  const found: Placed[] = []
  let last = { id: '', position: Number.MIN_SAFE_INTEGER }
  for (let seen = 0; seen < MOST; seen += AT_ONCE) {
    const some = await db
      .select({ id, position })
      .from(t.monument)
      .where(
        and(
          eq(site, siteId),
          isNull(partOf),
          isNull(retiredRev),
          sql`${position} >= ${last.position}`,
          or(gt(position, last.position), gt(id, last.id)),
        ),
      )
      .orderBy(position, id)
      .limit(AT_ONCE)
    found.push(...(await answering(db, reader, view, some)))
    if (found.length >= PAGE_SIZE || some.length < AT_ONCE) break
    last = some.at(-1) ?? last
    await breathe()
  }
  return found.slice(0, PAGE_SIZE)
}

/** Those of some monuments that pass a view's filter, in their order. */
async function answering(
  db: Db,
  reader: Reader,
  view: PinnedView,
  some: { id: string }[],
): Promise<Placed[]> {
  const { span, monument } = t
  const { headlines, kinds, flags, text } = view
  const passes = and(
    kinds.length > 0 ? inArray(monument.kind, kinds) : undefined,
    headlines.length > 0
      ? or(inArray(span.headline, headlines), inArray(span.maybe, headlines))
      : undefined,
    or(...flags.map((flag) => hasMark(flag, view))),
  )
  const query = parseFilter(text)
  const all = some.map((m) => m.id)
  const named =
    query.terms.length === 0
      ? null
      : await mentionedAmong(db, query, visibleTo(reader).audience, all)
  const ids = named === null ? all : all.filter((id) => named.has(id))
  const placed = await fromSpans(db, reader, ids, view, passes)
  const byId = new Map(placed.map((p) => [p.monument.id, p]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function hasMark(mark: Mark, { asOf }: PinnedView): SQL | undefined {
  const { span } = t
  if (mark === 'at_risk') return eq(span.atRisk, true)
  if (mark === 'under_intervention') return eq(span.underIntervention, true)
  if (mark === 'contested') return eq(span.contested, true)
  const before = lt(span.lookedAt, twelveMonthsBefore(asOf))
  return or(isNull(span.lookedAt), before)
}
