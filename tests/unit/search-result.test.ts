import assert from 'node:assert/strict'
import { register } from 'node:module'
import { after, before, test } from 'node:test'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { sayIn } from '../../app/_i18n'
import { requireBounds } from '../../db/domain/dates'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { ALL_FOUND, type SearchFilter } from '../../db/domain/search-filter'
import { search } from '../../db/queries/search'
import { pinView } from '../../db/queries/view'
import { save } from '../../db/store/save'
import { dated, enter, NOW, smallRegister } from '../support/small-register'

register('../support/no-css.mjs', import.meta.url)

/* What is found, how it is counted, and where the page of it leads on to. */

/** More than a page of the register has lines. */
const CLAIMS = 60

let small: Awaited<ReturnType<typeof smallRegister>>
before(async () => {
  small = await smallRegister()
  await save(small.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: '2026-01-02T00:00:00.000Z',
    reason: 'To be found',
    salt: 'salt 2',
    changes: Array.from({ length: CLAIMS + 1 }, (_, n) =>
      enter('claim', {
        id: `fallen.${n}`,
        ...dated('2015-09-01'),
        subjectId: 'arch',
        property: 'statement',
        sourceId: 'paper',
        words: n < CLAIMS ? `Keystone ${n} has fallen` : 'The lintel has not fallen',
        wordsLang: 'en',
        knownFrom: requireBounds('2015-09-01').earliest,
      }),
    ),
  }))
})
after(() => small.close())

test('all that is found of one place is shown where it is asked for, and the page leads to itself no more', async () => {
  const [best] = (await find('keystone')).groups
  assert.deepEqual([best?.unit, best?.found, best?.finds.length], ['arch', CLAIMS, 5])
  const [all] = (await find('keystone', { place: 'arch' })).groups
  assert.deepEqual([all?.found, all?.finds.length], [CLAIMS, CLAIMS])

  const { FoundGroup } = await import('../../components/search/found-group')
  const { query, groups } = await find('keystone')
  const [group] = groups
  assert.ok(group)
  const common = { say: sayIn('en'), query, group, siteName: null, isMore: true }
  const shown = (moreHref: string | null) =>
    renderToStaticMarkup(createElement(FoundGroup, { ...common, moreHref }))
  assert.match(shown('/here'), /href="\/here"/)
  const words = sayIn('en').t('search.allHere')
  assert.ok(shown('/here').includes(words) && !shown(null).includes(words))
})

for (const place of [null, 'temple'])
  test(`each word that may be tried alone finds as much as is told, ${place ?? 'everywhere'}`, async () => {
    const { taken } = await find('keyst "has fallen" lintel xyzzy', { place })
    const told = taken.map(({ typed, alone }) => [typed, alone?.count])
    assert.deepEqual(told, [
      ['keyst', CLAIMS],
      ['"has fallen"', CLAIMS],
      ['lintel', 1],
      ['xyzzy', 0],
    ])
    for (const { typed, alone } of taken) assert.deepEqual((await find(typed)).found, alone)
  })

async function find(text: string, filter: Partial<SearchFilter> = {}, rev: number | null = null) {
  const pinned = await pinView(small.store.db, { ...EVERYTHING, text, rev }, NOW)
  return search(small.store.db, NOBODY, pinned, { ...ALL_FOUND, ...filter }, 'en')
}
