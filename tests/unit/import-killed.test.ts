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
import { writeDueEntries } from '../../db/store/search-index'
import { scratchOf } from '../../db/store/staged'
import type { Db } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { smallRegister } from '../support/small-register'

const SCRIPT = new URL('../support/killed-import.ts', import.meta.url).pathname

test('an import that is killed while it becomes true is none at all, and the next start says so', async () => {
  for (const gap of [2, 25, 1000]) {
    const { register, head, id, folder } = await killedAt(String(gap))
    const { store } = register
    assert.deepEqual(await readHead(store.db), head)
    assert.deepEqual((await verify(store.db)).findings, [])
    assert.deepEqual(await forts(store.db), [])
    assert.equal(await sweepImports(store, folder, NOW), 1)
    const [run] = await store.db.select().from(importRun).where(eq(importRun.id, id))
    assert.deepEqual([run?.state, run?.problem], ['failed', 'interrupted'])
    assert.equal(existsSync(scratchOf(folder, id)), false)
    await register.close()
  }
})

test('an import that is killed once it is true stands, and the next start makes it found', async () => {
  const { register, head, id, folder } = await killedAt('search')
  const { store } = register
  assert.equal((await readHead(store.db)).rev, head.rev + 1)
  assert.equal((await forts(store.db)).length, 5)
  const found = async () => (await store.db.select().from(t.searchEntry)).map((e) => e.recordId)
  const [fort] = await forts(store.db)
  assert.ok(fort && !(await found()).includes(fort.id))
  assert.ok((await writeDueEntries(store)) >= 5)
  assert.ok((await found()).includes(fort.id))
  assert.deepEqual((await verify(store.db)).findings, [])
  await sweepImports(store, folder, NOW)
  const [run] = await store.db.select().from(importRun).where(eq(importRun.id, id))
  assert.equal(run?.state, 'applied')
  await register.close()
})

const NOW = new Date().toISOString()

function forts(db: Db) {
  return db.select().from(t.monument).where(eq(t.monument.kind, 'fort'))
}

async function killedAt(gap: string) {
  const register = await smallRegister()
  const head = await readHead(register.store.db)
  const folder = join(dirname(register.file), 'imports')
  const { stdout, signal } = spawnSync(
    process.execPath,
    ['--import', 'tsx', SCRIPT, register.file, folder, gap],
    { encoding: 'utf8' },
  )
  assert.equal(signal, 'SIGKILL')
  return { register, head, folder, id: stdout.trim() }
}
