import type { Say } from '../../components/say'
import { DomainError } from '../../db/domain/errors'
import { clockParams, href, parseView } from '../../db/domain/filter'
import type { Reader } from '../../db/domain/policy'
import { monumentAddressOf } from '../../db/queries/cited'
import { getMonument } from '../../db/queries/monument'
import { movedSource } from '../../db/queries/moved-source'
import { getAssessment, getClaim } from '../../db/queries/record-pages'
import { getSource } from '../../db/queries/sources'
import { type Pinned, pinView } from '../../db/queries/view'
import type { Db } from '../../db/store/store'
import { isLang, sayIn } from '../_i18n'
import { answerKey, cachingFor, matches, plainText, sentences } from './answer'
import { type At, citedAssessment, citedClaim, citedMonument, citedSource } from './cite/cited'
import { CITED_KINDS, type Cited, type CitedKind, cslItem } from './cite/item'
import { asFile, CITE_FORMATS, type CiteFormat } from './cite/library'

const MIME: Record<CiteFormat, [type: string, extension: string]> = {
  bibtex: ['application/x-bibtex; charset=utf-8', 'bib'],
  ris: ['application/x-research-info-systems; charset=utf-8', 'ris'],
  'csl-json': ['application/vnd.citationstyles.csl+json; charset=utf-8', 'json'],
}

type Asked = { db: Db; reader: Reader; origin: string; now: string; request: Request }

/**
 * Answers a request for a citation as a file: 400 with reasons for what cannot be used, 404 for a record that is not
 * there, 307 to the address with its revision, 304 when the reader has this very citation already.
 */
export async function answerCite({ db, reader, origin, now, request }: Asked): Promise<Response> {
  const params = new URL(request.url).searchParams
  const given = params.get('lang') || 'en'
  const lang = isLang(given) ? given : 'en'
  const view = new URLSearchParams(params)
  // The register's filter has a `kind` of its own.
  view.delete('kind')
  const parsed = parseView(view, ['id', 'format', 'lang'], now)
  const [kind, format, id] = [
    CITED_KINDS.find((k) => k === params.get('kind')),
    CITE_FORMATS.find((f) => f === params.get('format')),
    params.get('id') ?? '',
  ]
  const wrong = (name: string) =>
    params.get(name)
      ? sentences(lang, 'cite.unknown', { param: name, value: params.get(name) ?? '' })
      : sentences(lang, 'cite.required', { param: name })
  const problems = [
    ...(parsed.ok
      ? []
      : parsed.problems.map(({ code, param, value }) =>
          sentences(lang, `common.problems.${code}`, { param, value }),
        )),
    ...(kind ? [] : [wrong('kind')]),
    ...(format ? [] : [wrong('format')]),
    ...(id ? [] : [wrong('id')]),
    ...(isLang(given) ? [] : [wrong('lang')]),
  ]
  if (!parsed.ok || !kind || !format || problems.length > 0)
    return plainText(400, [sentences(lang, 'errors.problem'), ...problems].join('\n'))
  try {
    const pinned = await pinView(db, parsed.view, now)
    const { asOf, knownAt } = parsed.view
    const address = href(
      '/exports/cite',
      new URLSearchParams([
        ['kind', kind],
        ['id', id],
        ...clockParams({ asOf, knownAt, rev: pinned.view.rev }),
        ['format', format],
        ['lang', lang],
      ]),
    )
    const caching = cachingFor(reader)
    if (parsed.view.rev === null)
      return new Response(null, { status: 307, headers: { Location: address, ...caching } })
    const say = sayIn(lang)
    const cited = await find(db, reader, say, kind, id, { asked: { asOf, knownAt }, pinned })
    const headers = { ...caching, ETag: `"${await answerKey(db, reader, origin, address)}"` }
    if (matches(request.headers.get('if-none-match'), headers.ETag))
      return new Response(null, { status: 304, headers })
    const [mime, extension] = MIME[format]
    const item = cslItem(say, cited, origin)
    return new Response(asFile(item, format), {
      headers: {
        ...headers,
        'Content-Type': mime,
        'Content-Disposition': `attachment; filename="${item.id}.${extension}"`,
      },
    })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'not_found') {
      const moved = kind === 'source' && (await movedSource(db, reader, id, parsed.view.rev))
      if (!moved) return plainText(404, sentences(lang, 'errors.not_found'))
      const to = new URLSearchParams(params)
      to.set('id', moved)
      return new Response(null, {
        status: 308,
        headers: { Location: href('/exports/cite', to), ...cachingFor(reader) },
      })
    }
    if (error.field !== 'rev') throw error
    const value = error.detail ?? ''
    return plainText(400, sentences(lang, 'common.problems.unknown_value', { param: 'rev', value }))
  }
}

async function find(
  db: Db,
  reader: Reader,
  say: Say,
  kind: CitedKind,
  id: string,
  at: At & { pinned: Pinned },
): Promise<Cited> {
  switch (kind) {
    case 'claim':
      return citedClaim(say, await getClaim(db, reader, id, at.pinned), at)
    case 'assessment':
      return citedAssessment(say, await getAssessment(db, reader, id, at.pinned), at)
    case 'source':
      return citedSource(say, (await getSource(db, reader, id, at.pinned)).source, at)
    case 'monument': {
      const { site, slug } = await monumentAddressOf(db, reader, id, at.pinned.view.rev)
      const page = await getMonument(db, reader, site.id, slug, at.pinned)
      return citedMonument(say, page, `/${say.lang}/${site.slug}/${slug}`, at)
    }
  }
}
