import { type Box, boxAround, roundDegrees } from '../../db/domain/box'
import { formatDay } from '../../db/domain/dates'
import { extentOf, type LonLat, type Place } from '../../db/domain/place'
import { type Cluster, type PlacedMonument, placesIn, placesWithin } from '../../db/queries/places'
import { sayIn } from '../_i18n'
import type { Asked } from './answer'
import { monumentAddress } from './permalink'
import { safeJson } from './safe-text'

type Geometry =
  | { type: 'Point'; coordinates: LonLat }
  | { type: 'LineString'; coordinates: LonLat[] }
  | { type: 'Polygon'; coordinates: LonLat[][] }

type Feature = {
  type: 'Feature'
  id?: string
  bbox?: Box
  geometry: Geometry | null
  properties: Record<string, string | number | boolean | null>
}

/**
 * The monuments of a view as an RFC 7946 FeatureCollection in the view's order; properties are named as the columns of
 * monuments.csv. One without a position has the geometry null, one that is generalised its whole grid cell. With a box
 * only what stands in it, and more than `MOST_POINTS` of those as clusters: features without an id, with a `count` and
 * one for each headline.
 */
export async function monumentsGeoJson(asked: Asked): Promise<string> {
  const { db, reader, site, pinned, box } = asked
  const { monuments, clusters } =
    box === null
      ? { monuments: (await placesIn(db, reader, site.id, pinned)).rows, clusters: null }
      : await placesWithin(db, reader, site.id, pinned, box)
  const extents = clusters
    ? clusters.map((c) => c.box)
    : monuments.flatMap((m) => (m.place ? [extentOf(m.place)] : []))
  const bbox = boxAround(extents)
  return safeJson({
    type: 'FeatureCollection',
    ...(bbox && { bbox: bbox.map(roundDegrees) }),
    register: {
      site: site.slug,
      asOf: formatDay(pinned.view.asOf),
      knownAt: formatDay(pinned.view.knownAt),
      rev: pinned.view.rev,
      head: pinned.head.hash,
    },
    features: clusters ? clusters.map(clusterFeature) : monuments.map((m) => feature(m, asked)),
  })
}

function feature(
  { id, slug, kind, name, status, place }: PlacedMonument,
  { origin, site, pinned }: Asked,
): Feature {
  return {
    type: 'Feature',
    id,
    geometry: place && geometryOf(place),
    properties: {
      id,
      slug,
      name_en: name.en ?? null,
      name_ar: name.ar ?? null,
      kind,
      headline: status.headline,
      possibly: status.maybe,
      at_risk: status.atRisk,
      under_intervention: status.underIntervention,
      contested: status.contested,
      since: status.since,
      since_qualifier: status.sinceQualifier,
      last_looked_at: status.lookedAt === null ? null : formatDay(status.lookedAt),
      lat: place && roundDegrees(place.lat),
      lon: place && roundDegrees(place.lon),
      precision_m: place?.precisionM ?? null,
      location_generalised: place?.isGeneralised ?? false,
      ...(place?.isGeneralised && {
        // The term of Darwin Core, in both languages as every text of ours.
        informationWithheld: withheld('en'),
        informationWithheld_ar: withheld('ar'),
      }),
      permalink: monumentAddress(origin, 'en', { site, pinned }, slug),
    },
  }
}

function withheld(lang: 'en' | 'ar'): string {
  return sayIn(lang).t('map.withheld')
}

function geometryOf(place: Place): Geometry {
  const rounded = ([lon, lat]: LonLat): LonLat => [roundDegrees(lon), roundDegrees(lat)]
  if (place.isGeneralised) {
    const [w, s, e, n] = extentOf(place)
    // Counterclockwise, as RFC 7946 (3.1.6) asks.
    const ring: LonLat[] = [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ]
    return { type: 'Polygon', coordinates: [ring.map(rounded)] }
  }
  if (place.line) return { type: 'LineString', coordinates: place.line.map(rounded) }
  return { type: 'Point', coordinates: rounded([place.lon, place.lat]) }
}

function clusterFeature({ lon, lat, box, count, headlines }: Cluster): Feature {
  return {
    type: 'Feature',
    bbox: box.map(roundDegrees) as unknown as Box,
    geometry: { type: 'Point', coordinates: [roundDegrees(lon), roundDegrees(lat)] },
    properties: { count, ...headlines },
  }
}
