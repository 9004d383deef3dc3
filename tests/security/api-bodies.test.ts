import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import type { Write } from '../../app/api/v1/operation'
import { OPERATIONS } from '../../app/api/v1/operations'
import { FULL } from '../sizes'
import { apiRegister } from '../support/api'

/* Bodies that no form sends, from somebody whose key holds: each is told what is wrong with it, and none breaks anything. */

let api: Awaited<ReturnType<typeof apiRegister>>
before(async () => {
  api = await apiRegister()
})
after(() => api.close())

const WRITES = OPERATIONS.filter((operation): operation is Write => operation.method !== 'get')

const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
/** Deep enough to end whatever calls itself for every level, or no text though it could pass for one. */
const ODD: [name: string, json: string][] = [
  ['lists in lists', lists(12_000)],
  ['an object that is no text', '{"toString":1,"valueOf":1,"__proto__":{"x":1}}'],
]
const ODDER: typeof ODD = [
  ...ODD,
  ['objects in objects', objects(12_000)],
  ['a number beyond numbers', '1e400'],
  ['half a character', '"\\ud800\\u0000"'],
]
/** As long and as deep as a body may be. */
const LONGEST: typeof ODD = [
  ['lists in lists', lists(120_000)],
  ['objects in objects', objects(40_000)],
  ['a long list', `[${'1,'.repeat(120_000)}1]`],
  ['a long text', `"${'x'.repeat(250_000)}"`],
]

for (const [n, operation] of WRITES.entries())
  test(`${operation.method} ${operation.path}: whatever stands in a field`, async () => {
    // One key may write 600 times in ten minutes.
    const key = (await api.key('admin')).secret
    const path = operation.path.replace(/\{\w+\}/g, 'A35')
    const { pairs } = operation
    const names = namesOf(operation)
    assert.ok(names.length > 1, 'the fields are known')
    for (const [i, name] of names.entries()) {
      // In the short run every kind of field is met at some operation.
      const some = FULL || name === pairs?.name || (i + n) % 3 === 0 ? ODDER : ODD
      for (const [what, json] of i === n % names.length ? [...ODDER, ...LONGEST] : some) {
        const bodies = [`{"${name}":${json}}`]
        if (name === pairs?.name)
          bodies.push(`{"${name}":[{"${pairs.id}":${json}}]}`, `{"${name}":[${json}]}`)
        for (const body of bodies) {
          const answer = await api.ask(path, { method: operation.method.toUpperCase(), key, body })
          const label = `${what} in ${name}: ${answer.status} ${(await answer.text()).slice(0, 300)}`
          assert.ok([400, 404, 413, 422].includes(answer.status), label)
        }
      }
    }
  })

function namesOf({ input, pairs }: Write): string[] {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  return [...Object.keys(properties), ...(pairs ? [pairs.name] : []), 'nothing']
}
