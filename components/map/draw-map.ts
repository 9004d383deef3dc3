import 'maplibre-gl/dist/maplibre-gl.css'
import {
  type GeoJSONSource,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl'
import type { Headline } from '../../db/domain/vocabulary'
import { basemapStyle } from './basemap-style'
import { coloursOf, iconsIn, ringImage, sharesIn } from './map-icons'
import { layLayers } from './map-layers'
import { watch } from './map-pointing'
import {
  homeOf,
  idsWithin,
  load,
  sourceOptions,
  sourcesOf,
  viewOf,
  WHOLE_EARTH,
} from './map-sources'
import type { MapSettings } from './map-words'

/** A drawn map: marks one monument, shows everything, goes away. */
export type DrawnMap = { light(id: string | null): void; showAll(): void; remove(): void }

/** Faces of the page's own style sheet; MapLibre draws letters from them in the browser, without a glyph server. */
const FONTS = {
  en: ['"Source Serif 4 Variable"'],
  ar: ['Amiri', '"Source Serif 4 Variable"'],
}

/**
 * Draws the map into a container, once its monuments are there. `onPoint` is told which monument is pointed at, null
 * for none, and whether it was picked; `onSight` which can be seen, each time that the view has moved. Rejects when the
 * browser or the server cannot do it.
 */
export async function drawMap(
  container: HTMLElement,
  settings: MapSettings,
  onPoint: (id: string | null, isPicked?: boolean) => void,
  onSight: (ids: Set<string>) => void,
): Promise<DrawnMap> {
  setWorkerUrl(new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).toString())
  const gone = new AbortController()
  const fonts = FONTS[settings.lang]
  // Not from the vocabulary: it would bring a validator along that tries to evaluate code.
  const headlines = Object.keys(settings.words.headlines) as Headline[]
  const colours = () => coloursOf(container, headlines)
  const monuments = await load(settings, settings.isLarge ? WHOLE_EARTH : null, gone.signal)
  // Without them the browser's own faces do.
  await Promise.allSettled(fonts.map((font) => document.fonts.load(`16px ${font}`)))
  const home = homeOf(monuments)
  // A name needs more room beside its mark than above it.
  const sides = Math.min(100, container.clientWidth / 5)
  const fit = { padding: { top: 56, bottom: 56, left: sides, right: sides }, maxZoom: 17 }
  const style = await basemapStyle(settings.basemap, colours())
  const map = new MapLibre({
    container,
    style,
    ...(home && { bounds: home, fitBoundsOptions: fit }),
    locale: settings.words.controls,
    attributionControl: false,
    // A page with a map in it still scrolls, by wheel and by finger.
    cooperativeGestures: true,
    dragRotate: false,
    touchPitch: false,
    maxPitch: 0,
    maxZoom: 20,
    renderWorldCopies: false,
    fadeDuration: 0,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  const isRtl = settings.lang === 'ar'
  map.addControl(new NavigationControl({ showCompass: false }), isRtl ? 'top-left' : 'top-right')
  map.addControl(new ScaleControl({ unit: 'metric' }), isRtl ? 'bottom-right' : 'bottom-left')
  await map.once('style.load')

  const pixelRatio = devicePixelRatio
  map.setMissingStyleImageResolver(async (id) => {
    const shares = sharesIn(id)
    if (shares) map.addImage(id, ringImage(shares, colours(), headlines), { pixelRatio })
  })
  const dress = async () => {
    const now = colours()
    for (const name of map.listImages().filter(sharesIn)) map.removeImage(name)
    for (const [name, image] of await iconsIn(now, headlines))
      if (map.hasImage(name)) map.updateImage(name, image)
      else map.addImage(name, image, { pixelRatio })
    layLayers(map, now, fonts, headlines)
  }
  const options = sourceOptions(headlines)
  for (const [name, data] of sourcesOf(monuments, settings.lang))
    map.addSource(name, { type: 'geojson', data, ...options[name] })
  await dress()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress, {
    signal: gone.signal,
  })
  watch(map, settings, onPoint)
  if (settings.isLarge) followView(map, settings, gone.signal)
  else map.on('moveend', () => onSight(idsWithin(monuments, map.getBounds().toArray())))
  return {
    light: (id) => map.setFilter('lit', ['==', ['get', 'id'], id ?? '']),
    showAll: () => {
      if (home) map.fitBounds(home, fit)
    },
    remove: () => {
      gone.abort()
      map.remove()
    },
  }
}

/**
 * Asks for what is in view, at once since the first answer was of the whole Earth, and again each time that the view
 * has moved; an answer that came too late is dropped.
 */
function followView(map: MapLibre, settings: MapSettings, gone: AbortSignal) {
  let asked = new AbortController()
  const show = async (signal: AbortSignal) => {
    const monuments = await load(settings, viewOf(map), AbortSignal.any([signal, gone]))
    for (const [name, data] of sourcesOf(monuments, settings.lang))
      map.getSource<GeoJSONSource>(name)?.setData(data)
  }
  const ask = () => {
    asked.abort()
    asked = new AbortController()
    const { signal } = asked
    show(signal).catch((error) => {
      if (!signal.aborted && !gone.aborted)
        console.warn('The map could not ask for what is in view.', error)
    })
  }
  map.on('moveend', ask)
  ask()
}
