import type { NewRow } from '../store/records'
import { type ClaimBook, CODED_BY } from './claims'
import { dating } from './dating'
import type { ArticleClaimEntry, ArticleEntry } from './shapes'
import type { ReadIn } from './sources'

/** The claims of the seed article, one per place they speak of. */
export function enterArticle(article: ArticleEntry, book: ClaimBook, readIn: ReadIn): void {
  for (const claim of article.claims) {
    const subjects = claim.subjects ?? []
    for (const subjectId of subjects) {
      book.add(articleRow(article, claim, subjectId, subjects.length > 1, book, readIn))
    }
  }
}

/** What other sources say on the points of the article: claims of their own, with the article's claim as origin. */
export function enterChecks(article: ArticleEntry, book: ClaimBook): void {
  for (const claim of article.claims) {
    claim.checks.forEach((entry, n) => {
      book.enter(entry, {
        id: `${claim.id}.check-${n + 1}`,
        origin: claim.id,
        subjects: claim.subjects ?? [],
        property: 'statement',
        valid: claim.valid,
        qualifier: claim.qualifier,
      })
    })
  }
}

/** What is wrong inside the article, and what it is worth. */
export function articleNotes({ source, remark, inconsistencies }: ArticleEntry): NewRow<'note'>[] {
  return [
    {
      id: `${source}.grade`,
      subjectId: source,
      kind: 'remark',
      handling: null,
      sources: [source],
      ...remark,
    },
    ...inconsistencies.map((i) => ({
      id: i.id,
      subjectId: source,
      kind: 'inconsistency' as const,
      text: i.text,
      handling: `${i.handling} (${i.claims.join(', ')})`,
      sources: [source],
      provenance: i.provenance,
    })),
  ]
}

function articleRow(
  article: ArticleEntry,
  claim: ArticleClaimEntry,
  subjectId: string,
  isOneOfSeveral: boolean,
  book: ClaimBook,
  readIn: ReadIn,
): NewRow<'claim'> {
  return {
    id: isOneOfSeveral ? `${claim.id}.${subjectId}` : claim.id,
    ...dating(claim.valid, claim.qualifier),
    subjectId,
    property: claim.property ?? 'statement',
    sourceId: article.source,
    words: `${claim.about} ${claim.words}`,
    wordsLang: 'en',
    value: claim.value ?? null,
    codedBy: claim.value === undefined ? null : CODED_BY,
    eventId: claim.overrides?.[subjectId]?.event ?? claim.event ?? null,
    questionId: null,
    locator: `¶${claim.paragraph}`,
    attributedTo: claim.attributedTo ?? null,
    reported: null,
    knownFrom: book.knownFrom(article.source),
    origin: claim.id,
    note: `${KINDS[claim.statementKind]} Date as the article gives it: ${claim.dateAsGiven}. Against the other sources: ${claim.verdict}.`,
    provenance: readIn([article.source]),
  }
}

const KINDS: Record<ArticleClaimEntry['statementKind'], string> = {
  fact_stated_by_article: 'Stated by the article as a fact.',
  attributed_statement: 'The article attributes it to somebody else.',
  article_opinion: 'An opinion of the article.',
  estimate: 'An estimate.',
  risk_assertion: 'A risk that the article asserts.',
}
