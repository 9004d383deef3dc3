/** A map drawn beneath the monuments: image tiles, a MapLibre style, or a PMTiles archive. */
export type Basemap = {
  kind: 'raster' | 'style' | 'pmtiles'
  url: string
  /** The one origin that it may load from. */
  origin: string
  attribution: string
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Reads a basemap's address; null unless it is https (plain http on loopback only). */
export function parseBasemap(address: string): Omit<Basemap, 'attribution'> | null {
  const url = address.replace(/^pmtiles:\/\//, '')
  if (!URL.canParse(url) || /[\s;,'"]/.test(url)) return null
  const { protocol, hostname, pathname, username, origin } = new URL(url)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
  if (!isSafe || username) return null
  if (url !== address || pathname.endsWith('.pmtiles')) return { kind: 'pmtiles', url, origin }
  const placeholders = ['{z}', '{x}', '{y}'].filter((name) => url.includes(name)).length
  if (placeholders === 3) return { kind: 'raster', url, origin }
  return placeholders === 0 ? { kind: 'style', url, origin } : null
}
