import { parseView, type View } from '../db/domain/filter'
import { NOBODY, type Reader } from '../db/domain/policy'
import { sessionUser } from '../db/mutations/sessions'
import { placeExists, revisionExists, sourceExists } from '../db/queries/exists'
import { readerOf } from '../db/queries/people'
import { pagesOf } from '../db/queries/register'
import { requireSite } from '../db/queries/sites'
import { pinView } from '../db/queries/view'
import { store } from '../db/store/open'
import { isLang } from './_i18n'
import { OTHER_PARAMS } from './_params'

/** Pages below a language that are neither a site's nor a source's. */
const FIXED = ['about', 'join', 'people', 'sign-in']
/** Pages below a site that are not a monument's. */
const OF_SITE = ['events', 'record', 'report', 'withdraw']
/** The pages that are neither a site's nor a source's, with anything in place of what they name. */
const FIXED_PAGES = /^(about|sign-in|people(\/[^/]+)?|join\/[^/]+)$/
/** What stands below a source and below a monument. */
const BELOW_SOURCE = /^(edit)?$/
const BELOW_MONUMENT = /^(edit|threats\/new|threats\/[^/]+\/close)?$/
/** The pages whose parameters are a view of the register. */
const TAKES_VIEW =
  /^\/(en|ar)(\/about|\/sources(\/[^/]+)?|\/(?!about|join|people|sign-in|sources)[^/]+(\/(events|report|(?!record|withdraw)[^/]+))?)?$/

/**
 * The status of a page that cannot be shown as asked: 400 for an unusable parameter, 404 for something that is not
 * there or may not be seen, null when nothing is wrong. Known before the page renders, since Next sends the body of
 * `notFound()` only to browsers with JavaScript and lets no page set its own status.
 */
export async function wrongAddress(
  pathname: string,
  params: URLSearchParams,
  cookie: string | null,
): Promise<400 | 404 | null> {
  const [lang = '', ...segments] = pathname.split('/').slice(1).map(decode)
  if (!isLang(lang)) return 404
  const parsed = parseView(params, OTHER_PARAMS)
  const rev = parsed.ok ? parsed.view.rev : null
  if (!(await exists(segments, await readerFrom(cookie), rev))) return 404
  if (!TAKES_VIEW.test(pathname)) return null
  if (!parsed.ok || (rev !== null && !(await revisionExists(store().db, rev)))) return 400
  const isBeyond = parsed.view.page > 1 && !(await hasPage(segments, cookie, parsed.view))
  return isBeyond ? 400 : null
}

/** Only the register has pages; elsewhere the parameter means as little as the filter does. */
async function hasPage(segments: string[], cookie: string | null, view: View): Promise<boolean> {
  const [slug = '', ...below] = segments
  if (below.length > 0 || FIXED.includes(slug) || slug === '' || slug === 'sources') return true
  const { db } = store()
  const reader = await readerFrom(cookie)
  const pinned = await pinView(db, view, new Date().toISOString())
  const site = await requireSite(db, reader, slug, pinned.view.rev)
  return view.page <= (await pagesOf(db, reader, site.id, pinned.view))
}

async function exists(segments: string[], reader: Reader, rev: number | null): Promise<boolean> {
  const [first, second, ...below] = segments
  if (first === undefined) return true
  if (FIXED.includes(first)) return FIXED_PAGES.test(segments.join('/'))
  const { db } = store()
  if (first === 'sources') {
    if (!BELOW_SOURCE.test(below.join('/'))) return false
    return second === undefined || sourceExists(db, reader, second, rev)
  }
  const isOfSite = second !== undefined && OF_SITE.includes(second)
  if (isOfSite ? below.length > 0 : !BELOW_MONUMENT.test(below.join('/'))) return false
  const slug = second === undefined || isOfSite ? null : second
  return placeExists(db, reader, first, slug, rev)
}

async function readerFrom(cookie: string | null): Promise<Reader> {
  const userId = cookie === null ? null : await sessionUser(cookie)
  return userId === null ? NOBODY : readerOf(store(), userId)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
