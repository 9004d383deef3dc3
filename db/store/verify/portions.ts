/** Reads a table portion by portion: `next` is asked for what follows the last row, until it gives nothing. */
export async function* inPortions<T>(
  next: (last: T | undefined) => PromiseLike<T[]>,
): AsyncGenerator<T[]> {
  let last: T | undefined
  for (;;) {
    const portion = await next(last)
    if (portion.length === 0) return
    yield portion
    last = portion.at(-1)
  }
}

/** Rows of a table read at once. */
export const PORTION = 1000
