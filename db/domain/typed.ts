import { formatDay } from './dates'

/** The fields that hold a day, as a number once read. */
const DAYS = new Set(['reported', 'known', 'endKnown'])
/** What schemas put together from other fields, which are there as well. */
const MADE = new Set(['uses', 'names'])

/**
 * What was typed into a form, by field, from what its schema made of it: the form filled in so and sent again gives the
 * same. Fields that were left empty are there, empty.
 */
export function typedAgain(input: unknown): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(input as Record<string, unknown>)
      .filter(([field]) => !MADE.has(field))
      .map(([field, value]) => [field, [value].flat().flatMap((one) => typedOne(field, one))]),
  )
}

function typedOne(field: string, value: unknown): string[] {
  if (value === null || value === undefined || value === false) return []
  if (value === true) return ['on']
  if (typeof value === 'number') return [DAYS.has(field) ? formatDay(value) : String(value)]
  return [String(value)]
}
