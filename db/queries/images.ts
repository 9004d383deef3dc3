import { and, eq, or } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { can, type Reader, visibleTo } from '../domain/policy'
import type { Clocks } from '../domain/status'
import * as t from '../schema'
import { withSightToday } from '../store/image-sight'
import type { Row } from '../store/records'
import { isCurrent, type Rev, type Rows, select } from '../store/rows'
import { type Db, isIn } from '../store/store'
import type { Pinned } from './view'

/** A picture, with the earlier one of the same that it is shown beside. */
export type ImageEntry = Row<'image'> & { before: Row<'image'> | null }

/** One picture with everything that leads from it. Those that it is beside are there only for who may see them. */
export type ImagePage = {
  image: ImageEntry
  source: Row<'source'>
  /** The claim that it belongs to; null where it belongs to the source itself. */
  claim: Row<'claim'> | null
  /** The redacted copies of it, and the picture that it is one of. */
  redactedBy: Row<'image'>[]
  redacts: Row<'image'> | null
}

/** Whether a picture was published and taken by then. One without a date is as old as what it belongs to. */
export function isImageTold(
  image: Pick<Row<'image'>, 'knownFrom' | 'takenEarliest'>,
  { asOf, knownAt }: Clocks,
): boolean {
  return image.knownFrom <= knownAt && (image.takenEarliest ?? image.knownFrom) <= asOf
}

/**
 * The pictures of some places, with those of the claims about them and their events: pairs with their earlier picture
 * once, and of one that was redacted the redacted copy only. In order of the day on which they were taken.
 */
export function galleryOf(
  rows: Pick<Rows, 'image' | 'claim'>,
  subjects: ReadonlySet<string>,
  clocks: Clocks,
): ImageEntry[] {
  const claims = new Set(rows.claim.filter((c) => subjects.has(c.subjectId)).map((c) => c.id))
  return asEntries(
    rows.image.filter((i) => claims.has(i.subjectId) || subjects.has(i.monumentId ?? '')),
    clocks,
  )
}

/** The pictures of one source or claim, as `galleryOf` gives them. */
export async function imagesOf(
  db: Db,
  reader: Reader,
  subjectId: string,
  { view }: Pick<Pinned, 'view'>,
): Promise<ImageEntry[]> {
  return asEntries(await shownWhere(db, reader, eq(t.image.subjectId, subjectId), view.rev), view)
}

/** One picture at a view. Throws `not_found`. */
export async function getImage(
  db: Db,
  reader: Reader,
  id: string,
  { view }: Pick<Pinned, 'view'>,
): Promise<ImagePage> {
  const [image] = await shownWhere(db, reader, eq(t.image.id, id), view.rev)
  if (!image || !isImageTold(image, view)) throw new DomainError('not_found')
  const others = await shownWhere(
    db,
    reader,
    or(
      isIn(
        t.image.id,
        [image.beforeId, image.redacts].filter((o) => o !== null),
      ),
      eq(t.image.redacts, id),
    ),
    view.rev,
  )
  const told = others.filter((o) => isImageTold(o, view))
  const one = (wanted: string | null) => told.find((o) => o.id === wanted) ?? null
  const [claim] = await db
    .select()
    .from(t.claim)
    .where(and(eq(t.claim.id, image.subjectId), isCurrent('claim', view.rev)))
  const [source] = await db
    .select()
    .from(t.source)
    .where(and(eq(t.source.id, claim?.sourceId ?? image.subjectId), isCurrent('source', view.rev)))
  if (!source) throw new DomainError('not_found')
  return {
    image: { ...image, before: one(image.beforeId) },
    source,
    claim: claim ?? null,
    redactedBy: told.filter((o) => o.redacts === id),
    redacts: one(image.redacts),
  }
}

/** The newest version of a picture for who may see its files today, also once it is withdrawn: earlier revisions show it. */
export async function imageToServe(db: Db, reader: Reader, id: string): Promise<Row<'image'>> {
  const versions = await shownWhere(db, reader, eq(t.image.id, id), 'ever')
  const newest = versions.sort((a, b) => b.recordedRev - a.recordedRev)[0]
  if (!newest) throw new DomainError('not_found')
  return newest
}

/** What the file of a picture said of itself; null where it said nothing, and for everybody below reviewer. */
export async function imageDetails(
  db: Db,
  reader: Reader,
  imageId: string,
): Promise<Row<'image_details'> | null> {
  if (!can(reader, 'review')) return null
  const [found] = await db
    .select()
    .from(t.imageDetails)
    .where(and(eq(t.imageDetails.imageId, imageId), isCurrent('image_details', null)))
  return found ?? null
}

/** The pictures under a condition that a reader may see today; with `ever` every version. */
export async function shownWhere(
  db: Db,
  reader: Reader,
  where: ReturnType<typeof and>,
  rev: Rev,
): Promise<Row<'image'>[]> {
  const { levels } = visibleTo(reader)
  const found = await select(db, 'image', and(where, isCurrent('image', rev)))
  return (await withSightToday(db, found)).filter((i) => levels.includes(i.sensitivity))
}

function asEntries(images: Row<'image'>[], clocks: Clocks): ImageEntry[] {
  const told = images.filter((i) => isImageTold(i, clocks))
  const byId = new Map(told.map((i) => [i.id, i]))
  const redacted = new Set(told.flatMap((i) => i.redacts ?? []))
  const paired = new Set(told.flatMap((i) => (redacted.has(i.id) ? [] : (i.beforeId ?? []))))
  return told
    .filter((i) => !redacted.has(i.id) && !paired.has(i.id))
    .map((i) => ({ ...i, before: byId.get(i.beforeId ?? '') ?? null }))
    .sort((a, b) => dayOf(a) - dayOf(b) || a.position - b.position || (a.id < b.id ? -1 : 1))
}

function dayOf(image: Row<'image'>): number {
  return image.takenEarliest ?? image.knownFrom
}
