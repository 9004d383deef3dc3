import { parseBeside } from '../db/domain/beside'
import { parseChanges } from '../db/domain/changes-filter'
import { dayOfTimestamp } from '../db/domain/dates'
import { DomainError } from '../db/domain/errors'
import { EVERYTHING, parseView, type View } from '../db/domain/filter'
import { at, can, type Reader, visibleTo } from '../db/domain/policy'
import { parseSaid } from '../db/domain/said-filter'
import { parseSources } from '../db/domain/source-filter'
import { isAnywhere, placeExists, revisionExists, sourceExists } from '../db/queries/exists'
import { findFrozen, listFrozen } from '../db/queries/frozen'
import { recordHistory } from '../db/queries/history'
import { getImage } from '../db/queries/images'
import { findImport } from '../db/queries/imports'
import { planUndo } from '../db/queries/many'
import { findProposal, proposalPath } from '../db/queries/proposals'
import { getAssessment, getClaim } from '../db/queries/record-pages'
import { pagesOf } from '../db/queries/register'
import { siteAt } from '../db/queries/site-at'
import { requireSite } from '../db/queries/sites'
import { findSources, pagesOfSources } from '../db/queries/sources'
import { type Pinned, pinView } from '../db/queries/view'
import { reportsFolder, store } from '../db/store/open'
import { isLang } from './_i18n'
import { paramsOf, problemsOf } from './_params'
import { readerFrom } from './_session'
import { namedBy } from './_site-at'
import type { Asked } from './_version'
import { standingOf } from './exports/frozen/standing'

/** Pages below a language that are neither a site's nor a record's. */
export const FIXED = [
  'about',
  'accessibility',
  'account',
  'api',
  'drafts',
  'images',
  'join',
  'notes',
  'people',
  'search',
  'sensitivity',
  'settings',
  'sign-in',
]
/** Pages below a site that are not a monument's, and what stands below each of them. */
export const OF_SITE: Record<string, RegExp> = {
  assess: /^$/,
  beside: /^$/,
  changes: /^$/,
  compare: /^$/,
  correct: /^$/,
  desk: /^$/,
  disagreements: /^$/,
  events: /^$/,
  import: /^([^/]+)?$/,
  many: /^([1-9]\d{0,8})?$/,
  map: /^$/,
  persons: /^([^/]+(\/name)?)?$/,
  proposals: /^[^/]+$/,
  record: /^$/,
  report: /^(making)?$/,
  reports: /^$/,
  risk: /^$/,
  threats: /^(new|[^/]+\/(edit|close))$/,
  tell: /^$/,
  timeline: /^$/,
  withdraw: /^$/,
}
/** The pages that are neither a site's nor a source's, with anything in place of what they name. */
const FIXED_PAGES =
  /^(about|accessibility|account(\/factor)?|api|drafts|notes|search|sensitivity|settings|sign-in(\/code)?|people(\/[^/]+(\/erase)?)?|join\/[^/]+)$/
/** What stands below a source and below a monument. */
const BELOW_SOURCE = /^(copy|edit|merge)?$/
const BELOW_MONUMENT = /^(edit)?$/
const BELOW_IMAGE = /^(edit)?$/
/** First segments that name no site, and pages below a site whose parameters are no view of the register. */
const NO_SITES = [...FIXED, 'reports', 'sources'].join('|')
const NO_VIEWS = 'assess|correct|desk|import|many|persons|record|tell|threats|withdraw'
/** The pages whose parameters are a view of the register. */
const TAKES_VIEW = new RegExp(
  `^/(en|ar)(/about|/search|/sources(/[^/]+)?|/images/(?!new$)[^/]+|/(?!(?:${NO_SITES})(?:/|$))[^/]+(/(?!(${NO_VIEWS})$)[^/]+)?)?$`,
)
/** The page whose parameters name monuments. */
const TAKES_MONUMENTS = /^\/(en|ar)\/[^/]+\/beside$/
/** The page whose parameters narrow a list of changes. */
const TAKES_CHANGES = /^\/(en|ar)\/[^/]+\/changes$/

/**
 * The status of a page that cannot be shown as asked: 400 for an unusable parameter, 404 for something that is not
 * there or may not be seen, 410 for a frozen report that may no longer be shown, null when nothing is wrong. Known before
 * the page renders, since Next sends the body of `notFound()` only to browsers with JavaScript and lets no page set its
 * own status.
 */
export async function wrongAddress(
  { pathname, params, version }: Asked,
  cookie: string | null,
): Promise<400 | 404 | 410 | null> {
  const [lang = '', ...segments] = pathname.split('/').slice(1).map(decode)
  if (!isLang(lang)) return 404
  const now = new Date().toISOString()
  const parsed = parseView(params, paramsOf(pathname), now)
  const view = parsed.ok ? parsed.view : EVERYTHING
  const { db } = store()
  // A version that does not exist is no page; a `rev` that does not is a wrong parameter.
  if (version !== null && !(await revisionExists(db, version))) return 404
  const reader = await readerHere(cookie, pathname, params)
  const hasRev = view.rev === null || (await revisionExists(db, view.rev))
  if (segments[0] === 'reports') return statusOfReport(segments, reader, now)
  if (!(await exists(segments, reader, hasRev ? view : { ...view, rev: null }))) return 404
  if (!TAKES_VIEW.test(pathname.replace(/\/report\/making$/, '/report'))) return null
  if (!parsed.ok || !hasRev) return 400
  if (TAKES_CHANGES.test(pathname))
    return (await canNarrow(segments[0] ?? '', reader, params)) ? null : 400
  if (TAKES_MONUMENTS.test(pathname) && !(await areThere(segments[0] ?? '', reader, params, view)))
    return 400
  const { monument } = parseSaid(params).filter
  if (segments[0] === 'sources' && !(await isAnywhere(db, reader, monument, view.rev))) return 400
  const pinned = await pinView(db, view, now)
  if (problemsOf(pathname, params, pinned.view.asOf, dayOfTimestamp(now)).length > 0) return 400
  return (await isBeyondLast(segments, reader, pinned, params)) ? 400 : null
}

async function statusOfReport(
  [, id = '', ...below]: string[],
  reader: Reader,
  now: string,
): Promise<404 | 410 | null> {
  if (below.length > 0) return 404
  try {
    const report = await findFrozen(store().db, reader, id)
    if (visibleTo(reader).audience === 'editor') return null
    const context = { store: store(), folder: reportsFolder(), now }
    return (await standingOf(context, report)).isOpen ? null : 410
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return 404
    throw error
  }
}

/**
 * Only the register, as a list, a timeline or a map, and the list of frozen reports have pages; elsewhere the parameter
 * means as little as the filter does.
 */
async function isBeyondLast(
  segments: string[],
  reader: Reader,
  pinned: Pinned,
  params: URLSearchParams,
): Promise<boolean> {
  const { view } = pinned
  const [slug = '', ...below] = segments
  const isRegister =
    slug !== '' &&
    /^(map|timeline)?$/.test(below.join('/')) &&
    !FIXED.includes(slug) &&
    slug !== 'sources'
  const isReports = below.join('/') === 'reports' && !FIXED.includes(slug)
  if (view.page === 1) return false
  const { db } = store()
  if (slug === 'sources' && below.length === 0)
    return (
      view.page > pagesOfSources(await findSources(db, reader, pinned, parseSources(params).filter))
    )
  if (!(isRegister || isReports)) return false
  const site = await requireSite(db, reader, slug, isReports ? null : view.rev)
  if (isReports) return (await listFrozen(db, reader, site.id, view.page)).rows.length === 0
  return view.page > (await pagesOf(db, reader, site.id, view))
}

/** Whether recent changes can be narrowed so, by a monument that is there. */
async function canNarrow(site: string, reader: Reader, params: URLSearchParams): Promise<boolean> {
  const { filter, problems } = parseChanges(params)
  if (problems.length > 0) return false
  if (filter.monument === null) return true
  return placeExists(store().db, reader, site, filter.monument, 'ever')
}

/** Whether everything that is to stand side by side is there. */
async function areThere(
  site: string,
  reader: Reader,
  params: URLSearchParams,
  { rev }: View,
): Promise<boolean> {
  const { db } = store()
  for (const slug of parseBeside(params).slugs)
    if (!(await placeExists(db, reader, site, slug, rev))) return false
  return true
}

async function exists(segments: string[], reader: Reader, view: View): Promise<boolean> {
  const [first, second, ...below] = segments
  if (first === undefined) return true
  if (first === 'images') return imageExists(second, below, reader, view)
  if (FIXED.includes(first)) return FIXED_PAGES.test(segments.join('/'))
  const { db } = store()
  if (first === 'sources') {
    if (!BELOW_SOURCE.test(below.join('/'))) return false
    return second === undefined || second === 'new' || sourceExists(db, reader, second, view.rev)
  }
  if (first === 'claims' || first === 'assessments' || first === 'history')
    return second !== undefined && below.length === 0 && hasPage(first, second, reader, view)
  const ofSite = second !== undefined && Object.hasOwn(OF_SITE, second) ? OF_SITE[second] : null
  if (!(ofSite ?? BELOW_MONUMENT).test(below.join('/'))) return false
  const slug = second === undefined || ofSite ? null : second
  if (second === 'proposals' && !(await isProposal(reader, first, below[0] ?? ''))) return false
  if (second === 'many' && below[0] && !(await isUndoable(reader, first, Number(below[0]))))
    return false
  if (second === 'import' && below[0] && !(await findImport(db, reader, below[0]))) return false
  return placeExists(db, reader, first, slug, view.rev)
}

/** Whether a picture may be shown at a view; to edit one it must be there now. */
async function imageExists(
  id: string | undefined,
  below: string[],
  reader: Reader,
  view: View,
): Promise<boolean> {
  if (id === undefined || !BELOW_IMAGE.test(below.join('/'))) return false
  if (id === 'new') return below.length === 0
  return hasPage('images', id, reader, view)
}

/** Whether a record's page or history would have something to show. */
async function hasPage(
  page: 'claims' | 'assessments' | 'images' | 'history',
  id: string,
  reader: Reader,
  view: View,
): Promise<boolean> {
  const { db } = store()
  try {
    const pinned = await pinView(db, view, new Date().toISOString())
    if (page === 'claims') await getClaim(db, reader, id, pinned)
    else if (page === 'assessments') await getAssessment(db, reader, id, pinned)
    else if (page === 'images') await getImage(db, reader, id, pinned)
    else await recordHistory(db, reader, id, pinned.view.rev)
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return false
    throw error
  }
}

async function readerHere(
  cookie: string | null,
  pathname: string,
  params: URLSearchParams,
): Promise<Reader> {
  const reader = await readerFrom(cookie)
  if (reader.userId === null) return reader
  return at(reader, await siteAt(store().db, namedBy(`${pathname}?${params}`)))
}

/** Whoever is not signed in is sent to do so first, whether or not there is such a proposal. */
async function isProposal(reader: Reader, site: string, id: string): Promise<boolean> {
  if (reader.userId === null) return true
  const found = await findProposal(store().db, reader, id)
  return found !== null && (await proposalPath(store().db, id)).startsWith(`/${site}/`)
}

/** Whoever may not record is told so by the page, whether or not there is something to undo. */
async function isUndoable(reader: Reader, site: string, rev: number): Promise<boolean> {
  if (!can(reader, 'record')) return true
  const { db } = store()
  const { id } = await requireSite(db, reader, site, null)
  return (await planUndo(db, reader, id, rev)) !== null
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
