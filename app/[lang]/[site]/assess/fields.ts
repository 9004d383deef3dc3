import { isDateProperty } from '../../../../db/domain/inputs'
import { shownIn } from '../../../../db/domain/retyped'
import type { Lang } from '../../../../db/domain/vocabulary'
import type { Row } from '../../../../db/store/records'

/** A conclusion as the fields of its form; texts in the editor's language, or else in the other. */
export function assessmentFields(a: Row<'assessment'>, lang: Lang) {
  return {
    condition: a.property === 'condition' ? (a.value ?? '') : '',
    valueDate: isDateProperty(a.property) ? (a.value ?? '') : '',
    value: a.property === 'condition' || isDateProperty(a.property) ? '' : (a.value ?? ''),
    from: a.valid,
    qualifier: a.qualifier,
    certainty: a.certainty,
    rationale: shownIn(a.rationale, lang),
    standing: shownIn(a.standing, lang),
  }
}
