import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, dayOfTimestamp, formatDay } from '../../db/domain/dates'
import { DomainError } from '../../db/domain/errors'
import { href, parseView, type ViewProblem, viewParams } from '../../db/domain/filter'
import { parseSince, SINCE_PARAM } from '../../db/domain/period'
import { type Reader, visibleTo } from '../../db/domain/policy'
import { type Report, statusReport } from '../../db/queries/report'
import { requireSite } from '../../db/queries/sites'
import { type Pinned, pinView } from '../../db/queries/view'
import { readHead } from '../../db/store/save'
import type { Db } from '../../db/store/store'
import { isLang, translator } from '../_i18n'
import { REPORT_LANGS, type ReportLang } from './permalink'

/** A file that the register can be exported as. `name` stands in the file's own name, `path` in its address. */
export type Format = {
  path: string
  name: string
  extension: string
  mime: string
  hasLang: boolean
  /** Whether it can tell what has changed since a day: the parameter `since`. */
  hasSince: boolean
  /** The file's content; `key` names this answer for whoever keeps files (equal keys, equal bytes). */
  render(
    report: Report,
    context: { origin: string; lang: ReportLang; key: string },
  ): string | Uint8Array<ArrayBuffer>
}

type Asked = { db: Db; reader: Reader; origin: string; now: string; request: Request; slug: string }

/**
 * Answers a request for an exported file: 404 for an unknown site, 400 with reasons for a bad query value, 307 to the
 * fully pinned address, 304 when the reader has this very answer already, else the file.
 */
export async function answerExport(
  format: Format,
  { db, reader, origin, now, request, slug }: Asked,
): Promise<Response> {
  const params = new URL(request.url).searchParams
  const parsed = parseView(params, ['lang', ...(format.hasSince ? [SINCE_PARAM] : [])], now)
  const asked = params.get('lang') || 'en'
  const lang = REPORT_LANGS.find((l) => l === asked) ?? 'en'
  try {
    await requireSite(db, reader, slug, null)
    const problems = parsed.ok ? [] : parsed.problems
    if (lang !== asked) problems.push({ param: 'lang', value: asked, code: 'unknown_value' })
    if (!parsed.ok || problems.length > 0) return refusal(problems, lang)
    const pinned = await pinView(db, { ...parsed.view, page: 1 }, now)
    const period = parseSince(params, pinned.view.asOf, dayOfTimestamp(now))
    if (period.problems.length > 0) return refusal(period.problems, lang)
    const since = format.hasSince ? period.since : null
    const resolved = viewParams(pinned.view)
    if (since !== null) resolved.set(SINCE_PARAM, formatDay(since))
    if (format.hasLang) resolved.set('lang', lang)
    const address = href(`/exports/${slug}/${format.path}`, resolved)
    const caching = cachingFor(reader)
    // Next adds parameters of its own, which begin with an underscore.
    const given = new URLSearchParams([...params].filter(([name]) => !name.startsWith('_')))
    if (given.toString() !== resolved.toString())
      return new Response(null, { status: 307, headers: { Location: address, ...caching } })
    const key = await answerKey(db, reader, origin, address)
    const headers = { ...caching, ETag: `"${key}"` }
    if (matches(request.headers.get('if-none-match'), headers.ETag))
      return new Response(null, { status: 304, headers })
    const site = await requireSite(db, reader, slug, pinned.view.rev)
    const report = await statusReport(db, reader, site, pinned, since)
    return new Response(format.render(report, { origin, lang, key }), {
      headers: {
        ...headers,
        'Content-Type': format.mime,
        'Content-Disposition': `attachment; filename="${fileName(format, slug, pinned, since, lang)}"`,
      },
    })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'not_found') return plainText(404, sentences(lang, 'errors.not_found'))
    if (error.field === 'rev')
      return refusal([{ param: 'rev', value: error.detail ?? '', code: 'unknown_value' }], lang)
    throw error
  }
}

/** A file may be kept by anybody but is asked about each time, so that a redaction takes effect at once. */
export function cachingFor(reader: Reader): Record<string, string> {
  const scope = reader.userId === null ? 'public' : 'private'
  return { 'Cache-Control': `${scope}, no-cache`, Vary: 'Cookie' }
}

/** What one answer depends on, as a key: equal keys mean equal bytes. `address` is path and query. */
export async function answerKey(
  db: Db,
  reader: Reader,
  origin: string,
  address: string,
): Promise<string> {
  const { hash: head } = await readHead(db)
  return hash([buildId(), head, visibleTo(reader).audience, origin, address])
}

/** `palmyra-monuments-asof-2016-12-11-known-2016-12-14-rev-1.csv`: letters, digits and hyphens, so no encoding is needed (RFC 6266). */
function fileName(
  format: Format,
  slug: string,
  { view }: Pinned,
  since: Day | null,
  lang: ReportLang,
): string {
  const parts = [
    slug,
    format.name,
    'asof',
    formatDay(view.asOf),
    'known',
    formatDay(view.knownAt),
    'rev',
    view.rev,
    ...(since === null ? [] : ['since', formatDay(since)]),
    ...(format.hasLang ? [lang] : []),
  ]
  return `${parts.join('-').replace(/[^\w+-]/g, '-')}.${format.extension}`
}

function refusal(problems: ViewProblem[], lang: ReportLang): Response {
  const lines = problems.map(({ param, value, code }) =>
    sentences(lang, `common.problems.${code}`, { param, value }),
  )
  return plainText(400, [sentences(lang, 'errors.problem'), ...lines].join('\n'))
}

/** A message in the report's language, or in both. */
export function sentences(lang: ReportLang, key: string, values?: Record<string, string>): string {
  return (isLang(lang) ? [lang] : (['en', 'ar'] as const))
    .map((l) => translator(l)(key, values))
    .join('\n')
}

/** A refusal in words, which nobody keeps. */
export function plainText(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

function hash(parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** Whether an `If-None-Match` header names this tag (RFC 9110, 13.1.2). */
export function matches(header: string | null, etag: string): boolean {
  if (header === null) return false
  return (
    header.trim() === '*' ||
    header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  )
}

let build: string | undefined

/** Identity of the running build: identical bytes are promised under one build. Unbuilt code (tests) has none. */
export function buildId(): string {
  try {
    build ??= readFileSync(
      join(/* turbopackIgnore: true */ process.cwd(), '.next/BUILD_ID'),
      'utf8',
    ).trim()
  } catch {
    build = 'unbuilt'
  }
  return build
}
