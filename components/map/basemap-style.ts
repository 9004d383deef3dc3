import { addProtocol, type LayerSpecification, type StyleSpecification } from 'maplibre-gl'
import type { Colours } from './map-icons'
import type { MapSettings } from './map-words'

/** Tile types in the header of a PMTiles archive, version 3: 1 is vector, what follows are images. */
const VECTOR = 1

/** The style beneath the monuments: bare paper, or the basemap that the server is configured with. */
export async function basemapStyle(
  basemap: MapSettings['basemap'],
  colours: Colours,
): Promise<StyleSpecification> {
  const paper = bare(colours)
  if (basemap === null) return paper
  try {
    if (basemap.kind === 'raster') return over(paper, images({ tiles: [basemap.url] }))
    if (basemap.kind === 'pmtiles') return over(paper, await archive(basemap.url, colours))
    const answer = await fetch(basemap.url)
    if (!answer.ok) throw new Error(String(answer.status))
    return await answer.json()
  } catch (error) {
    console.warn('The basemap could not be loaded.', error)
    return paper
  }
}

function bare(colours: Colours): StyleSpecification {
  const background = { 'background-color': colours['paper-raised'] }
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'paper', type: 'background', paint: background }],
  }
}

type Beneath = Pick<StyleSpecification, 'sources' | 'layers'>

function over(style: StyleSpecification, { sources, layers }: Beneath): StyleSpecification {
  return { ...style, sources, layers: [...style.layers, ...layers] }
}

function images(from: { tiles: string[] } | { url: string }): Beneath {
  return {
    sources: { basemap: { type: 'raster', tileSize: 256, ...from } },
    layers: [{ id: 'basemap', type: 'raster', source: 'basemap' }],
  }
}

/** A vector archive says which layers it has but not how to draw them: hairlines and faint areas, in our colours. */
async function archive(url: string, colours: Colours): Promise<Beneath> {
  const { PMTiles, Protocol } = await import('pmtiles')
  const protocol = new Protocol()
  const tiles = new PMTiles(url)
  protocol.add(tiles)
  addProtocol('pmtiles', protocol.tile)
  if ((await tiles.getHeader()).tileType !== VECTOR) return images({ url: `pmtiles://${url}` })
  const { vector_layers } = (await tiles.getMetadata()) as { vector_layers?: { id: string }[] }
  const own = { source: 'basemap' }
  return {
    sources: { basemap: { type: 'vector', url: `pmtiles://${url}` } },
    layers: (vector_layers ?? []).flatMap(({ id }): LayerSpecification[] => [
      {
        ...own,
        id: `${id}-areas`,
        type: 'fill',
        'source-layer': id,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colours['ink-soft'], 'fill-opacity': 0.06 },
      },
      {
        ...own,
        id: `${id}-lines`,
        type: 'line',
        'source-layer': id,
        paint: { 'line-color': colours['line-strong'], 'line-width': 0.5 },
      },
    ]),
  }
}
