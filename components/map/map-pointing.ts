import type { Point } from 'geojson'
import { type GeoJSONSource, type Map as MapLibre, Popup } from 'maplibre-gl'
import { CLUSTERS, MARKS } from './map-layers'
import type { MonumentProperties } from './map-sources'
import type { MapSettings } from './map-words'

/** So many names fit in a popup. */
const MOST_LEAVES = 30

/**
 * What pointing at the map does: a mark tells its monument, a cluster opens. One whose monuments stand in the same spot,
 * which no zoom takes apart, tells them all.
 */
export function watch(
  map: MapLibre,
  settings: MapSettings,
  onPoint: (id: string | null, isPicked?: boolean) => void,
) {
  const tell = (at: Point, monuments: MonumentProperties[]) =>
    new Popup({ maxWidth: '20rem', offset: 14 })
      .setLngLat(at.coordinates as [number, number])
      .setDOMContent(contentOf(monuments, settings))
      .addTo(map)
  map.on('mousemove', MARKS, ({ features }) => onPoint(features?.[0]?.properties.id ?? null))
  map.on('mouseleave', MARKS, () => onPoint(null))
  map.on('click', MARKS, ({ features }) => {
    const [mark] = features ?? []
    if (!mark) return
    onPoint(mark.properties.id, true)
    tell(mark.geometry as Point, [mark.properties as MonumentProperties])
  })
  for (const layer of [MARKS, ...CLUSTERS]) {
    map.on('mouseenter', layer, () => map.getCanvas().classList.add('pointing'))
    map.on('mouseleave', layer, () => map.getCanvas().classList.remove('pointing'))
  }
  map.on('click', CLUSTERS, async ({ features }) => {
    const [cluster] = features ?? []
    if (!cluster) return
    const at = cluster.geometry as Point
    const center = at.coordinates as [number, number]
    const { cluster_id } = cluster.properties
    const source = map.getSource<GeoJSONSource>('points')
    const isCounted = cluster_id === undefined || !source
    const zoom = isCounted ? map.getZoom() + 2 : await source.getClusterExpansionZoom(cluster_id)
    if (isCounted || zoom <= map.getMaxZoom()) map.easeTo({ center, zoom })
    else {
      const leaves = await source.getClusterLeaves(cluster_id, MOST_LEAVES, 0)
      tell(
        at,
        leaves.map((leaf) => leaf.properties as MonumentProperties),
      )
    }
  })
}

/** Built by hand, so that no name is ever read as markup. */
function contentOf(
  monuments: MonumentProperties[],
  { lang, pageUrl, words }: MapSettings,
): HTMLElement {
  const list = document.createElement('ul')
  for (const monument of monuments) {
    const { slug, name_en, name_ar, headline, possibly, precision_m } = monument
    const own = lang === 'ar' ? name_ar : name_en
    const link = element('a', own ?? name_en ?? name_ar ?? slug)
    link.href = pageUrl.replace('{slug}', slug)
    if (own === null) {
      link.lang = lang === 'ar' ? 'en' : 'ar'
      link.dir = lang === 'ar' ? 'ltr' : 'rtl'
    }
    const status = element('p', words.headlines[headline])
    status.dataset.headline = headline
    const glyph = document.querySelector(`[data-icon="${headline}"] svg`)
    if (glyph) status.prepend(glyph.cloneNode(true), ' ')
    const precision = monument.location_generalised
      ? words.generalised
      : precision_m === null
        ? words.precisionUnknown
        : words.precise.replace('{metres}', String(precision_m))
    const item = element('li', '')
    item.append(link, status)
    if (possibly)
      item.append(element('p', words.maybe.replace('{headline}', words.headlines[possibly])))
    item.append(element('p', precision))
    list.append(item)
  }
  return list
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}
