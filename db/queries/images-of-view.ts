import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows, rowsByRoot } from '../store/rows'
import type { Db } from '../store/store'
import { galleryOf } from './images'
import { registerPortions } from './register'
import type { Pinned } from './view'

const AT_ONCE = 200

/** The pictures of all monuments of a view, in its order, each once, earlier ones of pairs included. */
export async function imagesOfView(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pick<Pinned, 'view'>,
): Promise<Row<'image'>[]> {
  // Most registers have none, and the monuments are many.
  if ((await db.$count(t.image)) === 0) return []
  const { view } = pinned
  const found = new Map<string, Row<'image'>>()
  for await (const portion of registerPortions(db, reader, siteId, pinned, AT_ONCE)) {
    const roots = portion.map((row) => row.id)
    const rows = visibleRows(await loadRows(db, { roots }, view.rev), visibleTo(reader))
    if (rows.image.length === 0) continue
    const pileOf = rowsByRoot(rows)
    for (const root of roots) {
      const pile = pileOf(root)
      const subjects = new Set(
        [root, ...pile.monument, ...pile.event].map((s) => (typeof s === 'string' ? s : s.id)),
      )
      for (const { before, ...image } of galleryOf(pile, subjects, view))
        for (const one of before ? [before, image] : [image]) found.set(one.id, one)
    }
  }
  return [...found.values()]
}
