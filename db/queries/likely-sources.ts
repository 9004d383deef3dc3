import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import { likenessOf } from '../domain/likeness'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import type { Row } from '../store/records'
import type { Db } from '../store/store'

/** A source in the register that may be the one being described, and why. */
export type Likely = { source: Row<'source'>; by: 'address' | 'title' }

/** More than these would not be read. */
const MOST = 5

/** The current sources that may be the same as one described: those at the same address first. */
export async function likelySources(
  db: Db,
  reader: Reader,
  described: { title: string | null; url: string | null; archiveUrl?: string | null },
): Promise<Likely[]> {
  const sources = await db
    .select()
    .from(t.source)
    .where(
      and(isNull(t.source.retiredRev), inArray(t.source.sensitivity, visibleTo(reader).levels)),
    )
    .orderBy(t.source.id)
  return sources
    .flatMap((source): Likely[] => {
      const by = likenessOf(described, source)
      return by === null ? [] : [{ source, by }]
    })
    .sort((a, b) => (a.by < b.by ? -1 : Number(a.by > b.by)))
    .slice(0, MOST)
}

/** The id of another current source that has this very address as its own or its archive's; null where none has. */
export async function sourceAt(
  db: Db,
  reader: Reader,
  url: string | null,
  except: string,
): Promise<string | null> {
  if (url === null) return null
  const [found] = await db
    .select({ id: t.source.id })
    .from(t.source)
    .where(
      and(
        or(eq(t.source.url, url), eq(t.source.archiveUrl, url)),
        ne(t.source.id, except),
        isNull(t.source.retiredRev),
        inArray(t.source.sensitivity, visibleTo(reader).levels),
      ),
    )
    .limit(1)
  return found?.id ?? null
}
