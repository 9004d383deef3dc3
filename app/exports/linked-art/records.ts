import { safeUrl } from '../../../components/safe-url'
import { dayOfTimestamp } from '../../../db/domain/dates'
import { GRID_DEGREES } from '../../../db/domain/policy'
import { CONDITIONS, type Scheme } from '../../../db/domain/vocabulary'
import type { AssessmentEntry, ClaimEntry, Dossier } from '../../../db/queries/dossier'
import type { AssessmentPage, ClaimPage } from '../../../db/queries/record-pages'
import type { SiteDossier } from '../../../db/queries/sites'
import type { Row } from '../../../db/store/records'
import { both } from '../view-facts'
import { contextAt } from './context'
import {
  type At,
  dayspan,
  iri,
  type Node,
  nameNode,
  names,
  pageOf,
  statement,
  statements,
  term,
  timespan,
} from './node'

/*
 * Records in Linked Art, the profile of CIDOC CRM that museums exchange. A claim is an AttributeAssignment: its time-span
 * is when it was said, who carried it out is who says so, and contradictory ones stand side by side. Conclusions of ours
 * are such assignments too, carried out by the register and influenced by the claims that they rest on.
 */

/** A node as a document of its own. */
export function linkedArtDocument(node: Node, { origin }: At): Node {
  return { '@context': contextAt(origin), ...node }
}

/**
 * A monument or part: names, identifiers, kind, place, parts, events, and everything that is said of its state. `whole`
 * is the slug of what it is a part of.
 */
export function linkedArtOfMonument(dossier: Dossier, at: At, whole: string | null = null): Node {
  const { monument, name, coordinates, identifiers, parts, standing } = dossier
  const id = iri.place(at, monument.slug)
  const threats = dossier.threats.map((t) => t.id)
  const about = (subjectId: string) => ({
    attributed_by: [
      ...dossier.claims
        .filter((c) => c.subjectId === subjectId)
        .map((c) => claimNode(c, at, threats)),
      ...dossier.assessments
        .filter((a) => a.subjectId === subjectId)
        .map((a) => assessmentNode(a, at)),
    ],
  })
  const own = about(monument.id)
  return {
    id,
    type: 'HumanMadeObject',
    _label: name.en ?? name.ar ?? monument.slug,
    identified_by: [
      ...dossier.names.map((n) => nameNode(n.form, n.lang)),
      { type: 'Identifier', content: monument.id },
      ...identifiers.flatMap(identifier),
    ],
    classified_as: [term(at, 'monumentKinds', monument.kind)],
    ...(whole === null ? {} : { part_of: [{ id: iri.place(at, whole), type: 'HumanMadeObject' }] }),
    ...listed('equivalent', equivalents(identifiers, 'HumanMadeObject')),
    current_location: placeNode(coordinates[0] ?? null, at),
    ...listed(
      'part',
      parts.map(({ monument: part, name: partName }) => ({
        id: iri.place(at, part.slug),
        type: 'HumanMadeObject',
        _label: partName.en ?? partName.ar ?? part.slug,
        identified_by: names(partName),
        ...about(part.id),
      })),
    ),
    ...listed(
      'present_at',
      dossier.events.map((event) => ({
        id: `${id}#${event.id}`,
        type: 'Event',
        _label: event.what.en ?? event.what.ar,
        classified_as: [term(at, 'eventKinds', event.kind)],
        timespan: timespan(event.valid),
        ...about(event.id),
      })),
    ),
    attributed_by: [...own.attributed_by, statusNode(dossier, at)],
    ...listed('referred_to_by', [...statements(monument.description), ...statements(standing)]),
    subject_of: [pageOf(at, id)],
  }
}

/** A site: what it is called and numbered as elsewhere, and where it is. */
export function linkedArtOfSite({ site, identifiers, coordinates }: SiteDossier, at: At): Node {
  const id = iri.site(at)
  const [position] = coordinates
  return {
    id,
    type: 'Place',
    _label: site.name.en ?? site.name.ar ?? site.slug,
    identified_by: [
      ...names(site.name),
      { type: 'Identifier', content: site.id },
      ...identifiers.flatMap(identifier),
    ],
    ...listed('equivalent', equivalents(identifiers, 'Place')),
    ...(position ? positionOf(position, at) : {}),
    ...listed(
      'part_of',
      [site.region, site.country].flatMap((name) =>
        name ? [{ type: 'Place', _label: name.en ?? name.ar, identified_by: names(name) }] : [],
      ),
    ),
    subject_of: [pageOf(at, id)],
  }
}

/** The address of what the record of a page is about: an event, a monument or part, or the site. */
export function subjectOf({ place, event }: ClaimPage | AssessmentPage, at: At): string {
  const id = place ? iri.place(at, place.slug) : iri.site(at)
  return event ? `${id}#${event.id}` : id
}

/** One claim by itself; `subject` is the address of what it is about, `threats` the ids of the threats that use it. */
export function linkedArtOfClaim(
  claim: ClaimEntry,
  subject: string,
  at: At,
  threats: readonly string[] = [],
): Node {
  return { ...claimNode(claim, at, threats), assigned_to: { id: subject } }
}

/** One conclusion of the editors by itself; `subject` is the address of what it is about. */
export function linkedArtOfAssessment(assessment: AssessmentEntry, subject: string, at: At): Node {
  return { ...assessmentNode(assessment, at), assigned_to: { id: subject } }
}

/** A source: what it is called, who published it and when, where it is to be read, how it is graded. */
export function linkedArtOfSource(source: Row<'source'>, at: At): Node {
  const id = iri.source(at, source.id)
  return {
    id,
    type: 'LinguisticObject',
    _label: source.title,
    identified_by: [{ type: 'Name', content: source.title }],
    classified_as: [
      term(at, 'sourceClasses', source.class),
      ...(source.kind ? [term(at, 'sourceKinds', source.kind)] : []),
      ...(source.reliability ? [term(at, 'reliabilities', source.reliability)] : []),
    ],
    created_by: {
      type: 'Creation',
      ...(source.published ? { timespan: timespan(source.published) } : {}),
      ...listed('carried_out_by', [...authorOf(source), ...publisherOf(source)]),
    },
    ...listed('referred_to_by', [
      ...(source.publishedAsGiven && source.publishedAsGiven !== source.published
        ? [statement(source.publishedAsGiven, null)]
        : []),
      ...statements(source.reliabilityReason),
    ]),
    ...listed(
      'digitally_carried_by',
      [source.url, source.archiveUrl].flatMap((url) =>
        safeUrl(url)
          ? [{ type: 'DigitalObject', access_point: [{ id: url, type: 'DigitalObject' }] }]
          : [],
      ),
    ),
    subject_of: [pageOf(at, id)],
  }
}

/** What one source says: the value that an editor coded, or else the words themselves. */
function claimNode(claim: ClaimEntry, at: At, threats: readonly string[]): Node {
  const { source } = claim
  const words = statement(claim.words, claim.wordsLang)
  const isCoded = claim.property === 'condition' && isCondition(claim.value)
  const id = iri.claim(at, claim.id)
  return {
    id,
    type: 'AttributeAssignment',
    identified_by: [{ type: 'Identifier', content: claim.id }],
    classified_as: [
      term(at, 'properties', claim.property),
      ...(claim.infoGrade ? [term(at, 'infoGrades', claim.infoGrade)] : []),
      ...(claim.method ? [term(at, 'methods', claim.method)] : []),
    ],
    assigned_property: isCoded ? 'classified_as' : 'referred_to_by',
    assigned: [isCoded ? term(at, 'conditions', claim.value ?? '') : words],
    ...listed(
      'carried_out_by',
      claim.attributedTo ? [{ type: 'Group', _label: claim.attributedTo }] : publisherOf(source),
    ),
    ...(source.published
      ? { timespan: timespan(source.published) }
      : { timespan: dayspan(claim.knownFrom) }),
    used_specific_object: [
      { id: iri.source(at, source.id), type: 'LinguisticObject', _label: source.title },
    ],
    state_timespan: timespan(claim.valid),
    ...(claim.observed ? { observation_timespan: timespan(claim.observed) } : {}),
    ...(claim.value === null ? {} : { coded_value: claim.value }),
    ...listed('referred_to_by', [
      ...(isCoded ? [words] : []),
      ...(claim.locator ? [statement(claim.locator, null)] : []),
    ]),
    ...listed(
      'attributed_by',
      claim.uses.map(({ targetId, stance, reason }) => ({
        type: 'AttributeAssignment',
        assigned_property: 'classified_as',
        assigned: [term(at, 'stances', stance)],
        carried_out_by: [registerNode(at)],
        motivated_by: [
          {
            id: threats.includes(targetId)
              ? iri.threat(at, targetId)
              : iri.assessment(at, targetId),
            type: 'AttributeAssignment',
          },
        ],
        ...listed('referred_to_by', statements(reason)),
      })),
    ),
    subject_of: [pageOf(at, id)],
  }
}

function assessmentNode(assessment: AssessmentEntry, at: At): Node {
  const id = iri.assessment(at, assessment.id)
  const isCoded = assessment.property === 'condition' && isCondition(assessment.value)
  return {
    id,
    type: 'AttributeAssignment',
    identified_by: [{ type: 'Identifier', content: assessment.id }],
    classified_as: [
      term(at, 'properties', assessment.property),
      term(at, 'certainties', assessment.certainty),
    ],
    assigned_property: isCoded ? 'classified_as' : 'referred_to_by',
    assigned: isCoded
      ? [term(at, 'conditions', assessment.value ?? '')]
      : [statement(assessment.value ?? '', null)],
    carried_out_by: [registerNode(at)],
    timespan: dayspan(assessment.knownFrom),
    state_timespan: timespan(assessment.valid),
    ...listed(
      'influenced_by',
      assessment.claims
        .filter(({ use }) => use.stance !== 'set_aside')
        .map(({ claim }) => ({ id: iri.claim(at, claim.id), type: 'AttributeAssignment' })),
    ),
    ...listed('referred_to_by', statements(assessment.rationale)),
    subject_of: [pageOf(at, id)],
  }
}

/** The status at the view, which the register derives: nobody else says so. */
function statusNode({ monument, status }: Dossier, at: At): Node {
  const flags = [
    ...(status.atRisk ? ['at_risk'] : []),
    ...(status.underIntervention ? ['under_intervention'] : []),
    ...(status.contested ? ['contested'] : []),
  ]
  const basis = [...new Set([status.principalAssessmentId, status.assessmentId])]
  return {
    id: `${iri.place(at, monument.slug)}#status`,
    type: 'AttributeAssignment',
    assigned_property: 'classified_as',
    assigned: [
      term(at, 'headlines', status.headline),
      ...flags.map((flag) => term(at, 'flags', flag)),
    ],
    carried_out_by: [registerNode(at)],
    timespan: dayspan(dayOfTimestamp(at.head.at)),
    state_timespan: dayspan(at.view.asOf),
    ...listed(
      'influenced_by',
      basis.flatMap((id) =>
        id ? [{ id: iri.assessment(at, id), type: 'AttributeAssignment' }] : [],
      ),
    ),
  }
}

/** Where it stands within its site. */
function placeNode(coordinate: Row<'coordinate'> | null, at: At): Node {
  return {
    type: 'Place',
    ...(coordinate ? positionOf(coordinate, at) : {}),
    part_of: [{ id: iri.site(at), type: 'Place' }],
  }
}

/** What defines a place: a point or a line, or the grid cell where that is all that may be told. */
function positionOf(coordinate: Row<'coordinate'>, at: At): Node {
  const isVague = coordinate.sensitivity === 'generalised'
  return {
    defined_by: isVague ? cellOf(coordinate) : shapeOf(coordinate),
    ...(isVague ? { classified_as: [term(at, 'sensitivities', 'generalised')] } : {}),
    ...listed('referred_to_by', coordinate.basis ? [statement(coordinate.basis, 'en')] : []),
  }
}

function shapeOf({ lat, lon, line }: Row<'coordinate'>): string {
  return line
    ? `LINESTRING (${line.map(([x, y]) => `${x} ${y}`).join(', ')})`
    : `POINT (${lon} ${lat})`
}

function cellOf({ lat, lon }: Row<'coordinate'>): string {
  const half = GRID_DEGREES / 2
  const [west, east, south, north] = [lon - half, lon + half, lat - half, lat + half].map((n) =>
    Number(n.toFixed(4)),
  )
  return `POLYGON ((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`
}

function identifier({ scheme, value, label }: Row<'identifier'>): Node[] {
  const content = value ?? label
  if (!content) return []
  const kind = both(({ t }) => t(`vocab.schemes.${scheme}`))
  return [{ type: 'Identifier', content, classified_as: [{ type: 'Type', _label: kind.en }] }]
}

/** The names in the web of data of what an authority has a number for. */
const ENTITIES: Partial<Record<Scheme, (value: string) => string>> = {
  wikidata: (value) => `http://www.wikidata.org/entity/${value}`,
  pleiades: (value) => `https://pleiades.stoa.org/places/${value}`,
  geonames: (value) => `https://sws.geonames.org/${value}/`,
}

function equivalents(identifiers: Row<'identifier'>[], type: string): Node[] {
  return identifiers.flatMap(({ scheme, value }) => {
    const id = value && /^[\w-]+$/.test(value) ? ENTITIES[scheme]?.(value) : null
    return id ? [{ id, type }] : []
  })
}

function authorOf({ author }: Row<'source'>): Node[] {
  return author ? [{ type: 'Actor', _label: author }] : []
}

function publisherOf({ publisher }: Row<'source'>): Node[] {
  return publisher ? [{ type: 'Group', _label: publisher }] : []
}

function registerNode({ origin }: At): Node {
  return { id: `${origin}/en/about`, type: 'Group', _label: 'Tadmor' }
}

function isCondition(value: string | null): boolean {
  return (CONDITIONS as readonly (string | null)[]).includes(value)
}

/** `key` with a list, or nothing where the list is empty. */
function listed(key: string, list: Node[]): Node {
  return list.length > 0 ? { [key]: list } : {}
}
