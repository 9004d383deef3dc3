import { parseDate } from '../../domain/dates'
import { longText, shortText } from '../../domain/text'
import type { Bilingual } from '../../domain/vocabulary'

/** Why a value cannot be taken: a key of `importing.reasons`. */
export class ValueRefused extends Error {
  constructor(
    readonly column: string,
    readonly reason: string,
    readonly value: string,
  ) {
    super(`${column}: ${reason}`)
  }
}

const ONE_LINE = shortText()
const MANY_LINES = longText()

/** A name or another single line. Throws `ValueRefused`. */
export function line(text: string, column: string): string {
  return checked(ONE_LINE, text, column)
}

/** Text of several lines. Throws `ValueRefused`. */
export function lines(text: string, column: string): string {
  return checked(MANY_LINES, text, column)
}

/** Text of ours in one or two languages; null where there is none. */
export function both(text: Bilingual | null, column: string): Bilingual | null {
  const { en, ar } = text ?? {}
  if (!en && !ar) return null
  return { ...(en ? { en: lines(en, column) } : {}), ...(ar ? { ar: lines(ar, column) } : {}) }
}

/** A date with its bounds. Throws `ValueRefused`. */
export function dated(text: string, column: string) {
  const parsed = parseDate(text)
  if (!parsed.ok) throw new ValueRefused(column, 'bad_date', text)
  return { valid: parsed.edtf, ...parsed.bounds }
}

const PLAIN = /^[\p{L}\p{N}\p{M} .,;:()/'’"%+=°-]*$/u

function checked(schema: typeof ONE_LINE, text: string, column: string): string {
  // Most texts hold nothing that could be refused: looking at each letter once is much the quickest.
  if (
    text.length > 0 &&
    text.length <= 300 &&
    PLAIN.test(text) &&
    text.trim() === text &&
    !text.includes('  ')
  )
    return text
  const result = schema.safeParse(text)
  if (!result.success) {
    const [issue] = result.error.issues as { params?: { key?: string } }[]
    throw new ValueRefused(column, reasonOf(issue?.params?.key), text.slice(0, 200))
  }
  return result.data
}

function reasonOf(key: string | undefined): string {
  return key === 'too_long' ? 'too_long' : key === 'required' ? 'required' : 'not_plain_text'
}
