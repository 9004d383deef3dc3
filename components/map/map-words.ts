import type { Basemap } from '../../db/domain/basemap'
import { HEADLINES, type Headline, type Lang } from '../../db/domain/vocabulary'
import type { Say } from '../say'

/** All that the map in the browser is told: where its data is, how it speaks, and what lies beneath. */
export type MapSettings = {
  lang: Lang
  /** The monuments of the view as GeoJSON, at a pinned address. */
  dataUrl: string
  /** Too many to draw one by one: the map asks for what is in view. */
  isLarge: boolean
  /** A monument's page, with `{slug}` in place of its slug. */
  pageUrl: string
  basemap: Pick<Basemap, 'kind' | 'url'> | null
  words: MapWords
}

export type MapWords = {
  headlines: Record<Headline, string>
  /** With `{metres}` to be filled in. */
  precise: string
  precisionUnknown: string
  generalised: string
  /** With `{headline}` to be filled in. */
  maybe: string
  choice: string
  map: string
  plan: string
  reset: string
  /** MapLibre's own texts, by its keys. */
  controls: Record<string, string>
}

/** The words of the map, taken out of the messages so that the browser need not have them all. */
export function mapWords({ t }: Say): MapWords {
  return {
    headlines: Object.fromEntries(
      HEADLINES.map((headline) => [headline, t(`vocab.headlines.${headline}`)]),
    ) as MapWords['headlines'],
    precise: t('map.precise', { metres: '{metres}' }),
    precisionUnknown: t('map.precisionUnknown'),
    generalised: t('map.generalised'),
    maybe: t('register.maybe', { headline: '{headline}' }),
    choice: t('map.choice'),
    map: t('map.map'),
    plan: t('map.plan'),
    reset: t('map.reset'),
    controls: {
      'Map.Title': t('map.controls.title'),
      'NavigationControl.ZoomIn': t('map.controls.zoomIn'),
      'NavigationControl.ZoomOut': t('map.controls.zoomOut'),
      'Popup.Close': t('map.controls.close'),
      'ScaleControl.Meters': t('map.controls.m'),
      'ScaleControl.Kilometers': t('map.controls.km'),
      'CooperativeGesturesHandler.WindowsHelpText': t('map.controls.ctrl'),
      'CooperativeGesturesHandler.MacHelpText': t('map.controls.cmd'),
      'CooperativeGesturesHandler.MobileHelpText': t('map.controls.fingers'),
    },
  }
}
