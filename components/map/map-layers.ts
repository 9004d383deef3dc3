import type { ExpressionSpecification, LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import type { Headline } from '../../db/domain/vocabulary'
import { type Colours, ringName } from './map-icons'

/** The layers that answer when pointed at. */
export const MARKS = 'marks'
export const CLUSTERS = ['clusters', 'counted']

/** Lays the map's layers over whatever is beneath, or lays them anew in other colours. */
export function layLayers(map: MapLibre, colours: Colours, fonts: string[], headlines: Headline[]) {
  const layers = layersIn(colours, fonts, headlines)
  for (const { id } of layers) if (map.getLayer(id)) map.removeLayer(id)
  for (const layer of layers) map.addLayer(layer)
}

function layersIn(colours: Colours, fonts: string[], headlines: Headline[]): LayerSpecification[] {
  const cluster = (id: string, source: string, total: string): LayerSpecification => ({
    id,
    type: 'symbol',
    source,
    ...(source === 'points' && { filter: ['has', 'point_count'] }),
    layout: {
      'icon-image': ringName(total, headlines) as ExpressionSpecification,
      'icon-allow-overlap': true,
      'icon-padding': 0,
      'text-allow-overlap': true,
      'text-field': ['to-string', ['get', total]],
      'text-font': fonts,
      'text-size': 13,
    },
    paint: { 'text-color': colours.ink },
  })
  return [
    {
      id: 'cells',
      type: 'fill',
      source: 'ground',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours['ink-soft'], 'fill-opacity': 0.07 },
    },
    {
      id: 'cell-edges',
      type: 'line',
      source: 'ground',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': colours['ink-soft'], 'line-width': 1, 'line-dasharray': [4, 3] },
    },
    {
      id: 'courses',
      type: 'line',
      source: 'ground',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colours['line-strong'], 'line-width': 3 },
    },
    {
      id: 'circles',
      type: 'circle',
      source: 'ground',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['>', ['get', 'radius'], 0]],
      paint: {
        'circle-radius': [
          'interpolate',
          ['exponential', 2],
          ['zoom'],
          0,
          ['get', 'radius'],
          22,
          ['*', ['get', 'radius'], 2 ** 22],
        ],
        'circle-color': colours['ink-soft'],
        'circle-opacity': 0.09,
        'circle-stroke-color': colours['ink-soft'],
        'circle-stroke-width': 1,
        'circle-stroke-opacity': 0.45,
      },
    },
    {
      id: 'lit',
      type: 'circle',
      source: 'ground',
      filter: ['==', ['get', 'id'], ''],
      paint: {
        'circle-radius': 16,
        'circle-color': colours.accent,
        'circle-opacity': 0.2,
        'circle-stroke-color': colours.accent,
        'circle-stroke-width': 3,
      },
    },
    {
      // Below the marks: MapLibre places from the top down, so that names make way for marks.
      id: 'names',
      type: 'symbol',
      source: 'points',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': fonts,
        'text-size': 14,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1,
        'text-padding': 1,
        'text-justify': 'auto',
      },
      paint: {
        'text-color': colours.ink,
        'text-halo-color': colours['paper-raised'],
        'text-halo-width': 1.5,
      },
    },
    {
      id: MARKS,
      type: 'symbol',
      source: 'points',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['get', 'headline'],
        'icon-allow-overlap': true,
        'icon-padding': 0,
      },
    },
    cluster('clusters', 'points', 'point_count'),
    cluster('counted', 'counted', 'count'),
  ]
}
