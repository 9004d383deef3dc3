import { setImmediate as breathe } from 'node:timers/promises'
import { gt, or, sql, type Table } from 'drizzle-orm'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { Entry } from '../domain/search-query'
import { statusAt } from '../domain/status'
import type { Headline } from '../domain/vocabulary'
import * as t from '../schema'
import { evidenceOf, visibleRows } from '../store/evidence'
import { daysOfNotes, type Findable, findableIn, folded } from '../store/findable'
import { loadRows, type Rows, rowsByRoot } from '../store/rows'
import { readHead } from '../store/save'
import type { Db } from '../store/store'

/** What a view of a revision before the newest holds otherwise than the index: units that changed since, as they were then. */
export type Departed = { units: Set<string>; found: Then[] }
/** Of the newest revision nothing is otherwise. */
export const NOTHING_DEPARTED: Departed = { units: new Set(), found: [] }

type Then = Findable & { unit: string; entry: Entry; headlines: Headline[] }

const [AT_ONCE, MANY_AT_ONCE] = [100, 5000]
const FEW = 500
let queue: Promise<unknown> = Promise.resolve()

/**
 * The units that were saved after the revision asked for, from their rows as they were: about a millisecond for every
 * monument, in short steps; of more than a few hundred, one answer is computed at a time, so that old pins cannot crowd
 * out the rest.
 */
export async function departedFrom(db: Db, reader: Reader, view: PinnedView): Promise<Departed> {
  if ((await readHead(db)).rev <= view.rev) return NOTHING_DEPARTED
  const units = await unitsAfter(db, view.rev)
  const there = await recordedBy(db, [...units], view.rev)
  const work = async () => ({ units, found: await asThen(db, reader, view, there) })
  if (there.length <= FEW) return work()
  const answer = queue.then(work)
  queue = answer.catch(() => {})
  return answer
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

/** Those of some units that a revision knows: it holds nothing of what was entered after it. */
async function recordedBy(db: Db, units: string[], rev: number): Promise<string[]> {
  const there: string[] = []
  const isOf = (table: Table) =>
    sql`exists (select 1 from ${table} v where v.id = d.value and v.recorded_rev <= ${rev})`
  for (let i = 0; i < units.length; i += MANY_AT_ONCE) {
    if (i > 0) await breathe()
    const rows = await db.values<[string]>(sql`select d.value
      from json_each(${JSON.stringify(units.slice(i, i + MANY_AT_ONCE))}) d
      where ${isOf(t.monument)} or ${isOf(t.site)} or ${isOf(t.source)}`)
    for (const [id] of rows) there.push(id)
  }
  return there
}

async function asThen(db: Db, reader: Reader, view: PinnedView, units: string[]): Promise<Then[]> {
  const found: Then[] = []
  for (let i = 0; i < units.length; i += AT_ONCE) {
    const some = units.slice(i, i + AT_ONCE)
    const all = await loadRows(db, { roots: some, sites: some, sources: some }, view.rev)
    const byUnit = rowsByRoot(all)
    const days = await daysOfNotes(db, all)
    for (const unit of some) {
      const rows = visibleRows(byUnit(unit), visibleTo(reader))
      const known = findableIn(rows, unit, days).filter((one) => isKnown(one, view))
      const headlines = known.length === 0 ? [] : headlinesOf(rows, unit, view)
      for (const one of known) found.push({ ...one, unit, entry: folded(one), headlines })
    }
    await breathe()
  }
  return found
}

function isKnown({ knownFrom, earliest }: Findable, { asOf, knownAt }: PinnedView): boolean {
  return knownFrom <= knownAt && earliest <= asOf
}

function headlinesOf(rows: Rows, unit: string, view: PinnedView): Headline[] {
  const whole = rows.monument.find((m) => m.id === unit)
  if (!whole) return []
  const { headline, maybe } = statusAt(evidenceOf(rows, whole), view)
  return maybe === null ? [headline] : [headline, maybe]
}
