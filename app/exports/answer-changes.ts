import { ALL_CHANGES } from '../../db/domain/changes-filter'
import { DomainError } from '../../db/domain/errors'
import type { Reader } from '../../db/domain/policy'
import { recentChanges } from '../../db/queries/changes'
import { requireSite } from '../../db/queries/sites'
import { readHead } from '../../db/store/save'
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
}

/**
 * Answers a request for a feed of changes: 404 for a place that is not there, 400 with reasons for a parameter that
 * cannot be used, 304 when the reader has this very feed already.
 */
export async function answerChanges(asked: Asked): Promise<Response> {
  const { db, reader, origin, request, siteSlug, monument } = asked
  const { pathname, searchParams } = new URL(request.url)
  const lang = searchParams.get('lang') || 'en'
  const problems = [...searchParams]
    .filter(([name]) => name !== 'lang')
    .map(([param, value]) => sentences('en', 'common.problems.unknown_param', { param, value }))
  if (!isLang(lang))
    problems.push(sentences('en', 'common.problems.unknown_value', { param: 'lang', value: lang }))
  if (!isLang(lang) || problems.length > 0)
    return plainText(400, [sentences('en', 'errors.problem'), ...problems].join('\n'))
  try {
    const site = await requireSite(db, reader, siteSlug, null)
    const tag = await answerKey(db, reader, origin, `${pathname}?lang=${lang}`)
    const headers = { ...cachingFor(reader), ETag: `"${tag}"` }
    const filter = { ...ALL_CHANGES, monument }
    const changes = await recentChanges(db, reader, site.id, filter, (await readHead(db)).rev)
    if (monument !== null && changes.place === null) throw new DomainError('not_found')
    if (matches(request.headers.get('if-none-match'), headers.ETag))
      return new Response(null, { status: 304, headers })
    return new Response(changesAtom(sayIn(lang), changes, { origin, siteSlug }), {
      headers: { ...headers, 'Content-Type': 'application/atom+xml; charset=utf-8' },
    })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    return plainText(404, sentences(lang, 'errors.not_found'))
  }
}
