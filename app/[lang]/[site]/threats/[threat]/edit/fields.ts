import { shownIn } from '../../../../../../db/domain/retyped'
import { scoreTexts } from '../../../../../../db/domain/score-fields'
import type { Lang } from '../../../../../../db/domain/vocabulary'
import type { Row } from '../../../../../../db/store/records'

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
