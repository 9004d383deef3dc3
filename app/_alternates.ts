import type { Metadata } from 'next'
import type { Say } from '../components/say'
import { env } from '../db/cli/env'
import { href } from '../db/domain/filter'
import { LANGS, type Lang } from '../db/domain/vocabulary'

/** The path of the Atom feed of a site's changes, or of those to one monument, or to those that a filter finds. */
export function feedPath(
  lang: Lang,
  site: string,
  monument: string | null,
  filter: URLSearchParams = new URLSearchParams(),
): string {
  const place = [site, monument].filter((slug) => slug !== null).map(encodeURIComponent)
  return href(
    `/exports/${place.join('/')}/changes.atom`,
    new URLSearchParams([...filter, ['lang', lang]]),
  )
}

/** How feed readers find a page's feed, and everybody its other language: `rel="alternate"`. `path` has no language. */
export function feedLink(
  { t, lang }: Say,
  name: string,
  site: string,
  monument: string | null,
  filter?: URLSearchParams,
): Pick<Metadata, 'alternates'> {
  const url = `${env().publicOrigin}${feedPath(lang, site, monument, filter)}`
  const title = t('history.recent.feedOf', { name })
  const path = [site, monument]
    .filter((slug) => slug !== null)
    .map((slug) => `/${encodeURIComponent(slug)}`)
  return {
    alternates: {
      ...alternates(lang, path.join('')),
      types: { 'application/atom+xml': [{ url, title }] },
    },
  }
}

/** The address that a page is known by, without clocks, and the same in the other language. `path` has no language. */
export function alternates(lang: Lang, path: string): NonNullable<Metadata['alternates']> {
  const { publicOrigin } = env()
  const languages = Object.fromEntries(LANGS.map((l) => [l, `${publicOrigin}/${l}${path}`]))
  return {
    canonical: `${publicOrigin}/${lang}${path}`,
    languages: { ...languages, 'x-default': `${publicOrigin}/en${path}` },
  }
}
