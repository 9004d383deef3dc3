import { and, desc, eq } from 'drizzle-orm'
import type { ChangesFilter } from '../domain/changes-filter'
import { dayOfTimestamp } from '../domain/dates'
import type { Reader } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import type { Part } from '../store/rows'
import type { Db } from '../store/store'
import { type SaveEntry, savesTouching } from './history'
import { loadPast, nameRecord, type Past, type Version } from './past'
import { isLarger, type NewestPart, partAbout, partOfNewest } from './past-part'

/** The monuments, by id, whose changes are told: all of a site's with its own (null), or some of them. */
type Roots = ReadonlySet<string> | null

/** What belongs to a site and to none of its monuments. */
const OF_SITE = new Set<string>(['question', 'person', 'person_name'])

/** Saves on one page of recent changes. */
export const PAGE_SIZE = 20

/** Recent changes at a site. `isLast` is false while an older page follows. */
export type RecentChanges = {
  siteName: Bilingual
  /** The slug and name of the monument or part that the list is narrowed to; null when to none. */
  place: string | null
  name: Bilingual | null
  monuments: { slug: string; name: Bilingual }[]
  saves: SaveEntry[]
  count: number
  isLast: boolean
  /** Whether earlier changes are left out, since the site is large: days lead to them. */
  isCut: boolean
}

/**
 * The saves that touched a site up to `rev`, newest first, narrowed by a filter. Days are those on which the register
 * was saved, in UTC. A monument that is not there has no changes; `within` leaves out all monuments but some. Throws
 * `not_found` for a site that may not be seen.
 */
export async function recentChanges(
  db: Db,
  reader: Reader,
  siteId: string,
  filter: ChangesFilter,
  rev: number,
  within: Roots = null,
): Promise<RecentChanges> {
  const { part, since, isCut, wide } = await partOfList(db, siteId, filter, rev)
  const past = await loadPast(db, reader, siteId, rev, part)
  const places = [...past.versions.values()].flatMap((list) => {
    const newest = list.at(-1)
    return newest?.kind === 'monument' ? [newest.row] : []
  })
  const named = places
    .filter((m) => m.partOf === null)
    .sort((a, b) => a.position - b.position)
    .map(({ id, slug }) => ({ id, slug, name: nameRecord(past, id)?.text ?? {} }))
  const place = places.find((m) => m.slug === filter.monument)
  const rootId = place ? (place.partOf ?? place.id) : null
  const isUnknown = filter.monument !== null && rootId === null
  const ids = isUnknown ? [] : idsAbout(past, rootId === null ? within : new Set([rootId]))
  const found = (await savesTouching(db, reader, past, ids, rev))
    .map((save) => ({
      ...save,
      isWide: save.isWide || wide.has(save.rev),
      groups: save.groups.filter((g) => filter.kinds.length === 0 || filter.kinds.includes(g.kind)),
    }))
    .filter((save) => save.groups.length > 0 && save.rev >= since && isWithin(save.at, filter))
  const start = (filter.page - 1) * PAGE_SIZE
  return {
    siteName: nameRecord(past, siteId)?.text ?? {},
    place: place?.slug ?? null,
    name: place ? (nameRecord(past, place.id)?.text ?? { en: place.slug }) : null,
    monuments: named,
    saves: found.slice(start, start + PAGE_SIZE),
    count: found.length,
    isLast: found.length <= start + PAGE_SIZE,
    isCut,
  }
}

/** What has to be read to list changes. */
async function partOfList(
  db: Db,
  siteId: string,
  filter: ChangesFilter,
  rev: number,
): Promise<Omit<NewestPart, 'part'> & { part: Part | null }> {
  const whole = { since: 0, isCut: false, wide: new Set<number>() }
  if (!(await isLarger(db, siteId))) return { part: null, ...whole }
  if (filter.monument === null) return partOfNewest(db, siteId, filter, rev)
  const [place] = await db
    .select({ id: t.monument.id, partOf: t.monument.partOf })
    .from(t.monument)
    .where(and(eq(t.monument.siteId, siteId), eq(t.monument.slug, filter.monument)))
    .orderBy(desc(t.monument.recordedRev))
    .limit(1)
  if (!place) return { part: { roots: [], sources: [], questions: [] }, ...whole }
  const rootId = place.partOf ?? place.id
  return { part: await partAbout(db, place.id, { siteId, rootId }, rev), ...whole }
}

/** The saves that touched one top-level monument, its parts and whatever is said about them, newest first. */
export async function monumentSaves(
  db: Db,
  reader: Reader,
  siteId: string,
  rootId: string,
  rev: number,
): Promise<SaveEntry[]> {
  const part = await partAbout(db, rootId, { siteId, rootId }, rev)
  const past = await loadPast(db, reader, siteId, rev, part)
  return savesTouching(db, reader, past, idsAbout(past, new Set([rootId])), rev)
}

/** The records that belong to monuments, and to the site as a whole: all of their own and the sources they cite. */
export function idsAbout(past: Past, roots: Roots, withSite = roots === null): Set<string> {
  const versions = [...past.versions.values()].flat()
  const places = new Set<string>()
  for (const { kind, row } of versions)
    if (kind === 'site' ? withSite : kind === 'monument' && belongs(row, roots)) places.add(row.id)
  const ids = new Set(places)
  // An event stands on a place, a claim on an event, a use on its assessment, a note on any of them.
  for (let grown = -1; grown !== ids.size; ) {
    grown = ids.size
    for (const { kind, row } of versions) {
      const tie = tieOf({ kind, row } as Version)
      if (tie !== null && ids.has(tie)) ids.add(row.id)
      if (kind === 'claim' && ids.has(row.id))
        for (const id of [row.sourceId, row.questionId]) if (id !== null) ids.add(id)
      if ('sources' in row && ids.has(row.id)) for (const id of row.sources) ids.add(id)
      if (OF_SITE.has(kind) && roots === null) ids.add(row.id)
    }
  }
  return ids
}

/** What a record is tied to: an image to the place that it shows, where it names one. */
function tieOf({ kind, row }: Version): string | null {
  if (kind === 'adoption') return row.targetId
  if (kind === 'image') return row.monumentId ?? row.subjectId
  return 'subjectId' in row ? row.subjectId : null
}

function belongs(row: { id: string; partOf: string | null }, roots: Roots): boolean {
  return roots === null || roots.has(row.partOf ?? row.id)
}

function isWithin(at: string, { from, to }: ChangesFilter): boolean {
  const day = dayOfTimestamp(at)
  return (from === null || day >= from) && (to === null || day <= to)
}
