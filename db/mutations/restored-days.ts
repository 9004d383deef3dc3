import { and, eq, isNull, or } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { adopterKnownFrom, claimKnownFrom } from '../domain/knowledge'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import type { Db } from '../store/store'
import { movedClaims } from './edit-source'
import { followImages, followKnownDays } from './follow'

/**
 * Counts the days from which restored records are known anew, since what they rest on may have moved meanwhile, and
 * adds the corrections of whatever rests on them. The record restored is the first of `changes`.
 */
export async function settle(db: Db, changes: RecordChange[]): Promise<RecordChange[]> {
  const [main, ...companions] = changes
  if (main === undefined || main.op === 'withdraw') return changes
  switch (main.kind) {
    case 'claim': {
      const row = { ...main.row, knownFrom: await claimDay(db, main.row as Row<'claim'>) }
      const gone = main.op === 'correct' ? [main.before] : []
      const followers = await followKnownDays(db, [row as Row<'claim'>], gone.filter(hasMoved(row)))
      return [{ ...main, row }, ...companions, ...followers]
    }
    case 'source': {
      if (main.op !== 'correct') return changes
      const moved = await movedClaims(db, main.before, main.row as Row<'source'>)
      const rows = moved.flatMap((c) =>
        c.kind === 'claim' && c.op === 'correct' ? [c.row as Row<'claim'>] : [],
      )
      const day = new Map([[main.row.id, main.row.publishedLatest]])
      return [
        ...changes,
        ...moved,
        ...(await followImages(db, day)),
        ...(await followKnownDays(db, rows)),
      ]
    }
    case 'image': {
      const knownFrom = (await subjectDay(db, main.row.subjectId)) ?? main.row.knownFrom
      return [{ ...main, row: { ...main.row, knownFrom } }, ...companions]
    }
    case 'assessment': {
      const day = await adopterDay(db, main.row.id, companions)
      const knownFrom = day ?? main.row.knownFrom
      return [{ ...main, row: { ...main.row, knownFrom } }, ...companions]
    }
    case 'threat': {
      const day = await adopterDay(db, main.row.id, companions)
      // A threat may have been given a later day than its claims'; it is only ever pushed further.
      const knownFrom = Math.max(main.row.knownFrom, day ?? main.row.knownFrom)
      return [{ ...main, row: { ...main.row, knownFrom } }, ...companions]
    }
    case 'event': {
      const knownFrom = (await eventDay(db, main.row.id)) ?? main.row.knownFrom
      return [{ ...main, row: { ...main.row, knownFrom } }, ...companions]
    }
    case 'adoption':
      return [...changes, ...(await redatedTarget(db, main))]
    default:
      return changes
  }
}

function hasMoved(row: { eventId?: string | null; subjectId: string }) {
  return (before: Row<'claim'>) =>
    before.eventId !== (row.eventId ?? null) || before.subjectId !== row.subjectId
}

/** The day since which the source or claim of an image is known. */
async function subjectDay(db: Db, id: string): Promise<number | null> {
  const isOne = (table: typeof t.claim | typeof t.source) =>
    and(eq(table.id, id), isNull(table.retiredRev))
  const [claim] = await db.select().from(t.claim).where(isOne(t.claim))
  const [source] = await db.select().from(t.source).where(isOne(t.source))
  return claim?.knownFrom ?? source?.publishedLatest ?? null
}

async function claimDay(db: Db, claim: Row<'claim'>): Promise<number> {
  const [source] = await db
    .select({ publishedLatest: t.source.publishedLatest })
    .from(t.source)
    .where(and(eq(t.source.id, claim.sourceId), isNull(t.source.retiredRev)))
  return source ? claimKnownFrom(claim, source) : claim.knownFrom
}

/** The day from which an assessment or threat is known, with the uses in `changes` as they will be; null without any. */
async function adopterDay(
  db: Db,
  targetId: string,
  changes: RecordChange[],
): Promise<number | null> {
  const current = await db
    .select()
    .from(t.adoption)
    .where(and(eq(t.adoption.targetId, targetId), isNull(t.adoption.retiredRev)))
  const uses = new Map(current.map((a) => [a.id, a as Pick<Row<'adoption'>, 'stance' | 'claimId'>]))
  for (const c of changes)
    if (c.kind === 'adoption' && c.op !== 'withdraw') uses.set(c.row.id, c.row)
  const establishing = [...uses.values()].filter((a) => a.stance === 'establishing')
  const claims = await Promise.all(
    establishing.map(async ({ claimId }) => {
      const [claim] = await db
        .select({ knownFrom: t.claim.knownFrom })
        .from(t.claim)
        .where(and(eq(t.claim.id, claimId), isNull(t.claim.retiredRev)))
      return claim
    }),
  )
  const known = claims.filter((c) => c !== undefined)
  return known.length === 0 ? null : adopterKnownFrom(known)
}

async function eventDay(db: Db, id: string): Promise<number | null> {
  const claims = await db
    .select({ knownFrom: t.claim.knownFrom })
    .from(t.claim)
    .where(and(or(eq(t.claim.eventId, id), eq(t.claim.subjectId, id)), isNull(t.claim.retiredRev)))
  return claims.length > 0 ? Math.min(...claims.map((c) => c.knownFrom)) : null
}

async function redatedTarget(
  db: Db,
  main: Extract<RecordChange, { kind: 'adoption'; op: 'enter' | 'correct' }>,
): Promise<RecordChange[]> {
  const { targetId } = main.row
  const knownFrom = await adopterDay(db, targetId, [main])
  if (knownFrom === null) throw new DomainError('invalid', 'version', 'restore.unfounded')
  const isTarget = <T extends typeof t.assessment | typeof t.threat>(table: T) =>
    and(eq(table.id, targetId), isNull(table.retiredRev))
  const [assessment] = await db.select().from(t.assessment).where(isTarget(t.assessment))
  if (assessment)
    return assessment.knownFrom === knownFrom
      ? []
      : [
          {
            op: 'correct',
            kind: 'assessment',
            before: assessment,
            row: { ...assessment, knownFrom },
          },
        ]
  const [threat] = await db.select().from(t.threat).where(isTarget(t.threat))
  if (!threat || threat.knownFrom >= knownFrom) return []
  return [{ op: 'correct', kind: 'threat', before: threat, row: { ...threat, knownFrom } }]
}
