import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import { currentRow } from '../mutations/call'
import { type ImageSubject, requireImageSubject } from '../mutations/images'
import { findSubject } from '../mutations/subjects'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { namesOf } from './editing'

/** What the form of an image offers: what it belongs to, what it may show, and the pictures that may come before it. */
export type ImageChoices = {
  subject: ImageSubject
  /** The monuments that its source speaks of, and the one asked for; none for a claim, which says it itself. */
  places: { id: string; name: Bilingual }[]
  earlier: Row<'image'>[]
}

/** What to choose from for an image of a source or claim. Throws `not_found`. */
export async function imageChoices(
  db: Db,
  reader: Reader,
  about: string,
  asked: { monumentId: string | null; imageId?: string },
): Promise<ImageChoices> {
  const subject = await requireImageSubject(db, reader, about)
  const spoken =
    subject.kind === 'claim' ? [subject.row.subjectId] : await subjectsOf(db, reader, about)
  const places = await placesOf(db, reader, spoken)
  const wanted = asked.monumentId
  if (wanted !== null && (await currentRow(db, reader, 'monument', wanted))) places.add(wanted)
  const roots = new Set<string>()
  for (const id of places) {
    const { rootId } = await findSubject(db, reader, id)
    if (rootId !== null) roots.add(rootId)
  }
  const rows = visibleRows(await loadRows(db, { roots: [...roots] }, null), visibleTo(reader))
  const names = await namesOf(db, [...places])
  return {
    subject,
    places:
      subject.kind === 'claim' ? [] : [...places].map((id) => ({ id, name: names.get(id) ?? {} })),
    earlier: rows.image.filter((i) => i.id !== asked.imageId && i.beforeId !== asked.imageId),
  }
}

/** One image as its form shows it. Null where there is none to be seen. */
export function imageToEdit(db: Db, reader: Reader, id: string): Promise<Row<'image'> | null> {
  return currentRow(db, reader, 'image', id)
}

/** What the claims of a source are about. */
async function subjectsOf(db: Db, reader: Reader, sourceId: string): Promise<string[]> {
  const found = await db
    .selectDistinct({ id: t.claim.subjectId })
    .from(t.claim)
    .where(
      and(
        eq(t.claim.sourceId, sourceId),
        isNull(t.claim.retiredRev),
        inArray(t.claim.sensitivity, [...visibleTo(reader).levels]),
      ),
    )
  return found.map((c) => c.id)
}

/** The monuments and parts among some subjects, or where their events happened. */
async function placesOf(db: Db, reader: Reader, subjects: string[]): Promise<Set<string>> {
  const places = new Set<string>()
  for (const id of subjects) {
    const event = await currentRow(db, reader, 'event', id)
    const place = event?.subjectId ?? id
    if (await currentRow(db, reader, 'monument', place)) places.add(place)
  }
  return places
}
