import { DomainError } from '../domain/errors'
import { isLooser } from '../domain/sensitivity'
import type { RecordChange } from '../store/records'
import { isSameContent } from './content'

/**
 * Refuses changes that show the public more than before, unless they were decided as such: a form that is about
 * something else must not open a place in passing. Throws `invalid` on `sensitivity`.
 */
export function refuseLoosening(changes: RecordChange[]): void {
  const isLoosened = changes.some(
    (c) => c.op === 'correct' && isLooser(c.before.sensitivity, c.row.sensitivity ?? 'public'),
  )
  if (isLoosened) throw new DomainError('invalid', 'sensitivity', 'sensitivity.elsewhere')
}

/** Whether changes do nothing but show the public less: what hides a place or a person is never kept waiting. */
export function onlyHides(changes: RecordChange[]): boolean {
  return changes.every(
    (c) =>
      c.op === 'correct' &&
      isLooser(c.row.sensitivity ?? 'public', c.before.sensitivity) &&
      isSameContent({ ...c.before, sensitivity: c.row.sensitivity }, c.row),
  )
}
