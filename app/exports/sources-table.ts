import type { CitedSource } from '../../db/queries/cited-sources'
import { citedSources, SOURCE_CELLS } from '../../db/queries/tables/sources'
import type { Asked } from './answer'
import { sourceAddress } from './permalink'
import { type Column, dayCell } from './table'

export type SourceLine = { source: CitedSource; asked: Asked }

/** One line per source that the view cites, a portion at a time. */
export async function* sourceLines(asked: Asked): AsyncGenerator<SourceLine[]> {
  const { db, reader, site, pinned } = asked
  for await (const portion of citedSources(db, reader, site.id, pinned))
    yield portion.map((source) => ({ source, asked }))
}

export const SOURCE_COLUMNS: Column<SourceLine>[] = [
  ...SOURCE_CELLS.map(
    ([name, cell, width]): Column<SourceLine> => [name, ({ source }) => cell(source), width],
  ),
  [
    'permalink',
    ({ asked, source }) => ({ href: sourceAddress(asked.origin, 'en', asked, source.id) }),
    60,
  ],
  ['as_of', ({ asked }) => dayCell(asked.pinned.view.asOf)],
  ['known_at', ({ asked }) => dayCell(asked.pinned.view.knownAt)],
  ['rev', ({ asked }) => asked.pinned.view.rev],
]
