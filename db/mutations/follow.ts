import { and, eq, isNull, or } from 'drizzle-orm'
import type { Day } from '../domain/dates'
import { adopterKnownFrom } from '../domain/knowledge'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import { type Db, isIn } from '../store/store'

/**
 * What must be corrected along when claims become known on another day: the assessments and threats that they
 * establish, the events that they are about and their images. `moved` are the claims as they will be; `gone` are withdrawn with them.
 */
export async function followKnownDays(
  db: Db,
  moved: Row<'claim'>[],
  gone: Row<'claim'>[] = [],
): Promise<RecordChange[]> {
  const after = new Map(moved.map((c) => [c.id, c.knownFrom]))
  return [
    ...(await adopters(db, after)),
    ...(await events(db, [...moved, ...gone], after, new Set(gone.map((c) => c.id)))),
    ...(await followImages(db, after)),
  ]
}

/** The images that become known on another day with the sources or claims that they belong to; days by their ids. */
export async function followImages(db: Db, after: Map<string, Day>): Promise<RecordChange[]> {
  const images = await db
    .select()
    .from(t.image)
    .where(and(isIn(t.image.subjectId, after.keys()), isNull(t.image.retiredRev)))
  return images.flatMap((row) => redated('image', row, after.get(row.subjectId) ?? row.knownFrom))
}

async function adopters(db: Db, after: Map<string, Day>): Promise<RecordChange[]> {
  const touched = await db
    .select({ targetId: t.adoption.targetId })
    .from(t.adoption)
    .where(
      and(
        isIn(t.adoption.claimId, after.keys()),
        eq(t.adoption.stance, 'establishing'),
        isNull(t.adoption.retiredRev),
      ),
    )
  const targets = touched.map((a) => a.targetId)
  const uses = await db
    .select({ targetId: t.adoption.targetId, claimId: t.claim.id, knownFrom: t.claim.knownFrom })
    .from(t.adoption)
    .innerJoin(t.claim, and(eq(t.claim.id, t.adoption.claimId), isNull(t.claim.retiredRev)))
    .where(
      and(
        isIn(t.adoption.targetId, targets),
        eq(t.adoption.stance, 'establishing'),
        isNull(t.adoption.retiredRev),
      ),
    )
  const dayOf = (targetId: string, stored: Day) => {
    const own = uses.filter((u) => u.targetId === targetId)
    const before = adopterKnownFrom(own)
    const now = adopterKnownFrom(
      own.map((u) => ({ knownFrom: after.get(u.claimId) ?? u.knownFrom })),
    )
    // A threat may have been given a later day than its claims'; it is only ever pushed further.
    return stored === before ? now : Math.max(stored, now)
  }
  const isTarget = <T extends typeof t.assessment | typeof t.threat>(table: T) =>
    and(isIn(table.id, targets), isNull(table.retiredRev))
  const assessments = await db.select().from(t.assessment).where(isTarget(t.assessment))
  const threats = await db.select().from(t.threat).where(isTarget(t.threat))
  return [
    ...assessments.flatMap((row) => redated('assessment', row, dayOf(row.id, row.knownFrom))),
    ...threats.flatMap((row) => redated('threat', row, dayOf(row.id, row.knownFrom))),
  ]
}

async function events(
  db: Db,
  touched: Row<'claim'>[],
  after: Map<string, Day>,
  gone: Set<string>,
): Promise<RecordChange[]> {
  const about = touched.flatMap((c) => [c.eventId ?? [], c.subjectId].flat())
  const rows = await db
    .select()
    .from(t.event)
    .where(and(isIn(t.event.id, about), isNull(t.event.retiredRev)))
  const ids = rows.map((e) => e.id)
  const claims = await db
    .select()
    .from(t.claim)
    .where(
      and(or(isIn(t.claim.eventId, ids), isIn(t.claim.subjectId, ids)), isNull(t.claim.retiredRev)),
    )
  return rows.flatMap((event) => {
    const own = claims.filter((c) => c.eventId === event.id || c.subjectId === event.id)
    const left = own.filter((c) => !gone.has(c.id))
    if (left.length === 0) return []
    const first = (list: Row<'claim'>[], day: (c: Row<'claim'>) => Day) =>
      Math.min(...list.map(day))
    const before = first(own, (c) => c.knownFrom)
    const now = first(left, (c) => after.get(c.id) ?? c.knownFrom)
    return before === now ? [] : redated('event', event, now)
  })
}

function redated<K extends 'assessment' | 'threat' | 'event' | 'image'>(
  kind: K,
  before: Row<K>,
  knownFrom: Day,
): RecordChange[] {
  if (before.knownFrom === knownFrom) return []
  return [{ op: 'correct', kind, before, row: { ...before, knownFrom } } as RecordChange]
}
