import Negotiator from 'negotiator'
import { LANGS, type Lang } from '../../../db/domain/vocabulary'
import { isLang, translator } from '../../_i18n'

/** Every way in which a request can fail, with its status. Titles and texts are messages under `api.problems.`. */
export const PROBLEMS = {
  malformed: 400,
  invalid_parameters: 400,
  no_key: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  duplicate: 409,
  too_large: 413,
  unsupported_type: 415,
  invalid_fields: 422,
  too_many: 429,
  unexpected: 500,
  not_writable: 503,
  busy: 503,
  disk_full: 507,
} as const
export type ProblemCode = keyof typeof PROBLEMS

/** A failure that is told to the program. `more` are members of its own (RFC 9457, 3.2). */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly more: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(code)
    this.name = 'Problem'
  }
}

/** Where a kind of problem is explained: its `type`, the same in every language. */
export function problemType(origin: string, code: ProblemCode): string {
  return `${origin}/en/api#problem-${code.replaceAll('_', '-')}`
}

/** A problem as problem details (RFC 9457), in the language that the program asks for. Nobody keeps it. */
export function problemResponse(
  { code, more, headers }: Problem,
  { origin, path, lang }: { origin: string; path: string; lang: Lang },
): Response {
  const t = translator(lang)
  const body = {
    type: problemType(origin, code),
    title: t(`api.problems.${code}.title`),
    status: PROBLEMS[code],
    detail: t(`api.problems.${code}.text`),
    instance: path,
    ...more,
  }
  return new Response(`${JSON.stringify(body, null, 1)}\n`, {
    status: PROBLEMS[code],
    headers: {
      'Content-Type': 'application/problem+json',
      'Content-Language': lang,
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language',
      ...headers,
    },
  })
}

/** The language that a request prefers; English when it names neither. */
export function langOf(request: Request): Lang {
  const asked = request.headers.get('accept-language') ?? ''
  const [best = ''] = new Negotiator({ headers: { 'accept-language': asked } }).languages([
    ...LANGS,
  ])
  return asked !== '' && isLang(best) ? best : 'en'
}
