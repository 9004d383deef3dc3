import { DomainError } from '../domain/errors'
import type { NoteInput } from '../domain/note-input'
import { kindOf } from '../queries/record-place'
import type { RecordChange, Row } from '../store/records'
import { type Call, currentRow, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isSameContent } from './content'

/** What a note can be about. */
export const NOTED = ['site', 'monument', 'source', 'event'] as const

/**
 * Adds a note to a record, corrects one, or withdraws it. A new note takes the form's id. Throws `not_found` for a record
 * that is not there, `conflict` when the note has moved, `invalid` on `sources` for one that is not known and on `reason`
 * when nothing would change.
 */
export async function editNote(call: Call<NoteInput>): Promise<Saved> {
  const { store, input } = call
  const id = input.noteId ?? input.formId ?? ''
  const base = input.noteId === null ? 0 : (input.base ?? 0)
  return saveAs(
    'edit-note',
    call,
    async () => ({ id, reason: input.reason ?? '', changes: [await changeOf(call, id, base)] }),
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'note', id, base }, (after) =>
        input.withdraw ? after === null : after?.text === input.text && after.kind === input.kind,
      ),
  )
}

async function changeOf(call: Call<NoteInput>, id: string, base: number): Promise<RecordChange> {
  const { store, reader, input } = call
  for (const source of input.sources)
    if (!(await currentRow(store.db, reader, 'source', source)))
      throw new DomainError('invalid', 'sources', 'field.source_unknown')
  const { kind, text, handling, sources, sensitivity } = input
  const typed = { kind, text, handling, sources, sensitivity }
  if (base === 0) {
    const subjectId = input.subjectId ?? ''
    await requireNoted(call, subjectId)
    return { op: 'enter', kind: 'note', row: { id, subjectId, ...typed, provenance: null } }
  }
  const before = await requireBase(call, 'note', id, base)
  if (input.withdraw) return { op: 'withdraw', kind: 'note', before }
  const row: Row<'note'> = { ...before, ...typed }
  if (isSameContent(before, row))
    throw new DomainError('invalid', 'reason', 'field.nothing_changed')
  return { op: 'correct', kind: 'note', before, row }
}

async function requireNoted({ store, reader }: Call<NoteInput>, id: string): Promise<void> {
  const kind = await kindOf(store.db, id)
  const noted = NOTED.find((one) => one === kind)
  if (!noted || !(await currentRow(store.db, reader, noted, id))) throw new DomainError('not_found')
}
