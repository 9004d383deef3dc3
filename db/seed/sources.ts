import type { NewRow } from '../store/records'
import { lastDay } from './dating'
import type { SourceEntry } from './shapes'

/** The day on which the fact sheet was compiled: nothing in it can have been published later. */
export const COMPILED = '2026-11-22'

/** Source rows. Bare "n.d." is known by the compile date; no source is graded yet. */
export function sourceRows(entries: SourceEntry[]): NewRow<'source'>[] {
  const compiled = lastDay(COMPILED)
  return entries.map((s) => ({
    id: s.id,
    title: s.title,
    publisher: s.publisher,
    published: s.published,
    publishedAsGiven: s.asGiven,
    publishedLatest: s.published === null ? compiled : Math.min(lastDay(s.published), compiled),
    url: s.url ?? null,
    lang: s.lang ?? null,
    class: s.class,
    reliability: null,
    reliabilityReason: null,
    note: s.note ?? null,
    provenance: null,
  }))
}

/** "read in" each source, with its publisher: what the fact sheet says of nearly every fact. */
export type ReadIn = (sources: readonly string[]) => string | null

/** Builds the default provenance from the sources of the seed. */
export function readIn(entries: SourceEntry[]): ReadIn {
  const publishers = new Map(entries.map((s) => [s.id, s.publisher]))
  return (ids) => ids.map((id) => `read in ${id}${label(publishers.get(id))}`).join('; ') || null
}

function label(publisher: string | null | undefined): string {
  return publisher ? ` (${publisher})` : ''
}
