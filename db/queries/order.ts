/** More monuments than a site will have: two whole numbers that share a double need a bound. */
const MOST = 2 ** 21
const LAST = 2 ** 31
const OFFSET = 2 ** 30

const collator = new Intl.Collator('en')

/**
 * Entries in the order of a key: whole numbers up to ±10⁹, null for "unknown". Unknown keys come last in either
 * direction; equal ones stay in the order given.
 */
export function inOrder(
  entries: Int32Array,
  keyOf: (entry: number) => number | null,
  descending: boolean,
): Int32Array {
  const packed = new Float64Array(entries.length)
  for (let i = 0; i < packed.length; i++) {
    const key = keyOf(entries[i] as number)
    const rank = key === null ? LAST : descending ? OFFSET - key : OFFSET + key
    packed[i] = rank * MOST + i
  }
  packed.sort()
  return Int32Array.from(packed, (both) => entries[both % MOST] as number)
}

/** Names in their order, each once, and the place of each of a list among them; equal names share one. */
export type Ranked = { sorted: string[]; ranks: Uint32Array }

/** The place of each name among all. */
export function ranksOf(names: string[]): Ranked {
  const sorted = [...new Set(names)].sort(collator.compare)
  const rankOf = new Map<string, number>()
  sorted.forEach((name, place) => {
    const last = sorted[place - 1]
    const isSame = last !== undefined && collator.compare(last, name) === 0
    rankOf.set(name, isSame ? (rankOf.get(last) as number) : place)
  })
  return { sorted, ranks: Uint32Array.from(names, (name) => rankOf.get(name) as number) }
}

/**
 * The place of every ranked name with some others put in between, without ordering all anew: a function of the number
 * of a name, the others counted from behind the ranked ones.
 */
export function ranksAmong({ sorted, ranks }: Ranked, others: string[]): (n: number) => number {
  const between = ranksOf(others)
  const step = between.sorted.length + 1
  const places = others.map((name, n) => {
    const place = placeOf(name, sorted)
    const isThere = place < sorted.length && collator.compare(sorted[place] as string, name) === 0
    return isThere ? place * step : (place - 1) * step + 1 + (between.ranks[n] as number)
  })
  return (n) =>
    n < ranks.length ? (ranks[n] as number) * step : (places[n - ranks.length] as number)
}

/** How many of the sorted names come before one. */
function placeOf(name: string, sorted: string[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (collator.compare(sorted[middle] as string, name) < 0) low = middle + 1
    else high = middle
  }
  return low
}
