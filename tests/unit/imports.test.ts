import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eq, isNull } from 'drizzle-orm'
import { importRow } from '../../db/import-schema'
import * as t from '../../db/schema'
import { save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import {
  assertVerified,
  imported,
  made,
  planned,
  takenBack,
  whatStands,
} from '../support/import-steps'
import { surveyed } from '../support/importing'
import { smallRegister } from '../support/small-register'

type Register = Awaited<ReturnType<typeof smallRegister>>

const rowsOf = (store: Store, id: string) =>
  store.db.select().from(importRow).where(eq(importRow.importId, id)).orderBy(importRow.row)

describe('imports', () => {
  let register: Register
  before(async () => {
    register = await smallRegister()
  })
  after(() => register.close())
  const threat = {
    ...({ category: 'looting', cause: 'theft', probability: 'possible' } as const),
    ...{ valid: '2018-03-04/..', words: 'Digging at night', assessors: ['a1'] },
  }
  const rows = [1, 2, 3, 4, 5, 6, 7].map((n) =>
    surveyed(n, n === 2 ? { threats: [threat], remarks: ['Owner *told* us <so>'] } : {}),
  )

  test('make a revision as sound as saves do, are found unchanged, and follow an edited cell', async () => {
    const siteId = await siteOf(register.store)
    const untouched = await whatStands(register.store)
    const first = await imported(register, rows, siteId)
    assert.equal(first.counts.new, 7)
    assert.equal(first.result.state, 'applied')
    await assertVerified(register.store)
    const again = await planned(register, rows, siteId)
    assert.deepEqual(
      [again.counts.unchanged, again.counts.entered + again.counts.corrected],
      [7, 0],
    )
    const edited = rows.map((row) =>
      row.row === 3 && row.kind === 'monument' ? surveyed(3, { kind: 'mosque' }) : row,
    )
    const next = await imported(register, edited, siteId)
    assert.deepEqual([next.counts.changed, next.counts.unchanged, next.counts.corrected], [1, 6, 1])
    await assertVerified(register.store)
    if (next.result.state !== 'applied' || first.result.state !== 'applied') return assert.fail()
    const imposed = await whatStands(register.store)

    const back = await takenBack(register, next.result.rev, siteId)
    assert.equal(back.counts.changed, 1)
    await assertVerified(register.store)
    if (back.result.state !== 'applied') return assert.fail()
    await takenBack(register, back.result.rev, siteId)
    assert.deepEqual(await whatStands(register.store), imposed)
    await assertVerified(register.store)

    // What was changed since stays, and is named: monument 3.
    const all = await takenBack(register, first.result.rev, siteId)
    assert.deepEqual([all.counts.changed, all.counts.refused], [6, 1])
    const [named] = (await rowsOf(register.store, all.run.id)).filter(
      (r) => r.verdict === 'refused',
    )
    assert.equal(named?.title, 'Qasr number 3')
    await assertVerified(register.store)
    const left = await whatStands(register.store)
    assert.ok(left.length > untouched.length)
    if (all.result.state !== 'applied') return assert.fail()
    await takenBack(register, all.result.rev, siteId)
    assert.deepEqual(await whatStands(register.store), imposed)
    await assertVerified(register.store)
  })

  test('hide where places are and who assessed them, and say what nobody examined', async () => {
    const { db } = register.store
    const places = await db.select().from(t.coordinate).where(eq(t.coordinate.basis, 'Survey'))
    assert.ok(places.length > 0 && places.every((c) => c.sensitivity === 'generalised'))
    const people = [
      ...(await db.select().from(t.person)),
      ...(await db.select().from(t.personName)),
    ]
    assert.ok(people.length > 0 && people.every((p) => p.sensitivity === 'restricted'))
    const current = await db.select().from(t.personName).where(isNull(t.personName.retiredRev))
    assert.equal(current.filter((p) => p.name?.includes('Secretname')).length, 1)
    const entries = JSON.stringify(await db.select().from(t.searchEntry))
    assert.doesNotMatch(entries, /secretname/i)
    const [note] = await db
      .select()
      .from(t.note)
      .where(eq(t.note.kind, 'remark'))
      .orderBy(t.note.recordedRev)
    const remarks = (await db.select().from(t.note)).filter((n) => n.text.includes('told'))
    assert.ok(note && remarks.every((n) => n.sensitivity === 'restricted' && !n.text.includes('<')))
    const concluded = (await db.select().from(t.assessment)).filter((a) =>
      a.rationale.en?.includes('not examined here'),
    )
    assert.ok(concluded.length >= 7 && concluded.every((a) => a.certainty === 'high'))
  })
})

test('a row that cannot be matched is refused with its reason, and none else', async () => {
  const register = await smallRegister()
  await imported(register, [surveyed(1), surveyed(2)])
  const both = surveyed(3, {
    identifiers: [
      { scheme: 'inventory', value: 'INV-1' },
      { scheme: 'inventory', value: 'INV-2' },
    ],
  })
  const { run, counts } = await planned(register, [
    both,
    surveyed(4),
    { ...surveyed(4), row: 5 },
    surveyed(6, { identifiers: [] }),
    surveyed(7, { names: [{ form: 'Turned \u202E round', lang: 'en', preferred: true }] }),
    surveyed(8, { id: 'temple', identifiers: [], names: [], claims: [], place: undefined }),
    surveyed(9, { id: 'temple' }),
  ])
  const told = (await rowsOf(register.store, run.id)).map((r) => [
    r.row,
    r.verdict,
    ...r.problems.map((p) => p.reason),
  ])
  assert.deepEqual(told, [
    [3, 'refused', 'ambiguous'],
    [4, 'new'],
    [5, 'refused', 'key_twice'],
    [6, 'refused', 'no_key'],
    [7, 'new', 'not_plain_text'],
    [8, 'changed'],
    [9, 'refused', 'key_twice'],
  ])
  assert.equal(counts.refused, 4)
  await register.close()
})

test('what moved since the preview keeps everything from being saved', async () => {
  const register = await smallRegister()
  const { store } = register
  await imported(register, [surveyed(1), surveyed(2)])
  const plan = await planned(register, [surveyed(1, { kind: 'mosque' }), surveyed(3)])
  const [before] = await store.db.select().from(t.monument).where(eq(t.monument.kind, 'fort'))
  assert.ok(before)
  await save(store, () => ({
    ...{
      actor: { id: 'e', name: 'E' },
      at: '2026-11-24T00:00:00.000Z',
      reason: 'r',
      salt: 'other',
    },
    changes: [{ op: 'correct', kind: 'monument', before, row: { ...before, kind: 'bridge' } }],
  }))
  assert.deepEqual(await made(plan), { state: 'moved', rows: 1 })
  const [three] = await store.db.select().from(t.identifier).where(eq(t.identifier.value, 'INV-3'))
  assert.equal(three, undefined)
  await register.close()
})

test('of two imports of the same new place only the first comes true', async () => {
  const register = await smallRegister()
  const [one, two] = [
    await planned(register, [surveyed(1)]),
    await planned(register, [surveyed(1)]),
  ]
  assert.equal((await made(one)).state, 'applied')
  assert.equal((await made(two)).state, 'moved')
  await assertVerified(register.store)
  await register.close()
})

async function siteOf({ db }: Store): Promise<string> {
  const [site] = await db.select().from(t.site)
  return site?.id ?? ''
}
