import { shownIn } from '../../db/domain/retyped'
import type { Dossier } from '../../db/queries/dossier'
import type { RegisterRow } from '../../db/queries/register-row'
import type { RegisterLine, Text } from './document'
import { threatInWords } from './document-sheet'
import type { Wording } from './wording'

/** One row of the register; what its sheet knows besides comes from the monument's dossier. */
export function registerLine(
  row: RegisterRow,
  dossier: Dossier | null,
  words: Wording,
): Omit<RegisterLine, 'url'> {
  const { status, name, standing } = row
  return {
    ...words.mark(status.headline, status.maybe),
    id: row.slug,
    names: words.names(name),
    kind: words.label(`vocab.monumentKinds.${row.kind}`),
    standing: standing && words.own(standing),
    since:
      status.since === null || status.sinceQualifier === null
        ? []
        : words.date(status.since, status.sinceQualifier),
    basis: dossier ? basisOf(dossier, words) : [],
    looked:
      status.lookedAt === null ? words.label('report.sheets.never') : words.day(status.lookedAt),
    how: dossier && howOf(dossier, words),
    threats: (dossier?.threats ?? [])
      .filter((threat) => threat.isOpen)
      .map((threat) =>
        words.each((say) =>
          say.t('annex.register.threat', {
            ...threatInWords(threat, say),
            probability: say.t(`vocab.probabilities.${threat.probability}`),
          }),
        ),
      ),
    flags: words.flags(status),
    refs: words.refsOf(row.sources.map((s) => s.id)),
  }
}

/** How certain the assessment behind the headline is, and which part decided it, where not the whole. */
function basisOf({ status, assessments, monument, parts }: Dossier, words: Wording): Text[] {
  const isByPart = status.rule === 'principal_destroyed'
  const id = isByPart ? status.principalAssessmentId : status.assessmentId
  const certainty = assessments.find((a) => a.id === id)?.certainty
  const principal = parts.find((p) => p.monument.id === monument.principalId)
  return [
    ...(certainty
      ? [
          words.each(({ t }) =>
            t('annex.register.certainty', { certainty: t(`vocab.certainties.${certainty}`) }),
          ),
        ]
      : []),
    ...(isByPart && principal
      ? [
          words.each(({ t, lang }) =>
            t('annex.register.byPart', { principal: shownIn(principal.name, lang) }),
          ),
        ]
      : []),
  ]
}

/** How whoever looked last did, and from where; null where that is not said. */
function howOf({ status, claims }: Dossier, words: Wording): Text | null {
  const last = claims.filter(
    (c) => c.observedLatest !== null && c.observedLatest === status.lookedAt,
  )
  const methods = new Set(last.flatMap((c) => c.method ?? []))
  const accesses = new Set(last.flatMap((c) => c.access ?? []))
  if (methods.size + accesses.size === 0) return null
  return words.each(({ t }) =>
    [
      ...[...methods].map((method) => t(`vocab.methods.${method}`)),
      ...[...accesses].map((access) => t(`vocab.accesses.${access}`)),
    ].join(' · '),
  )
}
