import { canonicalJson } from '../store/chain'
import { contentOf } from '../store/save'

/** Whether two versions of a record say the same, whatever their revision numbers. */
export function isSameContent(a: object, b: object): boolean {
  return canonicalJson(contentOf(a)) === canonicalJson(contentOf(b))
}
