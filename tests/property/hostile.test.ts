import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { csv } from '../../app/exports/csv'
import { cleanText, escapeMarkup, safeJson } from '../../app/exports/safe-text'
import { wholeOf } from '../../app/exports/stream'
import type { Column } from '../../app/exports/table'
import { sheetOf, xlsx } from '../../app/exports/xlsx'
import { SEEDS, SIZES } from '../sizes'
import { FORBIDDEN, HOSTILE, RUN_BY_SPREADSHEETS } from '../support/hostile-texts'
import { unzipped } from '../support/unzipped'

/* Text that means harm, written in every form and read again by libraries that did not write it. */

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\0', '\u202e', '\u2066'), fc.string())
    .map((parts) => parts.join('')),
)
const COLUMNS: Column<string>[] = [['text', (text) => text]]

async function* portions(texts: string[]) {
  yield texts
}

for (const seed of SEEDS) {
  const settings = { seed, numRuns: SIZES.propertyRuns }
  const texts = fc.array(hostile, { minLength: 1, maxLength: 8 })

  test(`no cell of a CSV is run or turned round, and nothing else is lost (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const written = String(await wholeOf(csv(portions(given), COLUMNS)))
        const rows = Papa.parse<string[]>(written.slice(1), {
          newline: '\r\n',
          delimiter: ',',
        }).data
        assert.equal(rows.length, given.length + 2)
        given.forEach((text, i) => {
          const read = rows[i + 1]?.[0] ?? ''
          assert.doesNotMatch(read, FORBIDDEN)
          assert.doesNotMatch(read, RUN_BY_SPREADSHEETS)
          assert.equal(read.replace(/^'/, ''), cleanText(text).replace(/^'/, ''))
        })
      }),
      settings,
    )
  })

  test(`no cell of a workbook is a formula or ends the sheet early (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const sheet = sheetOf('A', COLUMNS, () => portions(given))
        const book = new ExcelJS.Workbook()
        const bytes = await wholeOf(xlsx([sheet], new Date(0)))
        await book.xlsx.load(bytes as unknown as ArrayBuffer)
        const xml = String((await unzipped(bytes)).get('xl/worksheets/sheet1.xml'))
        given.forEach((text, i) => {
          const cell = book.worksheets[0]?.getCell(i + 2, 1)
          const read = cell?.value ?? ''
          assert.equal(typeof read, 'string')
          assert.equal(cell?.formula, undefined)
          assert.doesNotMatch(String(read), FORBIDDEN)
          assert.equal(
            String(read).replaceAll('_x005F_', '_'),
            cleanText(text).replace(/\r\n?/g, '\n').replaceAll('_x005F_', '_'),
          )
          // Marked as text for whoever edits it: the fifth style, which alone has the prefix.
          const marked = xml.includes(`<c r="A${i + 2}" s="4"`)
          assert.equal(marked, RUN_BY_SPREADSHEETS.test(String(read)))
        })
      }),
      { seed, numRuns: Math.ceil(SIZES.propertyRuns / 10) },
    )
  })

  test(`text in JSON and in markup is clean, and only text (seed ${seed})`, () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const json = safeJson({ text })
        assert.deepEqual(JSON.parse(json), { text: cleanText(text) })
        assert.doesNotMatch(json, /[<]/)
        const markup = escapeMarkup(text)
        assert.doesNotMatch(markup, /[<>"']|&(?!(amp|lt|gt|quot|#39);)/)
        assert.doesNotMatch(markup, FORBIDDEN)
        assert.equal(unescaped(markup), cleanText(text))
        assert.doesNotMatch(cleanText(text), /[\ud800-\udfff]/u)
      }),
      settings,
    )
  })
}

function unescaped(markup: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
  return markup.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => characters[name] ?? '')
}
