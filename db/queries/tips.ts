import { and, asc, eq } from 'drizzle-orm'
import { tip } from '../desk-schema'
import { DomainError } from '../domain/errors'
import { at, can, type Reader } from '../domain/policy'
import { readHead } from '../store/save'
import type { Db } from '../store/store'
import { loadPast, type Named, nameRecord } from './past'
import { findRecordPlace } from './record-place'

/** A word from outside, with the record that it is about. */
export type TipEntry = typeof tip.$inferSelect & { about: Named | null }

/** The kinds of record that somebody may write about. */
const ABOUT = ['monument', 'claim', 'source', 'assessment', 'event']

/** What a message is about, if this reader may see it and it is of this site; null otherwise. */
export async function aboutOf(
  db: Db,
  reader: Reader,
  siteId: string,
  id: string,
): Promise<Named | null> {
  const place = await findRecordPlace(db, id)
  if (!place || !ABOUT.includes(place.kind)) return null
  if (place.kind !== 'source' && place.siteId !== siteId) return null
  const { rev } = await readHead(db)
  return nameRecord(await loadPast(db, reader, siteId, rev), id)
}

/** The messages at a site that nobody has handled, the oldest first. Throws `forbidden`. */
export async function openTips(db: Db, reader: Reader, siteId: string): Promise<TipEntry[]> {
  const here = at(reader, siteId)
  if (!can(here, 'record')) throw new DomainError('forbidden')
  const tips = await db
    .select()
    .from(tip)
    .where(and(eq(tip.state, 'open'), eq(tip.siteId, siteId)))
    .orderBy(asc(tip.receivedAt), asc(tip.id))
  const { rev } = await readHead(db)
  const past = tips.length > 0 ? await loadPast(db, here, siteId, rev) : null
  return tips.map((t) => ({
    ...t,
    about: past && t.aboutId !== null ? nameRecord(past, t.aboutId) : null,
  }))
}

/** One message, taken up or still open, for who may record at its site; null otherwise. */
export async function findTip(
  db: Db,
  reader: Reader,
  id: string,
): Promise<typeof tip.$inferSelect | null> {
  const [found] = await db.select().from(tip).where(eq(tip.id, id))
  return found && can(at(reader, found.siteId), 'record') ? found : null
}
