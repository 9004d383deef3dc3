import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StoreUnreachable } from '../../db/store/rqlite/unreachable'
import { asTrouble, isTrouble } from '../../db/store/trouble'

test('what the disk or the cluster cannot do is told as such, however it is wrapped; a bug is not', () => {
  const coded = (code: string) => Object.assign(new Error('failed'), { code })
  for (const [error, code] of [
    [coded('SQLITE_FULL'), 'disk_full'],
    [coded('EROFS'), 'not_writable'],
    [coded('SQLITE_BUSY_SNAPSHOT'), 'busy'],
    [new StoreUnreachable('the cluster cannot be used'), 'busy'],
  ] as const) {
    const trouble = asTrouble(new Error('query failed', { cause: error }))
    assert.ok(isTrouble(trouble))
    assert.deepEqual([trouble.code, trouble.cause], [code, error])
  }
  const bug = new TypeError('x is not a function')
  assert.equal(asTrouble(bug), bug)
  assert.equal(isTrouble(bug), false)
})
