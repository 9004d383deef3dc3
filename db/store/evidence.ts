import type { Place } from '../domain/place'
import { generalisePlace, type Visibility } from '../domain/policy'
import type { Evidence } from '../domain/status'
import type { Row } from './records'
import type { Rows } from './rows'

/**
 * The rows that a reader may see, places generalised where they must be. A record is hidden with its subject, a claim
 * with its source, an image with whatever it hangs on; an identifier or a location claim would give a generalised place
 * away, so it goes too.
 */
export function visibleRows(rows: Rows, sight: Visibility): Rows {
  const shown = <T extends { sensitivity: Row<'claim'>['sensitivity'] }>(list: T[]) =>
    list.filter((r) => sight.levels.includes(r.sensitivity))
  const idsOf = (list: { id: string }[]) => new Set(list.map((r) => r.id))

  const site = shown(rows.site)
  const whole = idsOf(shown(rows.monument))
  const monument = shown(rows.monument).filter((m) => m.partOf === null || whole.has(m.partOf))
  const shownPlaces = idsOf(monument)
  const hiddenPlaces = new Set(rows.monument.filter((m) => !shownPlaces.has(m.id)).map((m) => m.id))
  const generalisedPlaces = idsOf(rows.monument.filter((m) => sight.generalises(m.sensitivity)))
  const vague = idsOf(
    monument.filter((m) => generalisedPlaces.has(m.id) || generalisedPlaces.has(m.partOf ?? '')),
  )
  const atPlace = <T extends { subjectId: string }>(list: T[]) =>
    list.filter((r) => !hiddenPlaces.has(r.subjectId))

  const event = atPlace(shown(rows.event))
  const hiddenEvents = new Set(rows.event.filter((e) => !event.includes(e)).map((e) => e.id))
  const about = <T extends { subjectId: string }>(list: T[]) =>
    atPlace(list).filter((r) => !hiddenEvents.has(r.subjectId))
  const source = shown(rows.source)
  const sources = idsOf(source)
  const hiddenSources = new Set(rows.source.filter((s) => !sources.has(s.id)).map((s) => s.id))
  const isInside = sight.levels.includes('restricted')
  // The public learns the part that somebody has, not for whom.
  const person = shown(rows.person).map((p) =>
    isInside || p.organisation === null ? p : { ...p, organisation: null },
  )
  const redirect = shown(rows.redirect).filter(
    (r) => !hiddenSources.has(r.fromId) && !hiddenSources.has(r.toId),
  )
  const persons = idsOf(person)
  const unseen = new Set(rows.person.filter((p) => !persons.has(p.id)).map((p) => p.id))
  const claim = about(shown(rows.claim))
    .filter(
      (c) => sources.has(c.sourceId) && !(c.property === 'location' && vague.has(c.subjectId)),
    )
    .map((c) => (unseen.has(c.personId ?? '') ? { ...c, personId: null } : c))
  const assessment = about(shown(rows.assessment))
  const threat = about(shown(rows.threat))
  const targets = idsOf([...assessment, ...threat])
  const claims = idsOf(claim)
  const hiddenClaims = new Set(rows.claim.filter((c) => !claims.has(c.id)).map((c) => c.id))
  return {
    ...rows,
    site,
    monument,
    event,
    source,
    claim,
    assessment,
    threat,
    adoption: shown(rows.adoption).filter((a) => targets.has(a.targetId) && claims.has(a.claimId)),
    name: atPlace(shown(rows.name)),
    note: about(shown(rows.note)).filter((n) => !hiddenSources.has(n.subjectId)),
    question: shown(rows.question),
    redirect,
    person,
    person_name: shown(rows.person_name).filter((n) => persons.has(n.personId)),
    identifier: atPlace(shown(rows.identifier)).filter((i) => !vague.has(i.subjectId)),
    coordinate: atPlace(shown(rows.coordinate)).flatMap((c) =>
      vague.has(c.subjectId) || sight.generalises(c.sensitivity) ? generalised(c) : [c],
    ),
    image: shown(rows.image).filter(
      (i) =>
        !hiddenSources.has(i.subjectId) &&
        !hiddenClaims.has(i.subjectId) &&
        !hiddenPlaces.has(i.monumentId ?? ''),
    ),
    // Camera, moment and place are for reviewers, who ask for them by themselves (db/queries/images.ts).
    image_details: [],
  }
}

/** What a status and a text that is found do not depend on. */
const ASIDE: ReadonlySet<string> = new Set(['coordinate', 'identifier', 'person', 'person_name'])

/** Whether the public sees everything that statuses and what is found are made of: then they are made once for all. */
export function isSameForAll(rows: Rows): boolean {
  return Object.entries(rows).every(
    ([kind, list]) =>
      ASIDE.has(kind) || (list as Row<'claim'>[]).every((row) => row.sensitivity === 'public'),
  )
}

/** Where a monument or part stands: its preferred reading, else the first; null when no row says. */
export function placeOf(rows: Pick<Rows, 'coordinate'>, id: string): Place | null {
  const own = rows.coordinate.filter((c) => c.subjectId === id)
  const found = own.find((c) => c.preferred) ?? own[0]
  if (!found) return null
  const { lat, lon, precisionM, line } = found
  return { lat, lon, precisionM, line, isGeneralised: found.sensitivity === 'generalised' }
}

/** What decides the status of one top-level monument, from the rows about it. */
export function evidenceOf(
  rows: Rows,
  monument: Pick<Row<'monument'>, 'id' | 'principalId'>,
): Evidence {
  const partIds = rows.monument.filter((m) => m.partOf === monument.id).map((m) => m.id)
  const places = new Set([monument.id, ...partIds])
  const events = rows.event.filter((e) => places.has(e.subjectId))
  const subjects = new Set([...places, ...events.map((e) => e.id)])
  const assessments = rows.assessment.filter((a) => subjects.has(a.subjectId))
  const targets = new Set(assessments.map((a) => a.id))
  return {
    monumentId: monument.id,
    principalId: monument.principalId,
    partIds,
    assessments,
    claims: rows.claim.filter((c) => subjects.has(c.subjectId)),
    adoptions: rows.adoption.filter((a) => targets.has(a.targetId)),
    threats: rows.threat.filter((t) => places.has(t.subjectId)),
    events,
  }
}

/** One cell for the preferred reading; the others would let a reader close in on the place. */
function generalised(c: Row<'coordinate'>): Row<'coordinate'>[] {
  if (!c.preferred) return []
  return [
    {
      ...c,
      ...generalisePlace(c),
      line: null,
      basis: '',
      note: null,
      sources: [],
      provenance: null,
      sensitivity: 'generalised',
    },
  ]
}
