import { type NextRequest, NextResponse } from 'next/server'
import { preferredType } from './app/_accept'
import { brokenAnswer } from './app/_broken'
import { isShut, signInAddress } from './app/_entrance'
import { ADDRESS_HEADER, contentSecurityPolicy, FILE_POLICY, usualHeaders } from './app/_headers'
import { isLang, translator } from './app/_i18n'
import { movedPage } from './app/_moved'
import { representations } from './app/_representations'
import { isFromOwnPage } from './app/_same-origin'
import { readerFrom } from './app/_session'
import { type Asked, readVersion } from './app/_version'
import { wrongAddress } from './app/_wrong-address'
import { langOf, Problem, problemResponse } from './app/api/v1/problem'
import { closedFile } from './app/exports/enter'
import { env } from './db/cli/env'
import { sessionCookieName } from './db/domain/session-cookie'
import { store } from './db/store/open'

/**
 * Every request but those for attached copies and files to import: what runs here is held in memory first, and cut off at
 * 10 MB. Those routes set the same headers and make the same checks themselves.
 */
export const config = { matcher: ['/((?!copies/|imports/).*)'] }

const READS = ['GET', 'HEAD', 'OPTIONS']
/** What can be done with a page: it is read, and its forms are sent to it. */
const OF_PAGES = ['GET', 'HEAD', 'POST']
/** Everything but exports, the API and files is a page. */
const PAGES =
  /^\/(?!exports\/|api\/|images\/|_next\/|icon\.svg$|robots\.txt$|\.well-known\/security\.txt$|sitemap\.xml$|sitemaps\/|(healthz|readyz|metrics)$)/
/** The API knows no cookies, so that no other site can act through a reader's browser. */
const KNOWS_NO_COOKIES = /^\/api\//

/** The pages whose forms send files, and how many bytes a form may send without and with one. */
const TAKES_FILES = /^\/(en|ar)\/images\/new$/
const MOST_OF_FORM = 1024 * 1024
const MOST_WITH_FILE = 31 * 1024 * 1024

/** Permanent addresses that name no language: of the register itself and of a frozen report. */
const IN_NO_LANGUAGE = /^\/(reports\/[^/]+)?$/

/**
 * Runs before every request, files included: sets the headers, sends addresses without a language to the reader's,
 * refuses forged posts early. It decides nothing about rights: queries and mutations do (DESIGN §5), and every action
 * checks where it came from again.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = policyOf(request, nonce)
  const response = await respond(request, forwardedHeaders(request, policy)).catch(broken)
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of usualHeaders(isHttps())) response.headers.set(name, value)
  if (!isFile(request) && response.headers.get('Cache-Control') !== 'no-store')
    response.headers.set('Cache-Control', caching(request, response.status))
  if (isOpenFile(request)) share(response)
  return response
}

/** Pictures come from strangers: wherever one is opened, nothing in it may run or load. */
function policyOf(request: NextRequest, nonce: string): string {
  if (request.nextUrl.pathname.startsWith('/images/')) return FILE_POLICY
  return contentSecurityPolicy(nonce, tileOrigin(request))
}

/** Tiles are loaded by the map's page and by its worker, a file, which goes by the policy that it came with. */
function tileOrigin({ nextUrl }: NextRequest): string | null {
  return /^\/_next\/|\/map$/.test(nextUrl.pathname) ? (env().basemap?.origin ?? null) : null
}

/**
 * A version may be kept for five minutes: longer, and a redaction of today would not take effect. Only by the reader's
 * own browser: what an address answers depends on `Accept` and on who is signed in, and `Vary` cannot say so, since Next
 * overwrites it on its pages.
 */
function caching(request: NextRequest, status: number): string {
  if (isPrivate(request)) return 'no-store'
  return isVersion(request) && status === 200 ? 'private, max-age=300, must-revalidate' : 'no-cache'
}

function isVersion({ nextUrl }: NextRequest): boolean {
  return readVersion(nextUrl.pathname, nextUrl.searchParams).version !== null
}

async function respond(request: NextRequest, headers: Headers): Promise<NextResponse> {
  const { pathname, searchParams } = request.nextUrl
  const isRead = READS.includes(request.method)
  if (
    !isRead &&
    !KNOWS_NO_COOKIES.test(pathname) &&
    !isFromOwnPage(request.headers, env().publicOrigin)
  )
    return refusal(request)
  if (PAGES.test(pathname) && !OF_PAGES.includes(request.method)) return otherMethod(request)
  if (!isRead && isUnreadable(request)) return refusal(request, 415, 'errors.unreadable')
  if (!isRead && isTooLarge(request)) return refusal(request, 413, 'errors.too_much')
  if (IN_NO_LANGUAGE.test(pathname)) return toLanguage(request)
  if (!isText(pathname) && !PAGES.test(pathname)) return problem(new Problem('not_found'), request)
  const isFileOfSite = pathname.startsWith('/exports/')
  const isPage = PAGES.test(pathname)
  const reader = () => readerFrom(request.headers.get('cookie'))
  if (isRead && (isPage || isFileOfSite) && (await isShut(pathname, reader)))
    return isPage ? toSignIn(request) : closed()
  if (!isPage) return NextResponse.next({ request: { headers } })
  const asked = readVersion(pathname, searchParams)
  const page = new URL(`${asked.pathname}?${asked.params}`, request.url)
  const show = () =>
    asked.version === null
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(page, { request: { headers } })
  if (!isRead) return show()
  const cookie = request.headers.get('cookie')
  const status = await wrongAddress(asked, cookie)
  if (status === 404) {
    const moved = await movedPage(store().db, await readerFrom(cookie), request.nextUrl)
    if (moved !== null) return NextResponse.redirect(new URL(moved, request.url), 308)
  }
  if (status === null) return negotiated(request, asked, show)
  const target =
    status === 404
      ? new URL(
          `/${isLang(pathname.slice(1, 3)) ? pathname.slice(1, 3) : 'en'}/missing`,
          request.url,
        )
      : page
  return NextResponse.rewrite(target, { status, request: { headers } })
}

/** A page that can be had in other formats too: in the one that is asked for, or with links to them all. */
function negotiated(request: NextRequest, asked: Asked, show: () => NextResponse): NextResponse {
  const others = representations(asked)
  // Next's own client asks for its payload, which is the page.
  if (others.length === 0 || request.headers.has('rsc')) return show()
  const formats = ['text/html', ...others.map((o) => o.type)]
  const best = preferredType(request.headers.get('accept'), formats)
  const chosen = others.find((o) => o.type === best)
  const response =
    best === 'text/html'
      ? show()
      : chosen
        ? seeOther(chosen.path, request)
        : problem(new Problem('not_acceptable', { formats }), request)
  response.headers.append('Vary', 'Accept')
  share(response)
  response.headers.set(
    'Link',
    others.map(({ type, path }) => `<${path}>; rel="alternate"; type="${type}"`).join(', '),
  )
  return response
}

function seeOther(path: string, request: NextRequest): NextResponse {
  return NextResponse.redirect(new URL(path, request.url), 303)
}

function problem(found: Problem, request: NextRequest): NextResponse {
  const { publicOrigin: origin } = env()
  const { pathname: path } = request.nextUrl
  const answer = problemResponse(found, { origin, path, lang: langOf(request) })
  return new NextResponse(answer.body, answer)
}

/** Whether a path is percent-encoded UTF-8: Next breaks off on a file's address that is not. */
function isText(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== ''
  } catch {
    return false
  }
}

/** Next takes the nonce for its own scripts from the request's policy, and compares Origin with the forwarded host. */
function forwardedHeaders(request: NextRequest, policy: string): Headers {
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  headers.set('X-Forwarded-Host', new URL(ownOrigin(request)).host)
  headers.set(ADDRESS_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  return headers
}

function otherMethod(request: NextRequest): NextResponse {
  const response = refusal(request, 405, 'errors.method')
  response.headers.set('Allow', OF_PAGES.join(', '))
  return response
}

/** By now an Origin has been found to be one of ours, or the request changes nothing. */
function ownOrigin(request: NextRequest): string {
  const origin = request.headers.get('origin')
  return origin && !READS.includes(request.method) && URL.canParse(origin)
    ? origin
    : env().publicOrigin
}

/** A private register answers alike for what is there and what is not. */
function toSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const lang = isLang(pathname.slice(1, 3)) ? pathname.slice(1, 3) : langOf(request)
  const response = NextResponse.redirect(
    new URL(signInAddress(lang, pathname + search), request.url),
    307,
  )
  response.headers.set('Cache-Control', 'no-store')
  return response
}

function closed(): NextResponse {
  const answer = closedFile()
  return new NextResponse(answer.body, answer)
}

function broken(error: unknown): NextResponse {
  const answer = brokenAnswer(error, 'proxy')
  return new NextResponse(answer.body, answer)
}

function refusal(request: NextRequest, status = 403, key = 'errors.cross_site'): NextResponse {
  const first = request.nextUrl.pathname.split('/')[1] ?? ''
  const text = translator(isLang(first) ? first : 'en')(key)
  return new NextResponse(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}

/**
 * Forms of text are small. Only where a file can be chosen more is read, and only from somebody who has signed in; how
 * much then is limited in next.config.js. A page's form always says how long it is.
 */
function isTooLarge(request: NextRequest): boolean {
  const { pathname } = request.nextUrl
  if (!PAGES.test(pathname)) return false
  // Next hands an action on to the page that holds it as a stream of what it has let in already.
  const unknown = request.headers.has('x-action-forwarded') ? 0 : Number.POSITIVE_INFINITY
  const length = Number(request.headers.get('content-length') ?? unknown)
  const takesFiles = TAKES_FILES.test(pathname) && isPrivateReader(request)
  return length > (takesFiles ? MOST_WITH_FILE : MOST_OF_FORM)
}

/** What is packed, or does not say where its parts end: Next would break off with 500 (RFC 9110, 15.5.16). */
function isUnreadable({ headers }: NextRequest): boolean {
  const type = headers.get('content-type') ?? ''
  return headers.has('content-encoding') || (/^multipart\//i.test(type) && !/boundary=/i.test(type))
}

function toLanguage(request: NextRequest): NextResponse {
  const path = `/${langOf(request)}${request.nextUrl.pathname.replace(/\/$/, '')}`
  const response = NextResponse.redirect(new URL(path, request.url), 307)
  response.headers.set('Vary', 'Accept-Language')
  return response
}

function isFile(request: NextRequest): boolean {
  return /^\/(_next|exports|api|images|sitemaps)\/|\.(txt|xml)$|^\/(healthz|readyz|metrics)$/.test(
    request.nextUrl.pathname,
  )
}

/** An exported file that is asked for as the public: programs on other sites may read it too, as they may the API. */
function isOpenFile(request: NextRequest): boolean {
  return request.nextUrl.pathname.startsWith('/exports/') && !isPrivate(request)
}

function share({ headers }: NextResponse): void {
  headers.set('Access-Control-Allow-Origin', '*')
  headers.set('Access-Control-Expose-Headers', 'ETag, Link, Content-Disposition')
}

function isPrivate(request: NextRequest): boolean {
  return !READS.includes(request.method) || isPrivateReader(request)
}

function isPrivateReader(request: NextRequest): boolean {
  return request.cookies.has(sessionCookieName(isHttps()))
}

function isHttps(): boolean {
  return env().publicOrigin.startsWith('https:')
}
