import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import { user } from '../auth-schema'
import { DomainError } from '../domain/errors'
import { PAGE_SIZE } from '../domain/filter'
import { type Audience, can, type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { RECORD_TABLES } from '../store/records'
import type { FrozenRow } from '../store/report-chain'
import type { Db } from '../store/store'

const { report } = t
const { monuments: _m, claims: _c, visible: _v, ...BRIEF } = getTableColumns(report)

/** A frozen file without the lists of what it rests on. */
export type FrozenBrief = Omit<FrozenRow, 'monuments' | 'claims' | 'visible'>

/**
 * One frozen file by its id. Throws `not_found`, also for one that was made for editors and for another reader. Whether
 * the public may still see a public one is another question (DESIGN §2), which `app/exports/frozen/standing.ts` answers.
 */
export async function findFrozen(db: Db, reader: Reader, id: string): Promise<FrozenRow> {
  const [row] = await db
    .select()
    .from(report)
    .where(and(eq(report.id, id), inArray(report.audience, audiencesOf(reader))))
  if (!row) throw new DomainError('not_found')
  return row
}

/**
 * A page of a site's frozen files that were made for the reader's audience, newest first, and how many there are of them;
 * for editors those for the public too.
 */
export async function listFrozen(
  db: Db,
  reader: Reader,
  siteId: string,
  page = 1,
): Promise<{ rows: FrozenBrief[]; found: number }> {
  const ofSite = and(eq(report.siteId, siteId), inArray(report.audience, audiencesOf(reader)))
  const rows = await db
    .select(BRIEF)
    .from(report)
    .where(ofSite)
    .orderBy(desc(report.seq))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
  return { rows, found: await db.$count(report, ofSite) }
}

/** Every frozen file's id, oldest first. */
export async function allFrozen(db: Db): Promise<string[]> {
  const rows = await db.select({ id: report.id }).from(report).orderBy(report.seq)
  return rows.map((r) => r.id)
}

/** The files that answer the same address for the same audience, newest first. */
export async function frozenAt(
  db: Db,
  { address, audience }: Pick<FrozenRow, 'address' | 'audience'>,
): Promise<FrozenRow[]> {
  return db
    .select()
    .from(report)
    .where(and(eq(report.address, address), eq(report.audience, audience)))
    .orderBy(desc(report.seq))
}

/** Who froze a file, by name, for those who may know; null for others, and where the register made it. */
export async function frozenByName(
  db: Db,
  reader: Reader,
  { frozenBy }: Pick<FrozenRow, 'frozenBy'>,
): Promise<string | null> {
  if (frozenBy === null || !can(reader, 'record')) return null
  const [found] = await db.select({ name: user.name }).from(user).where(eq(user.id, frozenBy))
  return found?.name ?? null
}

/** Whether any record has become, or begun as, less than public after a revision: else nothing was restricted since. */
export async function isAnythingRestrictedSince(db: Db, rev: number): Promise<boolean> {
  const found = Object.keys(RECORD_TABLES).map(
    (kind): SQL =>
      sql`exists (select 1 from ${sql.raw(`"${kind}"`)} where sensitivity <> 'public' and recorded_rev > ${rev})`,
  )
  const [row] = await db.values<[number]>(sql`select ${sql.join(found, sql` or `)}`)
  return row?.[0] === 1
}

function audiencesOf(reader: Reader): Audience[] {
  return visibleTo(reader).audience === 'editor' ? ['public', 'editor'] : ['public']
}
