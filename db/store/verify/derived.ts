import { and, asc, gt, isNull, sql } from 'drizzle-orm'
import * as t from '../../schema'
import { derivedOf } from '../derive'
import { insertOf } from '../insert'
import { loadRows, rowsByRoot } from '../rows'
import { type Db, isIn } from '../store'
import { Broken } from './broken'
import { inPortions } from './portions'

/** Monuments derived again at once. */
const AT_ONCE = 100

/**
 * Derives the spans and search entries of every monument again and compares; then looks for any that belong to none,
 * and for a save that is not noted with the monuments it touched. Throws `Broken` at the first monument that differs.
 */
export async function checkDerived(db: Db): Promise<void> {
  for await (const roots of inPortions<{ id: string }>((last) => rootsAfter(db, last?.id ?? '')))
    await checkMonuments(
      db,
      roots.map((r) => r.id),
    )
  await refuseStrays(db)
  for (const kind of ['monument', 'name', 'claim', 'assessment', 'threat', 'event'] as const)
    for (const rev of ['recorded_rev', 'retired_rev'] as const) await refuseUntouched(db, kind, rev)
}

function rootsAfter(db: Db, id: string): PromiseLike<{ id: string }[]> {
  const { monument } = t
  return db
    .select({ id: monument.id })
    .from(monument)
    .where(and(isNull(monument.partOf), isNull(monument.retiredRev), gt(monument.id, id)))
    .orderBy(asc(monument.id))
    .limit(AT_ONCE)
}

async function checkMonuments(db: Db, roots: string[]): Promise<void> {
  const about = rowsByRoot(await loadRows(db, { roots }, null))
  const stored = await storedOf(db, roots)
  for (const root of roots) {
    const { spans, entries } = derivedOf(about(root), root)
    const expected = [
      ...spans.map((span) => JSON.stringify(insertOf(t.span, span).params)),
      ...entries.map(({ audience, text }) => JSON.stringify([audience, text])),
    ].sort()
    const found = (stored.get(root) ?? []).sort()
    const at = expected.findIndex((line, n) => line !== found[n])
    if (at >= 0 || found.length > expected.length)
      throw new Broken(
        `monument ${root}: derived ${expected[at] ?? 'nothing more'}, found ${found[at < 0 ? expected.length : at] ?? 'nothing more'}`,
      )
  }
}

/** The spans and search entries kept for some monuments, each as one comparable line. */
async function storedOf(db: Db, roots: string[]): Promise<Map<string, string[]>> {
  const byRoot = new Map<string, string[]>()
  const add = (root: string, line: unknown[]) =>
    byRoot.set(root, [...(byRoot.get(root) ?? []), JSON.stringify(line)])
  const audiences = sql`"span"."audience" in ('public', 'editor')`
  const spans = await db
    .select()
    .from(t.span)
    .where(and(audiences, isIn(t.span.monumentId, roots)))
  for (const span of spans) add(span.monumentId, insertOf(t.span, span).params)
  const entries = await db.all<unknown[] | Record<string, unknown>>(sql`
    select d.monument_id, d.audience, s.text from search_doc d join search s on s.rowid = d.doc
    where d.monument_id in (select value from json_each(${JSON.stringify(roots)}))`)
  for (const entry of entries) {
    const [root, ...line] = Object.values(entry)
    add(String(root), line)
  }
  return byRoot
}

async function refuseStrays(db: Db): Promise<void> {
  const isNone = (id: string) =>
    sql.raw(
      `not exists (select 1 from monument m where m.id = ${id} and m.retired_rev is null and m.part_of is null)`,
    )
  const strays = {
    'span of': sql`select monument_id from span where ${isNone('span.monument_id')} limit 1`,
    'search entry of': sql`select d.monument_id from search_doc d join search s on s.rowid = d.doc where ${isNone('d.monument_id')} limit 1`,
    'search entry without a monument,': sql`select s.rowid from search s left join search_doc d on d.doc = s.rowid where d.doc is null limit 1`,
  }
  for (const [what, query] of Object.entries(strays)) {
    const [row] = await db.all<unknown[] | Record<string, unknown>>(query)
    if (row) throw new Broken(`${what} ${Object.values(row)[0]} is not derivable from the record`)
  }
}

/** A record about a monument that was one of its own then must be noted as touching it. */
async function refuseUntouched(db: Db, kind: string, rev: string): Promise<void> {
  const subject = kind === 'monument' ? 'r.id' : 'r.subject_id'
  const [row] = await db.all<unknown[] | Record<string, unknown>>(
    sql.raw(`select ${subject}, r.${rev} from "${kind}" r
      where r.${rev} is not null
        and exists (select 1 from monument m where m.id = ${subject} and m.part_of is null
          and m.recorded_rev <= r.${rev} and (m.retired_rev is null or m.retired_rev >= r.${rev}))
        and not exists (select 1 from touched x where x.monument_id = ${subject} and x.rev = r.${rev})
      limit 1`),
  )
  if (!row) return
  const [monument, missing] = Object.values(row)
  throw new Broken(`monument ${monument}: revision ${missing} is not noted as touching it`)
}
