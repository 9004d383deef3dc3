import { canonicalJson } from '../store/chain'
import { contentOf } from '../store/save'

/**
 * Whether a form, applied to what it may have made of a record before, would change nothing: then it was sent twice, and
 * not sent again with something else in it.
 */
export async function isUnmoved<T extends object>(
  after: Record<string, unknown> | null,
  apply: (row: T) => T | Promise<T>,
): Promise<boolean> {
  return after !== null && isSameContent(after, await apply(after as T))
}

/** Whether two versions of a record say the same, whatever their revision numbers. */
export function isSameContent(a: object, b: object): boolean {
  return canonicalJson(contentOf(a)) === canonicalJson(contentOf(b))
}
