import { type Day, dayOfTimestamp } from '../domain/dates'
import { everythingAt, type PinnedView } from '../domain/filter'
import type { Reader } from '../domain/policy'
import type { Db } from '../store/store'
import { idsAbout } from './changes'
import { type SaveEntry, savesTouching } from './history'
import { isImageTold } from './images'
import { loadPast, type Past } from './past'
import { countOf } from './register'

/** The saves that made a report what it is, newest first: the last few of `count`, all of them since a day or ever. */
export type ReportLog = { since: Day | null; saves: SaveEntry[]; count: number }

/** A longer log would be a history, and that has a page of its own. */
export const MOST_SAVES = 50

/** A history is told from every version of every record of the site: of so many monuments at most. */
const MOST_MONUMENTS = 2000

/**
 * The saves up to the pin that touched what a report tells: its monuments and the site as a whole, as far as it was
 * published by the clocks; null where the site is too large to tell. A reason is a statement of the day on which it was
 * given, and stands only where all that its save touched is in the report.
 */
export async function reportLog(
  db: Db,
  reader: Reader,
  siteId: string,
  monuments: ReadonlySet<string>,
  view: PinnedView,
  since: Day | null,
): Promise<ReportLog | null> {
  if (await isTooLarge(db, reader, siteId, view)) return null
  const past = await loadPast(db, reader, siteId, view.rev)
  const told = toldIn(past, monuments, view)
  const found = (await savesTouching(db, reader, past, told, view.rev))
    .map((save) => ({ ...save, day: dayOfTimestamp(save.at) }))
    .filter(({ day }) => since === null || day >= since)
  const saves = found.slice(0, MOST_SAVES).map(({ day, ...save }) => ({
    ...save,
    reason: save.isAlone && day <= view.knownAt ? save.reason : null,
  }))
  return { since, saves, count: found.length }
}

/**
 * The records that only the log of a report still tells of, because they were withdrawn; `isPlain` tells those that are
 * shown as they are.
 */
export async function goneInLog(
  db: Db,
  reader: Reader,
  siteId: string,
  monuments: ReadonlySet<string>,
  view: PinnedView,
): Promise<{ id: string; isPlain: boolean }[]> {
  if (await isTooLarge(db, reader, siteId, view)) return []
  const past = await loadPast(db, reader, siteId, view.rev)
  const isGone = (id: string) => past.versions.get(id)?.at(-1)?.row.retiredRev !== null
  return toldIn(past, monuments, view)
    .filter(isGone)
    .map((id) => ({ id, isPlain: past.plain.has(id) }))
}

async function isTooLarge(
  db: Db,
  reader: Reader,
  siteId: string,
  view: PinnedView,
): Promise<boolean> {
  return (await countOf(db, reader, siteId, everythingAt(view))) > MOST_MONUMENTS
}

/** The records about some monuments and the site of which some version was published by the clocks. */
function toldIn(past: Past, monuments: ReadonlySet<string>, view: PinnedView): string[] {
  const about = idsAbout(past, monuments, true)
  const versions = [...past.versions.values()].flat().filter(({ row }) => about.has(row.id))
  const told = new Set<string>()
  const isPublished = (id: string) =>
    (past.versions.get(id) ?? []).some(
      ({ kind, row }) => kind === 'source' && row.publishedLatest <= view.knownAt,
    )
  for (const { kind, row } of versions) {
    if (kind === 'image') {
      if (isImageTold(row, view)) told.add(row.id)
    } else if ('knownFrom' in row) {
      if (row.knownFrom > view.knownAt || row.earliest > view.asOf) continue
      told.add(row.id)
      if (kind === 'claim') told.add(row.sourceId)
      if ('questionId' in row && row.questionId !== null) told.add(row.questionId)
    } else if (kind === 'source' || kind === 'note') {
      // A remark without sources is the register's own, of the day on which it was recorded.
      const sources = kind === 'source' ? [row.id] : row.sources
      if (sources.length > 0 && sources.every(isPublished)) told.add(row.id)
    } else if (kind !== 'question' && kind !== 'adoption') told.add(row.id)
  }
  for (const { kind, row } of versions)
    if (kind === 'adoption' && told.has(row.targetId) && told.has(row.claimId)) told.add(row.id)
  return [...told].filter((id) => past.versions.has(id))
}
