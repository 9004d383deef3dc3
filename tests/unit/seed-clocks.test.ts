import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseDay } from '../../db/domain/dates'
import { type Status, statusAt } from '../../db/domain/status'
import { palmyraRecords } from '../../db/seed/palmyra'
import { evidenceOf } from '../../db/store/evidence'
import type { NewRow, RecordKind } from '../../db/store/records'
import type { Rows } from '../../db/store/rows'

const all = palmyraRecords()
const of = <K extends RecordKind>(kind: K) =>
  all.filter((r) => r.kind === kind).map((r) => r.row) as NewRow<K>[]
const day = (text: string) => parseDay(text) ?? assert.fail(text)
const wholes = of('monument').filter((m) => m.partOf === null)

describe('the answers of the two clocks', () => {
  const rows = {
    monument: of('monument'),
    event: of('event'),
    assessment: of('assessment'),
    claim: of('claim'),
    adoption: of('adoption'),
    threat: of('threat'),
  } as unknown as Rows
  const statuses = (asOf: string, knownAt: string) =>
    Object.fromEntries(
      wholes.map((m) => [
        m.id,
        statusAt(evidenceOf(rows, { id: m.id, principalId: m.principalId ?? null }), {
          asOf: day(asOf),
          knownAt: day(knownAt),
        }),
      ]),
    ) as Record<string, Status>

  for (const knownAt of ['2016-12-14', '2026-11-22']) {
    test(`11 December 2016, known at ${knownAt}: the world of the article`, () => {
      const s = statuses('2016-12-11', knownAt)
      const seen = ['bel', 'arch', 'theatre', 'citadel', 'tetrapylon'].map((id) => [
        s[id]?.headline,
        s[id]?.condition,
        s[id]?.atRisk,
      ])
      assert.deepEqual(seen, [
        ['destroyed', 'very_bad', false],
        ['destroyed', 'very_bad', false],
        ['slightly_damaged', 'fair', true],
        ['damaged', 'poor', true],
        ['no_known_damage', 'good', false],
      ])
    })
  }

  test('12 January 2017: the tetrapylon stands until its loss is published', () => {
    assert.equal(statuses('2017-01-12', '2017-01-15').tetrapylon?.headline, 'no_known_damage')
    assert.equal(statuses('2017-01-12', '2017-01-18').tetrapylon?.headline, 'no_known_damage')
    assert.equal(statuses('2017-01-12', '2017-01-19').tetrapylon?.headline, 'destroyed')
    assert.equal(statuses('2017-01-12', '2017-01-19').theatre?.headline, 'severely_damaged')
  })

  test('today: who is unknown, who is contested, who is at risk', () => {
    const today = Object.entries(statuses('2026-11-22', '2026-11-22'))
    const where = (is: (s: Status) => boolean) => today.filter(([, s]) => is(s)).map(([id]) => id)
    assert.deepEqual(
      where((s) => s.headline === 'unknown'),
      ['camp', 'baths', 'tariff_court', 'nabu', 'allat', 'funerary_86', 'efqa'],
    )
    assert.deepEqual(
      where((s) => s.contested),
      ['tombs_valley', 'tower_elahbel', 'efqa'],
    )
    assert.deepEqual(
      where((s) => s.atRisk),
      [],
    )
  })

  test('Bel and the Arch are destroyed for what was theirs, and say what stands', () => {
    for (const id of ['bel', 'arch']) {
      assert.equal(statuses('2016-12-11', '2026-11-22')[id]?.rule, 'principal_destroyed')
      const standing = of('assessment').find(
        (a) => a.subjectId === id && a.value === 'very_bad',
      )?.standing
      assert.match(standing?.en ?? '', /stand$/)
    }
  })
})
