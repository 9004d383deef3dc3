import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { stageInverse } from '../../db/mutations/importing/inverse'
import { importRows, pagesOfRows } from '../../db/queries/imports'
import type { ToldChange } from '../../db/queries/proposals'
import { tellStaged } from '../../db/queries/staged'
import { imported, planned } from '../support/import-steps'
import { beginImport, surveyed } from '../support/importing'
import { smallRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
before(async () => {
  register = await smallRegister()
})
after(() => register.close())

const SITE = { siteId: 'site' }
const place = { lat: 34.5, lon: 38.25, basis: 'Survey', precisionM: 10 }
const line: [number, number][] = [
  [38.2, 34.4],
  [38.3, 34.6],
]

/** What a reader is told of the rows of a plan, by row. */
const told = (file: string, rows: number[], role: 'editor' | 'reviewer' = 'editor') =>
  tellStaged(register.store.db, someone(role), SITE, file, rows)

const fieldsOf = (changes: ToldChange[] | undefined, kind: string) =>
  (changes ?? []).filter((c) => c.kind === kind).flatMap((c) => c.fields)

test('a plan is told field by field: what was, what would be, and what is yet to come', async () => {
  const { db } = register.store
  await imported(register, [surveyed(1), surveyed(2)])
  const { run, work, counts } = await planned(register, [
    surveyed(1, { kind: 'mosque', place: { ...place, line } }),
    surveyed(2),
    surveyed(3),
  ])
  assert.deepEqual([counts.changed, counts.unchanged, counts.new], [1, 1, 1])
  const changes = await told(work.file, [1, 2, 3])
  assert.deepEqual([...changes.keys()], [1, 3])

  const [kind] = fieldsOf(changes.get(1), 'monument')
  assert.deepEqual(
    [kind?.name, ...[kind?.before, kind?.after].map((v) => v?.type === 'label' && v.label.en)],
    ['kind', 'Fort', 'Mosque'],
  )
  const outline = fieldsOf(changes.get(1), 'coordinate').find((f) => f.name === 'line')
  assert.deepEqual([outline?.before, outline?.after], [null, { type: 'line', points: line }])

  const fresh = changes.get(3) ?? []
  assert.ok(fresh.length > 0 && fresh.every((c) => c.op === 'enter'))
  const use = fieldsOf(fresh, 'adoption').find((f) => f.name === 'claimId')
  const [claim] = use?.after?.type === 'records' ? use.after.records : []
  assert.deepEqual([claim?.isToCome, claim?.page], [true, null])
  const source = fieldsOf(fresh, 'claim').find((f) => f.name === 'sourceId')
  const [known] = source?.after?.type === 'records' ? source.after.records : []
  assert.deepEqual([known?.isToCome, known?.page?.startsWith('/sources/')], [false, true])

  // Of what is there a row leads to the page; of what is yet to come there is none.
  const rows = await importRows(db, run, { verdicts: ['new', 'changed'] })
  const pages = await pagesOfRows(db, someone('editor'), run, rows)
  assert.deepEqual(
    rows.map((row) => [row.row, pages.has(row.monumentId ?? '')]),
    [
      [1, true],
      [3, false],
    ],
  )
})

test('who somebody at risk is, a plan tells reviewers alone', async () => {
  const { work } = await planned(await fresh(), [surveyed(1)])
  const names = async (role: 'editor' | 'reviewer') =>
    JSON.stringify(fieldsOf((await told(work.file, [1], role)).get(1), 'person_name'))
  assert.doesNotMatch(await names('editor'), /Secretname/)
  assert.match(await names('reviewer'), /Secretname/)
})

test('taking back is told monument by monument, whatever becomes of it', async () => {
  const own = await fresh()
  const { result } = await imported(own, [surveyed(1), surveyed(2)])
  if (result.state !== 'applied') return assert.fail()
  const { run, work } = await beginImport(own.store, own.file, {
    siteId: 'site',
    undoes: result.rev,
  })
  await stageInverse(work, run)
  const rows = await importRows(own.store.db, run, { verdicts: ['changed'] })
  assert.deepEqual(
    rows.map((row) => row.title),
    ['Qasr number 1', 'Qasr number 2'],
  )
  const changes = await tellStaged(own.store.db, someone('editor'), SITE, work.file, [1, 2])
  for (const { row, kinds } of rows) {
    const all = changes.get(row) ?? []
    assert.ok(all.every((c) => c.op === 'withdraw'))
    assert.equal(
      all.length,
      Object.values(kinds).reduce((sum, n) => sum + n, 0),
    )
  }
})

const others: (typeof register)[] = []
after(async () => {
  for (const other of others) await other.close()
})
async function fresh() {
  const other = await smallRegister()
  others.push(other)
  return other
}
