import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { besideParams, parseBeside } from '../../db/domain/beside'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { parseSaid } from '../../db/domain/said-filter'
import { besideChoices, besideEntries } from '../../db/queries/beside'
import { pinView } from '../../db/queries/view'
import { loadRows } from '../../db/store/rows'
import { save } from '../../db/store/save'
import { NOW, smallRegister, someone } from '../support/small-register'

const parse = (query: string) => parseBeside(new URLSearchParams(query))
const problemsOf = (query: string) => parse(query).problems.map((p) => [p.value, p.code])

let small: Awaited<ReturnType<typeof smallRegister>>
before(async () => {
  small = await smallRegister()
})
after(() => small.close())

test('up to four are read in the order named; one twice and one too many are told and left out', () => {
  assert.deepEqual(parse('m=&m=b&m= a &asOf=2016-12-11'), { slugs: ['b', 'a'], problems: [] })
  assert.deepEqual(parse('m=a&m=b&m=a&m=c&m=d&m=e').slugs, ['a', 'b', 'c', 'd'])
  assert.deepEqual(problemsOf('m=a&m=b&m=a&m=c&m=d&m=e'), [
    ['a', 'repeated'],
    ['e', 'too_many'],
  ])
  const asked = { ...EVERYTHING, asOf: 17_000, rev: 3 }
  assert.equal(String(besideParams(['a', 'b'], asked)), 'm=a&m=b&asOf=2016-07-18&rev=3')
})

test('what a source says is narrowed by a property that there is', () => {
  const said = (query: string) => parseSaid(new URLSearchParams(query))
  assert.deepEqual(said('property=extent&monument='), {
    filter: { property: 'extent', monument: null },
    problems: [],
  })
  assert.deepEqual(said('property=colour').problems, [
    { param: 'property', value: 'colour', code: 'unknown_value' },
  ])
})

test('parts stand beside wholes; what is hidden from a reader is as unknown as what is not there', async () => {
  const { db } = small.store
  const ask = async (reader: typeof NOBODY, rev: number | null = null) => {
    const pinned = await pinView(db, { ...EVERYTHING, rev }, NOW)
    const slugs = ['cella', 'arch', 'nothing']
    const { entries, problems } = await besideEntries(db, reader, 'site', slugs, pinned)
    const choices = await besideChoices(db, reader, 'site', rev)
    return {
      entries: entries.map((e) => e.monument.slug),
      problems: problems.map((p) => p.value),
      choices: choices.map((c) => [c.slug, ...c.parts.map((p) => p.slug)]),
    }
  }
  const all = {
    entries: ['cella', 'arch'],
    problems: ['nothing'],
    choices: [['temple', 'cella', 'gate'], ['arch']],
  }
  assert.deepEqual(await ask(NOBODY), all)
  const [before] = (await loadRows(db, { roots: ['temple'] }, null)).monument
  if (!before) assert.fail('there is no temple')
  const { recordedRev: _recorded, retiredRev: _retired, ...row } = before
  assert.equal(row.id, 'cella')
  await save(small.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Hides the cella',
    salt: 'hides',
    changes: [
      { op: 'correct', kind: 'monument', before, row: { ...row, sensitivity: 'restricted' } },
    ],
  }))
  const hidden = {
    entries: ['arch'],
    problems: ['cella', 'nothing'],
    choices: [['temple', 'gate'], ['arch']],
  }
  assert.deepEqual(await ask(NOBODY), hidden)
  assert.deepEqual(await ask(NOBODY, 1), hidden, 'also at a revision at which it was public')
  assert.deepEqual(await ask(someone('editor')), all)
})

test('the last things said come newest first, three at most', async () => {
  const pinned = await pinView(small.store.db, EVERYTHING, NOW)
  const { entries } = await besideEntries(small.store.db, NOBODY, 'site', ['temple'], pinned)
  assert.deepEqual(
    entries[0]?.latest.map((c) => c.id),
    ['temple.bad', 'blast.said', 'temple.good'],
  )
})
