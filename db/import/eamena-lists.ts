import { WITH_COMMA } from './eamena-words'

/*
 * The platform joins the values of a field by ", " and writes nothing as "", as null or as the word "None". Values may
 * hold commas themselves, and lists that stand beside each other belong together one by one.
 */

/** Characters that nobody sees at the two ends of a value, spaces included. */
const ENDS = /^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/g

/** A value as text; nothing is ''. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const trimmed = text.replace(ENDS, '')
  return trimmed === 'None' || trimmed === 'null' ? '' : trimmed
}

/** The values of a field in their order; those that are nothing are '', so that places are kept. */
export function listOf(value: unknown): string[] {
  const text = plain(value)
  if (text === '') return []
  const values: string[] = []
  for (let rest = typeof value === 'string' ? value : text; ; ) {
    const known = WITH_COMMA.find((term) => startsWithTerm(rest, term))
    const end = known ? known.length : rest.indexOf(', ')
    if (end < 0 || end >= rest.length) {
      values.push(plain(rest))
      return values
    }
    values.push(plain(rest.slice(0, end)))
    rest = rest.slice(end + 2)
  }
}

function startsWithTerm(text: string, term: string): boolean {
  return (
    text.startsWith(term) && (text.length === term.length || text.startsWith(', ', term.length))
  )
}

/** The different values of a field that are something. */
export function setOf(value: unknown): string[] {
  return [...new Set(listOf(value).filter((entry) => entry !== ''))]
}

/**
 * A list brought to a length: as it is, or each entry as often as that is a multiple of it, or the one that stands for
 * all. Null where it cannot be told which entry belongs to which.
 */
export function lined(list: string[], length: number): string[] | null {
  if (list.length === length) return list
  if (list.length === 0) return Array(length).fill('')
  if (length % list.length !== 0) return null
  const each = length / list.length
  return Array.from({ length }, (_, i) => list[Math.floor(i / each)] ?? '')
}
