import { type NextRequest, NextResponse } from 'next/server'
import { ADDRESS_HEADER } from './app/_address'
import { contentSecurityPolicy, usualHeaders } from './app/_headers'
import { isLang, translator } from './app/_i18n'
import { isFromOwnPage } from './app/_same-origin'
import { readVersion } from './app/_version'
import { wrongAddress } from './app/_wrong-address'
import { env } from './db/cli/env'
import { sessionCookieName } from './db/domain/session-cookie'
import type { Lang } from './db/domain/vocabulary'

const READS = ['GET', 'HEAD', 'OPTIONS']
/** Everything but exports and files is a page. */
const PAGES = /^\/(?!exports\/|_next\/|icon\.svg$)/

/** Permanent addresses that name no language: of the register itself and of a frozen report. */
const IN_NO_LANGUAGE = /^\/(reports\/[^/]+)?$/

/**
 * Runs before every request, files included: sets the headers, sends addresses without a language to the reader's,
 * refuses forged posts early. It decides nothing about rights: queries and mutations do (DESIGN §5), and every action
 * checks where it came from again.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = contentSecurityPolicy(nonce, tileOrigin(request))
  const response = await respond(request, forwardedHeaders(request, policy))
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of usualHeaders(isHttps())) response.headers.set(name, value)
  if (!isFile(request)) response.headers.set('Cache-Control', caching(request, response.status))
  return response
}

/** Tiles are loaded by the map's page and by its worker, a file, which goes by the policy that it came with. */
function tileOrigin({ nextUrl }: NextRequest): string | null {
  return /^\/_next\/|\/map$/.test(nextUrl.pathname) ? (env().basemap?.origin ?? null) : null
}

/**
 * A version may be kept for five minutes: longer, and a redaction of today would not take effect. Only what the public
 * sees is ever kept; `Vary: Cookie` cannot be added, since Next overwrites the header on its pages.
 */
function caching(request: NextRequest, status: number): string {
  if (isPrivate(request)) return 'no-store'
  return isVersion(request) && status === 200 ? 'public, max-age=300, must-revalidate' : 'no-cache'
}

function isVersion({ nextUrl }: NextRequest): boolean {
  return readVersion(nextUrl.pathname, nextUrl.searchParams).version !== null
}

async function respond(request: NextRequest, headers: Headers): Promise<NextResponse> {
  if (!READS.includes(request.method) && !isFromOwnPage(request.headers, env().publicOrigin))
    return refusal(request)
  const { pathname, searchParams } = request.nextUrl
  if (IN_NO_LANGUAGE.test(pathname)) return toLanguage(request)
  if (!PAGES.test(pathname)) return NextResponse.next({ request: { headers } })
  const asked = readVersion(pathname, searchParams)
  const page = new URL(`${asked.pathname}?${asked.params}`, request.url)
  const show = () =>
    asked.version === null
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(page, { request: { headers } })
  if (!READS.includes(request.method)) return show()
  const status = await wrongAddress(asked, request.headers.get('cookie'))
  if (status === null) return show()
  const target =
    status === 404
      ? new URL(
          `/${isLang(pathname.slice(1, 3)) ? pathname.slice(1, 3) : 'en'}/missing`,
          request.url,
        )
      : page
  return NextResponse.rewrite(target, { status, request: { headers } })
}

/** Next takes the nonce for its own scripts from the request's policy, and compares Origin with the forwarded host. */
function forwardedHeaders(request: NextRequest, policy: string): Headers {
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  headers.set('X-Forwarded-Host', new URL(ownOrigin(request)).host)
  headers.set(ADDRESS_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  return headers
}

/** By now an Origin has been found to be one of ours, or the request changes nothing. */
function ownOrigin(request: NextRequest): string {
  const origin = request.headers.get('origin')
  return origin && !READS.includes(request.method) && URL.canParse(origin)
    ? origin
    : env().publicOrigin
}

function refusal(request: NextRequest): NextResponse {
  const first = request.nextUrl.pathname.split('/')[1] ?? ''
  const text = translator(isLang(first) ? first : 'en')('errors.cross_site')
  return new NextResponse(`${text}\n`, {
    status: 403,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}

function toLanguage(request: NextRequest): NextResponse {
  const path = `/${preferredLang(request)}${request.nextUrl.pathname.replace(/\/$/, '')}`
  const response = NextResponse.redirect(new URL(path, request.url), 307)
  response.headers.set('Vary', 'Accept-Language')
  return response
}

/** The first of our languages in the order the browser prefers them (RFC 9110, 12.5.4); English if neither is named. */
function preferredLang(request: NextRequest): Lang {
  const ranked = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters
        .map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1])
        .find((q) => q !== undefined)
      return { lang: tag.split('-')[0] ?? '', quality: Number(quality ?? 1) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return ranked.map(({ lang }) => lang).find(isLang) ?? 'en'
}

function isFile(request: NextRequest): boolean {
  return /^\/(_next|exports)\//.test(request.nextUrl.pathname)
}

function isPrivate(request: NextRequest): boolean {
  return !READS.includes(request.method) || request.cookies.has(sessionCookieName(isHttps()))
}

function isHttps(): boolean {
  return env().publicOrigin.startsWith('https:')
}
