import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadSecret, readEnv } from '../../db/cli/env'

const folder = mkdtempSync(join(tmpdir(), 'tadmor-secrets-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const GOOD = '3f9c2f0a7d51c6b84e0f92a1d7c35b68'

test('a secret that is short, of an example or of one word again and again is refused', () => {
  for (const SECRET of [
    'short',
    GOOD.slice(1),
    'change-me-change-me-change-me-change-me',
    'example-secret-of-the-documentation',
    'a'.repeat(64),
    'abc123'.repeat(10),
  ]) {
    const read = readEnv({ SECRET })
    assert.ok(!read.ok && read.problems[0]?.startsWith('SECRET must'), SECRET)
    assert.ok(!read.problems[0]?.includes(SECRET), 'the message does not tell it')
  }
  const read = readEnv({ SECRET: GOOD })
  assert.ok(read.ok && read.env.secret === GOOD)
})

test('the server is not started with one, and does not say it', () => {
  const SECRET = 'change-me-change-me-change-me-change-me'
  const started = spawnSync(process.execPath, ['--import', 'tsx', 'db/cli/prepare.ts'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, SECRET, DATA_DIR: folder },
    encoding: 'utf8',
  })
  assert.equal(started.status, 78)
  assert.match(started.stderr, /^SECRET must/)
  assert.ok(!(started.stderr + started.stdout).includes(SECRET))
})

test('one that we make is drawn anew for each folder, and for its owner alone', () => {
  const [one, other] = [loadSecret(join(folder, 'a')), loadSecret(join(folder, 'b'))]
  assert.match(one, /^[0-9a-f]{64}$/)
  assert.notEqual(one, other)
  assert.equal(loadSecret(join(folder, 'a')), one)
  if (process.platform !== 'win32')
    assert.equal(statSync(join(folder, 'a/secret')).mode & 0o777, 0o600)
  writeFileSync(join(folder, 'a/secret'), one.slice(0, 20))
  assert.throws(() => loadSecret(join(folder, 'a')), /too short/)
})
