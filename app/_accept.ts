import Negotiator from 'negotiator'

/**
 * The one of these media types that an `Accept` header likes best (RFC 9110, 12.5.1): the first where it likes several as
 * well or says nothing, null when it wants none of them. Parameters other than `q` (a charset, a profile) ask for a type
 * in more detail than any answer is told apart by, and are passed over.
 */
export function preferredType<T extends string>(
  accept: string | null,
  offered: readonly T[],
): T | null {
  const asked = accept?.replace(PARAMETER, '').trim() || '*/*'
  const types = offered.map((type) => type.split(';')[0] ?? type)
  const [best] = new Negotiator({ headers: { accept: asked } }).mediaTypes([...new Set(types)])
  return offered.find((_, i) => types[i] === best) ?? null
}

const PARAMETER = /;\s*(?!q\s*=)[^\s;,="]+\s*=\s*("(\\.|[^"\\])*"|[^\s;,"]*)/gi
