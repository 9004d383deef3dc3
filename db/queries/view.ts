import { eq } from 'drizzle-orm'
import { dayOfTimestamp } from '../domain/dates'
import { DomainError } from '../domain/errors'
import type { PinnedView, View } from '../domain/filter'
import * as t from '../schema'
import type { Head } from '../store/chain'
import { readHead } from '../store/save'
import type { Db } from '../store/store'

/** A settled view, the head of the revision it answers from, and whether that is the newest. */
export type Pinned = { view: PinnedView; head: Head; isNewest: boolean }

/**
 * Settles a view: without `rev` the newest; without clocks today, or the day of `rev` when that is given.
 * `now` is an ISO timestamp. Throws `invalid` on a revision that does not exist.
 */
export async function pinView(db: Db, view: View, now: string): Promise<Pinned> {
  const newest = await readHead(db)
  const head = view.rev === null ? newest : await headAt(db, view.rev)
  const present = dayOfTimestamp(view.rev === null ? now : head.at)
  return {
    view: { ...view, asOf: view.asOf ?? present, knownAt: view.knownAt ?? present, rev: head.rev },
    head,
    isNewest: head.rev === newest.rev,
  }
}

async function headAt(db: Db, rev: number): Promise<Head> {
  const [row] = await db
    .select({ rev: t.revision.rev, hash: t.revision.hash, at: t.revision.at })
    .from(t.revision)
    .where(eq(t.revision.rev, rev))
  if (!row) throw new DomainError('invalid', 'rev', String(rev))
  return row
}
