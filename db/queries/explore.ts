import { everythingAt, type Mark } from '../domain/filter'
import type { Reader } from '../domain/policy'
import type { Db } from '../store/store'
import { countOf } from './register'
import type { Pinned } from './view'

/** How many monuments of a site carry each mark at a view's clocks, whatever the view is narrowed to. */
export async function markCounts<M extends Mark>(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pinned,
  marks: readonly M[],
): Promise<Record<M, number>> {
  const counts: [M, number][] = []
  for (const mark of marks)
    counts.push([mark, await countOf(db, reader, siteId, { ...everythingAt(view), flags: [mark] })])
  return Object.fromEntries(counts) as Record<M, number>
}
