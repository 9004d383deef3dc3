import { everythingAt, type Mark, type PinnedView } from '../domain/filter'
import type { Reader } from '../domain/policy'
import type { Db } from '../store/store'
import { countOf } from './register'
import type { Pinned } from './view'

/** How many monuments of a site carry each mark at a view's clocks, whatever the view is narrowed to. */
export async function markCounts<M extends Mark>(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  marks: readonly M[],
): Promise<Record<M, number>> {
  const counts = await Promise.all(
    marks.map(async (mark) => {
      const marked: PinnedView = { ...everythingAt(view), flags: [mark] }
      return [mark, await countOf(db, reader, siteId, marked)] as const
    }),
  )
  return Object.fromEntries(counts) as Record<M, number>
}
