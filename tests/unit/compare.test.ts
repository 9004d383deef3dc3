import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clocksOf } from '../../db/domain/compare'
import { parseDay } from '../../db/domain/dates'
import { parsePeriod, parseSince } from '../../db/domain/period'
import { NOBODY, type Reader } from '../../db/domain/policy'
import type { Change } from '../../db/domain/vocabulary'
import { type Changes, changesBetween } from '../../db/queries/compare'
import { requireSite } from '../../db/queries/sites'
import { save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { dated, enter, palmyraRegister, smallRegister, someone } from '../support/small-register'

const day = (text: string) => parseDay(text) ?? Number.NaN
const TODAY = day('2026-11-22')

let seeded: Awaited<ReturnType<typeof palmyraRegister>>
let store: Store
before(async () => {
  seeded = await palmyraRegister()
  store = seeded.store
})
after(() => seeded.close())

test('Palmyra between the second seizure and the second recapture', async () => {
  const changes = await palmyra('2016-12-11', '2017-03-02')
  assert.deepEqual(slugs(changes, 'worsened'), ['roman-theatre', 'tetrapylon'])
  assert.deepEqual(slugs(changes, 'improved'), [])
  const tetrapylon = entry(changes, 'worsened', 'tetrapylon')
  assert.equal(tetrapylon?.earlier.headline, 'no_known_damage')
  assert.equal(tetrapylon?.later.headline, 'destroyed')
  assert.ok(tetrapylon && tetrapylon.assessments.length > 0 && tetrapylon.claims.length > 0)
  for (const { claims, assessments } of changes.lists.flatMap((l) => l.entries))
    for (const record of [...claims, ...assessments])
      assert.ok(record.knownFrom <= day('2017-03-02'), record.id)
  assert.deepEqual(changes.opened.map((t) => t.slug).sort(), ['palmyra-castle', 'roman-theatre'])
  assert.deepEqual(changes.closed, [])
  assert.equal((await palmyra('2016-12-14', '2017-03-03')).closed.length, 2)
})

test('the same two days, both as known before the loss was published: nothing worsened', async () => {
  const changes = await palmyra('2016-12-11', '2017-01-12', '2017-01-15')
  assert.deepEqual(slugs(changes, 'worsened'), [])
  assert.deepEqual(slugs(changes, 'regraded'), [])
})

test('what is learnt of the same day later is re-graded, and is no change of the world', async () => {
  const changes = await changesBetween(store.db, NOBODY, await siteId(store, 'palmyra'), {
    from: { asOf: day('2017-01-12'), knownAt: day('2017-01-15') },
    to: { asOf: day('2017-01-12'), knownAt: day('2017-01-19') },
    rev: 1,
  })
  const found = entry(changes, 'regraded', 'tetrapylon')
  assert.equal(found?.toldThen.headline, 'no_known_damage')
  assert.equal(found?.earlier.headline, 'destroyed')
  assert.deepEqual(slugs(changes, 'worsened'), [])
})

test('a restricted claim changes what editors are told, and nothing that the public is', async () => {
  const register = await smallRegister()
  try {
    await save(register.store, () => ({
      actor: { id: 'editor', name: 'An editor' },
      at: '2026-11-23T09:00:00.000Z',
      reason: 'A secret look',
      salt: 'salt',
      changes: [
        enter('claim', {
          id: 'arch.secret',
          ...dated('2016-05-01'),
          subjectId: 'arch',
          property: 'statement',
          sourceId: 'paper',
          words: 'Seen from the hill',
          wordsLang: 'en',
          observed: '2016-05-01',
          observedLatest: day('2016-05-01'),
          knownFrom: day('2016-05-02'),
          sensitivity: 'restricted',
        }),
      ],
    }))
    const told = async (reader: Reader) =>
      changesBetween(register.store.db, reader, 'site', {
        ...clocksOf(day('2016-01-01'), day('2017-01-01'), null),
        rev: 2,
      })
    assert.deepEqual(slugs(await told(someone('editor')), 'newly_looked_at'), ['arch'])
    assert.deepEqual((await told(NOBODY)).lists, [])
    assert.doesNotMatch(JSON.stringify(await told(someone('viewer'))), /secret|hill/)
  } finally {
    await register.close()
  }
})

test('a pinned comparison is not changed by what is saved later', async () => {
  const register = await smallRegister()
  try {
    const asked = { ...clocksOf(day('2015-08-01'), day('2015-10-01'), null), rev: 1 }
    const told = () => changesBetween(register.store.db, NOBODY, 'site', asked)
    const before = await told()
    assert.deepEqual(slugs(before, 'worsened'), ['temple'])
    assert.deepEqual(slugs(before, 'added'), ['arch'])
    await save(register.store, () => ({
      actor: { id: 'editor', name: 'An editor' },
      at: '2026-11-23T09:00:00.000Z',
      reason: 'More',
      salt: 'salt',
      changes: [
        enter('claim', {
          id: 'arch.late',
          ...dated('2015-09-10'),
          subjectId: 'arch',
          property: 'statement',
          sourceId: 'paper',
          words: 'More',
          wordsLang: 'en',
          knownFrom: day('2015-09-11'),
        }),
      ],
    }))
    assert.deepEqual(await told(), before)
  } finally {
    await register.close()
  }
})

test('two dates of a query: read, or refused at the field', () => {
  const read = (query: string) => parsePeriod(new URLSearchParams(query), TODAY, TODAY)
  const refused = (query: string) => {
    const parsed = read(query)
    return parsed.ok ? null : parsed.problems.map((p) => `${p.param} ${p.code}`)
  }
  assert.deepEqual(read(''), { ok: true, period: null })
  assert.deepEqual(read('from=&to='), { ok: true, period: null })
  assert.deepEqual(read('from=2016-12-11'), {
    ok: true,
    period: { from: day('2016-12-11'), to: TODAY },
  })
  assert.deepEqual(refused('from=2017-03-02&to=2016-12-11'), ['to reversed'])
  assert.deepEqual(refused('to=2016-12-11'), ['from missing'])
  assert.deepEqual(refused('from=2015-02-29&to=soon'), ['from not_a_day', 'to not_a_day'])
  assert.deepEqual(refused('from=2016-12-11&to=2026-11-23'), ['to future'])
  assert.equal(refused('from=2016-12-11&to=2016-12-11'), null)
  const since = (query: string) => parseSince(new URLSearchParams(query), day('2016-12-11'), TODAY)
  assert.deepEqual(since('since=2016-12-11'), { since: day('2016-12-11'), problems: [] })
  assert.deepEqual(since('').since, null)
  assert.equal(since('since=2016-12-12').problems[0]?.code, 'reversed')
  assert.equal(since('since=2030-01-01').problems[0]?.code, 'future')
})

async function siteId(from: Store, slug: string): Promise<string> {
  return (await requireSite(from.db, NOBODY, slug, null)).id
}

async function palmyra(from: string, to: string, knownAt?: string): Promise<Changes> {
  const clocks = clocksOf(day(from), day(to), knownAt ? day(knownAt) : null)
  return changesBetween(store.db, NOBODY, await siteId(store, 'palmyra'), { ...clocks, rev: 1 })
}

function slugs({ lists }: Changes, kind: Change): string[] {
  return (lists.find((l) => l.kind === kind)?.entries ?? []).map((e) => e.slug).sort()
}

function entry({ lists }: Changes, kind: Change, slug: string) {
  return lists.find((l) => l.kind === kind)?.entries.find((e) => e.slug === slug)
}
