import { CHANGE_PARAMS } from '../db/domain/changes-filter'
import { href } from '../db/domain/filter'
import type { Asked } from './_version'
import { FIXED, OF_SITE } from './_wrong-address'

/** The same in another format: its type, and its path and query. */
export type Representation = { type: string; path: string }

const CLOCKS = ['asOf', 'knownAt', 'rev']
const OF_PAGES = ['page', 'saved']
const [JSON_TYPE, LD_TYPE] = ['application/json', 'application/ld+json'] as const
const [GEO_TYPE, CSV_TYPE] = ['application/geo+json', 'text/csv'] as const

/** Pages below a site that show a list, with the path in the API and the parameters that the list takes there. */
const LISTS: Record<string, [path: string, params: readonly string[]]> = {
  changes: ['changes', ['rev', ...CHANGE_PARAMS.filter((name) => name !== 'page')]],
  disagreements: ['disagreements', CLOCKS],
  events: ['events', CLOCKS],
  risk: ['threats', CLOCKS],
}

/** What else than a page a permalink can be had as; nothing for pages that show no record, list or view. */
export function representations({ pathname, params }: Asked): Representation[] {
  const [first, second, ...below] = pathname.split('/').slice(2)
  if (below.length > 0) return []
  const taking = (names: readonly string[]) =>
    new URLSearchParams([...params].filter(([name]) => names.includes(name)))
  const clocks = taking(CLOCKS)
  const api = (path: string, types: string[], query = clocks): Representation[] =>
    types.map((type) => ({ type, path: href(`/api/v1${path}`, query) }))
  if (!first) return api('/sites', [JSON_TYPE])
  if (first === 'sources' && !second) return api('/sources', [JSON_TYPE, CSV_TYPE])
  if (first === 'history') return second ? api(`/records/${second}/history`, [JSON_TYPE]) : []
  if (['claims', 'assessments', 'sources'].includes(first))
    return second ? api(`/${first}/${second}`, [JSON_TYPE, LD_TYPE, CSV_TYPE]) : []
  if ([...FIXED, 'reports'].includes(first)) return []
  if (!second || second === 'map' || second === 'timeline') return ofView(first, params)
  const list = Object.hasOwn(LISTS, second) ? LISTS[second] : undefined
  if (list) return api(`/sites/${first}/${list[0]}`, [JSON_TYPE], taking(list[1]))
  if (Object.hasOwn(OF_SITE, second)) return []
  return [
    ...api(`/sites/${first}/monuments/${second}`, [JSON_TYPE, LD_TYPE, GEO_TYPE]),
    ...api(
      `/sites/${first}/claims`,
      [CSV_TYPE],
      new URLSearchParams([...clocks, ['monument', second]]),
    ),
  ]
}

/** The monuments of a view, which the register, its timeline and its map show. */
function ofView(site: string, params: URLSearchParams): Representation[] {
  const view = new URLSearchParams([...params].filter(([name]) => !OF_PAGES.includes(name)))
  const paths = {
    [JSON_TYPE]: `/api/v1/sites/${site}/monuments`,
    [GEO_TYPE]: `/exports/${site}/monuments.geojson`,
    [LD_TYPE]: `/exports/${site}/monuments.jsonld`,
    [CSV_TYPE]: `/exports/${site}/monuments.csv`,
  }
  return Object.entries(paths).map(([type, path]) => ({ type, path: href(path, view) }))
}
