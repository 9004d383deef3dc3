import type { RecordChange, RecordKind, Row } from '../../store/records'
import { isSameContent } from '../content'

/**
 * Pairs what a file says with the records that say it: equal ones first, what remains in its order with the remaining
 * records that an import made (`isOurs`), so that an edited value finds the record that it had made.
 */
export function paired<Said, Kept>(
  said: readonly Said[],
  kept: readonly Kept[],
  isEqual: (said: Said, kept: Kept) => boolean,
  canBecome: (said: Said, kept: Kept) => boolean,
): [Said, Kept | null][] {
  const left = new Set(kept)
  const take = (one: Said, is: (said: Said, kept: Kept) => boolean) => {
    for (const record of left)
      if (is(one, record)) {
        left.delete(record)
        return record
      }
    return null
  }
  const equal = said.map((one) => (kept.length > 0 ? take(one, isEqual) : null))
  return said.map((one, i) => [one, equal[i] ?? (left.size > 0 ? take(one, canBecome) : null)])
}

/** The first of `prefix1`, `prefix2` … that is not used yet; remembers it. */
export function nextId(prefix: string, used: Set<string>): string {
  for (let n = 1; ; n++) {
    const id = `${prefix}${n}`
    if (used.has(id)) continue
    used.add(id)
    return id
  }
}

/** The change that makes `before` say what `row` says, none where it does; what is stricter stays. */
export function correction<K extends RecordKind>(
  kind: K,
  before: Row<K>,
  fields: Partial<Row<K>>,
): RecordChange[] {
  const row = { ...before, ...fields, sensitivity: before.sensitivity }
  return isSameContent(before, row)
    ? []
    : [{ op: 'correct', kind, before, row } as unknown as RecordChange]
}
