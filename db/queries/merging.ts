import { and, eq, isNull } from 'drizzle-orm'
import type { Reader } from '../domain/policy'
import { currentRow } from '../mutations/call'
import { dependantsOf } from '../mutations/dependants'
import { isSameClaim } from '../mutations/merged-claims'
import { sourceLabel } from '../mutations/sources'
import * as t from '../schema'
import type { Row } from '../store/records'
import type { Db } from '../store/store'
import { sourceChoices } from './editing'

/** What merging would move: claims, other records, and how many claims both sources make alike. */
export type MergePreview = { claims: number; others: number; alike: number }

/** The other source that somebody named: by its id, its label in the list, its address or its exact title. */
export async function namedSource(
  db: Db,
  reader: Reader,
  typed: string,
): Promise<Row<'source'> | null> {
  const byId = await currentRow(db, reader, 'source', typed)
  if (byId) return byId
  const found = (await sourceChoices(db, reader)).filter(
    (s) => s.title === typed || s.url === typed || sourceLabel(s) === typed,
  )
  return found.length === 1 ? (found[0] ?? null) : null
}

/** What merging one source into another would move. */
export async function mergePreview(db: Db, staysId: string, goesId: string): Promise<MergePreview> {
  const [own, arriving] = await Promise.all([claimsOf(db, staysId), claimsOf(db, goesId)])
  const others = await dependantsOf(db, 'source', goesId)
  return {
    claims: arriving.length,
    others: others.filter((d) => d.kind !== 'claim').length,
    alike: arriving.filter((claim) => own.some((other) => isSameClaim(other, claim))).length,
  }
}

function claimsOf(db: Db, sourceId: string): Promise<Row<'claim'>[]> {
  return db
    .select()
    .from(t.claim)
    .where(and(eq(t.claim.sourceId, sourceId), isNull(t.claim.retiredRev)))
}
