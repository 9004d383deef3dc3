import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { ALL_FOUND, SEARCH_KINDS } from '../../db/domain/search-filter'
import { occurs, parseQuery } from '../../db/domain/search-query'
import { NOTHING_DEPARTED } from '../../db/queries/search-departed'
import { NOT_NARROWED, narrowed } from '../../db/queries/search-facets'
import type { Hit } from '../../db/queries/search-hits'
import { type Match, matchesOf, type Narrowing } from '../../db/queries/search-matches'
import { listSites } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { NOW, palmyraRegister } from '../support/small-register'

/* Words that stand in more entries than are ranked or looked at; here the limits are low. */

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
before(async () => {
  palmyra = await palmyraRegister()
})
after(() => palmyra.close())

const ALL = { ranked: 100_000, lookedAt: 100_000 }

test('of a common word those are kept first whose names hold it, and it is told that there are more', async () => {
  const all = await matches('temple', null, ALL)
  assert.equal(all.isCut, false)
  const patterns = parseQuery('temple').terms.flatMap((term) => term.patterns)
  const named = all.matches.filter(({ entry }) => patterns.some((p) => occurs(p, entry.names)))
  assert.ok(named.length > 3 && all.matches.length > named.length + 20, 'temple is common')
  const few = await matches('temple', null, { ...ALL, ranked: named.length })
  assert.deepEqual(keys(few.matches), keys(named))
  assert.equal(few.isCut, true)
  const more = await matches('temple', null, { ...ALL, ranked: named.length + 5 })
  assert.equal(more.matches.length, named.length + 5)
  assert.deepEqual(
    keys(named).filter((key) => !keys(more.matches).includes(key)),
    [],
  )
})

test('so do unfinished words that begin a common one', async () => {
  const few = await matches('templ', null, { ...ALL, ranked: 5 })
  assert.ok(few.matches.every(({ entry }) => / templ/.test(` ${entry.names}`)))
  assert.equal(few.isCut, true)
})

// "Damage" is common, and begins "damaged".
for (const text of ['temple', 'damage'])
  test(`what a search for "${text}" is narrowed to is looked for behind what is ranked`, async () => {
    const { matches: all } = await matches(text, null, ALL)
    for (const [narrowing, holds] of [
      [{ kinds: ['event'] }, (m) => m.kind === 'event'],
      [{ kinds: ['note', 'source'] }, (m) => m.kind === 'note' || m.kind === 'source'],
      [{ classes: ['press'] }, (m) => m.sourceClass === 'press'],
      [{ langs: ['ar'] }, (m) => m.lang === 'ar'],
      [{ headlines: ['destroyed'] }, (m) => m.headlines.includes('destroyed')],
      [{ place: 'baalshamin' }, (m) => m.unit === 'baalshamin'],
      [{ siteId: 'palmyra' }, (m) => m.siteId === 'palmyra'],
      [{ siteId: 'elsewhere' }, () => false],
    ] as [Partial<Narrowing>, (m: Match) => boolean][]) {
      const wanted = all.filter(holds)
      const most = { ...ALL, ranked: wanted.length + 1 }
      const found = await matches(text, { ...NOT_NARROWED, ...narrowing }, most)
      assert.deepEqual(keys(found.matches), keys(wanted), JSON.stringify(narrowing))
      assert.equal(found.isCut, false)
    }
  })

test('units that are left out take no place among those that are ranked', async () => {
  const { matches: all } = await matches('temple', null, ALL)
  const without = new Set(all.slice(0, -1).map((m) => m.unit))
  const last = all.filter((m) => !without.has(m.unit))
  const { view } = await at('temple')
  const query = parseQuery('temple')
  const most = { ...ALL, ranked: last.length + 1 }
  const found = await matchesOf(palmyra.store.db, NOBODY, view, query, null, without, most)
  assert.deepEqual(keys(found.matches), keys(last))
})

test('no more is looked at than is allowed, and then that is told', async () => {
  const none = { ...NOT_NARROWED, langs: ['xx'] }
  assert.equal((await matches('temple', none, ALL)).isCut, false)
  assert.deepEqual(await matches('temple', none, { ...ALL, lookedAt: 1 }), {
    matches: [],
    isCut: true,
  })
})

test('counts of choices are the least that there is, but for what is chosen and whole', async () => {
  const sites = await listSites(palmyra.store.db, NOBODY, 1)
  const { view } = await at('temple')
  const about = { unit: 'u', id: 'i', siteId: 'palmyra', rootId: null, sourceClass: null }
  const hits = (['event', 'claim', 'claim'] as const).map(
    (kind, n): Hit => ({ ...about, kind, lang: 'en', headlines: [], score: n }),
  )
  const filter = { ...ALL_FOUND, kinds: ['event' as const] }
  const isCut = { all: true, isMore: false }
  const { chosen, facets } = narrowed(hits, view, filter, sites, isCut)
  assert.equal(chosen.length, 1)
  const seen = facets.kinds.filter((choice) => choice.count > 0)
  assert.deepEqual(seen, [
    { value: 'event', count: 1, isOn: true, isLeast: false },
    { value: 'claim', count: 2, isOn: false, isLeast: true },
  ])
  assert.equal(facets.kinds.length, SEARCH_KINDS.length, 'any may be among what was not looked at')
})

function at(text: string) {
  return pinView(palmyra.store.db, { ...EVERYTHING, text }, NOW)
}

async function matches(
  text: string,
  narrowing: Narrowing | null,
  most: Parameters<typeof matchesOf>[6],
) {
  const { view } = await at(text)
  return matchesOf(
    palmyra.store.db,
    NOBODY,
    view,
    parseQuery(text),
    narrowing,
    NOTHING_DEPARTED.units,
    most,
  )
}

function keys(list: Match[]): string[] {
  return list.map((m) => JSON.stringify(m)).sort()
}
