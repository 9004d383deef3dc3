import type { PlainMarkup } from '../../../components/plain-markup'
import type { Aside } from '../_editing/answers'

/** What the form of a note is answered with: how it will look. */
export type NoteAside = Aside & { preview?: PlainMarkup[] }
