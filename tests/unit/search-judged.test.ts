import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { ALL_FOUND } from '../../db/domain/search-filter'
import type { Lang } from '../../db/domain/vocabulary'
import { search } from '../../db/queries/search'
import { pinView } from '../../db/queries/view'
import type { Store } from '../../db/store/store'
import { NOW, palmyraRegister } from '../support/small-register'

/*
 * What a researcher would type, and the monuments, sources and records that he would want to see among the first five
 * results, written down from the facts before the search was asked.
 */

type Judged = { typed: string; wanted: string[] }

const QUERIES: Record<Lang, Judged[]> = JSON.parse(
  readFileSync(new URL('search-judged.json', import.meta.url), 'utf8'),
)
const FIRST = 5
const LEAST = 0.95

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
let store: Store
before(async () => {
  palmyra = await palmyraRegister()
  store = palmyra.store
})
after(() => palmyra.close())

for (const lang of ['en', 'ar'] as const)
  test(`${QUERIES[lang].length} judged queries (${lang}): recall of the first ${FIRST} results`, async (context) => {
    assert.equal(QUERIES[lang].length, 30)
    let recalled = 0
    let firsts = 0
    for (const { typed, wanted } of QUERIES[lang]) {
      const shown = await firstShown(typed, lang)
      const found = wanted.filter((id) => shown.some((group) => group.includes(id)))
      recalled += found.length / wanted.length
      if (wanted.some((id) => shown[0]?.includes(id))) firsts++
      const missed = wanted.filter((id) => !found.includes(id))
      if (missed.length > 0)
        context.diagnostic(`${typed}: ${missed.join(', ')} not among ${JSON.stringify(shown)}`)
    }
    const recall = recalled / QUERIES[lang].length
    context.diagnostic(`recall@${FIRST} ${recall.toFixed(3)}, first result wanted ${firsts} of 30`)
    assert.ok(recall >= LEAST, `recall@${FIRST} is ${recall.toFixed(3)}`)
  })

/** The ids on the first results of the page: of each group itself and of the records shown in it. */
async function firstShown(text: string, lang: Lang): Promise<string[][]> {
  const pinned = await pinView(store.db, { ...EVERYTHING, text }, NOW)
  const { groups } = await search(store.db, NOBODY, pinned, ALL_FOUND, lang)
  return groups.slice(0, FIRST).map(({ unit, finds }) => [unit, ...finds.map((find) => find.id)])
}
