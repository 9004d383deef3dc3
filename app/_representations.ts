import { href } from '../db/domain/filter'
import type { Asked } from './_version'
import { FIXED, OF_SITE } from './_wrong-address'

/** The same in another format: its type, and its path and query. */
export type Representation = { type: string; path: string }

const RECORDS = ['claims', 'assessments', 'sources']
const CLOCKS = ['asOf', 'knownAt', 'rev']
const OF_PAGES = ['page', 'saved']
const [JSON_TYPE, LD_TYPE] = ['application/json', 'application/ld+json'] as const
const [GEO_TYPE, CSV_TYPE] = ['application/geo+json', 'text/csv'] as const

/** What else than a page a permalink can be had as; nothing for pages that are not of one register or record. */
export function representations({ pathname, params }: Asked): Representation[] {
  const [first, second, ...below] = pathname.split('/').slice(2)
  if (!first || below.length > 0 || [...FIXED, 'history', 'reports'].includes(first)) return []
  const clocks = new URLSearchParams([...params].filter(([name]) => CLOCKS.includes(name)))
  const at = (path: string, types: string[], query = clocks): Representation[] =>
    types.map((type) => ({ type, path: href(path, query) }))
  if (RECORDS.includes(first)) {
    if (!second) return []
    const types = [JSON_TYPE, LD_TYPE, ...(first === 'claims' ? [CSV_TYPE] : [])]
    return at(`/api/v1/${first}/${second}`, types)
  }
  if (second && Object.hasOwn(OF_SITE, second)) return []
  const site = `/api/v1/sites/${first}`
  if (second)
    return [
      ...at(`${site}/monuments/${second}`, [JSON_TYPE, LD_TYPE, GEO_TYPE]),
      ...at(`${site}/claims`, [CSV_TYPE], new URLSearchParams([...clocks, ['monument', second]])),
    ]
  const view = new URLSearchParams([...params].filter(([name]) => !OF_PAGES.includes(name)))
  return [
    ...at(`${site}/monuments`, [JSON_TYPE], view),
    ...at(`/exports/${first}/monuments.geojson`, [GEO_TYPE], view),
    ...at(`/exports/${first}/monuments.jsonld`, [LD_TYPE], view),
    ...at(`/exports/${first}/monuments.csv`, [CSV_TYPE], view),
  ]
}
