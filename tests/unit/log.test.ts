import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { ROOT } from '../support/site-process'

/* What reaches the log of a query that failed. In a process of its own, since the log writes past this one's console. */

const TELLS = `
  const { DrizzleQueryError } = await import('drizzle-orm')
  const { log } = await import('./app/_log')
  const { guardConsole } = await import('./db/store/without-values')
  const engine = new Error('no such table: person')
  const failed = new DrizzleQueryError('select * from person where name = ?', ['Ada Min'], engine)
  const wrapped = new Error('not read', { cause: failed })
  guardConsole()
  log().error({ err: wrapped }, 'unexpected')
  console.error(' \u2a2f', wrapped)
  console.error(new Error(String(failed.stack)))
`

test('a failed query is told by its SQL and what the engine said, without the values it was given', () => {
  const args = ['--import', 'tsx', '--input-type=module', '-e', TELLS]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  for (const told of [stdout, stderr]) {
    assert.match(told, /select \* from person where name = \?/)
    assert.match(told, /no such table: person/)
    assert.doesNotMatch(told, /Ada/)
  }
})
