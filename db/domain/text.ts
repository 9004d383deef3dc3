import { z } from 'zod'

/*
 * Text as people type it into forms: plain text, and Markdown in notes (see components/markdown.tsx). HTML is refused
 * with a message rather than stripped, because a note that silently loses a part of itself is worse than one that is
 * sent back; what came in by another way is shown as the letters that it is. Invisible characters that
 * turn the direction of the text around (Unicode UAX #9 overrides and isolates) are refused because they can make a
 * line read differently from what it says; the plain marks U+200E, U+200F and U+061C are needed in Arabic and stay.
 * What is wrong is told by `params.key`, a message key under `errors.field.`; no sentence is written here.
 */

export const SHORT_TEXT_MAX = 300
export const LONG_TEXT_MAX = 20_000

const BIDI = /[\u202A-\u202E\u2066-\u2069]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFF9-\uFFFB\uFEFF]/
const MARKUP = /<[/!?]?[a-z][^>]*>?|<!--/i
/** A web or mail address in angle brackets: how Markdown writes a link without words. */
const AUTOLINK = /<(?:https?:\/\/|mailto:)[^\s<>]*>/gi

/** One line: a title, a name, a locator. Trimmed, at most 300 characters unless told otherwise. */
export function shortText(max = SHORT_TEXT_MAX) {
  return z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(plainText(max))
}

/** A note of several lines, newlines kept as `\n`. Trimmed, at most 20,000 characters. */
export function longText(max = LONG_TEXT_MAX) {
  return z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(plainText(max))
}

/** A text of ours of several lines, in which Markdown counts. Trimmed, at most 20,000 characters. */
export function noteText(max = LONG_TEXT_MAX) {
  return z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(plainText(max, (text) => text.replace(AUTOLINK, '')))
    .meta({ description: 'Markdown without HTML.' })
}

/** An e-mail address, in lower case: that is how accounts are found. */
export function emailText() {
  return z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .pipe(z.email().max(254))
}

/** A repeated field: absent is an empty list, one value a list of one. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item),
  )
}

/** A whole or decimal number typed as text, with a point or an Arabic decimal mark; Arabic-Indic digits are read too. */
export function numberText(range: { min?: number; max?: number } = {}) {
  const number = z.number({ error: 'not_a_number' })
  const least = range.min === undefined ? number : number.min(range.min)
  return (
    z
      .string()
      .transform((text) => readNumber(text))
      .pipe(range.max === undefined ? least : least.max(range.max))
      // Forms send text, programs a number: what the API describes.
      .meta({
        type: 'number',
        ...(range.min !== undefined && { minimum: range.min }),
        ...(range.max !== undefined && { maximum: range.max }),
      })
  )
}

/** The first thing in a text that may not be there, as a message key and its argument; null when it is clean. */
export function findForbidden(
  text: string,
): { key: string; values: Record<string, string> } | null {
  const bidi = BIDI.exec(text)?.[0]
  if (bidi) return { key: 'bidi', values: { code: codePoint(bidi) } }
  const control = CONTROL.exec(text)?.[0]
  if (control) return { key: 'control', values: { code: codePoint(control) } }
  const tag = MARKUP.exec(text)?.[0]
  if (tag) return { key: 'markup', values: { tag: tag.length > 40 ? `${tag.slice(0, 40)}…` : tag } }
  return null
}

function plainText(max: number, looked: (text: string) => string = (text) => text) {
  return z
    .string()
    .min(1)
    .max(max)
    .superRefine((text, context) => {
      const found = findForbidden(looked(text))
      if (found) context.addIssue({ code: 'custom', params: found })
    })
}

function readNumber(text: string): number {
  const latin = text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace('\u066B', '.')
    .replace('\u2212', '-')
  return /^[+-]?\d+(\.\d+)?$/.test(latin) ? Number(latin) : Number.NaN
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
