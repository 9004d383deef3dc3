import { searchWords } from './arabic'

/* When two entries may be the same source: a hint for whoever enters one, never a reason to refuse it. */

/** From this share of common words on, two titles are worth a look. */
const ALIKE = 0.75

/** Parts of a query that say where a reader came from, not what is read. */
const TRACKING = /^(utm_\w+|fbclid|gclid|mc_[ce]id|ref|source)$/

/** How web archives write the address of what they keep. */
const ARCHIVED = /^https?:\/\/web\.archive\.org\/web\/\d+[a-z_]*\/(https?:\/\/.+)$/i

/**
 * A web address without what differs between copies of one link: scheme, `www.`, a slash at the end, a fragment, marks
 * of where a reader came from, and an archive around it. Null for what is no address.
 */
export function plainAddress(url: string | null): string | null {
  const inner = url === null ? null : (ARCHIVED.exec(url)?.[1] ?? url)
  if (inner === null || !URL.canParse(inner)) return null
  const { hostname, port, pathname, searchParams } = new URL(inner)
  const asked = [...searchParams].filter(([name]) => !TRACKING.test(name)).sort(byName)
  const query = asked.length > 0 ? `?${new URLSearchParams(asked)}` : ''
  const host = hostname.toLowerCase().replace(/^(www|m)\./, '')
  return `${host}${port && `:${port}`}${pathname.replace(/\/+$/, '')}${query}`
}

/** Whether two titles, folded, have most of their words in common. */
export function areTitlesAlike(a: string, b: string): boolean {
  const [one, other] = [new Set(searchWords(a)), new Set(searchWords(b))]
  const common = [...one].filter((word) => other.has(word)).length
  return common > 0 && (2 * common) / (one.size + other.size) >= ALIKE
}

type Described = { title: string | null; url: string | null; archiveUrl?: string | null }

/** Why one entry may be another: they lead to the same place, or are called about the same. Null when neither. */
export function likenessOf(a: Described, b: Described): 'address' | 'title' | null {
  const places = [b.url, b.archiveUrl ?? null].map(plainAddress)
  const isSamePlace = [a.url, a.archiveUrl ?? null]
    .map(plainAddress)
    .some((place) => place !== null && places.includes(place))
  if (isSamePlace) return 'address'
  return a.title && b.title && areTitlesAlike(a.title, b.title) ? 'title' : null
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : Number(a > b)
}
