import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { env } from '../db/cli/env'

let made: Logger | undefined

/** The server's log, one JSON line per entry. Never give it form contents, passwords, tokens or coordinates. */
export function log(): Logger {
  made ??= pino({ level: env().logLevel, base: null })
  return made
}

/** Logs a bug and returns the reference number that the reader is shown instead of it. */
export function logBug(error: unknown, where: string): string {
  const reference = randomBytes(4).toString('hex')
  log().error({ reference, where, err: error }, 'unexpected')
  return reference
}
