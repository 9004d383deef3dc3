import { parseView } from '../db/domain/filter'
import type { Reader } from '../db/domain/policy'
import { movedSource } from '../db/queries/moved-source'
import type { Db } from '../db/store/store'
import { paramsOf } from './_params'
import { type Asked, readVersion } from './_version'

/** A source's page or one below it: what stands before its id, the id with a version where there is one, and the rest. */
const OF_SOURCE = /^(\/(?:en|ar)\/sources\/)([^/]+)(\/[^/]+)?$/

/**
 * Where a page has gone for good, as a path with its parameters: that of a source which was merged into another by the
 * revision asked for. Null for everything else.
 */
export async function movedPage(
  db: Db,
  reader: Reader,
  url: { pathname: string; searchParams: URLSearchParams },
): Promise<string | null> {
  const { pathname, params }: Asked = readVersion(url.pathname, url.searchParams)
  const id = OF_SOURCE.exec(pathname)?.[2]
  if (id === undefined) return null
  const parsed = parseView(params, paramsOf(pathname), new Date().toISOString())
  const to = await movedSource(db, reader, decoded(id), parsed.ok ? parsed.view.rev : null)
  if (to === null) return null
  const [, before = '', given = '', below = ''] = OF_SOURCE.exec(url.pathname) ?? []
  const version = /(@|%40)\d+$/i.exec(given)?.[0] ?? ''
  const query = url.searchParams.toString()
  return `${before}${encodeURIComponent(to)}${version}${below}${query && `?${query}`}`
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
