import { clockParams, href, viewParams } from '../../../../db/domain/filter'
import type { Pinned } from '../../../../db/queries/view'

/** The root of the API's paths. */
export const API = '/api/v1'

/** The absolute addresses of things at one settled view. */
export type Addresses = ReturnType<typeof addressesAt>

/** Makes the addresses of one answer: `origin` without a trailing slash, everything pinned to `view`. */
export function addressesAt(origin: string, { view }: Pick<Pinned, 'view'>) {
  const clocks = clockParams(view)
  const api = (path: string, own: [string, string][] = []) =>
    `${origin}${href(API + path, new URLSearchParams([...clocks, ...own]))}`
  const page = (path: string, own: [string, string][] = []) =>
    `${origin}${href(`/en${path}`, new URLSearchParams([...clocks, ...own]))}`
  const links = (id: string, self: string | null, shown: string | null) => ({
    self: self && api(self),
    page: shown && page(shown),
    history: api(`/records/${encodeURIComponent(id)}/history`),
  })
  return {
    origin,
    api,
    page,
    links,
    /** Links of a record that stands at the same path in both. */
    both: (id: string, path: string) => links(id, path, path),
    /** The register as it was asked for, as a page. */
    register: (site: string) => `${origin}${href(`/en/${site}`, viewParams({ ...view, page: 1 }))}`,
  }
}

/** The path of a record of some kinds below either root; null for kinds that are shown on other pages only. */
export function pathOf(kind: string, id: string): string | null {
  return ['claim', 'assessment', 'source'].includes(kind)
    ? `/${kind}s/${encodeURIComponent(id)}`
    : null
}
