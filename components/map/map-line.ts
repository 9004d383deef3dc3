import type { Place } from '../../db/domain/place'
import type { Status } from '../../db/domain/status'
import type { Bilingual } from '../../db/domain/vocabulary'
import type { Say } from '../say'

/** What a map and its list show of a monument. */
export type MapLine = {
  id: string
  slug: string
  name: Bilingual
  status: Pick<Status, 'headline' | 'maybe' | 'atRisk' | 'underIntervention' | 'contested'>
  place: Place | null
}

/** A monument that a plan can draw, with its number in the list. */
export type PlacedLine = MapLine & { place: Place; number: number }

/** How well a position is known, in words. */
export function precisionInWords({ t }: Say, place: Place): string {
  if (place.isGeneralised) return t('map.generalised')
  return place.precisionM === null
    ? t('map.precisionUnknown')
    : t('map.precise', { metres: place.precisionM })
}
