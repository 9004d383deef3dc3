import type { Say } from '../../components/say'
import { shownIn } from '../../db/domain/retyped'
import type { SaveGroup } from '../../db/queries/history'
import type { Named } from '../../db/queries/past'

/** "Claim: 2 corrected". */
export function groupInWords({ t }: Say, { kind, op, count }: SaveGroup): string {
  return t('history.counted', { kind: t(`history.kinds.${kind}`), op, count })
}

/** What a record is called, and its own words where it has any. */
export function recordInWords({ lang }: Say, { text, said }: Named): string {
  return [text && shownIn(text, lang), said?.text].filter(Boolean).join(' – ')
}
