import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { DomainError } from '../../db/domain/errors'
import { manyInput, undoInput } from '../../db/domain/many'
import type { Reader } from '../../db/domain/policy'
import type { Call } from '../../db/mutations/call'
import { changeMany, undo } from '../../db/mutations/many'
import { inWords, planMany, planUndo, seenOf } from '../../db/queries/many'
import * as t from '../../db/schema'
import { readHead } from '../../db/store/save'
import { verify } from '../../db/store/verify'
import { idSequence, NOW, smallRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
beforeEach(async () => {
  register = await smallRegister()
})
afterEach(() => register.close())

const BOTH = { siteId: 'site', monument: ['temple', 'arch'], reason: 'They are shrines' }

function call<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  reader: Reader = someone('editor'),
): Call<z.output<Schema>> {
  const given = { store: register.store, reader, now: NOW, newId: idSequence(), salt: 'salt' }
  return { ...given, input: schema.parse(input) }
}

/** Looks, then saves exactly what was seen. */
async function changed(input: typeof BOTH & { change: string }, reader?: Reader) {
  const asked = call(manyInput, input, reader)
  const plan = await planMany(register.store.db, asked.reader, asked.input, NOW)
  return changeMany(call(manyInput, { ...input, seen: seenOf(plan) }, reader))
}

const code = (expected: string) => (error: unknown) =>
  error instanceof DomainError && error.code === expected

const kinds = async () => {
  const rows = await register.store.db
    .select()
    .from(t.monument)
    .where(eq(t.monument.sensitivity, 'public'))
  const current = rows.filter((r) => r.retiredRev === null)
  return Object.fromEntries(current.map((r) => [r.id, r.kind]))
}

test('one property of several monuments is changed in one revision, and undone by one that can be undone', async () => {
  const before = await kinds()
  const { rev } = await changed({ ...BOTH, change: 'kind:shrine' })
  assert.deepEqual(await kinds(), { ...before, temple: 'shrine', arch: 'shrine' })
  const plan = await planUndo(register.store.db, someone('editor'), 'site', rev)
  const input = {
    rev: String(rev),
    siteId: 'site',
    seen: seenOf(plan?.planned ?? []),
    reason: 'No',
  }
  const undone = await undo(call(undoInput, input))
  assert.equal(undone.rev, rev + 1)
  assert.deepEqual(await kinds(), before)
  const again = await planUndo(register.store.db, someone('editor'), 'site', undone.rev)
  assert.equal(again?.planned.length, 2, 'the undo can be undone')
  assert.deepEqual(await verify(register.store.db).then((v) => v.findings), [])
})

test('what already is so stays out, and nothing at all is refused', async () => {
  const asked = call(manyInput, { ...BOTH, change: 'kind:temple' })
  assert.deepEqual(await planMany(register.store.db, asked.reader, asked.input, NOW), [])
  await assert.rejects(
    changeMany(call(manyInput, { ...BOTH, change: 'kind:temple', seen: ['1:arch'] })),
    code('invalid'),
  )
})

test('nothing is saved that was not seen: not a version that moved, not one monument more', async () => {
  const asked = call(manyInput, { ...BOTH, change: 'kind:shrine' })
  const seen = seenOf(await planMany(register.store.db, asked.reader, asked.input, NOW))
  await changed({ ...BOTH, monument: ['arch'], change: 'kind:wall' })
  const head = await readHead(register.store.db)
  for (const shown of [seen, seen.slice(0, 1), [...seen, '1:cella']])
    await assert.rejects(
      changeMany(call(manyInput, { ...BOTH, change: 'kind:shrine', seen: shown })),
      code('conflict'),
    )
  assert.equal((await readHead(register.store.db)).rev, head.rev)
})

test('a form sent twice changes once', async () => {
  const asked = call(manyInput, { ...BOTH, change: 'kind:shrine' })
  const seen = seenOf(await planMany(register.store.db, asked.reader, asked.input, NOW))
  const send = () => changeMany(call(manyInput, { ...BOTH, change: 'kind:shrine', seen }))
  const [first, second] = await Promise.all([send(), send()])
  assert.equal(first.rev, second.rev)
  assert.equal((await send()).rev, first.rev)
})

test('what was corrected since stays as it is, and is named', async () => {
  const { rev } = await changed({ ...BOTH, change: 'kind:shrine' })
  await changed({ ...BOTH, monument: ['arch'], change: 'kind:wall' })
  const plan = await planUndo(register.store.db, someone('editor'), 'site', rev)
  assert.deepEqual(
    plan?.planned.map((p) => p.placeId),
    ['temple'],
  )
  assert.deepEqual(
    plan?.moved.map((p) => p.placeId),
    ['arch'],
  )
})

test('only a reviewer shows what was restricted, also by undoing', async () => {
  const { rev } = await changed({ ...BOTH, change: 'sensitivity:restricted' })
  await assert.rejects(changed({ ...BOTH, change: 'sensitivity:public' }), code('invalid'))
  const plan = await planUndo(register.store.db, someone('editor'), 'site', rev)
  const input = {
    rev: String(rev),
    siteId: 'site',
    seen: seenOf(plan?.planned ?? []),
    reason: 'No',
  }
  await assert.rejects(undo(call(undoInput, input)), code('invalid'))
  await undo(call(undoInput, input, someone('reviewer')))
  assert.deepEqual(Object.keys(await kinds()).sort(), ['arch', 'cella', 'gate', 'temple'])
})

test('the probability of open threats is changed, and told in words of both languages', async () => {
  const asked = call(manyInput, { ...BOTH, change: 'probability:possible' })
  const plan = await planMany(register.store.db, asked.reader, asked.input, NOW)
  assert.deepEqual(await inWords(register.store.db, plan), [
    {
      seen: '1:arch.threat',
      place: { en: 'Arch' },
      kind: 'threat',
      fields: [
        {
          name: 'probability',
          before: { en: 'Probable', ar: 'محتمل' },
          after: { en: 'Possible', ar: 'ممكن' },
        },
      ],
    },
  ])
})

test('a viewer changes nothing, and a revision that did more than correct is not undone', async () => {
  await assert.rejects(
    changed({ ...BOTH, change: 'kind:shrine' }, someone('viewer')),
    code('forbidden'),
  )
  assert.equal(await planUndo(register.store.db, someone('editor'), 'site', 1), null)
})
