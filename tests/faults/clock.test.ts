import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { take } from '../../db/mutations/limiter'
import { readHead } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { registerFile, saveNth } from '../support/faulty'

/* The server's clock jumps. */

let made: Awaited<ReturnType<typeof registerFile>>
let store: Store
const warned: string[] = []
const hear = (warning: Error & { code?: string }) => warned.push(String(warning.code))
before(async () => {
  made = await registerFile()
  store = openSqlite(made.file)
  process.on('warning', hear)
})
after(async () => {
  process.off('warning', hear)
  await store.close()
  made.remove()
})

const timeAfter = async (n: number, now: string) => {
  await saveNth(store, n, now)
  await new Promise(setImmediate)
  return (await readHead(store.db)).at
}
const stepsBack = async () => {
  const { findings, steppedBack } = await verify(store.db)
  assert.deepEqual(findings, [])
  return steppedBack
}

test('requests that overtake each other by moments keep the order of the chain', async () => {
  assert.equal(await timeAfter(1, '2026-11-22T12:00:30.000Z'), '2026-11-22T12:00:30.000Z')
  assert.equal(await timeAfter(2, '2026-11-22T12:00:00.000Z'), '2026-11-22T12:00:30.000Z')
  assert.equal(await stepsBack(), 0)
  assert.deepEqual(warned, [])
})

test('a clock that was set back, also from far in the future, is recorded as it is and told', async () => {
  assert.equal(await timeAfter(3, '2099-01-01T00:00:00.000Z'), '2099-01-01T00:00:00.000Z')
  assert.equal(await timeAfter(4, '2026-11-22T12:05:00.000Z'), '2026-11-22T12:05:00.000Z')
  assert.deepEqual(warned, ['CLOCK_BEHIND'])
  assert.equal(await stepsBack(), 1)
})

test('limits hold over a small step back, and what a clock far ahead counted locks nobody out', async () => {
  const limit = [{ key: 'clock', most: 2, minutes: 10 }]
  const at = (time: string) => new Date(`${time}:00.000Z`)
  await take(store, limit, at('2026-11-22T12:05'))
  await take(store, limit, at('2026-11-22T12:05'))
  await assert.rejects(take(store, limit, at('2026-11-22T12:03')), { code: 'too_many' })
  const ahead = [{ key: 'ahead', most: 1, minutes: 10 }]
  await take(store, ahead, at('2099-01-01T00:00'))
  await take(store, ahead, at('2026-11-22T12:05'))
  await assert.rejects(take(store, ahead, at('2026-11-22T12:06')), { code: 'too_many' })
})
