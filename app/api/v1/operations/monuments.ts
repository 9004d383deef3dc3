import { can, visibleTo } from '../../../../db/domain/policy'
import { findMonumentRecords, movedAt } from '../../../../db/mutations/monument-records'
import { getMonument } from '../../../../db/queries/monument'
import { registerSlice } from '../../../../db/queries/register'
import { requireSite } from '../../../../db/queries/sites'
import { visibleRows } from '../../../../db/store/evidence'
import type { Row } from '../../../../db/store/records'
import { loadRows } from '../../../../db/store/rows'
import { linkedArtDocument, linkedArtOfMonument } from '../../../exports/linked-art/records'
import { feature, featureCollection } from '../geo'
import { type Asked, read } from '../operation'
import { CLOCKS, FILTERS, PAGING } from '../params'
import { count, headlineCounts, list, single } from '../schemas/common'
import * as s from '../schemas/records'
import { lineShape, monumentShape } from '../shapes/monuments'

export const listMonuments = read({
  id: 'listMonuments',
  path: '/sites/{site}/monuments',
  tag: 'records',
  formats: ['application/json', 'application/geo+json'],
  params: [...CLOCKS, ...FILTERS, ...PAGING],
  answer: list(s.monumentLine, { found: count, total: count, counts: headlineCounts }),
  async run({ db, reader, pinned, path, from, limit, at }) {
    const site = await requireSite(db, reader, path.site ?? '', pinned.view.rev)
    const start = typeof from === 'number' ? from : 0
    const answer = await registerSlice(db, reader, site.id, pinned, start, limit)
    const { rows, counts, total, found } = answer
    const places = await preferredPlaces(
      { db, reader, pinned },
      rows.map((row) => row.id),
    )
    const data = rows.map((row) => lineShape(row, places.get(row.id), site.slug, at))
    const next = start + limit < found ? start + limit : null
    return {
      body: { data, found, total, counts },
      page: at.register(site.slug),
      next,
      as: { 'application/geo+json': (following) => featureCollection(data, following) },
    }
  },
})

export const getOneMonument = read({
  id: 'getMonument',
  path: '/sites/{site}/monuments/{monument}',
  tag: 'records',
  formats: ['application/json', 'application/ld+json', 'application/geo+json'],
  params: CLOCKS,
  answer: single(s.monument),
  async run({ db, reader, pinned, path, at, origin }) {
    const site = await requireSite(db, reader, path.site ?? '', pinned.view.rev)
    const page = await getMonument(db, reader, site.id, path.monument ?? '', pinned)
    const { id, recordedRev, slug } = page.monument
    const records = can(reader, 'record') ? await findMonumentRecords(db, reader, id) : null
    const version = records ? movedAt(records) : recordedRev
    const data = monumentShape(page, { site: site.slug, version, clocks: pinned.view, at })
    const told = { origin, siteSlug: site.slug, ...pinned }
    return {
      body: { data },
      page: at.page(`/${encodeURIComponent(site.slug)}/${encodeURIComponent(slug)}`),
      as: {
        'application/geo+json': () => feature({ ...data, place: data.places[0] ?? null }),
        'application/ld+json': () =>
          linkedArtDocument(linkedArtOfMonument(page, told, page.whole?.slug), told),
      },
    }
  },
})

/** The preferred position of each monument, as this reader may be told it. */
async function preferredPlaces(
  { db, reader, pinned }: Pick<Asked, 'db' | 'reader' | 'pinned'>,
  roots: string[],
): Promise<Map<string, Row<'coordinate'>>> {
  const loaded = await loadRows(db, { roots }, pinned.view.rev)
  const { coordinate } = visibleRows(loaded, visibleTo(reader))
  return new Map(coordinate.filter((c) => c.preferred).map((c) => [c.subjectId, c]))
}
