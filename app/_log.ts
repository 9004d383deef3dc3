import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { settings } from '../db/cli/env'
import { withoutValues } from '../db/store/without-values'
import { requestId } from './_request'

let made: Logger | undefined

/** The server's log, one JSON line per entry, each with the request it belongs to. Never give it form contents, passwords, tokens or coordinates. */
export function log(): Logger {
  made ??= pino({
    level: settings().logLevel,
    base: null,
    serializers: { err: withoutValues },
    mixin: () => {
      const request = requestId()
      return request === null ? {} : { request }
    },
  })
  return made
}

/** Logs a bug and returns the reference number that the reader is shown instead of it: that of the request. */
export function logBug(error: unknown, where: string): string {
  const reference = requestId() ?? randomBytes(4).toString('hex')
  log().error({ reference, where, err: error }, 'unexpected')
  return reference
}

/** Logs what broke a page or a route; the digest is what Next tells of it. */
export function logBroken(error: unknown, route: string): void {
  const digest = (error as { digest?: string } | null)?.digest
  log().error({ route, digest, err: error }, 'unexpected')
}
