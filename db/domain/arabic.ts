import type { Lang } from './vocabulary'

/**
 * Text folded for search, the same for what is indexed and what is typed: compatibility forms, case, Latin accents,
 * Arabic vowel marks and tatweel removed; alef, yeh and teh marbuta variants made one; apostrophes dropped so that
 * "Ba'al" and "Baal" meet.
 */
export function normaliseForSearch(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{Mn}\u0640'’‘ʿʾ`]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .normalize('NFC')
    .trim()
}

/** The words of a text, folded: letters and digits of any script. */
export function searchWords(text: string): string[] {
  return normaliseForSearch(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** True when every typed word begins a word of the text: the meaning of the register's text filter. */
export function matchesWords(text: string, typed: string): boolean {
  const words = searchWords(text)
  return searchWords(typed).every((start) => words.some((word) => word.startsWith(start)))
}

/** The language that a name or title is most likely in, by its script: for those that carry none of their own. */
export function langByScript(text: string): Lang {
  return /\p{Script=Arabic}/u.test(text) ? 'ar' : 'en'
}
