import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { importRun } from '../../db/import-schema'
import { sweepImports } from '../../db/mutations/importing/sweep'
import * as t from '../../db/schema'
import { readHead } from '../../db/store/save'
import { scratchOf } from '../../db/store/staged'
import { verify } from '../../db/store/verify'
import { smallRegister } from '../support/small-register'

const SCRIPT = new URL('../support/killed-import.ts', import.meta.url).pathname

test('an import that is killed while it becomes true is none at all, and the next start says so', async () => {
  for (const gap of [2, 25, 1000]) {
    const register = await smallRegister()
    const { store, file } = register
    const head = await readHead(store.db)
    const folder = join(dirname(file), 'imports')
    const { stdout, signal } = spawnSync(
      process.execPath,
      ['--import', 'tsx', SCRIPT, file, folder, String(gap)],
      { encoding: 'utf8' },
    )
    assert.equal(signal, 'SIGKILL')
    const id = stdout.trim()
    assert.deepEqual(await readHead(store.db), head)
    assert.deepEqual((await verify(store.db)).findings, [])
    const forts = await store.db.select().from(t.monument).where(eq(t.monument.kind, 'fort'))
    assert.deepEqual(forts, [])
    assert.equal(await sweepImports(store, folder, new Date().toISOString()), 1)
    const [run] = await store.db.select().from(importRun).where(eq(importRun.id, id))
    assert.deepEqual([run?.state, run?.problem], ['failed', 'interrupted'])
    assert.equal(existsSync(scratchOf(folder, id)), false)
    await register.close()
  }
})
