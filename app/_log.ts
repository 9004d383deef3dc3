import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { settings } from '../db/cli/env'
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

/**
 * An error as the log tells it. A failed query's own message holds the values that it was given, which are somebody's
 * words: only its SQL and what the engine said are told.
 */
function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack = '', cause } = error
  const [told = ''] = message.split('\nparams: ')
  return {
    type: name,
    message: told,
    stack: stack.slice(stack.indexOf('\n    at ') + 1),
    ...(cause instanceof Error && { cause: withoutValues(cause) }),
  }
}
