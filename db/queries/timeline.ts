import { and, eq } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import type { Clocks } from '../domain/status'
import { type Figure, type Lane, layOut, looksOf, stretchesOf } from '../domain/timeline'
import * as t from '../schema'
import { evidenceOf, visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { isCurrent, isShown, loadRows, type Rows, rowsByRoot } from '../store/rows'
import type { Db } from '../store/store'
import type { Pinned } from './view'

export type Timeline = Figure<Row<'event'>>

/**
 * The condition timeline of some monuments or parts of a site, in the order given, from their own rows alone: a page of
 * a large site costs what its hundred monuments do. Any revision is answered the same way.
 */
export async function timelineOf(
  db: Db,
  reader: Reader,
  siteId: string,
  places: { id: string; partOf?: string | null }[],
  { view }: Pick<Pinned, 'view'>,
): Promise<Timeline> {
  const sight = visibleTo(reader)
  const roots = places.map((place) => place.partOf ?? place.id)
  const rows = visibleRows(await loadRows(db, { roots }, view.rev), sight)
  const held = await db
    .select()
    .from(t.event)
    .where(
      and(
        eq(t.event.subjectId, siteId),
        eq(t.event.kind, 'held'),
        isShown('event', sight.levels),
        isCurrent('event', view.rev),
      ),
    )
  const ids = places.map((place) => place.id)
  return timelineFrom({ ...rows, event: [...rows.event, ...held] }, siteId, ids, view)
}

/** The same from rows that a reader may see and that hold these monuments and the site's events. */
export function timelineFrom(rows: Rows, siteId: string, ids: string[], clocks: Clocks): Timeline {
  const about = rowsByRoot(rows)
  const places = new Map(rows.monument.map((m) => [m.id, m]))
  const lanes = ids.flatMap((id) => {
    const place = places.get(id)
    return place ? laneOf(about(place.partOf ?? id), place, clocks) : []
  })
  const held = rows.event.filter((e) => e.subjectId === siteId && e.kind === 'held')
  return layOut(lanes, begun(held, clocks), clocks.asOf)
}

function laneOf(rows: Rows, place: Row<'monument'>, clocks: Clocks): Lane<Row<'event'>> {
  const evidence = evidenceOf(rows, place)
  return {
    id: place.id,
    stretches: stretchesOf(evidence, clocks),
    events: begun(evidence.events as Row<'event'>[], clocks),
    looks: looksOf(evidence, clocks),
  }
}

/** The events that had begun by `asOf` and were published by `knownAt`, in order of time. */
function begun(events: Row<'event'>[], { asOf, knownAt }: Clocks): Row<'event'>[] {
  return events
    .filter((e) => e.knownFrom <= knownAt && e.earliest <= asOf)
    .sort((a, b) => a.earliest - b.earliest || a.latest - b.latest || (a.id < b.id ? -1 : 1))
}
