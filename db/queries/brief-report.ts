import { setImmediate as breathe } from 'node:timers/promises'
import { everythingAt } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { knownBy, nameOf } from './dossier'
import { countOf, registerPortions } from './register'
import { citedSources, openSiteThreats, type Report, siteEvents, summarise } from './report'
import { timelineFrom } from './timeline'
import type { Pinned } from './view'

/**
 * The most monuments that a report has sheets of. Laying out takes about 3 MB for each of them, so that twice as many no
 * longer fit into the memory that the report is made in.
 */
export const MOST_WITH_SHEETS = 100

/** The most monuments that a brief report lists; all of them are counted. */
export const MOST_LISTED = 10_000

const AT_ONCE = 200

/** Told how many of how many monuments have been read. */
export type Progress = (done: number, of: number) => void

/**
 * The report of very many monuments: what they add up to, what happened at the site, and a list of them with their
 * states, read a portion at a time so that memory holds no more than the list.
 */
export async function briefReport(
  db: Db,
  reader: Reader,
  site: Row<'site'>,
  pinned: Pinned,
  tell: Progress = () => {},
): Promise<Report> {
  const { view } = pinned
  const loaded = await loadRows(db, { roots: [], sites: [site.id] }, view.rev)
  const rows = knownBy(visibleRows(loaded, visibleTo(reader)), view)
  const list: Report['rows'] = []
  const found = await countOf(db, reader, site.id, view)
  for await (const portion of registerPortions(db, reader, site.id, pinned, AT_ONCE)) {
    for (const row of portion) list.push({ ...row, sources: [] })
    tell(list.length, found)
    await breathe()
  }
  const timeline = siteEvents(rows, site.id, view)
  const siteThreats = openSiteThreats(rows, site.id, view)
  const claims = [...timeline, ...siteThreats].flatMap((e) => e.claims)
  return {
    site,
    name: nameOf(rows, site.id),
    identifiers: rows.identifier.filter((i) => i.subjectId === site.id),
    pinned,
    isBrief: true,
    audience: visibleTo(reader).audience,
    monuments: await countOf(db, reader, site.id, everythingAt(view)),
    rows: list,
    summary: summarise(list, view.asOf),
    timeline,
    figure: timelineFrom(rows, site.id, [], view),
    siteThreats,
    sheets: [],
    places: new Map(),
    changes: null,
    log: null,
    sources: citedSources(rows, view, [], claims),
  }
}
