/**
 * How many slips of the keyboard lie between two words: a letter left out, added, changed, or two neighbours swapped
 * (the optimal string alignment distance), counted up to `most`; beyond that `most + 1`.
 */
export function slipsBetween(a: string, b: string, most: number): number {
  const [left, right] = [[...a], [...b]]
  if (Math.abs(left.length - right.length) > most) return most + 1
  let [older, old]: [number[], number[]] = [[], right.map((_, n) => n + 1)]
  old.unshift(0)
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const changed = left[i - 1] === right[j - 1] ? 0 : 1
      let least = Math.min(
        (old[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (old[j - 1] as number) + changed,
      )
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      if (isSwap) least = Math.min(least, (older[j - 2] as number) + 1)
      row.push(least)
    }
    ;[older, old] = [old, row]
  }
  return Math.min(old[right.length] as number, most + 1)
}

/** How many slips a word of this length may hold and still be taken for another: none in two letters, one up to five. */
export function slipsAllowed(word: string): number {
  const length = [...word].length
  return length < 3 ? 0 : length <= 5 ? 1 : 2
}
