import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import Papa from 'papaparse'
import { csv } from '../../app/exports/csv'
import { formulaSafe } from '../../app/exports/safe-text'
import { wholeOf } from '../../app/exports/stream'
import type { Column } from '../../app/exports/table'
import { SEEDS, SIZES } from '../sizes'

type Line = { text: string; number: number }
const COLUMNS: Column<Line>[] = [
  ['text', (l) => l.text],
  ['number', (l) => l.number],
]
const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']

test('a table begins with a byte order mark and its header, and every record ends with CRLF', async () => {
  const text = await written([[{ text: 'stands', number: 1.5 }], [{ text: 'gone', number: 0 }]])
  assert.equal(text, '\ufefftext,number\r\nstands,1.5\r\ngone,0\r\n')
})

test('a table without records, or with an empty portion, is its header alone', async () => {
  assert.equal(await written([]), '\ufefftext,number\r\n')
  assert.equal(await written([[]]), '\ufefftext,number\r\n')
})

test('quotes, commas and line breaks are quoted as RFC 4180 says', async () => {
  const text = await written([[{ text: 'a "b", c\nd', number: 0 }]])
  assert.equal(text.split('\r\n')[1], '"a ""b"", c\nd",0')
})

for (const start of STARTS) {
  test(`text that begins with ${JSON.stringify(start)} is not run as a formula`, () => {
    assert.equal(formulaSafe(`${start}HYPERLINK("x")`), `'${start}HYPERLINK("x")`)
    assert.equal(formulaSafe(`a${start}`), `a${start}`)
  })
}

test('text that would begin a formula once an invisible character is gone is not run either', () => {
  assert.equal(formulaSafe('\u202e=1+1'), "'=1+1")
  assert.equal(formulaSafe('\0=1+1'), "'=1+1")
})

test('numbers, booleans, days and links stay as they are, and nothing is an empty cell', async () => {
  const columns: Column<null>[] = [
    ['below', () => -8.5],
    ['yes', () => true],
    ['none', () => null],
    ['unset', () => undefined],
    ['day', () => ({ day: 16_677 })],
    ['link', () => ({ href: 'https://example.org/?a=b' })],
    ['nowhere', () => ({ href: null })],
  ]
  const text = await written([[null]], columns)
  assert.equal(text.split('\r\n')[1], '-8.5,true,,,2015-08-30,https://example.org/?a=b,')
})

test('what is written can be read again, by two readers that are not ours', async () => {
  const lines = fc.array(
    fc.record({ text: fc.string({ unit: 'grapheme' }), number: fc.integer() }),
    { minLength: 1 },
  )
  for (const seed of SEEDS) {
    await fc.assert(
      fc.asyncProperty(lines, async (given) => {
        const text = await written([given])
        const expected = given.map((l) => [formulaSafe(l.text), String(l.number)])
        const read: Record<string, string>[] = parse(text, {
          bom: true,
          columns: true,
          record_delimiter: '\r\n',
        })
        assert.deepEqual(
          read.map((r) => [r.text, r.number]),
          expected,
        )
        const again = Papa.parse<string[]>(text.slice(1), { newline: '\r\n', delimiter: ',' })
        assert.deepEqual(again.data.slice(1, -1), expected)
      }),
      { numRuns: SIZES.propertyRuns, seed },
    )
  }
})

async function written<T = Line>(
  portions: T[][],
  columns: Column<T>[] = COLUMNS as unknown as Column<T>[],
): Promise<string> {
  async function* given() {
    yield* portions
  }
  return (await wholeOf(csv(given(), columns))).toString()
}
