import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  beginningOf,
  dayOfTimestamp,
  FIRST_DAY,
  formatDay,
  LAST_DAY,
  parseDate,
  parseDay,
  requireBounds,
  suggestedQualifier,
} from '../../db/domain/dates'
import { MEANS } from '../support/edtf-forms'

const REFUSED: [text: string, problem: string][] = [
  ['', 'date_syntax'],
  ['   ', 'date_syntax'],
  ['2015-13', 'date_syntax'],
  ['2015-00', 'date_syntax'],
  ['2015-04-31', 'date_syntax'],
  ['2015-02-29', 'date_syntax'],
  ['1900-02-29', 'date_syntax'],
  ['2015-02-29~', 'date_syntax'],
  ['2015-02-29/2015-03', 'date_syntax'],
  ['[2015-02-01..2015-02-29]', 'date_syntax'],
  ['2015-25', 'date_syntax'],
  ['2015-8-3', 'date_syntax'],
  ['20150830', 'date_syntax'],
  ['30.8.2015', 'date_syntax'],
  ['yesterday', 'date_syntax'],
  ['2015-08-30/tomorrow', 'date_syntax'],
  ['Y170000002', 'date_syntax'],
  ['[]', 'date_syntax'],
  ['2015-09/2015-08', 'date_reversed'],
  ['2015-08-30/2015-08-29', 'date_reversed'],
  ['2016/2015-06', 'date_reversed'],
  ['[2015-08-30..2015-08-29]', 'date_reversed'],
  ['{2017..2015}', 'date_reversed'],
  ['[2010,2017..2015,2020]', 'date_reversed'],
  ['2015-08-30T10:00', 'date_time'],
  ['2015-08-30T10:00:00Z/2015-09-01', 'date_time'],
]

describe('a date in EDTF', () => {
  for (const [edtf, earliest, latest] of MEANS)
    test(`${edtf} can mean ${earliest} to ${latest}`, () => {
      const parsed = parseDate(edtf)
      assert.ok(parsed.ok)
      assert.equal(parsed.edtf, edtf.trim())
      assert.equal(nameOf(parsed.bounds.earliest), earliest)
      assert.equal(nameOf(parsed.bounds.latest), latest)
    })

  for (const [text, problem] of REFUSED)
    test(`"${text}" is refused: ${problem}`, () => {
      assert.deepEqual(parseDate(text), { ok: false, problem })
      assert.throws(() => requireBounds(text))
    })

  test('its form suggests how it relates to what it dates', () => {
    assert.equal(suggestedQualifier('2015-08-30'), 'on')
    assert.equal(suggestedQualifier('2015-08'), 'on')
    assert.equal(suggestedQualifier('2015-08-30/..'), 'throughout')
    assert.equal(suggestedQualifier(' [2015..2016]'), 'once_between')
  })

  test('a state begins with its period when it lasted throughout, else some day within', () => {
    const bounds = requireBounds('2015-08')
    assert.deepEqual(beginningOf(bounds, 'throughout'), {
      earliest: bounds.earliest,
      latest: bounds.earliest,
    })
    assert.deepEqual(beginningOf(bounds, 'on'), bounds)
    assert.deepEqual(beginningOf(bounds, 'once_between'), bounds)
  })
})

describe('a day', () => {
  for (const text of [
    '2015-02-29',
    '2015-8-3',
    '2015-08',
    '2015-13-01',
    '',
    '15-08-30',
    'x',
    '+2015-01-01',
  ])
    test(`"${text}" is none`, () => assert.equal(parseDay(text), null))

  test('is counted from 1 January 1970, also before it', () => {
    assert.equal(parseDay('1970-01-01'), 0)
    assert.equal(parseDay('1969-12-31'), -1)
    assert.equal(parseDay('2016-12-11'), 17146)
  })

  test('of a timestamp is the one in UTC, up to the last millisecond', () => {
    const day = parseDay('2017-01-19') ?? assert.fail()
    assert.equal(dayOfTimestamp('2017-01-19T00:00:00.000Z'), day)
    assert.equal(dayOfTimestamp('2017-01-19T23:59:59.999Z'), day)
    assert.equal(dayOfTimestamp('2017-01-20T00:00:00.000Z'), day + 1)
    assert.equal(dayOfTimestamp('2017-01-19T23:30:00.000-03:00'), day + 1)
  })
})

function nameOf(day: number): string {
  if (day === FIRST_DAY) return '-'
  return day === LAST_DAY ? '+' : formatDay(day)
}
