import type { z } from 'zod'
import {
  type Day,
  FIRST_DAY,
  formatDay,
  LAST_DAY,
  requireBounds,
} from '../../../../db/domain/dates'
import type { Qualifier } from '../../../../db/domain/vocabulary'
import type { when } from '../schemas/common'

/** A day as the API writes it; null for none, and for the stand-ins of no known beginning and end. */
export function dayText(day: Day | null): string | null {
  return day === null || day <= FIRST_DAY || day >= LAST_DAY ? null : formatDay(day)
}

/** A date as typed with the days that it can mean. */
export function whenOf({
  valid,
  qualifier,
}: {
  valid: string
  qualifier: Qualifier
}): z.infer<typeof when> {
  const { earliest, latest } = requireBounds(valid)
  return { edtf: valid, qualifier, earliest: dayText(earliest), latest: dayText(latest) }
}
