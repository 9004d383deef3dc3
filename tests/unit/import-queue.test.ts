import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { DomainError } from '../../db/domain/errors'
import { importRun } from '../../db/import-schema'
import { beginJob } from '../../db/mutations/importing/process'
import { sweepImports } from '../../db/mutations/importing/sweep'
import { thisWorker } from '../../db/mutations/importing/worker'
import { restageImport } from '../../db/mutations/imports'
import * as t from '../../db/schema'
import { save } from '../../db/store/save'
import { writeDueEntries } from '../../db/store/search-index'
import { scratchOf } from '../../db/store/staged'
import type { Store } from '../../db/store/store'
import { assertVerified } from '../support/import-steps'
import { beginImport } from '../support/importing'
import { dated, enter, NOW, smallRegister, someone } from '../support/small-register'

const shared = globalThis as { tadmorImports?: Promise<unknown> }
const reader = someone('editor')

test('an import that waits behind a long one is not taken for interrupted', async (context) => {
  const register = await smallRegister()
  const { store, file } = register
  const folder = join(dirname(file), 'imports')
  const { run } = await beginImport(store, file, { siteId: 'site' })
  const then = new Date(Date.now() - 20 * 60_000).toISOString()
  await store.db.update(importRun).set({ heardAt: then }).where(eq(importRun.id, run.id))
  context.mock.timers.enable({ apis: ['setInterval'] })
  shared.tadmorImports = new Promise(() => {})
  beginJob(store, { id: run.id, task: 'stage', folder, reader })
  context.mock.timers.tick(60_000)
  // It is written a moment later.
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.equal(await sweepImports(store, folder, new Date().toISOString()), 0)
  await register.close()
})

test('what is true keeps its plan for as long as its process writes what search finds', async () => {
  const register = await smallRegister()
  const { store, file } = register
  const folder = join(dirname(file), 'imports')
  mkdirSync(folder)
  const applied = async (worker: string) => {
    const { run } = await beginImport(store, file, { siteId: 'site' })
    const set = { state: 'applied', rev: 1, worker } as const
    await store.db.update(importRun).set(set).where(eq(importRun.id, run.id))
    writeFileSync(scratchOf(folder, run.id), '')
    return scratchOf(folder, run.id)
  }
  const writing = await applied(thisWorker())
  const ended = await applied(`${hostname()}:4000000`)
  await sweepImports(store, folder, new Date().toISOString())
  assert.deepEqual([existsSync(writing), existsSync(ended)], [true, false])
  await register.close()
})

test('where a process fails once its import is true, the server writes what search is to find', async () => {
  const register = await smallRegister()
  const { store, file } = register
  process.env.DATA_DIR = dirname(file)
  await store.db.insert(t.searchDue).values({ unit: 'temple' })
  shared.tadmorImports = undefined
  // A process that knows no such import fails at once.
  beginJob(store, { id: 'none', task: 'apply', folder: join(dirname(file), 'imports'), reader })
  await shared.tadmorImports
  assert.deepEqual(await store.db.select().from(t.searchDue), [])
  await register.close()
})

test('what is due is not written over what an editor has saved meanwhile', async () => {
  const register = await smallRegister()
  const { store } = register
  await store.db.insert(t.searchDue).values({ unit: 'temple' })
  const claim = enter('claim', {
    ...{ id: 'meanwhile', subjectId: 'temple', property: 'statement', sourceId: 'paper' },
    ...{ ...dated('2015-09'), words: 'Seen meanwhile', wordsLang: 'en', knownFrom: 16_700 },
  })
  let saved = 0
  const overtaken: Store = {
    ...store,
    atomic: async (list) => {
      if (saved++ === 0)
        await save(store, () => ({
          ...{ actor: { id: 'user-editor', name: 'An editor' }, reason: 'Meanwhile' },
          ...{ at: new Date().toISOString(), salt: 'meanwhile', changes: [claim] },
        }))
      return store.atomic(list)
    },
  }
  await writeDueEntries(overtaken)
  await assertVerified(store)
  await register.close()
})

test('a file that is no longer here is not looked at again, and its plan stays', async () => {
  const register = await smallRegister()
  const { store, file } = register
  process.env.DATA_DIR = dirname(file)
  const { run } = await beginImport(store, file, { siteId: 'site' })
  await store.db.update(importRun).set({ state: 'ready' }).where(eq(importRun.id, run.id))
  const again = { store, reader, now: NOW, newId: () => 'again', salt: 's', input: { id: run.id } }
  await assert.rejects(
    restageImport(again),
    (error: unknown) => error instanceof DomainError && error.detail === 'import.gone',
  )
  const runs = await store.db.select().from(importRun)
  assert.deepEqual(
    runs.map((r) => [r.id, r.state]),
    [[run.id, 'ready']],
  )
  await register.close()
})
