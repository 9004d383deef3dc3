import { type Located, located } from '../../db/queries/located'
import { MONUMENT_CELLS } from '../../db/queries/tables/monuments'
import type { Asked } from './answer'
import { monumentAddress } from './permalink'
import { type Column, dayCell } from './table'

export type MonumentLine = Located & { asked: Asked }

/** One line per monument of the view, in its order, a portion at a time. */
export async function* monumentLines(asked: Asked): AsyncGenerator<MonumentLine[]> {
  const { db, reader, site, pinned } = asked
  for await (const portion of located(db, reader, site.id, pinned))
    yield portion.map((line) => ({ ...line, asked }))
}

/** What is said of a monument, where that is, and what view it is a part of. */
export const MONUMENT_COLUMNS: Column<MonumentLine>[] = [
  ...MONUMENT_CELLS,
  [
    'permalink',
    ({ asked, row }) => ({ href: monumentAddress(asked.origin, 'en', asked, row.slug) }),
    60,
  ],
  ['as_of', ({ asked }) => dayCell(asked.pinned.view.asOf)],
  ['known_at', ({ asked }) => dayCell(asked.pinned.view.knownAt)],
  ['rev', ({ asked }) => asked.pinned.view.rev],
]
