import type { Lang } from './vocabulary'

/** A word of a text: where it stands (UTF-16 offsets), its folded form, and the other forms that it can be found by. */
export type Token = { from: number; to: number; word: string; readings: string[] }

/** Letters and digits with whatever may stand inside a word without dividing it. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}\u0640'’‘ʿʾ`]*/gu
/** The Arabic article, alone or after the particles that join it, before at least two letters. */
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=..)/u
/** An Arabic particle that may be joined to a word, which leaves at least three letters. */
const PARTICLE = /^[وفبلك](?=...)/u

/** Two words that are one name: so that who looks for Baal does not find Baal Shamin, who is another. */
const ONE_NAME = new Set(
  ['baal shamin', 'baal shamen', 'bel shamin', 'بعل شمين', 'بعل شامين'].map((name) =>
    name.replace(' ', ''),
  ),
)

/**
 * Text folded for search, the same for what is indexed and what is typed: compatibility forms, case, Latin accents,
 * Arabic vowel marks, tatweel and invisible characters removed; alef, yeh, kaf and teh marbuta variants made one, digits
 * 0-9; apostrophes dropped so that "Ba'al" and "Baal" meet.
 */
export function normaliseForSearch(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{Mn}\p{Cf}\u0640'’‘ʿʾ`]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .normalize('NFC')
    .trim()
}

/**
 * The words of a text, folded, letters and digits of any script. Arabic words go without their article, so that
 * "القلعة" and "قلعة" meet; as they were written, and without a particle that may be joined to them ("بتدمر"), they are
 * *readings*. So is "isis" for IS in capitals, which folded is an English verb.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(WORD)) {
    const from = match.index
    const to = from + match[0].length
    for (const folded of foldedWords(match[0])) {
      const before = tokens.at(-1)
      const joined = `${before?.word}${folded}`
      if (before && ONE_NAME.has(joined)) Object.assign(before, { to, word: joined, readings: [] })
      else tokens.push({ from, to, ...formsOf(folded, match[0]) })
    }
  }
  return tokens
}

/** The folded words of a text, Arabic ones without their article. */
export function searchWords(text: string): string[] {
  return tokensOf(text).map((token) => token.word)
}

/** True when every typed word begins a word of the text, with its article or without. */
export function matchesWords(text: string, typed: string): boolean {
  const there = tokensOf(text).flatMap(allForms)
  return tokensOf(typed).every((token) =>
    allForms(token).some((start) => there.some((word) => word.startsWith(start))),
  )
}

/** Every form that a word is found by. */
export function allForms({ word, readings }: Pick<Token, 'word' | 'readings'>): string[] {
  return [word, ...readings]
}

function foldedWords(written: string): string[] {
  // Most words need no more; saves and searches fold thousands.
  if (/^[A-Za-z0-9]+$/.test(written)) return [written.toLowerCase()]
  return normaliseForSearch(written).match(/[\p{L}\p{N}]+/gu) ?? []
}

function formsOf(folded: string, written: string): Pick<Token, 'word' | 'readings'> {
  if (written === 'IS') return { word: folded, readings: ['isis'] }
  if (/\p{L}['’]s$/iu.test(written)) return { word: folded, readings: [folded.slice(0, -1)] }
  if (folded < '\u0600' || !/^\p{Script=Arabic}/u.test(folded))
    return { word: folded, readings: [] }
  const bare = folded.replace(ARTICLE, '')
  if (bare !== folded) return { word: bare, readings: [folded] }
  const base = folded.replace(PARTICLE, '')
  return { word: folded, readings: base === folded ? [] : [base] }
}

/** The language that a name or title is most likely in, by its script: for those that carry none of their own. */
export function langByScript(text: string): Lang {
  return /\p{Script=Arabic}/u.test(text) ? 'ar' : 'en'
}
