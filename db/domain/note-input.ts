import { z } from 'zod'
import { has, issue, optional } from './fields'
import { base, openness, reason, recordId, ticked, uuid } from './inputs'
import { listOf, noteText } from './text'
import { NOTE_KINDS } from './vocabulary'

/** *A note*: a new one about a record (`formId`, `subjectId`), or one corrected or withdrawn (`noteId`, `base`). */
export const noteInput = z
  .strictObject({
    formId: optional(uuid),
    subjectId: optional(recordId),
    noteId: optional(recordId),
    base: optional(base),
    kind: z.enum(NOTE_KINDS),
    text: noteText(),
    handling: optional(noteText(2000)),
    sources: listOf(recordId),
    sensitivity: openness,
    withdraw: ticked,
    /** Set by the button that shows the note without saving it. */
    preview: ticked,
    reason: optional(reason),
  })
  .refine((n) => n.preview || has(n.reason), issue('reason', 'required'))
  .refine(
    (n) => (has(n.noteId) ? has(n.base) : has(n.formId) && has(n.subjectId)),
    issue('subjectId', 'required'),
  )
export type NoteInput = z.output<typeof noteInput>
