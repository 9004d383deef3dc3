'use server'

import { DomainError } from '../../../db/domain/errors'
import { noteInput } from '../../../db/domain/note-input'
import { editNote } from '../../../db/mutations/edit-note'
import { pageOfNote } from '../../../db/queries/noting'
import { formAction, type Outcome } from '../../_action'
import { callOf } from '../_editing/answers'
import type { NoteAside } from './aside'
import { previewOf } from './preview'

/** Saves, shows or withdraws a note, and goes back to the page that it stands on. */
export const note = formAction({
  name: 'edit-note',
  schema: noteInput,
  needs: 'record',
  async run({ input, reader, lang, t, now, draft }): Promise<Outcome<NoteAside>> {
    if (input.preview)
      return {
        title: t('library.notes.shown'),
        errors: [],
        extra: { preview: previewOf(input.text) },
      }
    const call = callOf(input, reader, now, draft)
    try {
      const page = await pageOfNote(call.store.db, reader, input.noteId, input.subjectId)
      const { rev } = await editNote(call)
      return { redirect: `/${lang}${page}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      return { errors: [{ field: null, message: t('library.notes.moved') }] }
    }
  },
})
