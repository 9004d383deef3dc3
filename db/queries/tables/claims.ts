import type { Reader } from '../../domain/policy'
import type { Row } from '../../store/records'
import type { Db } from '../../store/store'
import type { ClaimEntry, Dossier } from '../dossier'
import { dossiers } from '../dossiers'
import { siteClaims } from '../site-claims'
import type { Pinned } from '../view'
import { type Column, dayCell } from './column'

/** A claim with what it is about; `sheet` is null for what is said of the site as a whole. */
export type ToldClaim = {
  claim: ClaimEntry
  sheet: Dossier | null
  question: Row<'question'> | null
}

/**
 * Every claim about a monument of the view, its parts or its events, a portion at a time: monuments in the view's order,
 * claims by the day they were known; at the end, where the view is of all, what is said of the site as a whole.
 */
export async function* toldClaims(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pinned,
): AsyncGenerator<ToldClaim[]> {
  for await (const portion of dossiers(db, reader, siteId, pinned))
    yield portion.flatMap(({ dossier: sheet }) =>
      sheet.claims.map((claim) => ({ claim, sheet, question: questionOf(claim, sheet) })),
    )
  const whole = await siteClaims(db, reader, siteId, pinned)
  yield whole.map(({ claim, question }) => ({ claim, question, sheet: null }))
}

function questionOf({ questionId }: ClaimEntry, { disagreements }: Dossier) {
  return disagreements.find((d) => d.question?.id === questionId)?.question ?? null
}

const setAside = ({ claim }: ToldClaim) => claim.uses.find((u) => u.stance === 'set_aside')?.reason

/** What our tables say of a claim. */
export const CLAIM_CELLS: Column<ToldClaim>[] = [
  ['id', (l) => l.claim.id],
  ['monument_id', (l) => l.sheet?.monument.id, 24],
  ['monument_en', (l) => l.sheet?.name.en, 32],
  ['monument_ar', (l) => l.sheet?.name.ar, 32],
  ['subject_id', (l) => l.claim.subjectId, 24],
  ['subject_en', (l) => l.claim.subjectName.en, 32],
  ['subject_ar', (l) => l.claim.subjectName.ar, 32],
  ['property', (l) => l.claim.property],
  ['words', (l) => l.claim.words, 64],
  ['words_lang', (l) => l.claim.wordsLang],
  ['value', (l) => l.claim.value],
  ['coded_by', (l) => l.claim.codedBy],
  ['valid', (l) => l.claim.valid],
  ['valid_qualifier', (l) => l.claim.qualifier],
  ['source_id', (l) => l.claim.source.id],
  ['source_title', (l) => l.claim.source.title, 48],
  ['source_publisher', (l) => l.claim.source.publisher, 32],
  ['source_class', (l) => l.claim.source.class],
  ['source_reliability', (l) => l.claim.source.reliability],
  ['source_url', (l) => ({ href: l.claim.source.url }), 48],
  ['source_published', (l) => l.claim.source.published],
  ['source_published_as_given', (l) => l.claim.source.publishedAsGiven],
  ['info_grade', (l) => l.claim.infoGrade],
  ['locator', (l) => l.claim.locator],
  ['observed', (l) => l.claim.observed],
  ['method', (l) => l.claim.method],
  ['access', (l) => l.claim.access],
  ['known_from', (l) => dayCell(l.claim.knownFrom)],
  ['attributed_to', (l) => l.claim.attributedTo],
  ['stance', (l) => [...new Set(l.claim.uses.map((u) => u.stance))].join('; ')],
  ['used_by', (l) => l.claim.uses.map((u) => `${u.targetId} (${u.stance})`).join('; '), 32],
  ['set_aside_reason_en', (l) => setAside(l)?.en, 48],
  ['set_aside_reason_ar', (l) => setAside(l)?.ar, 48],
  ['question_id', (l) => l.claim.questionId],
  ['question_en', (l) => l.question?.topic.en, 32],
  ['question_ar', (l) => l.question?.topic.ar, 32],
  ['origin', (l) => l.claim.origin],
  ['provenance', (l) => l.claim.provenance],
]
