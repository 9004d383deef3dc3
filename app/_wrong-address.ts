import { dayOfTimestamp } from '../db/domain/dates'
import { parseView } from '../db/domain/filter'
import { NOBODY, type Reader } from '../db/domain/policy'
import { sessionUser } from '../db/mutations/sessions'
import { placeExists, revisionExists, sourceExists } from '../db/queries/exists'
import { readerOf } from '../db/queries/people'
import { pinView } from '../db/queries/view'
import { store } from '../db/store/open'
import { isLang } from './_i18n'
import { paramsOf, problemsOf } from './_params'

/** Pages below a language that are neither a site's nor a source's. */
const FIXED = ['about', 'join', 'people', 'sign-in']
/** Pages below a site that are not a monument's, and what stands below each of them. */
const OF_SITE: Record<string, RegExp> = {
  assess: /^$/,
  compare: /^$/,
  correct: /^$/,
  disagreements: /^$/,
  events: /^$/,
  record: /^$/,
  report: /^$/,
  risk: /^$/,
  threats: /^(new|[^/]+\/(edit|close))$/,
  withdraw: /^$/,
}
/** The pages that are neither a site's nor a source's, with anything in place of what they name. */
const FIXED_PAGES = /^(about|sign-in|people(\/[^/]+)?|join\/[^/]+)$/
/** What stands below a source and below a monument. */
const BELOW_SOURCE = /^(edit)?$/
const BELOW_MONUMENT = /^(edit)?$/
/** The pages whose parameters are a view of the register. */
const TAKES_VIEW =
  /^\/(en|ar)(\/about|\/sources(\/[^/]+)?|\/(?!about|join|people|sign-in|sources)[^/]+(\/(?!(assess|correct|record|threats|withdraw)$)[^/]+)?)?$/

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
  const parsed = parseView(params, paramsOf(pathname))
  const rev = parsed.ok ? parsed.view.rev : null
  if (!(await exists(segments, await readerFrom(cookie), rev))) return 404
  if (!TAKES_VIEW.test(pathname)) return null
  const { db } = store()
  if (!parsed.ok || (rev !== null && !(await revisionExists(db, rev)))) return 400
  const now = new Date().toISOString()
  const { asOf } = (await pinView(db, parsed.view, now)).view
  return problemsOf(pathname, params, asOf, dayOfTimestamp(now)).length === 0 ? null : 400
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
  const ofSite = second !== undefined && Object.hasOwn(OF_SITE, second) ? OF_SITE[second] : null
  if (!(ofSite ?? BELOW_MONUMENT).test(below.join('/'))) return false
  const slug = second === undefined || ofSite ? null : second
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
