import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { test } from 'node:test'
import { asc, eq, isNull } from 'drizzle-orm'
import type { Applied } from '../../db/mutations/importing/apply'
import * as t from '../../db/schema'
import { readHead, save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { assertVerified, imported, planned } from '../support/import-steps'
import { surveyed } from '../support/importing'
import { dated, enter, smallRegister } from '../support/small-register'

const SCRIPT = new URL('../support/applying-import.ts', import.meta.url).pathname
const EDITOR = { id: 'user-editor', name: 'An editor' }

/** Makes a plan true in another process; `meanwhile` is done before each of its attempts to write. */
async function appliedBeside(
  file: string,
  { run, work }: Pick<Awaited<ReturnType<typeof planned>>, 'run' | 'work'>,
  meanwhile: (attempt: number) => Promise<unknown>,
): Promise<Applied> {
  const child = fork(SCRIPT, [file, work.file, run.id], { execArgv: ['--import', 'tsx'] })
  let attempt = 0
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`it ended with ${code}`)))
    child.on('message', (message) => {
      if (message !== 'writing') return resolve(message as Applied)
      meanwhile(++attempt).then(() => child.send('go on'), reject)
    })
  })
}

/** An editor records what a source says of the temple; returns the revision once the save is acknowledged. */
async function recorded(store: Store, n: number): Promise<number> {
  const { rev } = await save(store, () => ({
    ...{ actor: EDITOR, at: new Date().toISOString(), reason: `Number ${n}`, salt: `salt ${n}` },
    changes: [
      enter('claim', {
        ...{ id: `meanwhile-${n}`, subjectId: 'temple', property: 'statement', sourceId: 'paper' },
        ...{ ...dated('2015-09'), words: `Number ${n}`, wordsLang: 'en', knownFrom: 16_700 },
      }),
    ],
  }))
  return rev
}

const reasons = async ({ db }: Store) =>
  (await db.select().from(t.revision).orderBy(asc(t.revision.rev))).map((r) => r.header?.reason)

test('an import that an editor is busy beside comes true at once, and saves before and after it stand', async () => {
  const register = await smallRegister()
  const { store, file } = register
  const plan = await planned(
    register,
    Array.from({ length: 40 }, (_, i) => surveyed(i + 1)),
  )
  const { rev: first } = await readHead(store.db)
  const acknowledged: number[] = []
  // Asked before it becomes true, and again before the search is to find it.
  const result = await appliedBeside(file, plan, async (attempt) => {
    acknowledged.push(await recorded(store, attempt))
  })
  assert.deepEqual(acknowledged, [first + 1, first + 3])
  assert.deepEqual(result, { state: 'applied', rev: first + 2 })
  assert.deepEqual((await reasons(store)).slice(first), ['Number 1', plan.run.reason, 'Number 2'])
  await assertVerified(store)
  await register.close()
})

test('a save to a monument that the import is about keeps the import from coming true, and stands', async () => {
  const register = await smallRegister()
  const { store, file } = register
  await imported(register, [surveyed(1), surveyed(2)])
  const plan = await planned(register, [surveyed(1, { kind: 'mosque' }), surveyed(3)])
  const { rev } = await readHead(store.db)
  const [fort] = await store.db.select().from(t.monument).where(eq(t.monument.kind, 'fort'))
  assert.ok(fort)
  const result = await appliedBeside(file, plan, async () => {
    await save(store, () => ({
      ...{ actor: EDITOR, at: new Date().toISOString(), reason: 'A bridge', salt: 'bridge' },
      changes: [
        { op: 'correct', kind: 'monument', before: fort, row: { ...fort, kind: 'bridge' } },
      ],
    }))
  })
  assert.equal(result.state, 'moved')
  assert.equal((await readHead(store.db)).rev, rev + 1)
  const current = await store.db.select().from(t.monument).where(isNull(t.monument.retiredRev))
  assert.deepEqual(
    current.map((m) => m.kind).filter((kind) => kind === 'mosque'),
    [],
  )
  assert.equal(current.find((m) => m.id === fort.id)?.kind, 'bridge')
  await assertVerified(store)
  await register.close()
})
