import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Box, formatBox, parseBox } from '../../db/domain/box'
import { dayOfTimestamp, formatDay } from '../../db/domain/dates'
import { DomainError } from '../../db/domain/errors'
import {
  href,
  type PinnedView,
  parseView,
  type ViewProblem,
  viewParams,
} from '../../db/domain/filter'
import { type Reader, visibleTo } from '../../db/domain/policy'
import {
  langOf,
  NO_SECTION,
  OPTION_PARAMS,
  optionParams,
  parseOptions,
  REPORT_SECTIONS,
  type ReportLang,
  type ReportOptions,
  WHOLE,
} from '../../db/domain/report-options'
import { requireSite } from '../../db/queries/sites'
import { type Pinned, pinView } from '../../db/queries/view'
import type { Row } from '../../db/store/records'
import { readHead } from '../../db/store/save'
import type { Db } from '../../db/store/store'
import { isLang, translator } from '../_i18n'
import { NotMade } from './maker/not-made'
import { type Piece, streamOf } from './stream'

/**
 * What a file is made of: one view of a site, pinned, for one reader, and the options of a report. `origin` begins every
 * address in it.
 */
export type Asked = ReportOptions & {
  db: Db
  reader: Reader
  origin: string
  site: Row<'site'>
  pinned: Pinned
  /** The part of the ground that the file is narrowed to. */
  box: Box | null
  /** Aborted when the reader has left. */
  signal?: AbortSignal
}

/** A file that the register can be exported as. `name` stands in the file's own name, `path` in its address. */
export type Format = {
  path: string
  name: string
  extension: string
  mime: string
  /** Whether it is a report, which takes options (see `parseOptions`). */
  hasOptions: boolean
  /** Whether it can be narrowed to a part of the ground: the parameter `bbox`. */
  hasBox: boolean
  /** The file's content as it is made; `key` names this answer for whoever keeps files (equal keys, equal bytes). */
  pieces(asked: Asked, key: string): AsyncIterable<Piece>
}

/** The parameter that narrows a file to a part of the ground, as `parseBox` reads it. */
const BOX_PARAM = 'bbox'

type Asking = {
  db: Db
  reader: Reader
  origin: string
  now: string
  request: Request
  slug: string
}

/**
 * Answers a request for an exported file: 404 for an unknown site, 400 with reasons for a bad query value, 307 to the
 * fully pinned address, 304 when the reader has this very answer already, else the file as it is made.
 */
export async function answerExport(
  format: Format,
  { db, reader, origin, now, request, slug }: Asking,
): Promise<Response> {
  const params = new URL(request.url).searchParams
  const own = [format.hasOptions ? OPTION_PARAMS : [], format.hasBox ? BOX_PARAM : []].flat()
  const parsed = parseView(params, ['lang', ...own], now)
  const lang = langOf(params, 'en')
  try {
    await requireSite(db, reader, slug, null)
    if (!parsed.ok) return refusal(parsed.problems, lang)
    const pinned = await pinView(db, { ...parsed.view, page: 1 }, now)
    const around = { asOf: pinned.view.asOf, today: dayOfTimestamp(now), lang }
    const { options, problems } = parseOptions(params, around)
    if (problems.length > 0) return refusal(problems, lang)
    const drawn = (format.hasBox && params.get(BOX_PARAM)?.trim()) || null
    const box = drawn === null ? null : parseBox(drawn)
    if (drawn !== null && box === null)
      return refusal([{ param: BOX_PARAM, value: drawn.slice(0, 80), code: 'not_a_box' }], lang)
    const address = addressOf(format, { slug, view: pinned.view, options, box })
    const caching = cachingFor(reader)
    // Next adds parameters of its own, which begin with an underscore.
    const given = new URLSearchParams([...params].filter(([name]) => !name.startsWith('_')))
    if (given.toString() !== address.split('?').at(1))
      return new Response(null, { status: 307, headers: { Location: address, ...caching } })
    const key = await answerKey(db, reader, origin, address)
    const headers = { ...caching, ETag: `"${key}"` }
    if (matches(request.headers.get('if-none-match'), headers.ETag))
      return new Response(null, { status: 304, headers })
    const site = await requireSite(db, reader, slug, pinned.view.rev)
    const file = { ...headers, ...headersOf(format, slug, pinned, options) }
    if (request.method === 'HEAD') return new Response(null, { headers: file })
    const { signal } = request
    const asked = { db, reader, origin, site, pinned, box, signal, ...options }
    const body = await streamOf(format.pieces(asked, key), signal)
    return new Response(body as BodyInit, { headers: file })
  } catch (error) {
    if (error instanceof NotMade) return notMade(error, lang)
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'not_found') return plainText(404, sentences(lang, 'errors.not_found'))
    if (error.field === 'rev')
      return refusal([{ param: 'rev', value: error.detail ?? '', code: 'unknown_value' }], lang)
    throw error
  }
}

/** Why there is no report now, and when to ask again (RFC 9110, 10.2.3). */
function notMade({ reason }: NotMade, lang: ReportLang): Response {
  const said = reason === 'busy' ? 'busy' : reason === 'broken' ? 'broken' : 'failed'
  const response = plainText(503, sentences(lang, `making.${said}`))
  response.headers.set('Retry-After', '60')
  return response
}

/** The fully pinned address of a file, from the root of the site. */
export function addressOf(
  format: Pick<Format, 'path' | 'hasOptions'>,
  {
    slug,
    view,
    options,
    box = null,
  }: { slug: string; view: PinnedView; options: ReportOptions; box?: Box | null },
): string {
  const params = viewParams(view)
  if (box !== null) params.set(BOX_PARAM, formatBox(box))
  if (format.hasOptions)
    for (const [name, value] of optionParams(options)) params.append(name, value)
  return href(`/exports/${slug}/${format.path}`, params)
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

function headersOf(format: Format, ...named: [string, Pinned, ReportOptions]) {
  return {
    'Content-Type': format.mime,
    'Content-Disposition': `attachment; filename="${fileName(format, ...named)}"`,
  }
}

/** `palmyra-monuments-asof-2016-12-11-known-2016-12-14-rev-1.csv`: letters, digits and hyphens, so no encoding is needed (RFC 6266). */
function fileName(
  format: Format,
  slug: string,
  { view }: Pinned,
  { since, sections, paper, lang }: ReportOptions,
): string {
  const isPart = sections.length < REPORT_SECTIONS.length
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
    ...(format.hasOptions && isPart ? [sections.join('+') || NO_SECTION] : []),
    ...(format.hasOptions && paper !== WHOLE.paper ? [paper] : []),
    ...(format.hasOptions ? [lang] : []),
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
