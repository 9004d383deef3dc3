import { valueInWords } from '../../../components/monument/value-in-words'
import type { Say } from '../../../components/say'
import { type Day, dayOfTimestamp } from '../../../db/domain/dates'
import type { View } from '../../../db/domain/filter'
import { shownIn } from '../../../db/domain/retyped'
import type { Dossier } from '../../../db/queries/dossier'
import type { AssessmentPage, ClaimPage } from '../../../db/queries/record-pages'
import type { Pinned } from '../../../db/queries/view'
import type { Row } from '../../../db/store/records'
import type { Cited } from './item'

/** The clocks that a page was asked for, and the view as it was settled. */
export type At = { asked: Pick<View, 'asOf' | 'knownAt'>; pinned: Pinned }

/** Words of a claim in a title are cut to this many characters. */
const LONGEST = 80

/** A monument's page as it is cited: its status on a day. `path` has the language and no version. */
export function citedMonument(
  say: Say,
  { monument, name }: Pick<Dossier, 'monument' | 'name'>,
  path: string,
  at: At,
): Cited {
  const title = say.t('cite.monument', {
    name: shownIn(name, say.lang) || monument.slug,
    day: dayOf(say, at),
  })
  return { kind: 'monument', id: monument.id, title, path, ...versionOf(at) }
}

/** A claim as it is cited: what one source says. */
export function citedClaim(say: Say, { claim }: Pick<ClaimPage, 'claim'>, at: At): Cited {
  const words = claim.words.length > LONGEST ? `${claim.words.slice(0, LONGEST)}…` : claim.words
  const title = say.t('cite.claim', { name: shownIn(claim.subjectName, say.lang), words })
  const path = pathOf(say, 'claims', claim.id)
  return { kind: 'claim', id: claim.id, title, path, ...versionOf(at) }
}

/** An assessment as it is cited: what the editors concluded, with its value where that is short. */
export function citedAssessment(
  say: Say,
  { assessment }: Pick<AssessmentPage, 'assessment'>,
  at: At,
): Cited {
  const values = {
    name: shownIn(assessment.subjectName, say.lang),
    property: say.t(`vocab.properties.${assessment.property}`),
    day: dayOf(say, at),
  }
  const value = assessment.property === 'condition' ? valueInWords(say, assessment) : ''
  const title = value
    ? say.t('cite.assessment', { ...values, value })
    : say.t('cite.assessmentPlain', values)
  const path = pathOf(say, 'assessments', assessment.id)
  return { kind: 'assessment', id: assessment.id, title, path, ...versionOf(at) }
}

/** The register's entry on a source as it is cited; the source itself is cited from its own address. */
export function citedSource(say: Say, source: Row<'source'>, at: At): Cited {
  const title = say.t('cite.source', { name: source.title })
  const path = pathOf(say, 'sources', source.id)
  return { kind: 'source', id: source.id, title, path, ...versionOf(at) }
}

function versionOf({ asked: { asOf, knownAt }, pinned }: At): Pick<Cited, 'clocks' | 'head'> {
  return { clocks: { asOf, knownAt }, head: pinned.head }
}

/** The day that a version shows: the one asked for, or else the revision's own. */
function dayOf(say: Say, { asked, pinned }: At): string {
  const day: Day = asked.asOf ?? dayOfTimestamp(pinned.head.at)
  return say.day(day)
}

function pathOf({ lang }: Say, folder: string, id: string): string {
  return `/${lang}/${folder}/${encodeURIComponent(id)}`
}
