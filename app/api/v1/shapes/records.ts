import type { z } from 'zod'
import { type Day, formatDay } from '../../../../db/domain/dates'
import { isOpen, knownPeriod, type Status } from '../../../../db/domain/status'
import type { Bilingual } from '../../../../db/domain/vocabulary'
import type { AssessmentEntry, ClaimEntry, DisagreementEntry } from '../../../../db/queries/dossier'
import type { RegisterStatus } from '../../../../db/queries/stretch'
import type { Row } from '../../../../db/store/records'
import type * as s from '../schemas/records'
import type { Addresses } from './addresses'
import { dayText, whenOf } from './dates'

/* How records become what the API says of them. Everything given here has been through `visibleRows`. */

const id = encodeURIComponent

/** A source. */
export function sourceShape(source: Row<'source'>, at: Addresses): z.infer<typeof s.source> {
  return {
    id: source.id,
    version: source.recordedRev,
    links: at.both(source.id, `/sources/${id(source.id)}`),
    title: source.title,
    author: source.author,
    publisher: source.publisher,
    published: source.published,
    publishedAsGiven: source.publishedAsGiven,
    knownFrom: formatDay(source.publishedLatest),
    url: source.url,
    archiveUrl: source.archiveUrl,
    copy:
      source.copySha256 === null
        ? null
        : { sha256: source.copySha256, size: source.copySize, mime: source.copyMime },
    lang: source.lang,
    kind: source.kind,
    class: source.class,
    rights: source.rights,
    reliability: source.reliability,
    reliabilityReason: source.reliabilityReason,
    note: source.note,
    provenance: source.provenance,
    sensitivity: source.sensitivity,
  }
}

/** A claim with who says it and what was made of it. It names its event only where that is among the `events` shown. */
export function claimShape(
  claim: ClaimEntry,
  events: readonly { id: string }[],
  at: Addresses,
): z.infer<typeof s.claim> {
  const { source } = claim
  return {
    id: claim.id,
    version: claim.recordedRev,
    links: at.both(claim.id, `/claims/${id(claim.id)}`),
    subject: { id: claim.subjectId, name: claim.subjectName },
    property: claim.property,
    value: claim.value,
    codedBy: claim.codedBy,
    when: whenOf(claim),
    words: claim.words,
    wordsLang: claim.wordsLang,
    source: {
      id: source.id,
      title: source.title,
      publisher: source.publisher,
      published: source.published,
      class: source.class,
    },
    locator: claim.locator,
    attributedTo: claim.attributedTo,
    personId: claim.saidBy === null ? null : claim.personId,
    knownFrom: formatDay(claim.knownFrom),
    reported: dayText(claim.reported),
    observed: claim.observed,
    method: claim.method,
    access: claim.access,
    infoGrade: claim.infoGrade,
    infoGradeReason: claim.infoGradeReason,
    questionId: claim.questionId,
    eventId: events.find((e) => e.id === claim.eventId)?.id ?? null,
    uses: claim.uses.map((use) => ({ id: use.targetId, stance: use.stance, reason: use.reason })),
    note: claim.note,
    origin: claim.origin,
    provenance: claim.provenance,
    sensitivity: claim.sensitivity,
  }
}

/** An assessment with the claims that it uses. */
export function assessmentShape(
  assessment: AssessmentEntry,
  at: Addresses,
): z.infer<typeof s.assessment> {
  return {
    id: assessment.id,
    version: assessment.recordedRev,
    links: at.both(assessment.id, `/assessments/${id(assessment.id)}`),
    subject: { id: assessment.subjectId, name: assessment.subjectName },
    property: assessment.property,
    value: assessment.value,
    when: whenOf(assessment),
    certainty: assessment.certainty,
    rationale: assessment.rationale,
    standing: assessment.standing,
    assessor: assessment.assessor,
    knownFrom: formatDay(assessment.knownFrom),
    questionId: assessment.questionId,
    isInForce: assessment.isInForce,
    claims: assessment.claims.map(({ claim, use }) => ({
      id: claim.id,
      stance: use.stance,
      reason: use.reason,
    })),
    sensitivity: assessment.sensitivity,
  }
}

/** A threat as far as it was known at the clocks, with the claims that say so; its page is that of what it is to. */
export function threatShape(
  threat: Row<'threat'> & { subjectName: Bilingual; claims: Pick<ClaimEntry, 'id' | 'uses'>[] },
  page: string,
  clocks: { asOf: Day; knownAt: Day },
  at: Addresses,
): z.infer<typeof s.threat> {
  return {
    id: threat.id,
    version: threat.recordedRev,
    links: at.links(threat.id, null, page),
    subject: { id: threat.subjectId, name: threat.subjectName },
    category: threat.category,
    cause: threat.cause,
    probability: threat.probability,
    horizon: threat.horizon,
    unescoFactor: threat.unescoFactor,
    score: threat.score,
    when: whenOf({ ...threat, valid: knownPeriod(threat, clocks.knownAt) }),
    rationale: threat.rationale,
    note: threat.note,
    knownFrom: formatDay(threat.knownFrom),
    isOpen: isOpen(threat, clocks),
    claims: threat.claims.map((claim) => {
      const use = claim.uses.find((u) => u.targetId === threat.id)
      return { id: claim.id, stance: use?.stance ?? 'establishing', reason: use?.reason ?? null }
    }),
    sensitivity: threat.sensitivity,
  }
}

/** An event with the claims that tell of it; its page is that of where it happened. */
export function eventShape(
  event: Row<'event'> & { subjectName: Bilingual; claims: { id: string }[] },
  page: string,
  at: Addresses,
): z.infer<typeof s.event> {
  return {
    id: event.id,
    version: event.recordedRev,
    links: at.links(event.id, null, page),
    subject: { id: event.subjectId, name: event.subjectName },
    kind: event.kind,
    when: whenOf(event),
    what: event.what,
    after: event.after,
    actor: event.actor,
    certainty: event.certainty,
    knownFrom: formatDay(event.knownFrom),
    note: event.note,
    claims: event.claims.map((c) => c.id),
  }
}

/** Something on which sources disagree. */
export function disagreementShape(d: DisagreementEntry): z.infer<typeof s.disagreement> {
  return {
    property: d.property,
    topic: d.topic,
    question: d.question && { id: d.question.id, reading: d.question.reading },
    claims: d.claims.map((c) => c.id),
    settledBy: d.settledBy?.id ?? null,
    isContested: d.isContested,
  }
}

/** A status without the rule behind it. */
export function statusShape(status: RegisterStatus): z.infer<typeof s.status> {
  return {
    headline: status.headline,
    possibly: status.maybe,
    condition: status.condition,
    atRisk: status.atRisk,
    underIntervention: status.underIntervention,
    contested: status.contested,
    since: status.since,
    sinceQualifier: status.sinceQualifier,
    lookedAt: dayText(status.lookedAt),
    assessmentId: status.assessmentId,
    principalAssessmentId: status.principalAssessmentId,
  }
}

/** A status with the rule behind it. */
export function explainedShape(status: Status): z.infer<typeof s.explainedStatus> {
  return { ...statusShape(status), rule: status.rule }
}

/** A position as far as a reader may be told it. */
export function placeShape(place: Row<'coordinate'>): z.infer<typeof s.place> {
  return {
    lat: place.lat,
    lon: place.lon,
    precisionM: place.precisionM,
    basis: place.basis,
    isPreferred: place.preferred,
    isGeneralised: place.sensitivity === 'generalised',
  }
}
