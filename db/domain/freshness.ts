import { type Day, twelveMonthsBefore } from './dates'

/** Whether nobody is known to have looked in the twelve months up to a day. `lookedAt` is of an image or a visit. */
export function isStale(lookedAt: Day | null, asOf: Day): boolean {
  return lookedAt === null || lookedAt < twelveMonthsBefore(asOf)
}
