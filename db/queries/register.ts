import { PAGE_SIZE, type PinnedView } from '../domain/filter'
import type { Reader } from '../domain/policy'
import type { Db } from '../store/store'
import { decorate, type RegisterRow } from './register-row'
import { statusesOf, stretchOf, wholeOf } from './stretch'
import type { Counts } from './survey'
import type { Pinned } from './view'

/**
 * The monuments of a site that a view asks for, in its order, and how many stand under each headline. `found` is their
 * number; `rows` may be one page of them.
 */
export type Register = Counts & { rows: RegisterRow[]; found: number }

/**
 * The register at a view: the one list behind the page, the CSV, the PDF and every other format. Counts take every
 * filter but the headline's; a monument that is "possibly" something counts under what it was, and is found by both.
 * `page` counts from 1; without it every row is given.
 */
export async function register(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pick<Pinned, 'view'>,
  page: number | null = null,
): Promise<Register> {
  return registerSlice(db, reader, siteId, pinned, ...onPage(page))
}

/** The register with `size` of its rows, from the one with the number `from` on, which counts from 0. */
export async function registerSlice(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  from: number,
  size: number,
): Promise<Register> {
  const stretch = await stretchOf(db, reader, siteId, view, from, size)
  const placed = await statusesOf(db, reader, siteId, stretch, view)
  const { counts, total, marks, found } = stretch
  return { rows: await decorate(db, reader, placed, view), counts, total, marks, found }
}

/** Where a page of a list begins and how long it is; null for all of it. */
export function onPage(page: number | null): [from: number, size: number] {
  return page === null ? [0, Number.MAX_SAFE_INTEGER] : [(page - 1) * PAGE_SIZE, PAGE_SIZE]
}

/** The rows of the register at a view, `size` at a time: what files of any length are written from. */
export async function* registerPortions(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
  size: number,
): AsyncGenerator<RegisterRow[]> {
  for (const stretch of await wholeOf(db, reader, siteId, view)) {
    for (let i = 0; i < stretch.ids.length; i += size) {
      const ids = stretch.ids.slice(i, i + size)
      const here = new Set(ids)
      const departed = stretch.departed.filter((d) => here.has(d.monument.id))
      const placed = await statusesOf(db, reader, siteId, { ...stretch, ids, departed }, view)
      yield await decorate(db, reader, placed, view)
    }
  }
}

/** The ids of the monuments that a view asks for. */
export async function idsInView(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pick<Pinned, 'view'>,
): Promise<Set<string>> {
  return new Set((await wholeOf(db, reader, siteId, view)).flatMap((stretch) => stretch.ids))
}

/** How many pages of the register a view fills; at least one. */
export async function pagesOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<number> {
  return Math.max(1, Math.ceil((await countOf(db, reader, siteId, view)) / PAGE_SIZE))
}

/** How many monuments a view finds, without reading any. */
export async function countOf(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<number> {
  return (await stretchOf(db, reader, siteId, view, 0, 0)).found
}
