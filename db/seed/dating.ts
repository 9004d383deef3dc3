import { type Day, requireBounds, suggestedQualifier } from '../domain/dates'
import type { Qualifier } from '../domain/vocabulary'

/** The columns of a date: as typed, how it is meant, and its earliest and latest day. */
export function dating(valid: string, qualifier: Qualifier = suggestedQualifier(valid)) {
  return { valid, qualifier, ...requireBounds(valid) }
}

/** The day of `2015-08-30`; the last of them where the text says more than one. */
export function lastDay(edtf: string): Day {
  return requireBounds(edtf).latest
}
