import assert from 'node:assert/strict'
import fc from 'fast-check'
import { FIRST_DAY, formatDay, LAST_DAY, parseDate, parseDay } from '../../db/domain/dates'
import { property } from './each-seed'

const [year0, year9999] = [-719_528, 2_932_896]
const anyDay = fc.integer({ min: year0, max: year9999 })
/** Some precision of a date: a day, a month or a year, with or without a mark of doubt. */
const anyDate = fc
  .tuple(anyDay, fc.constantFrom(4, 7, 10), fc.constantFrom('', '~', '?', '%'))
  .map(([day, length, mark]) => ({ day, text: formatDay(day).slice(0, length) + mark }))

property('a day written and read again is the same day', anyDay, (day) => {
  assert.equal(parseDay(formatDay(day)), day)
})

property(
  'a text is a day only as it would be written',
  fc.tuple(fc.nat(9999), fc.nat(14), fc.nat(33)),
  ([y, m, d]) => {
    const text = [
      String(y).padStart(4, '0'),
      String(m).padStart(2, '0'),
      String(d).padStart(2, '0'),
    ].join('-')
    const day = parseDay(text)
    if (day === null) assert.equal(parseDate(text).ok, false, `${text} is no day but a date`)
    else assert.equal(formatDay(day), text)
  },
)

property('a date can mean the day it was written from', anyDate, ({ day, text }) => {
  const parsed = parseDate(text)
  assert.ok(parsed.ok, text)
  assert.ok(parsed.bounds.earliest <= day && day <= parsed.bounds.latest, text)
})

property('two dates make a period in one order only', fc.tuple(anyDay, anyDay), ([a, b]) => {
  const [first, last] = a < b ? [a, b] : [b, a]
  for (const form of [
    (x: string, y: string) => `${x}/${y}`,
    (x: string, y: string) => `[${x}..${y}]`,
  ]) {
    const parsed = parseDate(form(formatDay(first), formatDay(last)))
    assert.deepEqual(parsed.ok && parsed.bounds, { earliest: first, latest: last })
    const reversed = parseDate(form(formatDay(last), formatDay(first)))
    if (first !== last) assert.deepEqual(reversed, { ok: false, problem: 'date_reversed' })
  }
})

const pieces = fc.array(
  fc.constantFrom(
    '2015',
    '-08',
    '-30',
    '-02',
    '-29',
    '/',
    '..',
    '[',
    ']',
    '{',
    '}',
    ',',
    'X',
    '~',
    '?',
    '%',
    '-',
    'Y',
    'T',
    '0',
    '9',
  ),
  {
    maxLength: 9,
  },
)

property(
  'whatever is typed gives bounds in order or a reason, and never throws',
  fc.oneof(
    fc.string(),
    pieces.map((p) => p.join('')),
  ),
  (text) => {
    const parsed = parseDate(text)
    if (!parsed.ok) return assert.match(parsed.problem, /^date_(syntax|reversed|time)$/)
    const { earliest, latest } = parsed.bounds
    assert.ok(Number.isInteger(earliest) && Number.isInteger(latest), text)
    assert.ok(FIRST_DAY <= earliest && earliest <= latest && latest <= LAST_DAY, text)
  },
)
