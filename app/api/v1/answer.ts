import { DomainError } from '../../../db/domain/errors'
import { at } from '../../../db/domain/policy'
import type { Lang } from '../../../db/domain/vocabulary'
import { isOpenTo } from '../../../db/queries/instance'
import { siteAt } from '../../../db/queries/site-at'
import type { Store } from '../../../db/store/store'
import { asTrouble, isTrouble } from '../../../db/store/trouble'
import { translator } from '../../_i18n'
import { log, logBug } from '../../_log'
import { answerRead } from './answer-read'
import { answerWrite } from './answer-write'
import { admit, type Caller, identify, limitHeaders, noKey } from './caller'
import { Moved, type Operation, type PathParams } from './operation'
import { langOf, Problem, problemResponse } from './problem'
import { API } from './shapes/addresses'

/** Everything that an answer needs from outside; tests give their own. */
export type Services = {
  store: Store
  /** Without a trailing slash. */
  origin: string
  /** ISO timestamp. */
  now: string
  /** What the client's address is counted by. */
  address: string
  newId(): string
  salt: string
}

/** What both kinds of operation answer from. */
export type Context = Services & { request: Request; path: PathParams; lang: Lang; caller: Caller }

/**
 * Answers one request to a path of the API with the operation for its method. Order: method, who asks, how often, then
 * the operation's own checks. Every failure is a problem document; a bug is logged and told by its reference alone.
 */
export async function answer(
  operations: readonly Operation[],
  request: Request,
  path: PathParams,
  services: Services,
): Promise<Response> {
  const lang = langOf(request)
  const { store, now } = services
  let caller: Caller | null = null
  let response: Response
  try {
    const operation = operationFor(operations, request.method)
    const writes = operation.method !== 'get'
    caller = await identify(store, { headers: request.headers, writes }, services)
    await admit(store, caller, { writes, now })
    if (!(await isOpenTo(store.db, caller.reader))) throw noKey(true)
    const reader = at(caller.reader, await siteAt(store.db, namedBy(path)))
    const context: Context = { ...services, request, path, lang, caller: { ...caller, reader } }
    response =
      operation.method === 'get'
        ? await answerRead(operation, context)
        : await answerWrite(operation, context)
  } catch (error) {
    const { pathname, search } = new URL(request.url)
    const { origin } = services
    response =
      error instanceof Moved
        ? redirected(`${origin}${API}${error.path}${search}`)
        : problemResponse(problemOf(error, lang), { origin, path: pathname, lang })
  }
  const more = caller ? await limitHeaders(store, caller.limits, now) : {}
  for (const [name, value] of Object.entries({ ...more, ...sharing(request) }))
    response.headers.set(name, value)
  return response
}

/** What a browser may do from other sites: read what the public may read, and nothing with a key. */
export function preflight(operations: readonly Operation[]): Response {
  const headers = new Headers({ Allow: allowed(operations), 'Cache-Control': 'no-store' })
  if (operations.some((o) => o.method === 'get')) {
    headers.set('Access-Control-Allow-Origin', '*')
    headers.set('Access-Control-Allow-Methods', 'GET, HEAD')
    headers.set('Access-Control-Allow-Headers', 'Accept, Accept-Language, If-None-Match')
    headers.set('Access-Control-Max-Age', '86400')
  }
  return new Response(null, { status: 204, headers })
}

/** What a path names, by which the caller's role is found; what a body names, the mutation finds. */
function namedBy({ site, source, claim, assessment, monument, threat, record }: PathParams) {
  if (site !== undefined) return { site }
  const named = [claim, assessment, monument, threat, record, source]
  return { records: named.filter((id) => id !== undefined) }
}

function operationFor(operations: readonly Operation[], method: string): Operation {
  const wanted = method === 'HEAD' ? 'get' : method.toLowerCase()
  const found = operations.find((o) => o.method === wanted)
  if (found) return found
  if (operations.length === 0) throw new Problem('not_found')
  const allow = allowed(operations)
  throw new Problem('method_not_allowed', { allowed: allow.split(', ') }, { Allow: allow })
}

function allowed(operations: readonly Operation[]): string {
  const methods = operations.flatMap((o) => (o.method === 'get' ? ['GET', 'HEAD'] : [o.method]))
  return [...methods, 'OPTIONS'].map((m) => m.toUpperCase()).join(', ')
}

function sharing({ method, headers }: Request): Record<string, string> {
  if (!['GET', 'HEAD'].includes(method) || headers.has('authorization')) return {}
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers':
      'ETag, Link, Content-Language, RateLimit, RateLimit-Policy, Retry-After',
  }
}

/** Permanent, as far as the public goes: nobody keeps it, since a merged source can be restored. */
function redirected(location: string): Response {
  return new Response(null, {
    status: 308,
    headers: { Location: location, 'Cache-Control': 'no-cache' },
  })
}

/** After how many seconds it is worth asking again, where people have to do something first or not. */
const RETRY: Record<string, Record<string, string>> = {
  busy: { 'Retry-After': '5' },
  not_writable: { 'Retry-After': '300' },
  disk_full: { 'Retry-After': '300' },
}

/** Any failure as a problem. `detail` of an `invalid` is a message key under `errors.`; that of `too_many` minutes. */
function problemOf(thrown: unknown, lang: Lang): Problem {
  const error = asTrouble(thrown)
  if (error instanceof Problem) return error
  if (isTrouble(error)) {
    log().error({ err: error.cause }, error.code)
    return new Problem(error.code, {}, RETRY[error.code])
  }
  if (!(error instanceof DomainError))
    return new Problem('unexpected', { reference: logBug(error, 'api') })
  const { code, field, detail } = error
  if (code === 'too_many')
    return new Problem('too_many', {}, { 'Retry-After': String(Number(detail ?? 1) * 60) })
  if (code === 'duplicate')
    return new Problem('duplicate', field === null ? {} : { field, existing: detail })
  if (code !== 'invalid') return new Problem(code)
  const message = translator(lang)(`errors.${detail ?? 'invalid'}`)
  return new Problem('invalid_fields', { errors: [{ field, message }] })
}
