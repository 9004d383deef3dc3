import type { z } from 'zod'
import { csvOf } from '../../exports/csv'
import type { Column } from '../../exports/table'
import type { assessment, claim, source } from './schemas/records'

/* Records as CSV, one line each; columns are named as in the JSON. */

type Claim = z.infer<typeof claim>
type Assessment = z.infer<typeof assessment>
type Source = z.infer<typeof source>

/** Claims as CSV. */
export function claimsCsv(claims: Claim[]): string {
  return csvOf(claims, OF_CLAIMS)
}

/** Assessments as CSV. */
export function assessmentsCsv(assessments: Assessment[]): string {
  return csvOf(assessments, OF_ASSESSMENTS)
}

/** Sources as CSV. */
export function sourcesCsv(sources: Source[]): string {
  return csvOf(sources, OF_SOURCES)
}

const OF_CLAIMS: Column<Claim>[] = [
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

const OF_ASSESSMENTS: Column<Assessment>[] = [
  ['id', (a) => a.id],
  ['subjectId', (a) => a.subject.id],
  ['subjectNameEn', (a) => a.subject.name.en],
  ['subjectNameAr', (a) => a.subject.name.ar],
  ['property', (a) => a.property],
  ['value', (a) => a.value],
  ['when', (a) => a.when.edtf],
  ['qualifier', (a) => a.when.qualifier],
  ['earliest', (a) => a.when.earliest],
  ['latest', (a) => a.when.latest],
  ['certainty', (a) => a.certainty],
  ['rationaleEn', (a) => a.rationale.en],
  ['rationaleAr', (a) => a.rationale.ar],
  ['standingEn', (a) => a.standing?.en],
  ['standingAr', (a) => a.standing?.ar],
  ['assessor', (a) => a.assessor],
  ['knownFrom', (a) => a.knownFrom],
  ['questionId', (a) => a.questionId],
  ['isInForce', (a) => String(a.isInForce)],
  ['claims', (a) => a.claims.map((u) => `${u.id} (${u.stance})`).join('; ')],
  ['page', (a) => a.links.page],
]

const OF_SOURCES: Column<Source>[] = [
  ['id', (s) => s.id],
  ['title', (s) => s.title],
  ['author', (s) => s.author],
  ['publisher', (s) => s.publisher],
  ['published', (s) => s.published],
  ['publishedAsGiven', (s) => s.publishedAsGiven],
  ['knownFrom', (s) => s.knownFrom],
  ['url', (s) => s.url],
  ['archiveUrl', (s) => s.archiveUrl],
  ['copySha256', (s) => s.copy?.sha256],
  ['lang', (s) => s.lang],
  ['kind', (s) => s.kind],
  ['class', (s) => s.class],
  ['rights', (s) => s.rights],
  ['reliability', (s) => s.reliability],
  ['reliabilityReasonEn', (s) => s.reliabilityReason?.en],
  ['reliabilityReasonAr', (s) => s.reliabilityReason?.ar],
  ['note', (s) => s.note],
  ['page', (s) => s.links.page],
]
