import type { Translate } from '../../../../../../components/say'
import type { Reader } from '../../../../../../db/domain/policy'
import { shownIn } from '../../../../../../db/domain/retyped'
import { SCORE_PARTS } from '../../../../../../db/domain/risk'
import { type ScoreField, scoreTexts } from '../../../../../../db/domain/score-fields'
import type { Lang } from '../../../../../../db/domain/vocabulary'
import type { Typed } from '../../../../../../db/mutations/drafts'
import { threatToEdit } from '../../../../../../db/queries/editing'
import type { Row } from '../../../../../../db/store/records'
import type { Db } from '../../../../../../db/store/store'
import { translator } from '../../../../../_i18n'
import { baseVersion, type Moved } from '../../../../_editing/conflict'

/** A threat as the fields of its form: the same for filling the form in and for telling versions apart. */
export function threatFields(threat: Row<'threat'>, lang: Lang): Record<string, string> {
  return {
    probability: threat.probability,
    horizon: threat.horizon ?? '',
    unescoFactor: threat.unescoFactor ?? '',
    rationale: shownIn(threat.rationale, lang),
    ...scoreTexts(threat.score),
    scoreRationale: shownIn(threat.score?.rationale ?? null, lang),
    sensitivity: threat.sensitivity,
  }
}

/** Where a form about a threat began, and the threat as it stands now. Throws `not_found`. */
export async function movedThreat(
  db: Db,
  reader: Reader,
  lang: Lang,
  typed: Typed,
): Promise<Moved> {
  const now = await threatToEdit(db, reader, typed.threatId?.[0] ?? '')
  const then = await baseVersion(db, reader, 'threat', now, typed)
  return {
    base: threatFields(then, lang),
    theirs: threatFields(now, lang),
    rev: now.recordedRev,
    labelOf: (field) => labelOf(translator(lang), field),
    unitOf: (field) => partOf(field) ?? field,
  }
}

function labelOf(t: Translate, field: string): string {
  if (field === 'sensitivity') return t('forms.sensitivity')
  if (field === 'horizon' || field === 'scoreRationale') return t(`risk.form.${field}`)
  const part = partOf(field)
  if (part === undefined) return t(`forms.threat.${field}`)
  const bound = (field as ScoreField).slice(1).toLowerCase()
  return t('risk.form.estimate', { part: t(`risk.parts.${part}`), bound: t(`risk.form.${bound}`) })
}

/** The part of a score that a field is an estimate of. */
function partOf(field: string): string | undefined {
  return SCORE_PARTS.find((p) => new RegExp(`^${p}(Low|Likely|High)$`).test(field))
}
