import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

/** Next evaluates this file once for each of its bundles; the request is the same in all of them. */
const shared = globalThis as { tadmorRequests?: AsyncLocalStorage<string> }
shared.tadmorRequests ??= new AsyncLocalStorage<string>()
const requests = shared.tadmorRequests

/** Header in which a request carries its id, and its answer too. */
export const REQUEST_HEADER = 'x-request-id'

/** What another server may call a request: nothing in it can be an address or break a line of the log. */
const SANE = /^[\w-]{8,64}$/

/** The id of the request that is being answered; null outside one. */
export function requestId(): string | null {
  return requests.getStore() ?? null
}

/** Everything that this tick leads to belongs to the request of this id. */
export function enterRequest(id: string): void {
  requests.enterWith(id)
}

/**
 * The id of a request: the one that the reverse proxy gave it, where there is a proxy (the register is at an https
 * address, and listens on loopback only), else a new one.
 */
export function idOf(given: string | string[] | undefined, publicOrigin: string): string {
  const isFromProxy = publicOrigin.startsWith('https:')
  return isFromProxy && typeof given === 'string' && SANE.test(given)
    ? given
    : randomUUID().replaceAll('-', '')
}
