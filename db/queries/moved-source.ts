import { and, eq } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { isCurrent, isShown, type Rev } from '../store/rows'
import type { Db } from '../store/store'
import { sourceExists } from './exists'

/** Nobody merges a source so often; a ring, which cannot be made, would end here. */
const MOST_HOPS = 50

/**
 * Where a source that is not there at `rev` has gone: the id of the one that it was merged into, however often that was
 * merged in turn. Null where it is there, never was, or what it went into may not be shown.
 */
export async function movedSource(
  db: Db,
  reader: Reader,
  id: string,
  rev: Rev,
): Promise<string | null> {
  const levels = visibleTo(reader).levels
  let at = id
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    if (await sourceExists(db, reader, at, rev)) return at === id ? null : at
    const [next] = await db
      .select({ toId: t.redirect.toId })
      .from(t.redirect)
      .where(
        and(eq(t.redirect.fromId, at), isShown('redirect', levels), isCurrent('redirect', rev)),
      )
    if (!next) return null
    at = next.toId
  }
  return null
}
