import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DomainError } from '../../db/domain/errors'
import { ConstraintError, OutcomeUnknown } from '../../db/store/store'

test('what a store of another bundle throws is known for what it is', async () => {
  const again = (path: string) => import(new URL(`../../db/${path}.ts?again`, import.meta.url).href)
  const { DomainError: OtherDomainError } = await again('domain/errors')
  const other = await again('store/store')
  assert.notEqual(other.ConstraintError, ConstraintError)
  assert.ok(new OtherDomainError('conflict') instanceof DomainError)
  assert.ok(new other.ConstraintError('refused', []) instanceof ConstraintError)
  assert.ok(new other.OutcomeUnknown('lost') instanceof OutcomeUnknown)
  assert.ok(!(new other.OutcomeUnknown('lost') instanceof ConstraintError))
  assert.ok(!(new Error('x') instanceof DomainError))
})
