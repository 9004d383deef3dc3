import type { Query } from './search-query'
import { markedIn, only, type Segment } from './search-query'

/** About how many characters of a long text an excerpt shows, and how many before the first word that was found. */
const [LONGEST, BEFORE] = [260, 70]

/** A piece of a text around the words that a query asks for, these marked; `count` is how many different ones it holds. */
export type Excerpt = {
  segments: Segment[]
  isCutBefore: boolean
  isCutAfter: boolean
  count: number
}

/** The part of a text that shows best what a query finds in it; cut between words when the text is long. */
export function excerptOf(text: string, query: Query): Excerpt {
  const segments = markedIn(text, query)
  const count = query.terms.filter((term) =>
    markedIn(text, only(term)).some((s) => s.isMarked),
  ).length
  const [from, to] = windowOf(text, segments)
  let at = 0
  const cut = segments.flatMap((segment) => {
    const start = Math.max(from - at, 0)
    const end = Math.min(to - at, segment.text.length)
    at += segment.text.length
    return end > start ? [{ ...segment, text: segment.text.slice(start, end) }] : []
  })
  return { segments: cut, isCutBefore: from > 0, isCutAfter: to < text.length, count }
}

function windowOf(text: string, segments: Segment[]): [from: number, to: number] {
  if (text.length <= LONGEST) return [0, text.length]
  const first = segments.findIndex((s) => s.isMarked)
  const start = segments.slice(0, Math.max(first, 0)).reduce((sum, s) => sum + s.text.length, 0)
  const end = start + (segments[first]?.text.length ?? 0)
  const wanted = Math.min(Math.max(0, start - BEFORE), text.length - LONGEST)
  // A long address has no space near: it is cut anywhere rather than what was found left out.
  const before = text.indexOf(' ', wanted)
  const from = wanted <= 0 ? 0 : before >= 0 && before < start ? before + 1 : wanted
  const most = Math.min(from + LONGEST, text.length)
  const after = most === text.length ? most : text.lastIndexOf(' ', most)
  return after > from && after >= end ? [from, after] : [from, most]
}
