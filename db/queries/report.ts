import type { Day } from '../domain/dates'
import { everythingAt, type PinnedView } from '../domain/filter'
import { isStale } from '../domain/freshness'
import type { Place } from '../domain/place'
import { type Audience, type Reader, visibleTo } from '../domain/policy'
import { type Clocks, isOpen } from '../domain/status'
import { type Bilingual, FLAGS, type Flag, HEADLINES, type Headline } from '../domain/vocabulary'
import { placeOf, visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import { briefReport, MOST_WITH_SHEETS, type Progress } from './brief-report'
import { takenFrom } from './cited-sources'
import { type Changes, changesOf } from './compare'
import { type ClaimEntry, claimEntry, type Dossier, dossierOf, knownBy, nameOf } from './dossier'
import { dealt } from './dossiers'
import { withKnownNotes } from './notes'
import { countOf, register } from './register'
import type { RegisterRow } from './register-row'
import { type ReportLog, reportLog } from './report-log'
import { type Timeline, timelineFrom } from './timeline'
import type { Pinned } from './view'

/** A source with the number that the report cites it by. */
export type CitedSource = Row<'source'> & { number: number }

/** A happening at the site as a whole. */
export type SiteEvent = Row<'event'> & { claims: ClaimEntry[] }

/** A factor that affects the site as a whole, open at both clocks. */
export type SiteThreat = Row<'threat'> & { claims: ClaimEntry[] }

/** What the monuments of the view add up to. `notLookedAt`: nobody looked in the 12 months up to `asOf`. */
export type Summary = {
  headlines: Record<Headline, number>
  flags: Record<Flag, number>
  notLookedAt: number
  possibly: number
}

/** Everything that a status report says about one view, from one load of rows. */
export type Report = {
  site: Row<'site'>
  name: Bilingual
  identifiers: Row<'identifier'>[]
  pinned: Pinned
  /** Whether it only counts and lists, since it is about more monuments than there can be sheets of (see `briefReport`). */
  isBrief: boolean
  /** Whether it shows what everyone may see, or what editors may. */
  audience: Audience
  /** Number of monuments at the site, whatever the filter. */
  monuments: number
  rows: RegisterRow[]
  summary: Summary
  timeline: SiteEvent[]
  /** The condition of the rows through time, in their order. */
  figure: Timeline
  siteThreats: SiteThreat[]
  /** One dossier per row, in the register's order. */
  sheets: Dossier[]
  /** Where each row stands, as far as this reader may be told; null where no row says. */
  places: Map<string, Place | null>
  /** What has changed for the monuments of the view since an earlier day; null where that was not asked for. */
  changes: Changes | null
  /** The saves behind it: since the day compared with, where one was asked for; null where it covers too much. */
  log: ReportLog | null
  /** Every source that the report cites, in order of publication. */
  sources: CitedSource[]
}

/**
 * The status report of a site at a pinned view, for one reader. `since` adds what has changed since that day, which is
 * seen with what was known on it. One about very many monuments is brief, and
 * `tell` is told how far the reading of them is.
 */
export async function statusReport(
  db: Db,
  reader: Reader,
  site: Row<'site'>,
  pinned: Pinned,
  since: Day | null = null,
  tell?: Progress,
): Promise<Report> {
  const { view } = pinned
  if ((await countOf(db, reader, site.id, view)) > MOST_WITH_SHEETS)
    return briefReport(db, reader, site, pinned, tell)
  const { rows: list } = await register(db, reader, site.id, pinned)
  const roots = list.map((row) => row.id)
  const loaded = await loadRows(db, { roots, sites: [site.id] }, view.rev)
  const rows = knownBy(await withKnownNotes(db, visibleRows(loaded, visibleTo(reader)), view), view)
  const byId = new Map(rows.monument.map((m) => [m.id, m]))
  const pileOf = dealt(rows)
  const sheets = list.flatMap((row) => {
    const monument = byId.get(row.id)
    return monument ? [dossierOf(pileOf(row.id), monument, view)] : []
  })
  const timeline = siteEvents(rows, site.id, view)
  const siteThreats = openSiteThreats(rows, site.id, view)
  const shown = new Set(sheets.map((s) => s.monument.id))
  const earlier = since === null ? null : { asOf: since, knownAt: Math.min(since, view.knownAt) }
  const changes = earlier && changesOf(rows, earlier, view, (id) => shown.has(id))
  return {
    site,
    name: nameOf(rows, site.id),
    identifiers: rows.identifier.filter((i) => i.subjectId === site.id),
    pinned,
    isBrief: false,
    audience: visibleTo(reader).audience,
    monuments: await countOf(db, reader, site.id, everythingAt(view)),
    rows: list,
    summary: summarise(list, view.asOf),
    timeline,
    figure: timelineFrom(rows, site.id, roots, view),
    siteThreats,
    sheets,
    places: new Map(
      sheets.map((s) => [s.monument.id, placeOf({ coordinate: s.coordinates }, s.monument.id)]),
    ),
    changes,
    log: await reportLog(db, reader, site.id, shown, view, since),
    sources: citedSources(rows, view, sheets, [
      ...[...timeline, ...siteThreats].flatMap((e) => e.claims),
      ...(changes ? claimsBehind(changes) : []),
    ]),
  }
}

export function summarise(list: RegisterRow[], asOf: Day): Summary {
  const count = (test: (status: RegisterRow['status']) => boolean) =>
    list.filter((row) => test(row.status)).length
  const flags: Record<Flag, number> = {
    at_risk: count((s) => s.atRisk),
    under_intervention: count((s) => s.underIntervention),
    contested: count((s) => s.contested),
  }
  return {
    headlines: Object.fromEntries(
      HEADLINES.map((h) => [h, count((s) => s.headline === h)]),
    ) as Record<Headline, number>,
    flags: Object.fromEntries(FLAGS.map((f) => [f, flags[f]])) as Record<Flag, number>,
    notLookedAt: count((s) => isStale(s.lookedAt, asOf)),
    possibly: count((s) => s.maybe !== null),
  }
}

export function siteEvents(rows: Rows, siteId: string, { asOf, knownAt }: Clocks): SiteEvent[] {
  return rows.event
    .filter((e) => e.subjectId === siteId && e.knownFrom <= knownAt && e.earliest <= asOf)
    .sort((a, b) => a.earliest - b.earliest || a.latest - b.latest || (a.id < b.id ? -1 : 1))
    .map((event) => ({
      ...event,
      claims: rows.claim
        .filter(
          (c) => (c.eventId === event.id || c.subjectId === event.id) && c.knownFrom <= knownAt,
        )
        .flatMap((c) => claimEntry(rows, c)),
    }))
}

export function openSiteThreats(rows: Rows, siteId: string, clocks: Clocks): SiteThreat[] {
  return rows.threat
    .filter((t) => t.subjectId === siteId && isOpen(t, clocks))
    .map((threat) => {
      const claims = new Set(
        rows.adoption.filter((a) => a.targetId === threat.id).map((a) => a.claimId),
      )
      return {
        ...threat,
        claims: rows.claim
          .filter((c) => claims.has(c.id) && c.knownFrom <= clocks.knownAt)
          .flatMap((c) => claimEntry(rows, c)),
      }
    })
}

/** The claims that tell what has changed. */
export function claimsBehind({ lists, opened, closed }: Changes): ClaimEntry[] {
  return [...lists.flatMap((list) => list.entries), ...opened, ...closed].flatMap((e) => e.claims)
}

/** Sources of claims, and those published by then that a place, a name or a description was taken from: `SourceCounts`' rule. */
export function citedSources(
  rows: Rows,
  { knownAt }: PinnedView,
  sheets: Dossier[],
  others: ClaimEntry[],
): CitedSource[] {
  const claims = [
    ...sheets.flatMap((s) => [...s.claims, ...s.threats.flatMap((t) => t.claims)]),
    ...others,
  ]
  const cited = new Set(claims.map((c) => c.source.id))
  const taken = new Set(sheets.flatMap(takenFrom))
  return rows.source
    .filter((s) => cited.has(s.id) || (taken.has(s.id) && s.publishedLatest <= knownAt))
    .sort((a, b) => a.publishedLatest - b.publishedLatest || (a.id < b.id ? -1 : 1))
    .map((source, i) => ({ ...source, number: i + 1 }))
}
