import { allForms, type Token, tokensOf } from './arabic'
import { inNumber, LONGEST_SPELLING, spellingsOf, WRITTEN } from './spellings'

/** Words in sequence; with `isPrefix` the last of them only begins the word that is meant. */
export type Pattern = { words: string[]; isPrefix: boolean }

/** One thing asked for: found where any of its patterns is. */
export type Term = {
  /** As it was typed, a phrase between quotation marks: what asks for it alone. */
  typed: string
  patterns: Pattern[]
  /** Other spellings of it that are looked for too, as they are written. */
  also: string[]
  /** Whether a word that finds nothing may be taken for a slip: not in a phrase, which means what it says. */
  mayBeSlip: boolean
}

/**
 * What is asked for: all of the terms, or all but `missing` of them. `whole` is the typed words as one phrase, which ranks
 * higher.
 */
export type Query = { terms: Term[]; whole: Pattern | null; missing: 0 | 1 }

/** The folded words of an entry, by how they weigh. `context` says what it is about, and is no find by itself. */
export type Entry = { names: string; words: string; readings: string; context: string }

/** The columns of an entry, and what a word in each is worth; the order is that of the index. */
export const COLUMNS = ['names', 'words', 'readings', 'context'] as const
export const WEIGHTS = { names: 10, words: 2, readings: 1, context: 0.5 } as const
const OWN = COLUMNS.filter((column) => column !== 'context')

/** Stands between the texts of an entry, so that no phrase runs from one into the next. */
export const BREAK = '¶'

const QUOTES = /["“”„‟«»]/
const STOP = new Set(
  searchable(
    'a an and as at by el for from in is of on or the to was were with في من على إلى عن أو و هو هي التي الذي',
  ).concat('al', 'ال'),
)
const MOST_TERMS = 24

/**
 * Reads what somebody typed into a search box: words, of which the last may be unfinished, and "phrases" in any double
 * quotation marks. Takes anything and never fails; without a letter or a digit nothing is asked for. Common little
 * words do not count unless they are all there is.
 */
export function parseQuery(text: string): Query {
  const pieces = text.split(QUOTES)
  // A quotation mark without its partner quotes nothing.
  const last = pieces.length - 1
  const isQuoted = (n: number) => n % 2 === 1 && n < last
  const read = pieces.map((piece, n) => ({ tokens: tokensOf(piece), piece, quoted: isQuoted(n) }))
  const plain = read.filter((p) => !p.quoted).flatMap((p) => p.tokens)
  const lastPlain = isQuoted(last) ? undefined : read[last]?.tokens.at(-1)
  const terms = read.flatMap(({ tokens, piece, quoted }) =>
    quoted ? phraseOf(tokens, piece) : termsOf(tokens, piece, lastPlain),
  )
  const telling = terms.filter((term) => !isStop(term))
  const words = plain.map((token) => token.word)
  return {
    terms: (telling.length > 0 ? telling : terms).slice(0, MOST_TERMS),
    whole: words.length > 1 ? { words, isPrefix: false } : null,
    missing: 0,
  }
}

/** Reads the register's text filter: every word begins a word of the entry, or is a known spelling of one. */
export function parseFilter(text: string): Query {
  const tokens = tokensOf(text)
  const terms = spelt(tokens, text).map(({ run, typed }) => {
    const starts = run.length === 1 ? allForms(run[0] as Token) : [run.map((t) => t.word).join(' ')]
    const patterns = starts.map((start) => ({ words: start.split(' '), isPrefix: true }))
    const others = otherSpellings(run)
    return { typed, patterns: [...patterns, ...others], also: written(others), mayBeSlip: false }
  })
  return { terms: terms.slice(0, MOST_TERMS), whole: null, missing: 0 }
}

/** The term for a word that is meant instead of the one that was typed. */
export function termFor(word: string): Term {
  const [token] = tokensOf(word)
  const [term] = token ? termsOf([token], word, undefined) : []
  return term ?? { typed: word, patterns: [], also: [], mayBeSlip: false }
}

/**
 * The query in the language of FTS5: every term somewhere, and at least one in what the entry itself says. Only folded
 * letters and digits go in, between quotation marks, so nothing typed can be taken for an operator.
 */
export function ftsOf({ terms, missing }: Query, isOwn: boolean): string {
  const each = terms.map(ftsOfTerm)
  const without = (n: number) => each.filter((_, other) => other !== n).join(' AND ')
  const isSome = missing > 0 && each.length > 1
  const all = isSome ? [`(${each.map((_, n) => `(${without(n)})`).join(' OR ')})`] : each
  const own = isOwn ? [`({${OWN.join(' ')}} : (${each.join(' OR ')}))`] : []
  return [...all, ...own].join(' AND ')
}

/** The same for entries whose names alone hold all of the terms. */
export function ftsOfNames({ terms }: Query): string {
  return `{names} : (${terms.map(ftsOfTerm).join(' AND ')})`
}

/** The query for words as they are typed, of which none only begins another. */
export function finished(query: Query): Query {
  const terms = query.terms.map((term) => {
    const patterns = term.patterns.filter((pattern) => !pattern.isPrefix)
    return patterns.length > 0 ? { ...term, patterns } : term
  })
  return { ...query, terms }
}

function ftsOfTerm({ patterns }: Term): string {
  return `(${patterns.map(ftsPattern).join(' OR ')})`
}

/** A pattern in the language of FTS5. */
function ftsPattern({ words, isPrefix }: Pattern): string {
  return `"${words.join(' ')}"${isPrefix ? '*' : ''}`
}

/** Whether an entry answers a query; the same as the index would say. */
export function answers(entry: Entry, { terms, missing }: Query, isOwn: boolean): boolean {
  const has = (term: Term, columns: readonly (keyof Entry)[]) =>
    term.patterns.some((pattern) => columns.some((column) => occurs(pattern, entry[column])))
  const lacking = terms.filter((term) => !has(term, COLUMNS)).length
  const isEnough = lacking === 0 || (lacking <= missing && terms.length > 1)
  return isEnough && (!isOwn || terms.some((term) => has(term, OWN)))
}

/** How well an entry answers a query: the higher the better. It depends on nothing else, so no later entry moves it. */
export function weigh(entry: Entry, { terms }: Query): number {
  const patterns = terms.flatMap((term) => term.patterns)
  return patterns.reduce((sum, pattern) => {
    const found = COLUMNS.filter((column) => occurs(pattern, entry[column]))
    const weight = found.reduce((most, column) => most + WEIGHTS[column], 0)
    return sum + (3 * (weight * 2.2)) / (weight + 1.2)
  }, 0)
}

/** The query for one term of another. */
export function only(term: Term): Query {
  return { terms: [term], whole: null, missing: 0 }
}

/** The pieces of a text in order, those that a query asks for marked. */
export type Segment = { text: string; isMarked: boolean }

/** Cuts a text at the words that a query asks for. */
export function markedIn(text: string, { terms }: Query): Segment[] {
  const tokens = tokensOf(text)
  const marked = new Set<number>()
  for (const { words, isPrefix } of terms.flatMap((term) => term.patterns))
    for (let at = 0; at + words.length <= tokens.length; at++)
      if (
        words.every((word, n) => {
          const forms = allForms(tokens[at + n] as Token)
          return isPrefix && n === words.length - 1
            ? forms.some((form) => form.startsWith(word))
            : forms.includes(word)
        })
      )
        for (let n = 0; n < words.length; n++) marked.add(at + n)
  const segments: Segment[] = []
  let end = 0
  const add = (upTo: number, isMarked: boolean) => {
    const before = segments.at(-1)
    const piece = text.slice(end, Math.max(end, upTo))
    if (before?.isMarked === isMarked) before.text += piece
    else if (piece !== '') segments.push({ text: piece, isMarked })
    end = Math.max(end, upTo)
  }
  tokens.forEach((token, n) => {
    if (!marked.has(n)) return
    // What stands between two marked words of a phrase is marked with them.
    add(token.from, marked.has(n - 1) && /^[\s-]*$/.test(text.slice(end, token.from)))
    add(token.to, true)
  })
  add(text.length, false)
  return segments
}

/** The folded entry of some texts. */
export function entryOf(texts: Record<'names' | 'words' | 'context', string[]>): Entry {
  const [names, words, context] = [texts.names, texts.words, texts.context].map((list) =>
    list.map(foldedText),
  ) as [FoldedText[], FoldedText[], FoldedText[]]
  const join = (list: FoldedText[]) => list.map((one) => one.words).join(` ${BREAK} `)
  const readings = [...names, ...words].flatMap((one) => one.readings)
  return {
    names: join(names),
    words: join(words),
    readings: [...new Set(readings)].join(' '),
    context: join(context),
  }
}

type FoldedText = { words: string; readings: string[] }

/** Texts that were folded lately: a name stands in all that is said of its place, and much is said alike. */
const lately = new Map<string, FoldedText>()
const MOST_LATELY = 500

function foldedText(text: string): FoldedText {
  const known = lately.get(text)
  if (known) return known
  const tokens = tokensOf(text)
  const words = tokens.map((token) => token.word).join(' ')
  const folded = { words, readings: tokens.flatMap((token) => token.readings) }
  if (lately.size >= MOST_LATELY) lately.clear()
  lately.set(text, folded)
  return folded
}

function searchable(words: string): string[] {
  return tokensOf(words).map((token) => token.word)
}

function isStop({ patterns, mayBeSlip }: Term): boolean {
  return mayBeSlip && STOP.has(patterns[0]?.words[0] ?? '')
}

function phraseOf(tokens: Token[], typed: string): Term[] {
  if (tokens.length === 0) return []
  const patterns = [{ words: tokens.map((token) => token.word), isPrefix: false }]
  return [{ typed: `"${typed.trim()}"`, patterns, also: [], mayBeSlip: false }]
}

function termsOf(tokens: Token[], text: string, unfinished: Token | undefined): Term[] {
  return spelt(tokens, text).map(({ run, typed }) => {
    const others = otherSpellings(run)
    const [token] = run
    // Of a name that is known there is nothing left to type.
    if (others.length > 0 || run.length > 1 || !token) {
      const words = run.map((t) => t.word)
      // IS in capitals is a name; small it is half of every sentence.
      const own = token?.readings.includes('isis') ? [] : [{ words, isPrefix: false }]
      return { typed, patterns: [...own, ...others], also: written(others), mayBeSlip: false }
    }
    const exact = [...allForms(token), ...inNumber(token.word)]
    const isPrefix = token === unfinished && /^(?=.*\p{L})../u.test(token.word)
    const starts = isPrefix ? allForms(token) : []
    return {
      typed,
      patterns: [
        ...exact.map((word) => ({ words: [word], isPrefix: false })),
        ...starts.map((word) => ({ words: [word], isPrefix: true })),
      ],
      also: [],
      mayBeSlip: true,
    }
  })
}

/** Words cut into known spellings, the longest first, and single words. */
function spelt(tokens: Token[], text: string): { run: Token[]; typed: string }[] {
  const runs: { run: Token[]; typed: string }[] = []
  for (let at = 0; at < tokens.length; ) {
    let length = Math.min(LONGEST_SPELLING, tokens.length - at)
    while (length > 1 && spellingsOf(tokens.slice(at, at + length).map((t) => t.word)) === null)
      length--
    const run = tokens.slice(at, at + length)
    runs.push({ run, typed: text.slice(run[0]?.from, run.at(-1)?.to) })
    at += length
  }
  return runs
}

function otherSpellings(run: Token[]): Pattern[] {
  const [token] = run
  const tries =
    run.length > 1 || !token
      ? [run.map((t) => t.word)]
      : [...allForms(token).reverse(), ...inNumber(token.word)].map((word) => [word])
  const found = tries.map(spellingsOf).find((group) => group !== null) ?? []
  const own = run.map((t) => t.word).join(' ')
  return found
    .filter((words) => words.join(' ') !== own)
    .map((words) => ({ words, isPrefix: false }))
}

function written(patterns: Pattern[]): string[] {
  return patterns.flatMap(({ words }) => WRITTEN.get(words.join(' ')) ?? [])
}

/** Whether a pattern stands in a folded text. */
export function occurs({ words, isPrefix }: Pattern, folded: string): boolean {
  return ` ${folded} `.includes(` ${words.join(' ')}${isPrefix ? '' : ' '}`)
}
