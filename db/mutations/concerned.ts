import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { findRecordPlace } from '../queries/record-place'
import * as t from '../schema'
import type { RecordChange } from '../store/records'
import { type Db, isIn } from '../store/store'

/**
 * The sites that changes concern, by id: those whose records they touch, and those that cite the sources they change.
 * A source belongs to no site.
 */
export type Concerned = { own: string[]; citing: string[] }

type Content = Record<string, unknown> & { id: string }

/** Follows every changed record, as it was and as it will be, to its site. */
export async function sitesConcerned(db: Db, changes: RecordChange[]): Promise<Concerned> {
  const entered = new Map<string, { kind: string; row: Content }>()
  for (const change of changes)
    if (change.op === 'enter')
      entered.set(change.row.id, { kind: change.kind, row: change.row as Content })
  const own = new Set<string>()
  const sources = new Set<string>()
  const known = new Set<string>()
  const follow = async (kind: string, row: Content): Promise<void> => {
    if (kind === 'site') own.add(row.id)
    else if (kind === 'source') sources.add(row.id)
    else if (typeof row.siteId === 'string') own.add(row.siteId)
    else for (const tie of TIES) if (typeof row[tie] === 'string') await followId(String(row[tie]))
  }
  const followId = async (id: string): Promise<void> => {
    if (known.has(id)) return
    known.add(id)
    const fresh = entered.get(id)
    if (fresh) return follow(fresh.kind, fresh.row)
    const place = await findRecordPlace(db, id)
    if (place?.kind === 'source') sources.add(id)
    else if (place?.siteId) own.add(place.siteId)
  }
  for (const change of changes) {
    if (change.op !== 'enter') await follow(change.kind, change.before as Content)
    if (change.op !== 'withdraw') await follow(change.kind, change.row as Content)
  }
  return { own: [...own].sort(), citing: await sitesCiting(db, sources) }
}

/** The sites where changes wait for somebody else to accept them. */
export async function reviewedSites(db: Db): Promise<Set<string>> {
  const found = await db
    .select({ id: t.site.id })
    .from(t.site)
    .where(and(eq(t.site.workflow, 'reviewed'), isNull(t.site.retiredRev)))
  return new Set(found.map((s) => s.id))
}

/** The columns that tie a record to what it is about. */
const TIES = ['targetId', 'subjectId', 'monumentId', 'imageId', 'personId', 'fromId', 'toId']

async function sitesCiting(db: Db, sources: Set<string>): Promise<string[]> {
  if (sources.size === 0) return []
  const subject = sql`coalesce(${t.event.subjectId}, ${t.claim.subjectId})`
  const siteId = sql<string | null>`coalesce(${t.monument.siteId}, ${t.site.id})`
  const isNow = (table: typeof t.event | typeof t.monument | typeof t.site, id: SQL) =>
    and(eq(table.id, id), isNull(table.retiredRev))
  const found = await db
    .selectDistinct({ siteId })
    .from(t.claim)
    .leftJoin(t.event, isNow(t.event, sql`${t.claim.subjectId}`))
    .leftJoin(t.monument, isNow(t.monument, subject))
    .leftJoin(t.site, isNow(t.site, subject))
    .where(and(isIn(t.claim.sourceId, sources), isNull(t.claim.retiredRev)))
  return found.flatMap((f) => f.siteId ?? []).sort()
}
