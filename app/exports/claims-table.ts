import type { ClaimEntry, Dossier } from '../../db/queries/dossier'
import { dossiers } from '../../db/queries/dossiers'
import { siteClaims } from '../../db/queries/site-claims'
import type { Row } from '../../db/store/records'
import type { Asked } from './answer'
import { claimAddress, monumentAddress } from './permalink'
import { type Column, dayCell } from './table'

/** `sheet` is null for what is said of the site as a whole. */
export type ClaimLine = {
  claim: ClaimEntry
  sheet: Dossier | null
  question: Row<'question'> | null
  asked: Asked
}

/**
 * One line per claim about a monument of the view, its parts or its events, a portion at a time: monuments in the view's
 * order, claims by the day they were known; at the end, where the view is of all, what is said of the site as a whole.
 */
export async function* claimLines(asked: Asked): AsyncGenerator<ClaimLine[]> {
  const { db, reader, site, pinned } = asked
  for await (const portion of dossiers(db, reader, site.id, pinned))
    yield portion.flatMap(({ dossier: sheet }) =>
      sheet.claims.map((claim) => ({ claim, sheet, question: questionOf(claim, sheet), asked })),
    )
  const whole = await siteClaims(db, reader, site.id, pinned)
  yield whole.map(({ claim, question }) => ({ claim, question, sheet: null, asked }))
}

function questionOf({ questionId }: ClaimEntry, { disagreements }: Dossier) {
  return disagreements.find((d) => d.question?.id === questionId)?.question ?? null
}

const setAside = ({ claim }: ClaimLine) => claim.uses.find((u) => u.stance === 'set_aside')?.reason

export const CLAIM_COLUMNS: Column<ClaimLine>[] = [
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
  [
    'permalink',
    ({ asked, sheet, claim }) => ({
      href: sheet
        ? `${monumentAddress(asked.origin, 'en', asked, sheet.monument.slug)}#${claim.id}`
        : claimAddress(asked.origin, 'en', asked, claim.id),
    }),
    60,
  ],
  ['as_of', ({ asked }) => dayCell(asked.pinned.view.asOf)],
  ['known_at', ({ asked }) => dayCell(asked.pinned.view.knownAt)],
  ['rev', ({ asked }) => asked.pinned.view.rev],
]
