import { formatDay } from '../../../../db/domain/dates'
import { DomainError } from '../../../../db/domain/errors'
import { isDateProperty } from '../../../../db/domain/inputs'
import type { Reader } from '../../../../db/domain/policy'
import { shownIn } from '../../../../db/domain/retyped'
import type { Lang } from '../../../../db/domain/vocabulary'
import { currentRow } from '../../../../db/mutations/call'
import type { Typed } from '../../../../db/mutations/drafts'
import type { Row } from '../../../../db/store/records'
import type { Db } from '../../../../db/store/store'
import { translator } from '../../../_i18n'
import { baseVersion, type Moved } from '../../_editing/conflict'

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

/** Where a form about a claim began, and the claim as it stands now. Throws `not_found`. */
export async function movedClaim(db: Db, reader: Reader, lang: Lang, typed: Typed): Promise<Moved> {
  const t = translator(lang)
  const now = await currentRow(db, reader, 'claim', typed.claimId?.[0] ?? '')
  if (!now) throw new DomainError('not_found')
  const then = await baseVersion(db, reader, 'claim', now, typed)
  return {
    base: claimFields(then, lang),
    theirs: claimFields(now, lang),
    rev: now.recordedRev,
    labelOf: (field) => t(labelOf(field)),
    unitOf: (field) => UNITS[field] ?? field,
  }
}

const UNITS: Record<string, string> = {
  qualifier: 'valid',
  infoGradeReason: 'infoGrade',
  wordsLang: 'words',
}

function labelOf(field: string): string {
  if (field === 'sensitivity') return 'forms.sensitivity'
  if (field === 'questionId') return 'forms.more.question'
  return `forms.${OF_RECORD.has(field) ? 'record' : 'more'}.${field}`
}

const OF_RECORD = new Set([
  'words',
  'wordsLang',
  'locator',
  'condition',
  'valueDate',
  'valid',
  'qualifier',
])
