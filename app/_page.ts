import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Say } from '../components/say'
import { DomainError } from '../db/domain/errors'
import {
  clockParams,
  EVERYTHING,
  href,
  parseView,
  type View,
  type ViewProblem,
} from '../db/domain/filter'
import type { Reader } from '../db/domain/policy'
import type { Lang } from '../db/domain/vocabulary'
import { type Pinned, pinView } from '../db/queries/view'
import { store } from '../db/store/open'
import type { Db } from '../db/store/store'
import { isShut, signInAddress } from './_entrance'
import { ADDRESS_HEADER } from './_headers'
import { isLang, sayIn } from './_i18n'
import { OTHER_PARAMS } from './_params'
import { getReader } from './_session'

/** Query parameters as Next hands them to a page. */
export type Search = Promise<Record<string, string | string[] | undefined>>

/** What every page stands on: how it speaks, who reads, the settled clocks, and what was wrong with the address. */
export type Opened = {
  say: Say
  reader: Reader
  db: Db
  asked: typeof EVERYTHING
  pinned: Pinned
  problems: ViewProblem[]
  saved: number | null
}

/**
 * Opens a page: an unusable address falls back to the plain view and says what was wrong. `own` names the parameters
 * that the page reads itself.
 */
export async function openPage(
  lang: string,
  search: Search,
  own: readonly string[] = [],
): Promise<Opened> {
  return openOnce(lang, toParams(await search).toString(), own.join(' '))
}

/** A page and its metadata are opened once, so that what they ask of the register can be asked once too. */
const openOnce = cache(async (lang: string, query: string, own: string): Promise<Opened> => {
  if (!isLang(lang)) notFound()
  await requireEntrance(lang)
  const params = new URLSearchParams(query)
  const now = new Date().toISOString()
  const parsed = parseView(params, [...OTHER_PARAMS, ...own.split(' ')], now)
  const problems = parsed.ok ? [] : parsed.problems
  const asked = parsed.ok ? parsed.view : EVERYTHING
  const { db } = store()
  const common = {
    reader: await getReader(),
    db,
    saved: Number(params.get('saved')) || null,
  }
  try {
    const pinned = await pinView(db, asked, now)
    return { ...common, say: sayAt(lang, asked, pinned), asked, pinned, problems }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const unknown: ViewProblem = { param: 'rev', value: String(asked.rev), code: 'unknown_value' }
    const pinned = await pinView(db, EVERYTHING, now)
    return {
      ...common,
      say: sayAt(lang, EVERYTHING, pinned),
      asked: EVERYTHING,
      pinned,
      problems: [...problems, unknown],
    }
  }
})

/** Sends whoever a private register is closed to, to sign in and back. */
async function requireEntrance(lang: Lang): Promise<void> {
  const address = (await headers()).get(ADDRESS_HEADER) ?? ''
  if (await isShut(address.split('?')[0] ?? '', getReader)) redirect(signInAddress(lang, address))
}

function sayAt(lang: Lang, asked: View, { view }: Pinned): Say {
  return {
    ...sayIn(lang),
    at: (path) => href(path, clockParams(asked)),
    pin: (path) => href(path, clockParams(view)),
  }
}

/** Runs a query whose `not_found` is this page's 404. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') notFound()
    throw error
  }
}

/** Query parameters as the web platform reads them. */
export function toParams(search: Awaited<Search>): URLSearchParams {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) params.append(name, one)
  return params
}
