import { langByScript } from '../../db/domain/arabic'
import type { NoteKind } from '../../db/domain/vocabulary'
import { Markdown } from '../markdown'
import type { Say } from '../say'

type Note = { id: string; kind: NoteKind; text: string; handling: string | null }

/**
 * Remarks, data traps and gaps, in the words in which they were noted. To those who may record, `canEdit`, each offers its
 * form, and `about` names the record that another note would be about.
 */
export function Notes({
  say: { t, lang },
  notes,
  canEdit = false,
  about,
}: {
  say: Say
  notes: Note[]
  canEdit?: boolean
  about?: string
}) {
  const isOpenTo = canEdit && about !== undefined
  if (notes.length === 0 && !isOpenTo) return null
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t('monument.notes')}</h2>
      <ul>
        {notes.map((note) => (
          <li key={note.id}>
            <strong>{t(`vocab.noteKinds.${note.kind}`)}</strong>
            <Markdown text={note.text} lang={langByScript(note.text)} />
            {note.handling && (
              <p className="quiet" lang={langByScript(note.handling)} dir="auto">
                {note.handling}
              </p>
            )}
            {canEdit && (
              <p>
                <a href={`/${lang}/notes?note=${encodeURIComponent(note.id)}`}>
                  {t('library.notes.edit')}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {isOpenTo && (
        <p>
          <a href={`/${lang}/notes?about=${encodeURIComponent(about)}`}>{t('library.notes.add')}</a>
        </p>
      )}
    </section>
  )
}
