/** How many bits of a key are one digit. */
const DIGIT = 16
const VALUES = 2 ** DIGIT

const collator = new Intl.Collator('en')

/**
 * Entries in the order of a key: whole numbers up to ±10⁹, null for "unknown". Unknown keys come last in either
 * direction; equal ones stay in the order given. A radix sort: a million entries take a tenth of what comparing does.
 */
export function inOrder(
  entries: Int32Array,
  keyOf: (entry: number) => number | null,
  descending: boolean,
): Int32Array {
  const keys = keysOf(entries, keyOf, descending)
  const most = keys.reduce((one, other) => Math.max(one, other), 0)
  let from: Keyed = { keys, entries: entries.slice() }
  let to: Keyed = { keys: new Uint32Array(keys.length), entries: new Int32Array(keys.length) }
  for (let digit = 0; digit === 0 || most >= 2 ** digit; digit += DIGIT) {
    const places = placesOf(from.keys, digit)
    for (let i = 0; i < keys.length; i++) {
      const key = from.keys[i] as number
      const value = (key >>> digit) % VALUES
      const place = places[value] as number
      places[value] = place + 1
      to.keys[place] = key
      to.entries[place] = from.entries[i] as number
    }
    ;[from, to] = [to, from]
  }
  return from.entries
}

type Keyed = { keys: Uint32Array; entries: Int32Array }

/** The keys counted from the one that comes first; those that are unknown are beyond all others. */
function keysOf(
  entries: Int32Array,
  keyOf: (entry: number) => number | null,
  descending: boolean,
): Uint32Array {
  const known = new Float64Array(entries.length)
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < known.length; i++) {
    const key = keyOf(entries[i] as number)
    known[i] = key ?? Number.NaN
    if (key === null) continue
    if (key < least) least = key
    if (key > most) most = key
  }
  const keys = new Uint32Array(known.length)
  for (let i = 0; i < keys.length; i++) {
    const key = known[i] as number
    keys[i] = Number.isNaN(key)
      ? Math.max(0, most - least + 1)
      : descending
        ? most - key
        : key - least
  }
  return keys
}

/** Where the keys with each value of a digit begin when they stand in order. */
function placesOf(keys: Uint32Array, digit: number): Uint32Array {
  const places = new Uint32Array(VALUES + 1)
  for (let i = 0; i < keys.length; i++) {
    const next = (((keys[i] as number) >>> digit) % VALUES) + 1
    places[next] = (places[next] as number) + 1
  }
  for (let value = 1; value <= VALUES; value++)
    places[value] = (places[value] as number) + (places[value - 1] as number)
  return places
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
 * of a name, the others counted from behind the ranked ones. No place is beyond how many names there are.
 */
export function ranksAmong({ sorted, ranks }: Ranked, others: string[]): (n: number) => number {
  const between = ranksOf(others)
  // How many of the others come before each of the sorted names.
  const before = new Uint32Array(sorted.length + 1)
  const placeAmong = new Map<string, number>()
  for (const name of between.sorted) {
    const place = placeOf(name, sorted)
    placeAmong.set(name, place)
    const behind = isAt(place, name, sorted) ? place + 1 : place
    before[behind] = (before[behind] as number) + 1
  }
  for (let place = 1; place < before.length; place++)
    before[place] = (before[place] as number) + (before[place - 1] as number)
  const moved = (place: number) => place + (before[place] as number)
  const places = others.map((name, n) => {
    const place = placeAmong.get(name) as number
    return isAt(place, name, sorted) ? moved(place) : place + (between.ranks[n] as number)
  })
  return (n) =>
    n < ranks.length ? moved(ranks[n] as number) : (places[n - ranks.length] as number)
}

function isAt(place: number, name: string, sorted: string[]): boolean {
  return place < sorted.length && collator.compare(sorted[place] as string, name) === 0
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
