/** Pages that have a versioned address, `…/temple-of-bel@12`: claims, assessments, sources and monuments. */
const VERSIONED =
  /^(\/(?:en|ar)\/(?!about\/|account\/|join\/|people\/|reports\/|sign-in\/|history\/)[^/]+\/(?!(?:events|record|report|withdraw|changes)(?:@|%40))[^/]+?)(?:@|%40)([1-9]\d{0,9})$/i

/** A request's path and parameters with `@N` read as `rev=N`, and the N. */
export type Asked = { pathname: string; params: URLSearchParams; version: number | null }

/** Reads the version at the end of a path. A different `rev` beside it stays, so that the two are told to differ. */
export function readVersion(pathname: string, params: URLSearchParams): Asked {
  const [, path, version] = VERSIONED.exec(pathname) ?? []
  if (path === undefined || version === undefined) return { pathname, params, version: null }
  const all = new URLSearchParams(params)
  const revs = all.getAll('rev').filter((rev) => rev.trim() !== version && rev.trim() !== '')
  all.delete('rev')
  for (const rev of [version, ...revs]) all.append('rev', rev)
  return { pathname: path, params: all, version: Number(version) }
}
