import type { Certainty } from '../domain/vocabulary'
import { lined } from './eamena-lists'
import type { Looking } from './eamena-looking'
import type { EamenaRecord } from './eamena-record'
import * as words from './eamena-words'
import type { ImportedClaim } from './shape'

/** A claim of what stands in a column, by those who looked, on the day on which they saw it. */
export function claimOf(
  record: EamenaRecord,
  looking: Looking,
  claim: Pick<ImportedClaim, 'property' | 'words'> & Partial<ImportedClaim>,
  column: string,
): ImportedClaim {
  return {
    wordsLang: 'en',
    valid: looking.seen,
    qualifier: 'on',
    locator: `${record.text('EAMENA ID')} · ${column}`,
    assessors: looking.assessors,
    ...looking.shared,
    ...(looking.note ? { note: looking.note } : {}),
    ...claim,
  }
}

/** Columns that stand beside another of `length` entries, entry by entry; one that does not line up is refused and empty. */
export function besides(record: EamenaRecord, length: number): (column: string) => string[] {
  return (column) => {
    const list = lined(record.list(column), length)
    if (list === null) record.refuse(column, 'lists_differ')
    return list ?? Array<string>(length).fill('')
  }
}

/** "Disturbance: Fire; category: Natural; certainty: High", without what is not said. */
export function told(
  what: string,
  term: string,
  category: string,
  measure: string,
  value: string,
): string {
  const parts = [`${what}: ${term || 'not named'}`]
  if (category) parts.push(`category: ${category}`)
  if (value) parts.push(`${measure}: ${value}`)
  return parts.join('; ')
}

/** How sure the assessor was, in the register's words. */
export function sure(term: string | undefined): { certainty?: Certainty } {
  const certainty = words.termOf(words.EAMENA_CERTAINTIES, term ?? '')
  return certainty ? { certainty } : {}
}

/** What is said several times in the same way is said once. */
export function differing<T>(list: T[]): T[] {
  const seen = new Set<string>()
  return list.filter((one) => {
    const key = JSON.stringify(one)
    return !seen.has(key) && seen.add(key)
  })
}
