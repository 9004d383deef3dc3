import { type CitedSource, SourceCounts } from '../../db/queries/cited-sources'
import { dossiers } from '../../db/queries/dossiers'
import { siteClaims } from '../../db/queries/site-claims'
import type { Asked } from './answer'
import { sourceAddress } from './permalink'
import { type Column, dayCell } from './table'

export type SourceLine = { source: CitedSource; asked: Asked }

/** One line per source that the view cites, in order of publication, with how often it is used, a portion at a time. */
export async function* sourceLines(asked: Asked): AsyncGenerator<SourceLine[]> {
  const { db, reader, site, pinned } = asked
  const counts = new SourceCounts()
  for await (const portion of dossiers(db, reader, site.id, pinned))
    for (const { dossier } of portion) counts.add(dossier)
  counts.addSite(await siteClaims(db, reader, site.id, pinned))
  for await (const portion of counts.sources(db, reader, pinned))
    yield portion.map((source) => ({ source, asked }))
}

export const SOURCE_COLUMNS: Column<SourceLine>[] = [
  ['id', (l) => l.source.id, 24],
  ['title', (l) => l.source.title, 64],
  ['author', (l) => l.source.author, 32],
  ['publisher', (l) => l.source.publisher, 32],
  ['published', (l) => l.source.published],
  ['published_as_given', (l) => l.source.publishedAsGiven],
  ['published_latest', (l) => dayCell(l.source.publishedLatest)],
  ['url', (l) => ({ href: l.source.url }), 48],
  ['archive_url', (l) => ({ href: l.source.archiveUrl }), 48],
  ['copy_sha256', (l) => l.source.copySha256, 24],
  ['lang', (l) => l.source.lang],
  ['kind', (l) => l.source.kind],
  ['class', (l) => l.source.class],
  ['rights', (l) => l.source.rights],
  ['reliability', (l) => l.source.reliability],
  ['reliability_reason_en', (l) => l.source.reliabilityReason?.en, 32],
  ['reliability_reason_ar', (l) => l.source.reliabilityReason?.ar, 32],
  ['claims', (l) => l.source.claims],
  ['monuments', (l) => l.source.monuments],
  [
    'permalink',
    ({ asked, source }) => ({ href: sourceAddress(asked.origin, 'en', asked, source.id) }),
    60,
  ],
  ['as_of', ({ asked }) => dayCell(asked.pinned.view.asOf)],
  ['known_at', ({ asked }) => dayCell(asked.pinned.view.knownAt)],
  ['rev', ({ asked }) => asked.pinned.view.rev],
]
