import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const HELD = ['./dates.test.ts', '../property/edges.test.ts', './seed-clocks.test.ts'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
)

/* Days are whole days without a zone. The zones are the far ends of the world, and one whose clock moves by night. */
for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue', 'Asia/Damascus'])
  test(`dates, their edges and the answers for Palmyra are the same in ${zone}`, () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--test', ...HELD], {
      env: { ...env, TZ: zone },
      encoding: 'utf8',
    })
    assert.equal(run.status, 0, run.stdout.slice(-4000))
    assert.match(run.stdout, /pass [1-9]\d\d/)
  })
