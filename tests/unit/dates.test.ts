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

/** A date and the days it can mean; `-` for no known beginning, `+` for no known end. */
const MEANS: [edtf: string, earliest: string, latest: string][] = [
  ['2015-08-30', '2015-08-30', '2015-08-30'],
  ['2016-02-29', '2016-02-29', '2016-02-29'],
  ['2000-02-29', '2000-02-29', '2000-02-29'],
  ['  2015-08-30 ', '2015-08-30', '2015-08-30'],
  ['0032-04-06', '0032-04-06', '0032-04-06'],
  ['-0001-12-31', '-000001-12-31', '-000001-12-31'],
  ['9999-12-31', '9999-12-31', '9999-12-31'],
  ['2015-08', '2015-08-01', '2015-08-31'],
  ['2015-02', '2015-02-01', '2015-02-28'],
  ['2016-02', '2016-02-01', '2016-02-29'],
  ['1900-02', '1900-02-01', '1900-02-28'],
  ['2015', '2015-01-01', '2015-12-31'],
  ['0000', '0000-01-01', '0000-12-31'],
  ['-0044', '-000044-01-01', '-000044-12-31'],
  ['Y12000', '+012000-01-01', '+012000-12-31'],
  ['201X', '2010-01-01', '2019-12-31'],
  ['19XX', '1900-01-01', '1999-12-31'],
  ['2015-XX', '2015-01-01', '2015-12-31'],
  ['2016-02-XX', '2016-02-01', '2016-02-29'],
  ['2015-XX-XX', '2015-01-01', '2015-12-31'],
  ['2015~', '2015-01-01', '2015-12-31'],
  ['2015-08?', '2015-08-01', '2015-08-31'],
  ['2015-08-30%', '2015-08-30', '2015-08-30'],
  ['2015-21', '2015-03-01', '2015-05-31'],
  ['2015-22', '2015-06-01', '2015-08-31'],
  ['2015-23', '2015-09-01', '2015-11-30'],
  ['2015-24', '2015-12-01', '2016-02-29'],
  ['2014-24', '2014-12-01', '2015-02-28'],
  ['2015-08-30/2015-09-02', '2015-08-30', '2015-09-02'],
  ['2015-08/2015-08', '2015-08-01', '2015-08-31'],
  ['2015-12-31/2016', '2015-12-31', '2016-12-31'],
  ['2004-06-XX/2004-07-03', '2004-06-01', '2004-07-03'],
  ['2015-08-30/..', '2015-08-30', '+'],
  ['2015-08-30/', '2015-08-30', '+'],
  ['../2015-08-30', '-', '2015-08-30'],
  ['../..', '-', '+'],
  ['[2016-12-26..2017-01-10]', '2016-12-26', '2017-01-10'],
  ['[2015-08..2015-09]', '2015-08-01', '2015-09-30'],
  ['[2015-08-30]', '2015-08-30', '2015-08-30'],
  ['[2015,2017]', '2015-01-01', '2017-12-31'],
  ['[1667,1668,1670..1672]', '1667-01-01', '1672-12-31'],
  ['{2015..2017}', '2015-01-01', '2017-12-31'],
  ['[..2015]', '-', '2015-12-31'],
  ['[2015-08-30..]', '2015-08-30', '+'],
]

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
