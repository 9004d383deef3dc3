import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import fc from 'fast-check'
import { FIRST_DAY, formatDay } from '../../db/domain/dates'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { HEADLINES } from '../../db/domain/vocabulary'
import { register } from '../../db/queries/register'
import type { RegisterRow } from '../../db/queries/register-row'
import { timelineOf } from '../../db/queries/timeline'
import { pinView } from '../../db/queries/view'
import { save } from '../../db/store/save'
import { SIZES } from '../sizes'
import { randomView } from '../support/random-view'
import { dated, enter, NOW, palmyraRegister, someone } from '../support/small-register'
import { property } from './each-seed'

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
before(async () => {
  palmyra = await palmyraRegister()
  // What the newest revision has otherwise than the seed: the baths, which nobody had assessed.
  await save(palmyra.store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Somebody looked at the baths',
    salt: 'baths',
    changes: [
      enter('assessment', {
        ...dated('[2016-02-01..2016-03-31]'),
        id: 'baths.2016',
        subjectId: 'baths',
        property: 'condition',
        value: 'poor',
        certainty: 'high',
        rationale: { en: 'Seen' },
        assessor: 'editors',
        knownFrom: 17_000,
      }),
    ],
  }))
})
after(() => palmyra.close())

property(
  'the timeline tells, of the register’s monuments in its order, what the register says on every day that a bar begins or ends',
  fc.tuple(
    randomView,
    fc.constantFrom(NOBODY, someone('editor')),
    fc.constantFrom(null, 1),
    fc.infiniteStream(fc.nat()),
  ),
  async ([asked, reader, rev, numbers]) => {
    const { db } = palmyra.store
    const pinned = await pinView(db, { ...asked, rev }, NOW)
    const { rows } = await register(db, reader, 'palmyra', pinned)
    const figure = await timelineOf(db, reader, 'palmyra', rows, pinned)
    assert.deepEqual(
      figure.rows.map((row) => row.id),
      rows.map((row) => row.id),
    )
    const statusOn = async (asOf: number) => {
      const view = { ...pinned.view, ...ALL_KINDS, asOf }
      const answer = await register(db, reader, 'palmyra', { view })
      return new Map(answer.rows.map((row) => [row.id, row.status]))
    }
    const now = await statusOn(pinned.view.asOf)
    assert.equal(now.size, 26)
    for (const { id, stretches, looks } of figure.rows) {
      assert.deepEqual(shown(stretches.at(-1)), shown(now.get(id)), id)
      assert.equal(stretches.at(-1)?.to, pinned.view.asOf + 1)
      const lookedAt = now.get(id)?.lookedAt ?? FIRST_DAY
      assert.equal(looks.at(-1)?.day ?? null, lookedAt < figure.from ? null : lookedAt)
      stretches.forEach(({ from }, n) => {
        if (n > 0) assert.equal(from, stretches[n - 1]?.to)
      })
    }
    const days = figure.rows.flatMap((row) => row.stretches.slice(1).map((s) => s.from))
    for (const number of days.length > 0 ? numbers.take(EDGES) : []) {
      const edge = days[number % days.length] ?? 0
      for (const asOf of [edge - 1, edge]) {
        const then = await statusOn(asOf)
        for (const { id, stretches } of figure.rows) {
          const stretch = stretches.find((s) => s.from <= asOf && asOf < s.to)
          assert.deepEqual(shown(stretch), shown(then.get(id)), `${id} on ${formatDay(asOf)}`)
        }
      }
    }
  },
  SIZES.storeRuns,
)

const EDGES = 3
const ALL_KINDS = { headlines: [], flags: [], kinds: [], text: '', sort: EVERYTHING.sort }

/** What a bar has in common with the status of its day. */
function shown(of: Partial<RegisterRow['status']> | undefined) {
  assert.ok(of && HEADLINES.includes(of.headline as never))
  const { headline, maybe, contested, assessmentId, principalAssessmentId } = of
  return { headline, maybe, contested, assessmentId, principalAssessmentId }
}
