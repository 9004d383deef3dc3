import { env } from '../../db/cli/env'
import { NOBODY } from '../../db/domain/policy'
import { isOpenTo } from '../../db/queries/instance'
import { store } from '../../db/store/open'

export const dynamic = 'force-dynamic'

/** Pages for people who record or sign in, and the API, whose answers are on the pages too. */
const CLOSED = [
  '/api/',
  '/*/sign-in',
  '/*/join/',
  '/*/people',
  '/*/account',
  '/*/settings',
  ...['record', 'assess', 'correct', 'withdraw', 'threats/'].map((page) => `/*/*/${page}`),
  '/*/*/*/edit',
]

/** What crawlers are asked to leave alone (RFC 9309), and where the map of the rest is. */
export async function GET(): Promise<Response> {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'public, no-cache',
  }
  if (!(await isOpenTo(store().db, NOBODY)))
    return new Response('User-agent: *\nDisallow: /\n', { headers })
  const lines = ['User-agent: *', ...CLOSED.map((path) => `Disallow: ${path}`), 'Allow: /']
  return new Response(`${lines.join('\n')}\n\nSitemap: ${env().publicOrigin}/sitemap.xml\n`, {
    headers,
  })
}
