import { DomainError } from '../domain/errors'
import type { Reader } from '../domain/policy'
import { currentRow } from '../mutations/call'
import { NOTED } from '../mutations/edit-note'
import type { Row } from '../store/records'
import type { Db } from '../store/store'
import { placeOf } from './editing'
import { kindOf } from './record-place'

/** A note as its form shows it. Throws `not_found`. */
export async function noteToEdit(db: Db, reader: Reader, id: string): Promise<Row<'note'>> {
  const note = await currentRow(db, reader, 'note', id)
  if (!note) throw new DomainError('not_found')
  return note
}

/** The page, without the language, of what a note is about: its own, or for a new one what is named. Throws `not_found`. */
export async function pageOfNote(
  db: Db,
  reader: Reader,
  noteId: string | null,
  subjectId: string | null,
): Promise<string> {
  const about = noteId === null ? subjectId : (await noteToEdit(db, reader, noteId)).subjectId
  const kind = about === null ? null : await kindOf(db, about)
  const noted = NOTED.find((one) => one === kind)
  if (about === null || !noted || !(await currentRow(db, reader, noted, about)))
    throw new DomainError('not_found')
  if (noted === 'source') return `/sources/${encodeURIComponent(about)}`
  const { site, slug } = await placeOf(db, reader, about)
  return slug === null ? `/${site}` : `/${site}/${slug}`
}
