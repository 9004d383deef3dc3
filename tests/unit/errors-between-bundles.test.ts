import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DomainError } from '../../db/domain/errors'
import { ConstraintError, OutcomeUnknown } from '../../db/store/store'

test('what the store of another bundle throws is known, so that a lost race is tried again and a full disk is told', async () => {
  const errors = await bundled<typeof import('../../db/domain/errors')>('../../db/domain/errors.ts')
  const stores = await bundled<typeof import('../../db/store/store')>('../../db/store/store.ts')
  assert.notEqual(errors.DomainError, DomainError)
  assert.notEqual(stores.ConstraintError, ConstraintError)
  assert.ok(new errors.DomainError('disk_full') instanceof DomainError)
  assert.ok(new stores.ConstraintError('UNIQUE', ['revision.rev']) instanceof ConstraintError)
  assert.ok(new stores.OutcomeUnknown('lost') instanceof OutcomeUnknown)
  assert.ok(!(new stores.OutcomeUnknown('lost') instanceof ConstraintError))
  assert.ok(!(new Error('another') instanceof DomainError))
})

/** A module once more, as each bundle of the server has it. */
function bundled<T>(path: string): Promise<T> {
  return import(`${path}?bundle`)
}
