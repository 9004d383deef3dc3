import type { z } from 'zod'
import { DomainError } from '../../../../db/domain/errors'
import { statusAt } from '../../../../db/domain/status'
import { PROPERTIES, type Property } from '../../../../db/domain/vocabulary'
import {
  assessmentEntry,
  type ClaimEntry,
  claimEntry,
  nameOf,
} from '../../../../db/queries/dossier'
import { getMonument } from '../../../../db/queries/monument'
import { movedSource } from '../../../../db/queries/moved-source'
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
import { type Asked, Moved, type Read, read } from '../operation'
import { CLOCKS, PAGING } from '../params'
import { count, list as listSchema, single } from '../schemas/common'
import * as s from '../schemas/records'
import {
  assessmentShape,
  claimShape,
  eventShape,
  sourceShape,
  threatShape,
} from '../shapes/records'
import { assessmentsCsv, claimsCsv, sourcesCsv } from '../tables'

export const listClaims = listOf('claim', {
  id: 'listClaims',
  item: s.claim,
  params: ['source', 'property'],
  check(query) {
    const value = query.get('property')
    return !value || propertyOf(value) !== null
      ? []
      : [{ param: 'property', value, code: 'unknown_value' }]
  },
  page: '',
  shape: ({ records, rows }, { at }) =>
    records
      .flatMap((row) => claimEntry(rows, row))
      .map((entry) => claimShape(entry, rows.event, at)),
  csv: claimsCsv,
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

export const listAssessments = listOf('assessment', {
  id: 'listAssessments',
  item: s.assessment,
  page: '',
  shape({ records, rows }, asked) {
    const entries = knownClaims(rows, asked)
    return records.map((row) =>
      assessmentShape(assessmentEntry(rows, row, entries, inForceFor(rows, row, asked)), asked.at),
    )
  },
  csv: assessmentsCsv,
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

export const listThreats = listOf('threat', {
  id: 'listThreats',
  item: s.threat,
  page: '/risk',
  shape({ records, rows, slug }, asked) {
    const entries = knownClaims(rows, asked)
    return records.map((row) => {
      const claims = rows.adoption
        .filter((a) => a.targetId === row.id)
        .flatMap((a) => entries.get(a.claimId) ?? [])
      const named = { ...row, subjectName: nameOf(rows, row.subjectId), claims }
      const page = placePage(rows, slug, row.subjectId, 'risk')
      return threatShape(named, page, asked.pinned.view, asked.at)
    })
  },
})

export const listEvents = listOf('event', {
  id: 'listEvents',
  item: s.event,
  page: '/events',
  shape({ records, rows, slug }, asked) {
    const known = [...knownClaims(rows, asked).values()]
    return records.map((row) => {
      const claims = known.filter((c) => c.eventId === row.id || c.subjectId === row.id)
      const named = { ...row, subjectName: nameOf(rows, row.subjectId), claims }
      return eventShape(named, placePage(rows, slug, row.subjectId, 'events'), asked.at)
    })
  },
})

export const listAllSources = read({
  id: 'listSources',
  path: '/sources',
  tag: 'records',
  formats: ['application/json', 'text/csv'],
  params: [...CLOCKS, ...PAGING],
  answer: listSchema(s.source.extend({ claims: count }), { found: count }),
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
  async run(asked) {
    const { pinned, path, at, origin } = asked
    const { source } = await sourceOrMoved(asked, path.source ?? '')
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

/** A source, or the address of the one that it was merged into. Throws `not_found` and `Moved`. */
async function sourceOrMoved({ db, reader, pinned }: Asked, id: string) {
  try {
    return await getSource(db, reader, id, pinned)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    const to = await movedSource(db, reader, id, pinned.view.rev)
    throw to === null ? error : new Moved(`/sources/${encodeURIComponent(to)}`)
  }
}

/**
 * A list of the records of a kind about a site or one monument of it, a page at a time. `page` is where people find them
 * below the site, `params` what narrows the list besides the monument, `csv` how it is written as a table.
 */
function listOf<K extends ListedKind, Item extends z.ZodType>(
  kind: K,
  list: Pick<Read, 'id' | 'check'> & {
    item: Item
    params?: string[]
    page: string
    shape(found: Listed<K>, asked: Asked): z.infer<Item>[]
    csv?(data: z.infer<Item>[]): string
  },
): Read {
  const { id, item, params = [], check, page, shape, csv } = list
  return read({
    id,
    path: `/sites/{site}/${kind}s`,
    tag: 'records',
    formats: csv ? ['application/json', 'text/csv'] : ['application/json'],
    params: [...CLOCKS, 'monument', ...params, ...PAGING],
    answer: listSchema(item),
    ...(check && { check }),
    async run(asked) {
      const found = await pageOf(asked, kind)
      const data = shape(found, asked)
      return {
        body: { data },
        page: asked.at.page(`/${found.slug}${page}`),
        next: found.next,
        ...(csv && { as: { 'text/csv': () => csv(data) } }),
      }
    },
  })
}

type Listed<K extends ListedKind> = RecordsPage<K> & { slug: string }

/** The records of a kind that a list asks for; 404 for a site or monument that is not there. */
async function pageOf<K extends ListedKind>(
  { db, reader, pinned, path, query, from, limit }: Asked,
  kind: K,
): Promise<Listed<K>> {
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
