import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from '../db/cli/env'
import { log } from './_log'
import { metrics } from './_metrics'
import { enterRequest, idOf, REQUEST_HEADER } from './_request'
import { routeOf } from './_route-of'

/** What is asked for by machines all day, and files: told only when debugging. */
const QUIET = ['/healthz', '/readyz', '/metrics', '/_next']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** The usual sign (nginx) for somebody who left before there was an answer. */
const LEFT = 499

/**
 * Sees every request that the server takes and every answer as it left, Next's own included: Node announces both. Gives
 * the request its id, and logs and counts its method, the pattern of its route, its status and how long it took; no
 * address, query, name or id of anything.
 */
export function watchRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const began = performance.now()
    const id = idOf(request.headers[REQUEST_HEADER], env().publicOrigin)
    request.headers[REQUEST_HEADER] = id
    response.setHeader('X-Request-Id', id)
    enterRequest(id)
    const { method: given = '', url = '' } = request
    response.once('close', () => {
      const method = METHODS.includes(given) ? given : 'other'
      const route = routeOf(url)
      const isWhole = response.writableFinished
      const status = response.headersSent ? response.statusCode : LEFT
      const ms = performance.now() - began
      metrics().count({ method, route, status }, ms / 1000)
      const entry = { request: id, method, route, status, ms: Math.round(ms * 10) / 10 }
      log()[QUIET.includes(route) ? 'debug' : 'info'](isWhole ? entry : { ...entry, left: true })
    })
  })
}
