import { ALL_CHANGES } from '../../db/domain/changes-filter'
import { DomainError } from '../../db/domain/errors'
import {
  EVERYTHING,
  parseView,
  type View,
  type ViewProblem,
  viewParams,
} from '../../db/domain/filter'
import type { Reader } from '../../db/domain/policy'
import { recentChanges } from '../../db/queries/changes'
import { idsInView } from '../../db/queries/register'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import type { Db } from '../../db/store/store'
import { isLang, sayIn } from '../_i18n'
import { answerKey, cachingFor, matches, plainText, sentences } from './answer'
import { changesAtom } from './changes-atom'

type Asked = {
  db: Db
  reader: Reader
  origin: string
  request: Request
  siteSlug: string
  monument: string | null
  /** ISO timestamp: the view that narrows a feed is that of today. */
  now: string
}

/**
 * Answers a request for a feed of changes, to all or to the monuments that a filter finds today: 404 for a place that is
 * not there, 400 with reasons for a parameter that cannot be used, 304 when the reader has this very feed already.
 */
export async function answerChanges(asked: Asked): Promise<Response> {
  const { db, reader, origin, request, siteSlug, monument, now } = asked
  const { pathname, searchParams } = new URL(request.url)
  const lang = searchParams.get('lang') || 'en'
  const { view, problems } = readFilter(searchParams, monument)
  if (!isLang(lang)) problems.push({ param: 'lang', value: lang, code: 'unknown_value' })
  if (!isLang(lang) || problems.length > 0) {
    const lines = problems.map(({ code, ...values }) =>
      sentences('en', `common.problems.${code}`, values),
    )
    return plainText(400, [sentences('en', 'errors.problem'), ...lines].join('\n'))
  }
  try {
    const site = await requireSite(db, reader, siteSlug, null)
    const narrowing = viewParams(view)
    const pinned = await pinView(db, view, now)
    const tag = await answerKey(
      db,
      reader,
      origin,
      `${pathname}?${viewParams(pinned.view)}&lang=${lang}`,
    )
    const headers = { ...cachingFor(reader), ETag: `"${tag}"` }
    const filter = { ...ALL_CHANGES, monument }
    const within = narrowing.size > 0 ? await idsInView(db, reader, site.id, pinned) : null
    const changes = await recentChanges(db, reader, site.id, filter, pinned.view.rev, within)
    if (monument !== null && changes.place === null) throw new DomainError('not_found')
    if (matches(request.headers.get('if-none-match'), headers.ETag))
      return new Response(null, { status: 304, headers })
    return new Response(
      changesAtom(sayIn(lang), changes, { origin, siteSlug, filter: narrowing }),
      {
        headers: { ...headers, 'Content-Type': 'application/atom+xml; charset=utf-8' },
      },
    )
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    return plainText(404, sentences(lang, 'errors.not_found'))
  }
}

/** What narrows a site's feed: the register's filter without clocks, order and page. A monument's feed takes none. */
function readFilter(
  params: URLSearchParams,
  monument: string | null,
): { view: View; problems: ViewProblem[] } {
  const parsed = parseView(params, ['lang'])
  const strangers = [...new Set(params.keys())].filter(
    (name) =>
      name !== 'lang' && !name.startsWith('_') && (monument !== null || !NARROWING.includes(name)),
  )
  const problems = strangers.map((param): ViewProblem => {
    const value = params.get(param) ?? ''
    return { param, value, code: 'unknown_param' }
  })
  if (parsed.ok) return { view: parsed.view, problems }
  const more = parsed.problems.filter(({ param }) => !strangers.includes(param))
  return { view: EVERYTHING, problems: [...problems, ...more] }
}

const NARROWING = ['status', 'flag', 'kind', 'q']
