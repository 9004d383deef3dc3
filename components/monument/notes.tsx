import type { NoteKind } from '../../db/domain/vocabulary'
import type { Say } from '../say'

type Note = { id: string; kind: NoteKind; text: string; handling: string | null }

/** Remarks, data traps and gaps, in the words in which they were noted. */
export function Notes({ say: { t }, notes }: { say: Say; notes: Note[] }) {
  if (notes.length === 0) return null
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t('monument.notes')}</h2>
      <ul>
        {notes.map((note) => (
          <li key={note.id}>
            <strong>{t(`vocab.noteKinds.${note.kind}`)}:</strong>{' '}
            <span lang="en" dir="ltr">
              {note.text}
            </span>
            {note.handling && (
              <span lang="en" dir="ltr">
                {' '}
                ({note.handling})
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
