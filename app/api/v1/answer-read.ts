import { formatDay } from '../../../db/domain/dates'
import { DomainError } from '../../../db/domain/errors'
import { parseView, type View, type ViewProblem, viewParams } from '../../../db/domain/filter'
import type { Lang } from '../../../db/domain/vocabulary'
import { type Pinned, pinView } from '../../../db/queries/view'
import { preferredType } from '../../_accept'
import { translator } from '../../_i18n'
import { answerKey, cachingFor, matches } from '../../exports/answer'
import { safeJson } from '../../exports/safe-text'
import type { Context } from './answer'
import { type Cursor, cursorAt, isOfQuestion, onTheWalk, readCursor } from './cursor'
import type { Media } from './media'
import type { Read } from './operation'
import { isViewParam } from './params'
import { Problem } from './problem'
import { API, addressesAt } from './shapes/addresses'

export const LIMIT = { usual: 100, most: 200 } as const

/**
 * Answers a reading operation: 406 with the list for a type that it does not have, 400 with all that is wrong with the
 * parameters, 304 when the client has this very answer already, else the answer at settled clocks.
 */
export async function answerRead(operation: Read, context: Context): Promise<Response> {
  const { request, caller, store, origin, now, lang, path } = context
  const { db } = store
  const { reader } = caller
  const media = preferredType(request.headers.get('accept'), operation.formats)
  if (media === null) throw new Problem('not_acceptable', { formats: operation.formats })
  const query = new URLSearchParams(
    // Next adds parameters of its own, which begin with an underscore.
    [...new URL(request.url).searchParams].filter(([name]) => !name.startsWith('_')),
  )
  const { view, limit, cursor } = parse(operation, query, now, lang)
  const pinned = await pin(context, view)
  const found = operation.check?.(query, pinned, now) ?? []
  if (found.length > 0) throw wrong(found, lang)
  const self = selfOf(operation, context, pinned, query)
  const question = self.question
  if (cursor && !isOfQuestion(cursor, pinned, question)) throw wrong([notACursor(query)], lang)
  const headers: Record<string, string> = {
    'Cache-Control': cachingFor(reader)['Cache-Control'] ?? '',
    Vary: 'Accept, Authorization',
    ETag: `"${await answerKey(db, reader, origin, `${self.address} ${media}`)}"`,
  }
  if (matches(request.headers.get('if-none-match'), headers.ETag ?? ''))
    return new Response(null, { status: 304, headers })
  const { body, page, next, as } = await operation.run({
    db,
    reader,
    pinned,
    view,
    path,
    query,
    from: cursor?.at ?? null,
    limit,
    keyName: caller.key?.keyName ?? null,
    now,
    origin,
    at: addressesAt(origin, pinned),
  })
  const following = next == null ? null : self.with('cursor', cursorAt(pinned, question, next))
  headers.Link = linkHeader(operation, self.address, page, following)
  const other = media === 'application/json' ? undefined : as?.[media]?.(following)
  const links = { self: self.address, page, next: following }
  const content = other ?? (operation.isBare ? body : { pin: pinOf(pinned), links, ...body })
  return new Response(typeof content === 'string' ? content : `${safeJson(content)}\n`, {
    headers: { ...headers, 'Content-Type': CONTENT_TYPES[media] },
  })
}

const CONTENT_TYPES: Record<Media, string> = {
  'application/json': 'application/json',
  'application/ld+json': 'application/ld+json',
  'application/geo+json': 'application/geo+json',
  'text/csv': 'text/csv; charset=utf-8; header=present',
}

function parse(operation: Read, query: URLSearchParams, now: string, lang: Lang) {
  const problems: ViewProblem[] = []
  for (const name of new Set(query.keys()))
    if (!operation.params.includes(name))
      problems.push({ param: name, value: query.get(name) ?? '', code: 'unknown_param' })
  const own = [...query.keys()].filter((name) => !isViewParam(name))
  const parsed = parseView(query, own, now)
  if (!parsed.ok) problems.push(...parsed.problems)
  const given = query.get('limit') || String(LIMIT.usual)
  const limit = /^[1-9]\d{0,2}$/.test(given) ? Number(given) : LIMIT.most + 1
  if (limit > LIMIT.most) problems.push({ param: 'limit', value: given, code: 'unknown_value' })
  const text = query.get('cursor') || null
  const cursor: Cursor | null = text === null ? null : readCursor(text)
  if (text !== null && cursor === null) problems.push(notACursor(query))
  if (!parsed.ok || problems.length > 0) throw wrong(problems, lang)
  return { view: cursor ? onTheWalk(parsed.view, cursor) : parsed.view, limit, cursor }
}

function notACursor(query: URLSearchParams): ViewProblem {
  const value = query.get('cursor') ?? ''
  return { param: 'cursor', value: value.slice(0, 40), code: 'unknown_value' }
}

async function pin({ store, now, lang }: Context, view: View): Promise<Pinned> {
  try {
    return await pinView(store.db, view, now)
  } catch (error) {
    if (!(error instanceof DomainError) || error.field !== 'rev') throw error
    throw wrong([{ param: 'rev', value: error.detail ?? '', code: 'unknown_value' }], lang)
  }
}

function wrong(problems: ViewProblem[], lang: Lang): Problem {
  const t = translator(lang)
  return new Problem('invalid_parameters', {
    parameters: problems.map(({ param, value, code }) => ({
      name: param,
      value,
      code,
      message: t(`common.problems.${code}`, { param, value }),
    })),
  })
}

/** The pinned address of an answer, and what besides the view decides it. */
function selfOf(
  { path: template, params }: Read,
  { origin, path }: Context,
  pinned: Pinned,
  query: URLSearchParams,
) {
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''))
  const own = params
    .filter((name) => !isViewParam(name))
    .flatMap((name) => query.getAll(name).map((value): [string, string] => [name, value]))
    .filter(([, value]) => value !== '')
  const all = new URLSearchParams([...(params.length > 0 ? viewParams(pinned.view) : []), ...own])
  const addressWith = (given: URLSearchParams) =>
    `${origin}${API}${filled}${given.size > 0 ? `?${given}` : ''}`
  const apart = own.filter(([name]) => name !== 'cursor' && name !== 'limit')
  return {
    address: addressWith(all),
    question: `${filled}?${new URLSearchParams(apart)}`,
    with(name: string, value: string) {
      const given = new URLSearchParams(all)
      given.set(name, value)
      return addressWith(given)
    },
  }
}

function pinOf({ view, head }: Pinned) {
  return {
    asOf: formatDay(view.asOf),
    knownAt: formatDay(view.knownAt),
    rev: head.rev,
    head: head.hash,
    recordedAt: head.at,
  }
}

/** The same in other formats, for people, and what comes next (RFC 8288). */
function linkHeader(
  { formats }: Read,
  self: string,
  page: string | null,
  next: string | null,
): string {
  return [
    ...formats.map((type) => `<${self}>; rel="alternate"; type="${type}"`),
    ...(page ? [`<${page}>; rel="alternate"; type="text/html"`] : []),
    ...(next ? [`<${next}>; rel="next"`] : []),
  ].join(', ')
}
