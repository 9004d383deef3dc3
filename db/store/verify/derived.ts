import { and, asc, gt, isNull, type SQL, sql } from 'drizzle-orm'
import * as t from '../../schema'
import { derivedSpans } from '../derive'
import { insertOf } from '../insert'
import { RECORD_TABLES } from '../records'
import type { Rows } from '../rows'
import { entriesOf, type SearchRow, unitsNow, wordsIn } from '../search-index'
import { type Db, isIn } from '../store'
import { Broken } from './broken'
import { inPortions } from './portions'

/** Monuments, sites or sources derived again at once. */
const AT_ONCE = 100

/**
 * Derives the spans of every monument and the search entries of every monument, site and source again and compares;
 * then looks for any that belong to none, and for a save that is not noted with the monuments it touched. Throws
 * `Broken` at the first that differs.
 */
export async function checkDerived(db: Db): Promise<void> {
  for (const kind of ['monument', 'site', 'source'] as const)
    for await (const found of inPortions<{ id: string }>((last) => unitsAfter(db, kind, last?.id)))
      await checkUnits(
        db,
        kind,
        found.map((r) => r.id),
      )
  await refuseStrays(db)
  for (const kind of ['monument', 'name', 'claim', 'assessment', 'threat', 'event'] as const)
    for (const rev of ['recorded_rev', 'retired_rev'] as const) await refuseUntouched(db, kind, rev)
}

type Unit = 'monument' | 'site' | 'source'

function unitsAfter(db: Db, kind: Unit, last = ''): PromiseLike<{ id: string }[]> {
  const table = RECORD_TABLES[kind] as typeof t.monument
  const isWhole = kind === 'monument' ? isNull(table.partOf) : undefined
  return db
    .select({ id: table.id })
    .from(table)
    .where(and(isWhole, isNull(table.retiredRev), gt(table.id, last)))
    .orderBy(asc(table.id))
    .limit(AT_ONCE)
}

async function checkUnits(db: Db, kind: Unit, units: string[]): Promise<void> {
  const { byUnit, days } = await unitsNow(db, units)
  const stored = await storedOf(db, kind, units)
  const words = new Set<string>()
  for (const unit of units) {
    const rows = byUnit(unit)
    const entries = entriesOf(rows, unit, days)
    for (const word of wordsIn(entries)) words.add(word)
    const expected = linesOf(kind === 'monument' ? derivedOf(rows, unit) : [], entries)
    const found = (stored.get(unit) ?? []).sort()
    const at = expected.findIndex((line, n) => line !== found[n])
    if (at >= 0 || found.length > expected.length)
      throw new Broken(
        `${kind} ${unit}: derived ${expected[at] ?? 'nothing more'}, found ${found[at < 0 ? expected.length : at] ?? 'nothing more'}`,
      )
  }
  await refuseUnknownWords(db, words)
}

const derivedOf = (rows: Rows, root: string) =>
  derivedSpans(rows, root).map((span) => insertOf(t.span, span))

/** Spans and entries each as one comparable line. */
function linesOf(spans: { params: unknown[] }[], entries: SearchRow[]): string[] {
  const lines = [...spans, ...entries.map((entry) => insertOf(t.searchEntry, entry))]
  return lines.map(({ params }) => JSON.stringify(params)).sort()
}

/** The spans and search entries kept for some units, each as one comparable line. */
async function storedOf(db: Db, kind: Unit, units: string[]): Promise<Map<string, string[]>> {
  const byUnit = new Map<string, string[]>()
  const add = (unit: string, line: string[]) =>
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), ...line])
  const audiences = sql`"span"."audience" in ('public', 'editor')`
  const spans =
    kind === 'monument'
      ? await db
          .select()
          .from(t.span)
          .where(and(audiences, isIn(t.span.monumentId, units)))
      : []
  for (const span of spans) add(span.monumentId, linesOf([insertOf(t.span, span)], []))
  const entries = await db.select().from(t.searchEntry).where(isIn(t.searchEntry.unit, units))
  for (const { doc: _doc, ...entry } of entries) add(entry.unit, linesOf([], [entry]))
  return byUnit
}

async function refuseUnknownWords(db: Db, words: Set<string>): Promise<void> {
  const [missing] = await values(
    db,
    sql`select value from json_each(${JSON.stringify([...words])})
      where value not in (select word from search_word) limit 1`,
  )
  if (missing) throw new Broken(`word ${missing[0]} is not in the vocabulary of the search`)
}

async function refuseStrays(db: Db): Promise<void> {
  const isNone = (id: string, kinds: Unit[]) =>
    sql.raw(
      kinds
        .map(
          (kind) =>
            `not exists (select 1 from ${kind} m where m.id = ${id} and m.retired_rev is null${kind === 'monument' ? ' and m.part_of is null' : ''})`,
        )
        .join(' and '),
    )
  const strays = {
    'span of': sql`select monument_id from span where ${isNone('span.monument_id', ['monument'])} limit 1`,
    'search entry of': sql`select unit from search_entry where ${isNone('search_entry.unit', ['monument', 'site', 'source'])} limit 1`,
  }
  for (const [what, query] of Object.entries(strays)) {
    const [row] = await values(db, query)
    if (row) throw new Broken(`${what} ${row[0]} is not derivable from the record`)
  }
}

async function values(db: Db, query: SQL): Promise<unknown[][]> {
  const rows = await db.all<unknown[] | Record<string, unknown>>(query)
  return rows.map((row) => Object.values(row))
}

/** A record about a monument that was one of its own then must be noted as touching it. */
async function refuseUntouched(db: Db, kind: string, rev: string): Promise<void> {
  const subject = kind === 'monument' ? 'r.id' : 'r.subject_id'
  const [row] = await values(
    db,
    sql.raw(`select ${subject}, r.${rev} from "${kind}" r
      where r.${rev} is not null
        and exists (select 1 from monument m where m.id = ${subject} and m.part_of is null
          and m.recorded_rev <= r.${rev} and (m.retired_rev is null or m.retired_rev >= r.${rev}))
        and not exists (select 1 from touched x where x.monument_id = ${subject} and x.rev = r.${rev})
      limit 1`),
  )
  if (!row) return
  const [monument, missing] = row
  throw new Broken(`monument ${monument}: revision ${missing} is not noted as touching it`)
}
