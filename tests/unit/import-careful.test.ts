import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { and, eq, isNull } from 'drizzle-orm'
import { dayOfTimestamp, requireBounds } from '../../db/domain/dates'
import type { ImportRow } from '../../db/import/shape'
import { importRow } from '../../db/import-schema'
import * as t from '../../db/schema'
import type { RecordChange } from '../../db/store/records'
import { save } from '../../db/store/save'
import { assertVerified, imported, planned, takenBack, whatStands } from '../support/import-steps'
import { ASSESSORS, FILE, surveyed } from '../support/importing'
import { smallRegister } from '../support/small-register'

/* What an import must leave alone: what others said, what editors withdrew, what it cannot tell. */

let register: Awaited<ReturnType<typeof smallRegister>>
beforeEach(async () => {
  register = await smallRegister()
})
afterEach(() => register.close())

const ANOTHER = { ...FILE, title: 'An inventory (list.csv)', publisher: 'An inventory' }
const said = (words: string, value: string) => ({
  ...{ property: 'condition' as const, words, wordsLang: 'en', value },
  ...{ valid: '2024', qualifier: 'on' as const, reported: 19_900, assessors: [] },
})

test('another source’s file adds its claims, and changes none', async () => {
  await imported(register, [surveyed(1, { remarks: ['Seen by us'] })])
  const before = await about('claim')
  const row = surveyed(1, { claims: [said('All gone', 'destroyed')], remarks: ['Heard by us'] })
  const { counts } = await imported(register, [row], 'site', { source: ANOTHER })
  assert.deepEqual([counts.changed, counts.corrected], [1, 0])
  const now = await about('claim')
  for (const claim of before) assert.ok(now.some((c) => c.id === claim.id && same(c, claim)))
  const [added, ...more] = now.filter((c) => !before.some((b) => b.id === c.id))
  assert.deepEqual([added?.words, added?.personId, more], ['All gone', null, []])
  const remarks = (await current('note')).filter((n) => n.kind === 'remark')
  assert.deepEqual(remarks.map((n) => n.text).sort(), ['Heard by us', 'Seen by us'])
  const again = await planned(register, [row], 'site', { source: ANOTHER })
  assert.equal(again.counts.unchanged, 1)
  await assertVerified(register.store)
})

test('a later file of the same publisher corrects its claims, which then stand on it', async () => {
  const source = { ...FILE, kind: 'dataset' as const }
  const later = { ...source, title: 'Heritage places (2024.csv)', published: '2024-02-01' }
  await imported(register, [surveyed(1)], 'site', { source })
  const same = await planned(register, [surveyed(1)], 'site', { source: later })
  assert.equal(same.counts.unchanged, 1)
  const { claims: _, ...rest } = monumentOf(surveyed(1))
  const row = surveyed(1, { ...rest, claims: [said('All gone', 'destroyed')] })
  const { counts } = await imported(register, [row], 'site', { source: later })
  assert.deepEqual([counts.changed, counts.corrected], [1, 2])
  const [claim] = (await about('claim')).filter((c) => c.property === 'condition')
  const [from] = (await current('source')).filter((s) => s.id === claim?.sourceId)
  assert.equal(from?.title, later.title)
  await assertVerified(register.store)
})

test('a date of this year counts to today, and stays the day on which it was recorded', async () => {
  const year = new Date().getUTCFullYear()
  const { latest } = requireBounds(String(year))
  const of = (valid: string, reported: number) =>
    surveyed(1, { claims: [{ ...said('Good', 'good'), valid, reported }] })
  const { counts } = await imported(register, [of(String(year), latest)])
  assert.equal(counts.new, 1)
  const [claim] = await about('claim')
  assert.equal(claim?.reported, dayOfTimestamp(new Date().toISOString()))
  const again = await planned(register, [of(String(year), latest)])
  assert.equal(again.counts.unchanged, 1)
  const ahead = await planned(register, [of(String(year + 1), latest + 365)])
  assert.deepEqual(await reasons(ahead.run.id), ['future'])
  const slip = await planned(register, [of('2015', latest + 365)])
  assert.deepEqual(await reasons(slip.run.id), ['future'])
})

test('somebody whom a later file names first of a threat is a person of the register', async () => {
  const threat = {
    ...({ category: 'looting', cause: 'theft', probability: 'possible' } as const),
    ...{ valid: '2018-03-04/..', words: 'Digging at night' },
  }
  const people = [...ASSESSORS, { ...ASSESSORS[0], key: 'a2', name: 'Somebody Else' }] as const
  const assessors = [...people] as typeof ASSESSORS
  const by = (key: string) => [surveyed(1, { threats: [{ ...threat, assessors: [key] }] })]
  await imported(register, by('a1'), 'site', { assessors })
  await imported(register, by('a2'), 'site', { assessors })
  const persons = new Set((await current('person')).map((p) => p.id))
  for (const { personId } of await about('claim')) assert.ok(persons.has(personId ?? ''))
  assert.equal(persons.size, 2)
})

test('what editors withdrew stays so, though the rest of the list moved up', async () => {
  const names = ['One', 'Two', 'Three'].map((form, i) => ({
    ...{ form, lang: 'en', preferred: i === 0 },
  }))
  const threat = {
    ...({ category: 'looting', cause: 'theft', probability: 'possible' } as const),
    ...{ valid: '2018-03-04/..', words: 'Digging at night', assessors: ['a1'] },
  }
  const rows = [surveyed(1, { names, threats: [threat] })]
  await imported(register, rows)
  const [two] = (await current('name')).filter((n) => n.form === 'Two')
  const [looting] = await current('threat')
  const uses = (await current('adoption')).filter((a) => a.targetId === looting?.id)
  await change([
    { op: 'withdraw', kind: 'name', before: two },
    { op: 'withdraw', kind: 'threat', before: looting },
    ...uses.map((before) => ({ op: 'withdraw', kind: 'adoption', before })),
  ])
  const { counts } = await planned(register, rows)
  assert.deepEqual([counts.unchanged, counts.entered], [1, 0])
})

test('a table’s claim is about the monument that it names, and only so', async () => {
  await change([
    { op: 'enter', kind: 'site', row: { id: 'other', slug: 'other', country: null } },
    { op: 'enter', kind: 'monument', row: { ...(await temple()), id: 'theirs', siteId: 'other' } },
  ])
  const row = (n: number, subject: string): ImportRow => ({
    row: n,
    kind: 'claim',
    claim: { ...said(`Said ${n}`, 'good'), monument: 'temple', subject, source: 'paper' },
  })
  const { run, counts } = await planned(register, [
    row(1, 'theirs'),
    row(2, 'nowhere'),
    row(3, 'arch'),
    row(4, 'cella'),
  ])
  assert.deepEqual([counts.refused, counts.new], [3, 1])
  assert.deepEqual(await reasons(run.id), ['no_subject', 'no_subject', 'no_subject'])
})

test('a table’s source is told from others of its title, keeps its day, and is taken back', async () => {
  const untouched = await whatStands(register.store)
  const source = (n: number, more: object): ImportRow => ({
    row: n,
    kind: 'source',
    source: { title: 'Paper', class: 'press', ...more },
  })
  const { run, counts, result } = await imported(register, [
    source(1, { id: 'paper', title: 'The Paper', published: '2016-01-01' }),
    source(2, { publisher: 'Press', published: '2015-09-01' }),
    source(3, { publisher: 'Press', published: '2019' }),
    source(4, { id: 'paper', title: 'A Paper' }),
  ])
  assert.deepEqual([counts.changed, counts.new, counts.unchanged, counts.refused], [1, 1, 1, 1])
  assert.deepEqual(await reasons(run.id), ['elsewhere', 'key_twice'])
  const [paper] = (await current('source')).filter((s) => s.id === 'paper')
  assert.deepEqual([paper?.title, paper?.published], ['The Paper', '2015-09-01'])
  assert.ok(result.state === 'applied')
  await takenBack(register, result.rev)
  assert.deepEqual(await whatStands(register.store), untouched)
  await assertVerified(register.store)
})

test('rows that touch one monument from several tables are told apart, and the plan comes true', async () => {
  const renamed = surveyed(1, { id: 'temple', claims: [], identifiers: [] })
  const cella = surveyed(4, { id: 'cella', claims: [], identifiers: [], place: undefined })
  const paper: ImportRow = { row: 5, kind: 'source', source: { id: 'paper', title: 'The Paper' } }
  const { run, counts, result } = await imported(register, [
    renamed,
    surveyed(2),
    surveyed(3),
    cella,
    paper,
  ])
  assert.deepEqual([counts.refused, result.state], [2, 'applied'])
  assert.deepEqual(await reasons(run.id), ['apart', 'apart'])
  await assertVerified(register.store)
})

type Kind = 'claim' | 'note' | 'name' | 'threat' | 'adoption' | 'source' | 'person' | 'monument'
const TABLES = {
  ...{ claim: t.claim, note: t.note, name: t.name, threat: t.threat, adoption: t.adoption },
  ...{ source: t.source, person: t.person, monument: t.monument },
}

async function current<K extends Kind>(kind: K): Promise<(typeof TABLES)[K]['$inferSelect'][]> {
  const table = TABLES[kind] as typeof t.claim
  return register.store.db.select().from(table).where(isNull(table.retiredRev)) as never
}

/** Those of an import about new monuments. */
async function about(kind: 'claim') {
  return (await current(kind)).filter((c) => /-\d+(\.said)?$/.test(c.id))
}

async function temple() {
  const [found] = (await current('monument')).filter((m) => m.id === 'temple')
  return found ?? assert.fail()
}

function change(changes: object[]) {
  return save(register.store, () => ({
    ...{ actor: { id: 'e', name: 'E' }, at: '2026-11-24T00:00:00.000Z', reason: 'r' },
    salt: String(changes.length),
    changes: changes as RecordChange[],
  }))
}

function monumentOf(row: ImportRow) {
  assert.ok(row.kind === 'monument')
  return row.monument
}

const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b)

async function reasons(importId: string): Promise<string[]> {
  const rows = await register.store.db
    .select()
    .from(importRow)
    .where(and(eq(importRow.importId, importId)))
    .orderBy(importRow.row)
  return rows.flatMap((row) => row.problems.map((p) => p.reason))
}
