import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type Column, csv, formulaSafe } from '../../app/exports/csv'
import { SEEDS, SIZES } from '../sizes'

type Line = { text: string; number: number }
const COLUMNS: Column<Line>[] = [
  ['text', (l) => l.text],
  ['number', (l) => l.number],
]
const STARTS = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']

test('a table begins with a byte order mark and its header, and every record ends with CRLF', () => {
  const text = csv([{ text: 'stands', number: 1.5 }], COLUMNS)
  assert.equal(text, '\ufefftext,number\r\nstands,1.5\r\n')
  assert.equal(csv([], COLUMNS), '\ufefftext,number\r\n')
})

test('quotes, commas and line breaks are quoted as RFC 4180 says', () => {
  assert.equal(
    csv([{ text: 'a "b", c\nd', number: 0 }], COLUMNS).split('\r\n')[1],
    '"a ""b"", c\nd",0',
  )
})

for (const start of STARTS) {
  test(`text that begins with ${JSON.stringify(start)} is not run as a formula`, () => {
    assert.equal(formulaSafe(`${start}HYPERLINK("x")`), `'${start}HYPERLINK("x")`)
    assert.equal(formulaSafe(`a${start}`), `a${start}`)
  })
}

test('numbers and booleans stay as they are, and nothing is an empty cell', () => {
  const columns: Column<null>[] = [
    ['below', () => -8.5],
    ['yes', () => true],
    ['none', () => null],
    ['unset', () => undefined],
  ]
  assert.equal(csv([null], columns).split('\r\n')[1], '-8.5,true,,')
})

test('what is written can be read again', () => {
  const lines = fc.array(
    fc.record({ text: fc.string({ unit: 'grapheme' }), number: fc.integer() }),
    { minLength: 1 },
  )
  for (const seed of SEEDS) {
    fc.assert(
      fc.property(lines, (given) => {
        const read: Record<string, string>[] = parse(csv(given, COLUMNS), {
          bom: true,
          columns: true,
          record_delimiter: '\r\n',
        })
        assert.deepEqual(
          read.map((r) => [r.text, r.number]),
          given.map((l) => [formulaSafe(l.text), String(l.number)]),
        )
      }),
      { numRuns: SIZES.propertyRuns, seed },
    )
  }
})
