import { headers } from 'next/headers'
import type { Lang } from '../db/domain/vocabulary'
import { listSites } from '../db/queries/sites'
import { store } from '../db/store/open'
import { isShut } from './_entrance'
import { ADDRESS_HEADER } from './_headers'
import { getReader } from './_session'

/** Path and query of this request without the language: `/palmyra?asOf=2016-12-11`, empty for the front page. */
export async function currentAddress(lang: Lang): Promise<string> {
  const address = (await headers()).get(ADDRESS_HEADER) ?? ''
  return address.startsWith(`/${lang}`) ? address.slice(lang.length + 1) : ''
}

/** The slug of the site that an address is about, else of the only site, else null; null too where nothing may be read. */
export async function siteOf(address: string): Promise<string | null> {
  if (await isShut('', getReader)) return null
  const sites = await listSites(store().db, await getReader(), null)
  const asked = address.split(/[/?]/)[1]
  const found =
    sites.find((site) => site.slug === asked) ?? (sites.length === 1 ? sites[0] : undefined)
  return found?.slug ?? null
}
