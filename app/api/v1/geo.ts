import type { z } from 'zod'
import type { monumentLine } from './schemas/records'

type Placed = Pick<
  z.infer<typeof monumentLine>,
  'id' | 'slug' | 'kind' | 'name' | 'status' | 'place' | 'links'
>

/** A monument as an RFC 7946 feature; one whose position is unknown has the geometry null. */
export function feature({ id, slug, kind, name, status, place, links }: Placed) {
  return {
    type: 'Feature' as const,
    id,
    geometry: place && { type: 'Point' as const, coordinates: [place.lon, place.lat] },
    properties: {
      slug,
      kind,
      name,
      headline: status.headline,
      possibly: status.possibly,
      atRisk: status.atRisk,
      underIntervention: status.underIntervention,
      contested: status.contested,
      precisionM: place?.precisionM ?? null,
      // The term of Darwin Core.
      ...(place?.isGeneralised && { informationWithheld: 'Exact position withheld.' }),
      page: links.page,
    },
  }
}

/** Part of a list as a FeatureCollection, with the address of the next part as a foreign member. */
export function featureCollection(monuments: Placed[], next: string | null) {
  return { type: 'FeatureCollection' as const, features: monuments.map(feature), next }
}
