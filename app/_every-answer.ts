import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isHttps } from '../db/cli/env'
import { FILE_POLICY, usualHeaders } from './_headers'

/** Methods that no `Request` can be made of (Fetch, 2.2.1): Next would break off with 500 before proxy.ts is asked. */
const UNSPEAKABLE = ['TRACE', 'TRACK', 'CONNECT']

/** How Next names the payload of a page by its address: proxy.ts is told the page, and another route is then drawn, with 200. */
const PAYLOAD = /\.rsc(?=$|\?)/

/**
 * Sees to what Next answers by itself, without asking proxy.ts: redirects of slashes, and what it breaks off with. Every
 * answer begins with the usual headers and the strictest policy, which the proxy's own replace; a method that Next
 * stumbles over is given a name that the proxy refuses like any other, and an address of a payload stays what was asked
 * for, so that it is not found. Next's own client asks for payloads by a header.
 */
export function guardEveryAnswer(): void {
  const usual = [...usualHeaders(isHttps()), ['Content-Security-Policy', FILE_POLICY]] as const
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    for (const [name, value] of usual) response.setHeader(name, value)
    if (UNSPEAKABLE.includes(request.method ?? '')) request.method = 'REFUSED'
    request.url = request.url?.replace(PAYLOAD, '%2Ersc')
  })
}
