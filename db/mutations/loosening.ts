import { DomainError } from '../domain/errors'
import { isLooser } from '../domain/sensitivity'
import type { RecordChange } from '../store/records'

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
