import type { z } from 'zod'
import { clocksOf } from '../../../../db/domain/compare'
import { dayOfTimestamp } from '../../../../db/domain/dates'
import { parsePeriod } from '../../../../db/domain/period'
import { changesBetween } from '../../../../db/queries/compare'
import { siteDisagreements } from '../../../../db/queries/disagreements'
import { getSite, listSites, requireSite, type SiteEntry } from '../../../../db/queries/sites'
import { linkedArtDocument, linkedArtOfSite } from '../../../exports/linked-art/records'
import { read } from '../operation'
import { CLOCKS } from '../params'
import { comparison } from '../schemas/changes'
import { list, single } from '../schemas/common'
import * as s from '../schemas/records'
import type { Addresses } from '../shapes/addresses'
import { dayText } from '../shapes/dates'
import { identifierShape, monumentPaths } from '../shapes/monuments'
import { disagreementShape, explainedShape, placeShape, threatShape } from '../shapes/records'

export const listAllSites = read({
  id: 'listSites',
  path: '/sites',
  tag: 'sites',
  formats: ['application/json'],
  params: CLOCKS,
  answer: list(s.site),
  async run({ db, reader, pinned, at }) {
    const sites = await listSites(db, reader, pinned.view.rev)
    return { body: { data: sites.map((site) => siteShape(site, at)) }, page: at.page('') }
  },
})

export const getOneSite = read({
  id: 'getSite',
  path: '/sites/{site}',
  tag: 'sites',
  formats: ['application/json', 'application/ld+json'],
  params: CLOCKS,
  answer: single(s.wholeSite),
  async run({ db, reader, pinned, path, at, origin }) {
    const dossier = await getSite(db, reader, path.site ?? '', pinned.view.rev)
    const { site, identifiers, coordinates } = dossier
    const data: z.infer<typeof s.wholeSite> = {
      ...siteShape(site, at),
      places: coordinates.map(placeShape),
      identifiers: identifiers.map(identifierShape),
    }
    const told = { origin, siteSlug: site.slug, ...pinned }
    return {
      body: { data },
      page: at.page(`/${encodeURIComponent(site.slug)}`),
      as: {
        'application/ld+json': () => linkedArtDocument(linkedArtOfSite(dossier, told), told),
      },
    }
  },
})

export const listDisagreements = read({
  id: 'listDisagreements',
  path: '/sites/{site}/disagreements',
  tag: 'records',
  formats: ['application/json'],
  params: CLOCKS,
  answer: list(s.disagreement),
  async run({ db, reader, pinned, path, at }) {
    const site = await requireSite(db, reader, path.site ?? '', pinned.view.rev)
    const found = await siteDisagreements(db, reader, site.id, pinned)
    const data = found.map((d) => ({
      ...disagreementShape(d),
      places: d.places.map(({ id, name }) => ({ id, name })),
    }))
    return { body: { data }, page: at.page(`/${site.slug}/disagreements`) }
  },
})

export const compareDays = read({
  id: 'compareDays',
  path: '/sites/{site}/comparison',
  tag: 'changes',
  formats: ['application/json'],
  params: [...CLOCKS, 'from', 'to'],
  answer: single(comparison),
  check(query, pinned, now) {
    const parsed = parsePeriod(query, pinned.view.asOf, dayOfTimestamp(now))
    if (!parsed.ok) return parsed.problems
    return parsed.period ? [] : [{ param: 'from', value: '', code: 'missing' }]
  },
  async run({ db, reader, pinned, view, path, query, now, at }) {
    const { rev } = pinned.view
    const site = await requireSite(db, reader, path.site ?? '', rev)
    const parsed = parsePeriod(query, pinned.view.asOf, dayOfTimestamp(now))
    const { from, to } = (parsed.ok && parsed.period) || { from: 0, to: 0 }
    const clocks = clocksOf(from, to, view.knownAt)
    const changes = await changesBetween(db, reader, site.id, { ...clocks, rev })
    const told = ({ asOf, knownAt }: { asOf: number; knownAt: number }) => ({
      asOf: dayText(asOf) ?? '',
      knownAt: dayText(knownAt) ?? '',
    })
    const threats = (moved: typeof changes.opened) =>
      moved.map((t) =>
        threatShape(t, `/${site.slug}${t.slug ? `/${t.slug}` : '/risk'}`, changes.to, at),
      )
    const data: z.infer<typeof comparison> = {
      from: told(changes.from),
      to: told(changes.to),
      lists: changes.lists.map(({ kind, entries }) => ({
        kind,
        monuments: entries.map((entry) => {
          const paths = monumentPaths(site.slug, entry.slug)
          return {
            id: entry.id,
            slug: entry.slug,
            name: entry.name,
            toldThen: explainedShape(entry.toldThen),
            earlier: explainedShape(entry.earlier),
            later: explainedShape(entry.later),
            claims: entry.claims.map((c) => c.id),
            assessments: entry.assessments.map((a) => a.id),
            links: at.links(entry.id, paths.api, paths.page),
          }
        }),
      })),
      opened: threats(changes.opened),
      closed: threats(changes.closed),
    }
    const period: [string, string][] = [
      ['from', data.from.asOf],
      ['to', data.to.asOf],
    ]
    return { body: { data }, page: at.page(`/${site.slug}/compare`, period) }
  },
})

function siteShape(site: SiteEntry, at: Addresses): z.infer<typeof s.site> {
  const { id, slug, name, country, region, recordedRev } = site
  const path = encodeURIComponent(slug)
  return {
    id,
    version: recordedRev,
    links: at.links(id, `/sites/${path}`, `/${path}`),
    slug,
    name,
    country,
    region,
  }
}
