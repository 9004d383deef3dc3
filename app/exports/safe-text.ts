import { cleanText } from '../../db/domain/clean-text'

export { cleanText }

/*
 * What may stand in an exported text. Words go out as they were recorded, with three exceptions, each made here and
 * nowhere else: characters that no file may hold, text that a spreadsheet would run, and markup.
 */

/** First characters that a spreadsheet may take for the beginning of a formula, their full-width twins included. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Whether a spreadsheet may take a text for a formula. */
export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text)
}

/** Clean text that no spreadsheet runs: an apostrophe before a character that would begin a formula. */
export function formulaSafe(text: string): string {
  const clean = cleanText(text)
  return looksLikeFormula(clean) ? `'${clean}` : clean
}

/** Clean text for an element or a quoted attribute of HTML or XML. */
export function escapeMarkup(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** A value as JSON with every text in it clean; no `<` is left in it that could end a script. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, inner) => (typeof inner === 'string' ? cleanText(inner) : inner),
    indent,
  ).replaceAll('<', '\\u003c')
}
