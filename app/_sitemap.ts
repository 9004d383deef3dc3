import { LANGS } from '../db/domain/vocabulary'
import { countPublicPages, publicPages } from '../db/queries/public-pages'
import type { Db } from '../db/store/store'

/** Pages in one part, each in every language; sitemaps.org allows 50,000 addresses. */
const PART = 10_000
const NAMESPACES =
  'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'

/** The index: one entry for each part. */
export async function sitemapIndex(db: Db, origin: string): Promise<Response> {
  const parts = Math.max(1, Math.ceil((await countPublicPages(db)) / PART))
  const entries = Array.from(
    { length: parts },
    (_, n) => `<sitemap><loc>${origin}/sitemaps/${n + 1}.xml</loc></sitemap>`,
  )
  return xml(`<sitemapindex ${NAMESPACES}>${entries.join('\n')}</sitemapindex>`)
}

/** One part, `1.xml` being the first: every page in every language, each with its alternates. */
export async function sitemapPart(db: Db, origin: string, name: string): Promise<Response> {
  const [, number] = /^([1-9]\d{0,5})\.xml$/.exec(name) ?? []
  const start = (Number(number ?? 0) - 1) * PART
  const paths = number === undefined ? [] : await publicPages(db, start, PART)
  if (paths.length === 0) return new Response(null, { status: 404 })
  return xml(
    `<urlset ${NAMESPACES}>${paths.map((path) => entries(origin, path)).join('\n')}</urlset>`,
  )
}

function entries(origin: string, path: string): string {
  const alternates = [...LANGS.map((lang) => [lang, lang]), ['x-default', 'en']]
    .map(
      ([hreflang, lang]) =>
        `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${escaped(`${origin}/${lang}${path}`)}"/>`,
    )
    .join('')
  return LANGS.map(
    (lang) => `<url><loc>${escaped(`${origin}/${lang}${path}`)}</loc>${alternates}</url>`,
  ).join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function xml(root: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`, {
    headers: {
      'Content-Type': 'application/xml; charset=utf-8',
      'Cache-Control': 'public, no-cache',
    },
  })
}
