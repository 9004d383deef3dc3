import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { closeStore } from '../db/store/open'
import { beginStopping, isStopping } from './_state'

/**
 * Makes the server end well. Next stops listening at the first signal and waits for requests that have begun; here,
 * connections that are kept open are closed with their next answer, and the database, when everything else has ended,
 * by a last checkpoint. Children end with the process: they notice that it has gone.
 */
export function endWell(): void {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, beginStopping)
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    if (isStopping()) response.setHeader('Connection', 'close')
  })
  process.once('exit', closeStore)
}
