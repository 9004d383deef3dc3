import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import ExcelJS from 'exceljs'
import Papa from 'papaparse'
import { CLAIMS_CSV, MONUMENTS_CSV, MONUMENTS_XLSX, SOURCES_CSV } from '../../app/exports/formats'
import { wholeOf } from '../../app/exports/stream'
import { xlsx } from '../../app/exports/xlsx'
import { PIN, seededRegister } from '../support/seeded'

let register: Awaited<ReturnType<typeof seededRegister>>
before(async () => {
  register = await seededRegister()
})
after(() => register.close())

test('the workbook holds the rows of the three tables and a sheet about itself, headers frozen', async () => {
  const book = await read(await register.bytes(MONUMENTS_XLSX, PIN))
  assert.deepEqual(
    book.worksheets.map((s) => s.name),
    ['Monuments · المعالم', 'Claims · الإفادات', 'Sources · المصادر', 'About · عن هذا الملف'],
  )
  for (const [i, format] of [MONUMENTS_CSV, CLAIMS_CSV, SOURCES_CSV].entries()) {
    const sheet = book.worksheets[i] as ExcelJS.Worksheet
    const text = String(await register.bytes(format, PIN))
    const rows = Papa.parse<string[]>(text.slice(1), { newline: '\r\n' }).data.slice(0, -1)
    assert.ok(rows.length > 20)
    assert.equal(sheet.rowCount, rows.length)
    assert.equal((sheet.views[0] as { ySplit?: number } | undefined)?.ySplit, 1)
    rows.forEach((row, r) => {
      row.forEach((cell, c) => {
        assert.equal(said(sheet.getCell(r + 1, c + 1)), cell.replace(/^'(?=[=+\-@])/, ''))
      })
    })
  }
  const about = book.worksheets[3] as ExcelJS.Worksheet
  const facts = new Map(
    [...Array(about.rowCount).keys()].map((i) => [
      about.getCell(i + 1, 1).value,
      about.getCell(i + 1, 2),
    ]),
  )
  assert.match(String(facts.get('Please cite as')?.value), /Palmyra.*Revision 1/)
  assert.match(String(facts.get('Covers')?.value), /All 26 monuments/)
  assert.match(facts.get('Permanent address')?.hyperlink ?? '', /asOf=2016-12-11/)
})

test('cells are typed: numbers, truth, days; links lead to our own pages and to sources', async () => {
  const book = await read(await register.bytes(MONUMENTS_XLSX, PIN))
  const [monuments, claims] = book.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet]
  const cell = (sheet: ExcelJS.Worksheet, name: string, row = 2) => {
    const column = (sheet.getRow(1).values as string[]).indexOf(name)
    return sheet.getCell(row, column)
  }
  assert.equal(cell(monuments, 'lat').type, ExcelJS.ValueType.Number)
  assert.equal(cell(monuments, 'contested').type, ExcelJS.ValueType.Boolean)
  assert.deepEqual(cell(monuments, 'as_of').value, new Date('2016-12-11'))
  assert.equal(cell(monuments, 'since').type, ExcelJS.ValueType.String)
  assert.match(cell(monuments, 'permalink').hyperlink, /^https:\/\/tadmor\.example\/en\/palmyra\//)
  const urls = claims.getColumn((claims.getRow(1).values as string[]).indexOf('source_url'))
  let links = 0
  urls.eachCell((c) => {
    if (c.hyperlink) links++
    if (c.hyperlink) assert.match(c.hyperlink, /^https?:\/\//)
  })
  assert.ok(links > 20)
})

test('equal views make equal bytes, and a view without monuments a valid workbook', async () => {
  assert.deepEqual(
    await register.bytes(MONUMENTS_XLSX, PIN),
    await register.bytes(MONUMENTS_XLSX, PIN),
  )
  const empty = await read(await register.bytes(MONUMENTS_XLSX, `${PIN}&q=nosuchmonument`))
  assert.deepEqual(
    empty.worksheets.slice(0, 3).map((s) => s.rowCount),
    [1, 1, 1],
  )
})

test('columns beyond Z, days before 1900, and more characters than a cell holds', async () => {
  const width = 60
  const bytes = await wholeOf(
    xlsx(
      [
        {
          name: 'A <sheet> & more',
          columns: Array.from({ length: width }, (_, i) => ({ name: `c${i}`, width: 9 })),
          async *portions() {
            yield [[...Array(width - 3).fill(null), 'x'.repeat(40_000), { day: -30_000 }, 'last']]
          },
        },
      ],
      new Date(0),
    ),
  )
  const sheet = (await read(bytes)).worksheets[0] as ExcelJS.Worksheet
  assert.equal(sheet.name, 'A <sheet> & more')
  assert.equal(sheet.getCell('BH2').value, 'last')
  assert.equal(sheet.getCell('BG2').value, '1887-11-12')
  assert.equal(String(sheet.getCell('BF2').value).length, 32_767)
})

async function read(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  return book
}

/** A cell as the CSV writes it. */
function said({ value, hyperlink, text }: ExcelJS.Cell): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return hyperlink ? text : String(value)
}
