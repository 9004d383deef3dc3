import type { z } from 'zod'
import { csvOf } from '../../exports/csv'
import type { Column } from '../../exports/table'
import type { claim } from './schemas/records'

type Claim = z.infer<typeof claim>

/** Claims as CSV, one line each; columns are named as in the JSON. */
export function claimsCsv(claims: Claim[]): string {
  return csvOf(claims, COLUMNS)
}

const COLUMNS: Column<Claim>[] = [
  ['id', (c) => c.id],
  ['subjectId', (c) => c.subject.id],
  ['subjectNameEn', (c) => c.subject.name.en],
  ['subjectNameAr', (c) => c.subject.name.ar],
  ['property', (c) => c.property],
  ['value', (c) => c.value],
  ['when', (c) => c.when.edtf],
  ['qualifier', (c) => c.when.qualifier],
  ['earliest', (c) => c.when.earliest],
  ['latest', (c) => c.when.latest],
  ['words', (c) => c.words],
  ['wordsLang', (c) => c.wordsLang],
  ['sourceId', (c) => c.source.id],
  ['sourceTitle', (c) => c.source.title],
  ['locator', (c) => c.locator],
  ['attributedTo', (c) => c.attributedTo],
  ['knownFrom', (c) => c.knownFrom],
  ['observed', (c) => c.observed],
  ['method', (c) => c.method],
  ['access', (c) => c.access],
  ['infoGrade', (c) => c.infoGrade],
  ['questionId', (c) => c.questionId],
  ['uses', (c) => c.uses.map((u) => `${u.id} (${u.stance})`).join('; ')],
  ['page', (c) => c.links.page],
]
