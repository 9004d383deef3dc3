/** More monuments than a site will have: two whole numbers that share a double need a bound. */
const MOST = 2 ** 21
const LAST = 2 ** 29
const OFFSET = 2 ** 27

const collator = new Intl.Collator('en')

/**
 * Entries in the order of a key: whole numbers up to ±10⁸, null for "unknown". Unknown keys come last in either
 * direction; equal ones stay in the order given.
 */
export function inOrder(
  entries: number[],
  keyOf: (entry: number) => number | null,
  descending: boolean,
): number[] {
  const packed = new Float64Array(entries.length)
  for (let i = 0; i < packed.length; i++) {
    const key = keyOf(entries[i] as number)
    const rank = key === null ? LAST : descending ? OFFSET - key : OFFSET + key
    packed[i] = rank * MOST + i
  }
  packed.sort()
  return Array.from(packed, (both) => entries[both % MOST] as number)
}

/** The place of each name among all; equal names share one. `nearly` is an order that is almost right already. */
export function ranksOf(
  names: string[],
  nearly?: Uint32Array,
): { ranks: Uint32Array; order: Uint32Array } {
  const before = nearly ?? []
  const order = [...before, ...names.slice(before.length).map((_, i) => before.length + i)].sort(
    (a, b) => collator.compare(names[a] as string, names[b] as string),
  )
  const ranks = new Uint32Array(names.length)
  order.forEach((n, place) => {
    const last = order[place - 1]
    const isSame =
      last !== undefined && collator.compare(names[last] as string, names[n] as string) === 0
    ranks[n] = isSame ? (ranks[last] as number) : place
  })
  return { ranks, order: Uint32Array.from(order) }
}
