import { randomBytes, randomUUID } from 'node:crypto'
import { env } from '../../../db/cli/env'
import { store } from '../../../db/store/open'
import { addressKey } from '../../_client-address'
import { answer, preflight } from './answer'
import { OPERATIONS } from './operations'

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]> | undefined> },
) => Promise<Response>

/** The handlers of one path: every method is answered, those that the path does not have with a problem. */
export function routeOf(path: string): Record<(typeof METHODS)[number], Handler> {
  const own = OPERATIONS.filter((operation) => operation.path === path)
  const handle: Handler = async (request, { params }) => {
    if (request.method === 'OPTIONS') return preflight(own)
    const { publicOrigin: origin, proxies } = env()
    return answer(own, request, decoded((await params) ?? {}), {
      store: store(),
      origin,
      now: new Date().toISOString(),
      address: addressKey(request.headers, origin, proxies),
      newId: randomUUID,
      salt: randomBytes(16).toString('hex'),
    })
  }
  const handlers = Object.fromEntries(METHODS.map((method) => [method, handle]))
  return handlers as ReturnType<typeof routeOf>
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** What a path names; a part that is no text names nothing. */
function decoded(params: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(String(value))]
      } catch {
        return [name, '']
      }
    }),
  )
}
