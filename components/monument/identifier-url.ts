import type { Scheme } from '../../db/domain/vocabulary'

const PAGES: Partial<Record<Scheme, (value: string) => string>> = {
  wikidata: (value) => `https://www.wikidata.org/wiki/${value}`,
  pleiades: (value) => `https://pleiades.stoa.org/places/${value}`,
  geonames: (value) => `https://www.geonames.org/${value}`,
  osm_way: (value) => `https://www.openstreetmap.org/way/${value}`,
  arachne: (value) => `https://arachne.dainst.org/${value}`,
  trismegistos: (value) => `https://www.trismegistos.org/place/${value}`,
}

/** The page of an identifier at its authority, or null where the value is not of a form that has one. */
export function identifierUrl(scheme: Scheme, value: string): string | null {
  if (scheme === 'unesco')
    return /^\d+$/.test(value) ? `https://whc.unesco.org/en/list/${value}` : null
  return /^[\w/.-]+$/.test(value) ? (PAGES[scheme]?.(value) ?? null) : null
}
