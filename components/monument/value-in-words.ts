import { CONDITIONS, type Property } from '../../db/domain/vocabulary'
import type { Say } from '../say'

/** The typed value of a claim or assessment as a reader says it: a condition's label, a date in words, or itself. */
export function valueInWords(
  { t, date }: Say,
  { property, value }: { property: Property; value: string | null },
): string {
  if (value === null) return ''
  if (property === 'event_date' || property === 'construction_date') return date(value, 'on')
  const isCode = property === 'condition' && (CONDITIONS as readonly string[]).includes(value)
  return isCode ? t(`vocab.conditions.${value}`) : value
}
