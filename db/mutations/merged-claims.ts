import { and, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import { type Db, isIn } from '../store/store'
import { isSameContent } from './content'

/** A claim as it stands, and as a merge leaves it. */
type Moving = { before: Row<'claim'>; row: Row<'claim'> }

/** What makes two claims of one source the same, as when one is recorded twice; and who may see it. */
const SAME = [
  'subjectId',
  'property',
  'words',
  'value',
  'valid',
  'personId',
  'sensitivity',
] as const

/** What one of two equal claims may say and the other not. */
const FILLED = [
  ['locator'],
  ['attributedTo'],
  ['observed', 'observedLatest'],
  ['method'],
  ['access'],
  ['infoGrade', 'infoGradeReason'],
  ['questionId'],
  ['eventId'],
  ['note'],
] as const

/** What the claims of two sources become: their changes, each as it will be, and which went into which. */
export type JoinedClaims = {
  changes: RecordChange[]
  after: Row<'claim'>[]
  joined: [from: string, to: string][]
}

/**
 * Joins the claims that arrive from another source to a source's own. Where both say the same, the own one stays, takes
 * over what only the other said, and every use of the other; the other is withdrawn. Throws `invalid` on `goesId` where a
 * conclusion makes different things of the two, which only an editor can settle.
 */
export async function joinClaims(db: Db, own: Moving[], arriving: Moving[]): Promise<JoinedClaims> {
  const kept = new Map(own.map((claim) => [claim.row.id, claim]))
  const changes: RecordChange[] = []
  const joined: [string, string][] = []
  const doubled: Row<'claim'>[] = []
  for (const { before, row } of arriving) {
    const twin = [...kept.values()].find((other) => isSameClaim(other.row, row))
    if (!twin) {
      kept.set(row.id, { before, row })
      continue
    }
    kept.set(twin.row.id, { ...twin, row: filled(twin.row, row) })
    joined.push([row.id, twin.row.id])
    changes.push({ op: 'withdraw', kind: 'claim', before })
    // What rested on it is known from the day of the one that takes its place.
    doubled.push({ ...row, knownFrom: twin.row.knownFrom })
  }
  for (const { before, row } of kept.values())
    if (!isSameContent(before, row)) changes.push({ op: 'correct', kind: 'claim', before, row })
  return {
    changes: [...changes, ...(await movedUses(db, new Map(joined)))],
    after: [...[...kept.values()].map(({ row }) => row), ...doubled],
    joined,
  }
}

/** Whether two claims say the same of the same, to the same readers. */
export function isSameClaim(a: Row<'claim'>, b: Row<'claim'>): boolean {
  return SAME.every((column) => a[column] === b[column])
}

function filled(own: Row<'claim'>, other: Row<'claim'>): Row<'claim'> {
  const row: Record<string, unknown> = { ...own }
  for (const columns of FILLED)
    if (own[columns[0]] === null) for (const column of columns) row[column] = other[column]
  return row as Row<'claim'>
}

/** The uses of joined claims, now of those they were joined to; one that is made of both alike goes. */
async function movedUses(db: Db, joined: ReadonlyMap<string, string>): Promise<RecordChange[]> {
  const ids = [...joined].flat()
  const uses = await db
    .select()
    .from(t.adoption)
    .where(and(isIn(t.adoption.claimId, ids), isNull(t.adoption.retiredRev)))
    .orderBy(t.adoption.id)
  const taken = new Map(uses.map((use) => [`${use.targetId} ${use.claimId}`, use.stance]))
  return uses.flatMap((before): RecordChange[] => {
    const claimId = joined.get(before.claimId)
    if (claimId === undefined) return []
    const place = `${before.targetId} ${claimId}`
    const stance = taken.get(place)
    if (stance !== undefined && stance !== before.stance)
      throw new DomainError('invalid', 'goesId', 'merge.stances_differ')
    if (stance !== undefined) return [{ op: 'withdraw', kind: 'adoption', before }]
    taken.set(place, before.stance)
    return [{ op: 'correct', kind: 'adoption', before, row: { ...before, claimId } }]
  })
}
