import type { Metadata } from 'next'
import type { Say } from '../components/say'
import { env } from '../db/cli/env'
import type { Lang } from '../db/domain/vocabulary'

/** The path of the Atom feed of a site's changes, or of those to one monument of it. */
export function feedPath(lang: Lang, site: string, monument: string | null): string {
  const place = [site, monument].filter((slug) => slug !== null).map(encodeURIComponent)
  return `/exports/${place.join('/')}/changes.atom?lang=${lang}`
}

/** How feed readers find a page's feed: `rel="alternate"`. */
export function feedLink(
  { t, lang }: Say,
  name: string,
  site: string,
  monument: string | null,
): Pick<Metadata, 'alternates'> {
  const url = `${env().publicOrigin}${feedPath(lang, site, monument)}`
  const title = t('history.recent.feedOf', { name })
  return { alternates: { types: { 'application/atom+xml': [{ url, title }] } } }
}
