import { formatDay } from '../../../../../../db/domain/dates'
import type { Lang } from '../../../../../../db/domain/vocabulary'
import type { Row } from '../../../../../../db/store/records'

/** The end of a threat as the fields of its form; a threat that stands open has none yet. */
export function endFields(threat: Row<'threat'>, lang: Lang): Record<string, string> {
  const end = threat.valid.split('/')[1] ?? ''
  return {
    end: end === '..' ? '' : end,
    endKnown: threat.endKnownFrom === null ? '' : formatDay(threat.endKnownFrom),
    note: threat.note?.[lang] ?? '',
  }
}
