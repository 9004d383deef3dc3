import { and, desc, eq, gte, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import type { ChangesFilter } from '../domain/changes-filter'
import { formatDay } from '../domain/dates'
import * as t from '../schema'
import type { Part } from '../store/rows'
import { type Db, isIn } from '../store/store'
import type { RecordPlace } from './record-place'

/** Sites of so many monuments are told as a whole; the past of one keeps for every page that asks. */
const MOST_WHOLE = 200
/** Sources that are told as a whole likewise. */
const MOST_SOURCES = 2000
/** What else a save touched is read with its record where it is so many monuments; it decides who may be told its reason. */
const MOST_BESIDE = 50
/** So many saves of a larger site are listed: further back, days lead. */
const NEWEST = 100

/**
 * What has to be read of a site to tell the saves up to `rev` that touched one of its records: null is all of it, where
 * it is small enough.
 */
export async function partAbout(
  db: Db,
  id: string,
  { siteId, rootId }: Pick<RecordPlace, 'siteId' | 'rootId'>,
  rev: number,
): Promise<Part | null> {
  if (!(await isLarger(db, siteId))) return null
  const saves =
    rootId === null
      ? await db
          .selectDistinct({ rev: t.change.rev })
          .from(t.change)
          .where(and(eq(t.change.id, id), lte(t.change.rev, rev)))
      : await db
          .select({ rev: t.touched.rev })
          .from(t.touched)
          .where(and(eq(t.touched.monumentId, rootId), lte(t.touched.rev, rev)))
  return partOf(
    db,
    siteId,
    await fewTouched(
      db,
      saves.map((save) => save.rev),
    ),
    rootId === null ? { roots: [], sources: [id] } : { roots: [rootId], sources: [] },
  )
}

/** What is read of a large site to list its newest saves, and as how much of all that is to be taken. */
export type NewestPart = {
  part: Part
  /** The earliest save of which all is known. */
  since: number
  /** Whether earlier ones are left out. */
  isCut: boolean
  /** Saves that touched many monuments, of which only some are read. */
  wide: ReadonlySet<number>
}

/** What has to be read to tell the newest saves up to `rev` that were made within some days. */
export async function partOfNewest(
  db: Db,
  siteId: string,
  { from, to }: Pick<ChangesFilter, 'from' | 'to'>,
  rev: number,
): Promise<NewestPart> {
  const saves = await db
    .select({ rev: t.revision.rev })
    .from(t.revision)
    .where(
      and(
        lte(t.revision.rev, rev),
        from === null ? undefined : gte(t.revision.at, formatDay(from)),
        to === null ? undefined : lt(t.revision.at, formatDay(to + 1)),
      ),
    )
    .orderBy(desc(t.revision.rev))
    .limit(NEWEST)
  const revs = saves.map((save) => save.rev)
  const some = await db.values<[string]>(sql`
    select touched.monument_id from json_each(${JSON.stringify(revs)}) save
    join touched on touched.rowid in (select rowid from touched where rev = save.value limit ${MOST_BESIDE})`)
  const few = await fewTouched(db, revs)
  const narrow = new Set(few)
  return {
    part: await partOf(db, siteId, few, { roots: some.map(([id]) => id), sources: [] }),
    since: revs.at(-1) ?? 0,
    isCut: revs.length === NEWEST,
    wide: new Set(revs.filter((save) => !narrow.has(save))),
  }
}

/** What some saves that touched few monuments touched, beside what is given. */
async function partOf(
  db: Db,
  siteId: string | null,
  few: number[],
  { roots, sources }: Pick<Part, 'roots' | 'sources'>,
): Promise<Part> {
  const beside = await db
    .selectDistinct({ id: t.touched.monumentId })
    .from(t.touched)
    .where(inArray(t.touched.rev, few))
  const changed = await db
    .selectDistinct({ id: t.change.id, kind: t.change.kind })
    .from(t.change)
    .where(and(inArray(t.change.rev, few), inArray(t.change.kind, ['source', 'question'])))
  const idsOf = (kind: string) => changed.filter((c) => c.kind === kind).map((c) => c.id)
  return {
    roots: await atSite(db, siteId, [...roots, ...beside.map((b) => b.id)]),
    sources: [...new Set([...sources, ...idsOf('source')])].sort(),
    questions: idsOf('question').sort(),
  }
}

/** Those of some monuments that are of a site, each once and in order. */
async function atSite(db: Db, siteId: string | null, ids: string[]): Promise<string[]> {
  if (siteId === null) return []
  const { id, siteId: site } = t.monument
  const found = await db
    .selectDistinct({ id })
    .from(t.monument)
    .where(and(isIn(id, ids), eq(site, siteId)))
    .orderBy(id)
  return found.map((m) => m.id)
}

/** Those of some saves that touched few monuments. */
async function fewTouched(db: Db, saves: number[]): Promise<number[]> {
  const rows = await db.values<[number]>(sql`
    select save.value from json_each(${JSON.stringify(saves)}) save
    where (select count(*) from
      (select 1 from touched where rev = save.value limit ${MOST_BESIDE + 1})) <= ${MOST_BESIDE}`)
  return rows.map(([rev]) => rev)
}

/** Whether a site, or where there is none what is known of sources, is too large to be told as a whole. */
export async function isLarger(db: Db, siteId: string | null): Promise<boolean> {
  const most = siteId === null ? MOST_SOURCES : MOST_WHOLE
  const some =
    siteId === null
      ? db.select({ id: t.source.id }).from(t.source)
      : db
          .select({ id: t.monument.id })
          .from(t.monument)
          .where(
            and(
              eq(t.monument.siteId, siteId),
              isNull(t.monument.partOf),
              isNull(t.monument.retiredRev),
            ),
          )
  return (await some.limit(most + 1)).length > most
}
