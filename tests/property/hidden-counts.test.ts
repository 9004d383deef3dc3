import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { NOBODY } from '../../db/domain/policy'
import { register } from '../../db/queries/register'
import { pinView } from '../../db/queries/view'
import { save } from '../../db/store/save'
import { SIZES } from '../sizes'
import { randomView } from '../support/random-view'
import { dated, enter, NOW, smallRegister } from '../support/small-register'
import { property } from './each-seed'

/* A register with hidden records answers the public in every count and row as the one that never had them. */

let plain: Awaited<ReturnType<typeof smallRegister>>
let laden: typeof plain
before(async () => {
  plain = await smallRegister()
  laden = await smallRegister()
  await save(laden.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Hidden',
    salt: 'hidden',
    changes: HIDDEN,
  }))
})
after(async () => {
  await plain.close()
  await laden.close()
})

const ABOUT = { subjectId: 'arch', sensitivity: 'restricted' as const }
const KNOWN = dated('2015-09').earliest
/** Everything that could change a headline, a flag, a name or a count of the arch, and a monument of its own. */
const HIDDEN = [
  ...['tomb', 'temple'].map((kind, n) =>
    enter('monument', {
      id: `hidden-${n}`,
      siteId: 'site',
      slug: `hidden-${n}`,
      kind: kind === 'tomb' ? 'tower_tomb' : 'temple',
      position: 9 + n,
      descriptionSources: [],
      sensitivity: 'restricted',
    }),
  ),
  enter('name', {
    ...ABOUT,
    id: 'hidden.name',
    form: 'Temple tomb of Bel',
    lang: 'en',
    preferred: false,
    position: 5,
    sources: [],
  }),
  enter('assessment', {
    ...ABOUT,
    ...dated('2015-08-30'),
    id: 'hidden.assessment',
    property: 'condition',
    value: 'very_bad',
    certainty: 'high',
    rationale: { en: 'Gone' },
    assessor: 'editors',
    knownFrom: KNOWN,
  }),
  enter('claim', {
    ...ABOUT,
    ...dated('2016'),
    id: 'hidden.claim',
    property: 'condition',
    sourceId: 'paper',
    words: 'It stands',
    wordsLang: 'en',
    value: 'good',
    knownFrom: KNOWN,
  }),
  enter('threat', {
    ...ABOUT,
    ...dated('2014-01-01/..'),
    id: 'hidden.threat',
    category: 'looting',
    cause: 'theft',
    probability: 'probable',
    rationale: { en: 'Soon' },
    knownFrom: KNOWN,
  }),
]

property(
  'no filter, sort or clock counts what is hidden',
  randomView,
  async (view) => {
    const answers = await Promise.all(
      [plain, laden].map(async ({ store: { db } }) => {
        const { rows, ...counts } = await register(db, NOBODY, 'site', await pinView(db, view, NOW))
        return { ...counts, rows: rows.map((r) => [r.id, r.status.headline]) }
      }),
    )
    assert.deepEqual(answers[1], answers[0])
  },
  SIZES.propertyRuns / 4,
)
