import { formatDay } from '../../../../db/domain/dates'
import { isDateProperty } from '../../../../db/domain/inputs'
import { shownIn } from '../../../../db/domain/retyped'
import type { Lang } from '../../../../db/domain/vocabulary'
import type { Row } from '../../../../db/store/records'

/** A claim as the fields of its form; texts of ours in the editor's language, or else in the other. */
export function claimFields(c: Row<'claim'>, lang: Lang) {
  return {
    infoGrade: c.infoGrade ?? '',
    infoGradeReason: shownIn(c.infoGradeReason, lang),
    words: c.words,
    wordsLang: c.wordsLang,
    locator: c.locator ?? '',
    condition: c.property === 'condition' ? (c.value ?? '') : '',
    valueDate: isDateProperty(c.property) ? (c.value ?? '') : '',
    valid: c.valid,
    qualifier: c.qualifier,
    observed: c.observed ?? '',
    reported: c.reported === null ? '' : formatDay(c.reported),
    method: c.method ?? '',
    access: c.access ?? '',
    attributedTo: c.attributedTo ?? '',
    personId: c.personId ?? '',
    questionId: c.questionId ?? '',
    note: c.note ?? '',
    sensitivity: c.sensitivity,
  }
}
