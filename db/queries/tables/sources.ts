import type { Reader } from '../../domain/policy'
import type { Db } from '../../store/store'
import { type CitedSource, SourceCounts } from '../cited-sources'
import { dossiers } from '../dossiers'
import { siteClaims } from '../site-claims'
import type { Pinned } from '../view'
import { type Column, dayCell } from './column'

/** Every source that a view cites, in order of publication, with how often it is used, a portion at a time. */
export async function* citedSources(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pinned,
): AsyncGenerator<CitedSource[]> {
  const counts = new SourceCounts()
  for await (const portion of dossiers(db, reader, siteId, pinned))
    for (const { dossier } of portion) counts.add(dossier)
  counts.addSite(await siteClaims(db, reader, siteId, pinned))
  yield* counts.sources(db, reader, pinned)
}

/** What our tables say of a source. */
export const SOURCE_CELLS: Column<CitedSource>[] = [
  ['id', (s) => s.id, 24],
  ['title', (s) => s.title, 64],
  ['author', (s) => s.author, 32],
  ['publisher', (s) => s.publisher, 32],
  ['published', (s) => s.published],
  ['published_as_given', (s) => s.publishedAsGiven],
  ['published_latest', (s) => dayCell(s.publishedLatest)],
  ['url', (s) => ({ href: s.url }), 48],
  ['archive_url', (s) => ({ href: s.archiveUrl }), 48],
  ['copy_sha256', (s) => s.copySha256, 24],
  ['lang', (s) => s.lang],
  ['kind', (s) => s.kind],
  ['class', (s) => s.class],
  ['rights', (s) => s.rights],
  ['reliability', (s) => s.reliability],
  ['reliability_reason_en', (s) => s.reliabilityReason?.en, 32],
  ['reliability_reason_ar', (s) => s.reliabilityReason?.ar, 32],
  ['claims', (s) => s.claims],
  ['monuments', (s) => s.monuments],
]
