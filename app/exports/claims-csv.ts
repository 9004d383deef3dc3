import { formatDay } from '../../db/domain/dates'
import type { ClaimEntry, Dossier } from '../../db/queries/dossier'
import type { Report } from '../../db/queries/report'
import { type Column, csv } from './csv'
import { monumentAddress } from './permalink'

type Line = { claim: ClaimEntry; sheet: Dossier; report: Report; origin: string }

/** One line per claim about a monument of the view, its parts or its events: monuments in the view's order, claims by the day they were known. */
export function claimsCsv(report: Report, origin: string): string {
  const lines = report.sheets.flatMap((sheet) =>
    sheet.claims.map((claim) => ({ claim, sheet, report, origin })),
  )
  return csv(lines, COLUMNS)
}

const question = ({ claim, sheet }: Line) =>
  sheet.disagreements.find((d) => d.question?.id === claim.questionId)?.question
const setAside = ({ claim }: Line) => claim.uses.find((u) => u.stance === 'set_aside')?.reason
const day = (value: number | null) => (value === null ? null : formatDay(value))

const COLUMNS: Column<Line>[] = [
  ['id', (l) => l.claim.id],
  ['monument_id', (l) => l.sheet.monument.id],
  ['monument_en', (l) => l.sheet.name.en],
  ['monument_ar', (l) => l.sheet.name.ar],
  ['subject_id', (l) => l.claim.subjectId],
  ['subject_en', (l) => l.claim.subjectName.en],
  ['subject_ar', (l) => l.claim.subjectName.ar],
  ['property', (l) => l.claim.property],
  ['words', (l) => l.claim.words],
  ['words_lang', (l) => l.claim.wordsLang],
  ['value', (l) => l.claim.value],
  ['coded_by', (l) => l.claim.codedBy],
  ['valid', (l) => l.claim.valid],
  ['valid_qualifier', (l) => l.claim.qualifier],
  ['source_id', (l) => l.claim.source.id],
  ['source_title', (l) => l.claim.source.title],
  ['source_publisher', (l) => l.claim.source.publisher],
  ['source_class', (l) => l.claim.source.class],
  ['source_reliability', (l) => l.claim.source.reliability],
  ['source_url', (l) => l.claim.source.url],
  ['source_published', (l) => l.claim.source.published],
  ['source_published_as_given', (l) => l.claim.source.publishedAsGiven],
  ['info_grade', (l) => l.claim.infoGrade],
  ['locator', (l) => l.claim.locator],
  ['observed', (l) => l.claim.observed],
  ['method', (l) => l.claim.method],
  ['access', (l) => l.claim.access],
  ['known_from', (l) => day(l.claim.knownFrom)],
  ['attributed_to', (l) => l.claim.attributedTo],
  ['stance', (l) => [...new Set(l.claim.uses.map((u) => u.stance))].join('; ')],
  ['used_by', (l) => l.claim.uses.map((u) => `${u.targetId} (${u.stance})`).join('; ')],
  ['set_aside_reason_en', (l) => setAside(l)?.en],
  ['set_aside_reason_ar', (l) => setAside(l)?.ar],
  ['question_id', (l) => l.claim.questionId],
  ['question_en', (l) => question(l)?.topic.en],
  ['question_ar', (l) => question(l)?.topic.ar],
  ['origin', (l) => l.claim.origin],
  ['provenance', (l) => l.claim.provenance],
  [
    'permalink',
    (l) => `${monumentAddress(l.origin, 'en', l.report, l.sheet.monument.slug)}#${l.claim.id}`,
  ],
  ['as_of', (l) => day(l.report.pinned.view.asOf)],
  ['known_at', (l) => day(l.report.pinned.view.knownAt)],
  ['rev', (l) => l.report.pinned.view.rev],
]
