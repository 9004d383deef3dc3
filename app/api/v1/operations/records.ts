import type { z } from 'zod'
import { statusAt } from '../../../../db/domain/status'
import { PROPERTIES, type Property } from '../../../../db/domain/vocabulary'
import {
  assessmentEntry,
  type ClaimEntry,
  claimEntry,
  nameOf,
} from '../../../../db/queries/dossier'
import { getMonument } from '../../../../db/queries/monument'
import { getAssessment, getClaim } from '../../../../db/queries/record-pages'
import { type ListedKind, type RecordsPage, recordsPage } from '../../../../db/queries/records'
import { requireSite } from '../../../../db/queries/sites'
import { getSource, listSources } from '../../../../db/queries/sources'
import { evidenceOf } from '../../../../db/store/evidence'
import type { Row } from '../../../../db/store/records'
import type { Rows } from '../../../../db/store/rows'
import {
  linkedArtDocument,
  linkedArtOfAssessment,
  linkedArtOfClaim,
  linkedArtOfSource,
  subjectOf,
} from '../../../exports/linked-art/records'
import { type Asked, read } from '../operation'
import { CLOCKS, PAGING } from '../params'
import { count, list, single } from '../schemas/common'
import * as s from '../schemas/records'
import {
  assessmentShape,
  claimShape,
  eventShape,
  sourceShape,
  threatShape,
} from '../shapes/records'
import { assessmentsCsv, claimsCsv, sourcesCsv } from '../tables'

const OF_PLACES = [...CLOCKS, 'monument', ...PAGING]

export const listClaims = read({
  id: 'listClaims',
  path: '/sites/{site}/claims',
  tag: 'records',
  formats: ['application/json', 'text/csv'],
  params: [...CLOCKS, 'monument', 'source', 'property', ...PAGING],
  answer: list(s.claim),
  check(query) {
    const value = query.get('property')
    return !value || propertyOf(value) !== null
      ? []
      : [{ param: 'property', value, code: 'unknown_value' }]
  },
  async run(asked) {
    const { slug, records, rows, next } = await pageOf(asked, 'claim')
    const data = records
      .flatMap((row) => claimEntry(rows, row))
      .map((entry) => claimShape(entry, rows.event, asked.at))
    const as = { 'text/csv': () => claimsCsv(data) }
    return { body: { data }, page: asked.at.page(`/${slug}`), next, as }
  },
})

export const getOneClaim = read({
  id: 'getClaim',
  path: '/claims/{claim}',
  tag: 'records',
  formats: ['application/json', 'application/ld+json', 'text/csv'],
  params: CLOCKS,
  answer: single(s.claim),
  async run({ db, reader, pinned, path, at, origin }) {
    const page = await getClaim(db, reader, path.claim ?? '', pinned)
    const data = claimShape(page.claim, page.event ? [page.event] : [], at)
    const told = { origin, siteSlug: page.site.slug, ...pinned }
    const threats = page.usedBy.filter((u) => u.kind === 'threat').map((u) => u.id)
    return {
      body: { data },
      page: data.links.page,
      as: {
        'text/csv': () => claimsCsv([data]),
        'application/ld+json': () =>
          linkedArtDocument(
            linkedArtOfClaim(page.claim, subjectOf(page, told), told, threats),
            told,
          ),
      },
    }
  },
})

export const listAssessments = read({
  id: 'listAssessments',
  path: '/sites/{site}/assessments',
  tag: 'records',
  formats: ['application/json', 'text/csv'],
  params: OF_PLACES,
  answer: list(s.assessment),
  async run(asked) {
    const { slug, records, rows, next } = await pageOf(asked, 'assessment')
    const entries = knownClaims(rows, asked)
    const data = records.map((row) =>
      assessmentShape(assessmentEntry(rows, row, entries, inForceFor(rows, row, asked)), asked.at),
    )
    const as = { 'text/csv': () => assessmentsCsv(data) }
    return { body: { data }, page: asked.at.page(`/${slug}`), next, as }
  },
})

export const getOneAssessment = read({
  id: 'getAssessment',
  path: '/assessments/{assessment}',
  tag: 'records',
  formats: ['application/json', 'application/ld+json', 'text/csv'],
  params: CLOCKS,
  answer: single(s.assessment),
  async run({ db, reader, pinned, path, at, origin }) {
    const page = await getAssessment(db, reader, path.assessment ?? '', pinned)
    const data = assessmentShape(page.assessment, at)
    const told = { origin, siteSlug: page.site.slug, ...pinned }
    return {
      body: { data },
      page: data.links.page,
      as: {
        'text/csv': () => assessmentsCsv([data]),
        'application/ld+json': () =>
          linkedArtDocument(
            linkedArtOfAssessment(page.assessment, subjectOf(page, told), told),
            told,
          ),
      },
    }
  },
})

export const listThreats = read({
  id: 'listThreats',
  path: '/sites/{site}/threats',
  tag: 'records',
  formats: ['application/json'],
  params: OF_PLACES,
  answer: list(s.threat),
  async run(asked) {
    const { slug, records, rows, next } = await pageOf(asked, 'threat')
    const entries = knownClaims(rows, asked)
    const data = records.map((row) => {
      const claims = rows.adoption
        .filter((a) => a.targetId === row.id)
        .flatMap((a) => entries.get(a.claimId) ?? [])
      const named = { ...row, subjectName: nameOf(rows, row.subjectId), claims }
      return threatShape(
        named,
        placePage(rows, slug, row.subjectId, 'risk'),
        asked.pinned.view,
        asked.at,
      )
    })
    return { body: { data }, page: asked.at.page(`/${slug}/risk`), next }
  },
})

export const listEvents = read({
  id: 'listEvents',
  path: '/sites/{site}/events',
  tag: 'records',
  formats: ['application/json'],
  params: OF_PLACES,
  answer: list(s.event),
  async run(asked) {
    const { slug, records, rows, next } = await pageOf(asked, 'event')
    const claims = [...knownClaims(rows, asked).values()]
    const data = records.map((row) =>
      eventShape(
        {
          ...row,
          subjectName: nameOf(rows, row.subjectId),
          claims: claims.filter((c) => c.eventId === row.id || c.subjectId === row.id),
        },
        placePage(rows, slug, row.subjectId, 'events'),
        asked.at,
      ),
    )
    return { body: { data }, page: asked.at.page(`/${slug}/events`), next }
  },
})

export const listAllSources = read({
  id: 'listSources',
  path: '/sources',
  tag: 'records',
  formats: ['application/json', 'text/csv'],
  params: [...CLOCKS, ...PAGING],
  answer: list(s.source.extend({ claims: count }), { found: count }),
  async run({ db, reader, pinned, from, limit, at }) {
    const sources = await listSources(db, reader, pinned)
    const start = typeof from === 'number' ? from : 0
    const data = sources
      .slice(start, start + limit)
      .map((source) => ({ ...sourceShape(source, at), claims: source.claimCount }))
    const next = start + limit < sources.length ? start + limit : null
    const as = { 'text/csv': () => sourcesCsv(data) }
    return { body: { data, found: sources.length }, page: at.page('/sources'), next, as }
  },
})

export const getOneSource = read({
  id: 'getSource',
  path: '/sources/{source}',
  tag: 'records',
  formats: ['application/json', 'application/ld+json', 'text/csv'],
  params: CLOCKS,
  answer: single(s.source),
  async run({ db, reader, pinned, path, at, origin }) {
    const { source } = await getSource(db, reader, path.source ?? '', pinned)
    const data: z.infer<typeof s.source> = sourceShape(source, at)
    // A source belongs to no site, and its node names none.
    const told = { origin, siteSlug: '', ...pinned }
    return {
      body: { data },
      page: data.links.page,
      as: {
        'text/csv': () => sourcesCsv([data]),
        'application/ld+json': () => linkedArtDocument(linkedArtOfSource(source, told), told),
      },
    }
  },
})

/** The records of a kind that a list asks for; 404 for a site or monument that is not there. */
async function pageOf<K extends ListedKind>(
  { db, reader, pinned, path, query, from, limit }: Asked,
  kind: K,
): Promise<RecordsPage<K> & { slug: string }> {
  const site = await requireSite(db, reader, path.site ?? '', pinned.view.rev)
  const monument = query.get('monument') || null
  const place = monument && (await getMonument(db, reader, site.id, monument, pinned))
  const filter = {
    monumentId: place ? place.monument.id : null,
    sourceId: (kind === 'claim' && query.get('source')) || null,
    property: propertyOf(kind === 'claim' ? query.get('property') : null),
  }
  const after = typeof from === 'string' ? from : null
  const page = await recordsPage(db, reader, kind, site.id, filter, pinned, { after, limit })
  return { ...page, slug: encodeURIComponent(site.slug) }
}

function propertyOf(given: string | null): Property | null {
  return PROPERTIES.find((p) => p === given) ?? null
}

function knownClaims(rows: Rows, { pinned }: Asked): Map<string, ClaimEntry> {
  const known = rows.claim.filter((c) => c.knownFrom <= pinned.view.knownAt)
  return new Map(known.flatMap((c) => claimEntry(rows, c)).map((c) => [c.id, c]))
}

/** The assessments that the statuses of what one is about rest on. */
function inForceFor(
  rows: Rows,
  { subjectId }: Row<'assessment'>,
  { pinned }: Asked,
): (string | null)[] {
  const event = rows.event.find((e) => e.id === subjectId)
  const part = rows.monument.find((m) => m.id === (event?.subjectId ?? subjectId))
  const whole = rows.monument.find((m) => m.id === part?.partOf)
  return [part, whole].flatMap((m) => {
    if (!m) return []
    const status = statusAt(evidenceOf(rows, m), pinned.view)
    return [status.assessmentId, status.principalAssessmentId]
  })
}

/** The page that shows what stands at a place: the monument's, or one of the site's. */
function placePage(rows: Rows, site: string, subjectId: string, otherwise: string): string {
  const slug = rows.monument.find((m) => m.id === subjectId)?.slug
  return `/${site}/${slug === undefined ? otherwise : encodeURIComponent(slug)}`
}
