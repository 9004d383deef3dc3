import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEnv, serverProblem } from '../../db/cli/env'
import { parseClusterAddress } from '../../db/domain/cluster-address'

const KEY = Buffer.alloc(32).toString('base64')

test('an address names nodes, and perhaps who asks', () => {
  assert.deepEqual(parseClusterAddress('http://tadmor:p%40ss:word@a.example:4001,10.0.0.2:4001'), {
    nodes: ['http://a.example:4001', 'http://10.0.0.2:4001'],
    user: 'tadmor',
    password: 'p@ss:word',
  })
  assert.deepEqual(parseClusterAddress('https://[::1]:4001/'), {
    nodes: ['https://[::1]:4001'],
    user: null,
    password: null,
  })
})

for (const wrong of [
  '',
  'a:4001',
  'ftp://a',
  'http://',
  'http://a,,b',
  'http://a/path',
  'http://a?b',
  'http://user@a',
  'http://:pass@a',
  'http://u:%E0%A4@a',
  'http://a:99999',
])
  test(`"${wrong}" is no address of a cluster`, () =>
    assert.equal(parseClusterAddress(wrong), null))

test('what is wrong is told without repeating the password', () => {
  const result = readEnv({ STORE_URL: 'http://user:hunter2hunter2@a,b/c' })
  assert.ok(!result.ok && result.problems.length === 1)
  assert.match(result.problems[0] ?? '', /^STORE_URL must be the address of an rqlite cluster/)
  assert.doesNotMatch(JSON.stringify(result), /hunter2/)
  const key = readEnv({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'short' })
  assert.ok(!key.ok && /openssl rand/.test(key.problems[0] ?? ''))
})

test('a server on a cluster must be told its secrets, a server with a file need not', () => {
  const problem = (source: Record<string, string>) => {
    const result = readEnv(source)
    assert.ok(result.ok)
    return serverProblem(result.env)
  }
  const [SECRET, STORE_URL] = ['the one that all the servers share, here', 'http://a:4001']
  assert.equal(problem({}), null)
  assert.match(problem({ STORE_URL }) ?? '', /SECRET and NEXT_SERVER_ACTIONS_ENCRYPTION_KEY/)
  assert.match(problem({ STORE_URL, SECRET }) ?? '', /the same on every server/)
  const whole = { STORE_URL, SECRET, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: KEY }
  assert.equal(problem(whole), null)
})
