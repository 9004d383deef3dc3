import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { type ClaimEntry, claimEntry, nameOf } from './dossier'
import type { Pinned } from './view'

/** A dated happening with what it happened to and who says so; `slug` is null for the site itself. */
export type EventEntry = Row<'event'> & {
  subjectName: Bilingual
  slug: string | null
  claims: ClaimEntry[]
}

/** The events of a site and its monuments that had begun by `asOf` and were published by `knownAt`, in order of time. */
export async function listEvents(
  db: Db,
  reader: Reader,
  siteId: string,
  { view }: Pinned,
): Promise<EventEntry[]> {
  const rows = visibleRows(await loadRows(db, { siteId }, view.rev), visibleTo(reader))
  return rows.event
    .filter((e) => e.knownFrom <= view.knownAt && e.earliest <= view.asOf)
    .sort((a, b) => a.earliest - b.earliest || a.latest - b.latest || (a.id < b.id ? -1 : 1))
    .map((event) => ({
      ...event,
      subjectName: nameOf(rows, event.subjectId),
      slug: rows.monument.find((m) => m.id === event.subjectId)?.slug ?? null,
      claims: rows.claim
        .filter(
          (c) =>
            (c.eventId === event.id || c.subjectId === event.id) && c.knownFrom <= view.knownAt,
        )
        .flatMap((c) => claimEntry(rows, c)),
    }))
}
