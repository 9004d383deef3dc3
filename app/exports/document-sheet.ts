import { identifierUrl } from '../../components/monument/identifier-url'
import { scoreInWords } from '../../components/risk/score-in-words'
import { type Day, parseDate } from '../../db/domain/dates'
import { shownIn } from '../../db/domain/retyped'
import { knownPeriod } from '../../db/domain/status'
import type { AssessmentEntry, ClaimEntry, Dossier } from '../../db/queries/dossier'
import type { Report } from '../../db/queries/report'
import type { Row } from '../../db/store/records'
import type { Say } from '../_i18n'
import type { AssessmentBox, ClaimLine, EventLine, Fact, Sheet, Text, ThreatLine } from './document'
import { photoLines } from './document-photos'
import { monumentAddress } from './permalink'
import { plainMarkdown } from './plain-markdown'
import { scriptLang, type Wording } from './wording'

/** Properties whose value is a date. */
const DATES = ['event_date', 'construction_date']

/** Values of an extent that have words of ours; others are told as they were coded. */
const EXTENTS = ['none', 'part', 'whole']

/** The sheet of one monument: what we conclude, on what, and, unless that is left out, what every source says. */
export function sheetOf(
  dossier: Dossier,
  report: Report,
  origin: string,
  words: Wording,
  { hasClaims, photos }: { hasClaims: boolean; photos: ReadonlySet<string> },
): Sheet {
  const { monument, status, name } = dossier
  const inForce = dossier.assessments.filter((a) => a.isInForce)
  return {
    ...words.mark(status.headline, status.maybe),
    id: monument.slug,
    url: monumentAddress(origin, words.langs[0] ?? 'en', report, monument.slug),
    names: words.names(name),
    also: dossier.names.filter((n) => !n.preferred).map((n) => [{ lang: n.lang, text: n.form }]),
    kind: words.label(`vocab.monumentKinds.${monument.kind}`),
    description: monument.description && words.own(monument.description),
    descriptionRefs: words.refsOf(monument.descriptionSources),
    standing: dossier.standing && words.own(dossier.standing),
    flags: words.flags(status),
    place: placeOf(dossier, words),
    placeRefs: words.refsOf(dossier.coordinates[0]?.sources ?? []),
    identifiers: dossier.identifiers
      .filter((i) => i.value ?? i.label)
      .map(({ scheme, value, label }) => ({
        label: words.label(`vocab.schemes.${scheme}`),
        value: value ?? label ?? '',
        url: value && identifierUrl(scheme, value),
      })),
    facts: factsOf(dossier, words),
    assessments: inForce.map((a) => assessmentBox(a, monument.id, words)),
    parts: dossier.parts.map((part) => ({
      ...words.mark(part.status.headline, part.status.maybe),
      name: words.own(part.name),
      note:
        part.monument.id === monument.principalId ? words.label('report.sheets.principal') : null,
    })),
    questions: dossier.disagreements.flatMap(({ question, settledBy }) =>
      question === null
        ? []
        : [
            {
              topic: words.own(question.topic),
              reading: settledBy && question.reading ? words.own(question.reading) : null,
              state: words.label(settledBy ? 'report.sheets.settled' : 'report.sheets.open'),
            },
          ],
    ),
    threats: dossier.threats.map((t) => threatLine(t, report.pinned.view.knownAt, words)),
    events: dossier.events.map((e) => eventLine(e, words)),
    claims: hasClaims ? dossier.claims.map((c) => claimLine(c, monument.id, words)) : [],
    photos: photoLines(dossier.images, words, photos),
    notes: dossier.notes.map((n) => [
      { lang: scriptLang(n.text, 'en'), text: plainMarkdown(n.text) },
    ]),
  }
}

/** How long a threat is known to stand: an end that was published later is left open. */
export function threatPeriod(
  { valid, qualifier, endKnownFrom }: Pick<Row<'threat'>, 'valid' | 'qualifier' | 'endKnownFrom'>,
  knownAt: Day,
  words: Wording,
): Text {
  return words.date(knownPeriod({ valid, endKnownFrom }, knownAt), qualifier)
}

/** A dated happening, of a monument or of the site. */
export function eventLine(event: Dossier['events'][number], words: Wording): EventLine {
  return {
    date: words.date(event.valid, event.qualifier),
    kind: words.label(`vocab.eventKinds.${event.kind}`),
    what: words.own(event.what),
    certainty: words.label(`vocab.eventCertainties.${event.certainty}`),
    refs: words.refs(event.claims),
  }
}

function placeOf({ coordinates: [place] }: Dossier, words: Wording): Text {
  if (!place) return words.label('report.sheets.noPlace')
  const { lat, lon, precisionM, basis, sensitivity } = place
  return words.each(({ t }) =>
    [
      `\u200e${t('report.sheets.point', { lat: String(lat), lon: String(lon) })}\u200e`,
      precisionM === null
        ? t('report.sheets.precisionUnknown')
        : t('report.sheets.precision', { metres: String(precisionM) }),
      ...(sensitivity === 'generalised' ? [t('report.sheets.generalised')] : []),
      ...(basis ? [`\u200e${basis}\u200e`] : []),
    ].join(' · '),
  )
}

/** The questions behind the headline: what the whole is, which rule decided, since when, and how fresh that is. */
function factsOf({ status, parts, monument }: Dossier, words: Wording): Fact[] {
  const principal = parts.find((p) => p.monument.id === monument.principalId)?.name ?? null
  const { since, sinceQualifier, lookedAt } = status
  const facts: (Fact | null)[] = [
    since !== null && sinceQualifier !== null
      ? { label: words.label('report.sheets.since'), value: words.date(since, sinceQualifier) }
      : null,
    {
      label: words.label('report.sheets.condition'),
      value: words.label(`vocab.conditions.${status.condition}`),
    },
    {
      label: words.label('report.sheets.rule'),
      value: words.each(({ t, lang }) =>
        t(`report.sheets.rules.${status.rule}`, { principal: shownIn(principal, lang) }),
      ),
    },
    {
      label: words.label('report.sheets.looked'),
      value: lookedAt === null ? words.label('report.sheets.never') : words.day(lookedAt),
    },
  ]
  return facts.filter((f) => f !== null)
}

function assessmentBox(
  assessment: AssessmentEntry,
  monumentId: string,
  words: Wording,
): AssessmentBox {
  const { value, valid, qualifier, certainty, subjectId, subjectName, claims } = assessment
  const citing = (stance: string) =>
    words.refs(claims.filter((c) => c.use.stance === stance).map((c) => c.claim))
  return {
    said: words.each(({ t, lang, date }) =>
      t(subjectId === monumentId ? 'report.sheets.assessed' : 'report.sheets.assessedOf', {
        subject: shownIn(subjectName, lang),
        condition: t(`vocab.conditions.${value ?? 'unknown'}`),
        date: date(valid, qualifier),
        certainty: t(`vocab.certainties.${certainty}`),
      }),
    ),
    rationale: inPlain(words.own(assessment.rationale)),
    establishing: citing('establishing'),
    corroborating: citing('corroborating'),
  }
}

function claimLine(claim: ClaimEntry, monumentId: string, words: Wording): ClaimLine {
  const { source, uses, subjectId, subjectName } = claim
  const setAside = uses.find((u) => u.stance === 'set_aside') ?? null
  const stance =
    setAside?.stance ??
    uses.find((u) => u.stance === 'establishing')?.stance ??
    uses[0]?.stance ??
    null
  return {
    id: claim.id,
    words: { lang: claim.wordsLang, text: claim.words },
    about: words.once(`coded ${claim.property} ${claim.value}`, (say) => codedAs(claim, say)),
    details: [
      ...(subjectId === monumentId
        ? []
        : [
            words.each(({ t, lang }) =>
              t('report.sheets.about', { subject: shownIn(subjectName, lang) }),
            ),
          ]),
      ...(claim.attributedTo
        ? [words.label('report.sheets.attributed', { whom: claim.attributedTo })]
        : []),
      ...(claim.observed
        ? [
            words.once(`looked ${claim.observed} ${claim.method} ${claim.access}`, (say) =>
              observedAs(claim, say),
            ),
          ]
        : []),
      ...(claim.infoGrade ? [words.label('report.sheets.grade', { grade: claim.infoGrade })] : []),
    ],
    ref: words.refs([claim])[0] ?? 0,
    publisher: source.publisher ?? source.title,
    locator: claim.locator,
    published: source.publishedAsGiven ?? source.published ?? '',
    use: words.label(stance ? `vocab.stances.${stance}` : 'report.sheets.notUsed'),
    isSetAside: setAside !== null,
    isUsed: stance !== null,
    reason: setAside?.reason ? words.own(setAside.reason) : null,
  }
}

/** "Condition: Very bad" for a typed claim, "Statement" for prose. */
function codedAs({ property, value }: ClaimEntry, { t, date }: Say): string {
  const about = t(`vocab.properties.${property}`)
  if (value === null) return about
  let said = value
  if (property === 'condition') said = t(`vocab.conditions.${value}`)
  else if (property === 'extent' && EXTENTS.includes(value))
    said = t(`report.sheets.extents.${value}`)
  else if (DATES.includes(property) && parseDate(value).ok) said = date(value, 'on')
  return t('report.sheets.coded', { property: about, value: said })
}

function observedAs({ observed, method, access }: ClaimEntry, { t, date }: Say): string {
  const how = [
    method && t(`vocab.methods.${method}`),
    access && t(`vocab.accesses.${access}`),
  ].filter(Boolean)
  return [t('report.sheets.observed', { date: date(observed ?? '', 'on') }), ...how].join(' · ')
}

/** Category and cause of a threat. */
export function threatInWords(
  { category, cause }: Pick<Row<'threat'>, 'category' | 'cause'>,
  { t }: Say,
): { category: string; cause: string } {
  return { category: t(`vocab.categories.${category}`), cause: t(`vocab.causes.${cause}`) }
}

/** When a threat would do its harm, and its score with the reason, where an editor gave them. */
export function judgedOf(
  { horizon, score }: Pick<Row<'threat'>, 'horizon' | 'score'>,
  words: Wording,
): Text[] {
  return [
    ...(horizon ? [words.label(`vocab.horizons.${horizon}`)] : []),
    ...(score ? [words.each((say) => scoreInWords(say, score)), words.own(score.rationale)] : []),
  ]
}

function threatLine(threat: Dossier['threats'][number], knownAt: Day, words: Wording): ThreatLine {
  return {
    what: words.each((say) => say.t('report.sheets.threat', threatInWords(threat, say))),
    probability: words.label(`vocab.probabilities.${threat.probability}`),
    period: threatPeriod(threat, knownAt, words),
    state: words.label(threat.isOpen ? 'report.sheets.threatOpen' : 'report.sheets.threatClosed'),
    rationale: inPlain(words.own(threat.rationale)),
    judged: judgedOf(threat, words),
    refs: words.refs(threat.claims),
  }
}

/** A text in which Markdown counts, for print. */
function inPlain(text: Text): Text {
  return text.map((run) => ({ ...run, text: plainMarkdown(run.text) }))
}
