import type { Named } from '../db/queries/site-at'
import { readVersion } from './_version'

/** Query parameters of pages that name a record. */
const RECORD_PARAMS = ['claim', 'record', 'subject', 'question', 'about', 'note', 'redacts']
/** Pages below a language that are about no site. */
const OF_NO_SITE = [
  'about',
  'accessibility',
  'account',
  'api',
  'drafts',
  'join',
  'missing',
  'people',
  'search',
  'settings',
  'sign-in',
  'sources',
]

/** What a page's path and query name, by which `siteAt` finds its site. A new page below a language counts as a site's. */
export function namedBy(address: string): Named {
  const [path = '', query] = address.split('?')
  const { pathname, params } = readVersion(path, new URLSearchParams(query))
  const [, , first = '', second = '', third = ''] = pathname.split('/').map(decoded)
  if (first === '' || OF_NO_SITE.includes(first)) return {}
  if (first === 'reports') return { report: second }
  const asked = RECORD_PARAMS.flatMap((name) => params.getAll(name))
  if (first === 'notes' || first === 'sensitivity' || (first === 'images' && second === 'new'))
    return { records: asked }
  if (['claims', 'assessments', 'history', 'images'].includes(first)) return { records: [second] }
  const threat = second === 'threats' && third !== 'new' ? [third] : []
  return { site: first, records: [...asked, ...threat].filter((id) => id !== '') }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
