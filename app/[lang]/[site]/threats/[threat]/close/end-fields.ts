import { formatDay } from '../../../../../../db/domain/dates'
import type { Reader } from '../../../../../../db/domain/policy'
import type { Lang } from '../../../../../../db/domain/vocabulary'
import type { Typed } from '../../../../../../db/mutations/drafts'
import { threatToEdit } from '../../../../../../db/queries/editing'
import type { Row } from '../../../../../../db/store/records'
import type { Db } from '../../../../../../db/store/store'
import { translator } from '../../../../../_i18n'
import { baseVersion, type Moved } from '../../../../_editing/conflict'

/** The end of a threat as the fields of its form; a threat that stands open has none yet. */
export function endFields(threat: Row<'threat'>, lang: Lang): Record<string, string> {
  const end = threat.valid.split('/')[1] ?? ''
  return {
    end: end === '..' ? '' : end,
    endKnown: threat.endKnownFrom === null ? '' : formatDay(threat.endKnownFrom),
    note: threat.note?.[lang] ?? '',
  }
}

/** Where a form about a threat's end began, and that end as it stands now. Throws `not_found`. */
export async function movedEnd(db: Db, reader: Reader, lang: Lang, typed: Typed): Promise<Moved> {
  const now = await threatToEdit(db, reader, typed.threatId?.[0] ?? '')
  const then = await baseVersion(db, reader, 'threat', now, typed)
  return {
    base: endFields(then, lang),
    theirs: endFields(now, lang),
    rev: now.recordedRev,
    labelOf: (field) => translator(lang)(`forms.threat.${field}`),
  }
}
