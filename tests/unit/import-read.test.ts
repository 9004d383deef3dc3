import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import ExcelJS from 'exceljs'
import ar from '../../app/_i18n/ar/importing.json' with { type: 'json' }
import en from '../../app/_i18n/en/importing.json' with { type: 'json' }
import { LEFT_OUT } from '../../db/import/mapping'
import { inspectFile, readImport } from '../../db/import/read'
import { IMPORT_REASONS, type ImportPortion, UnreadableFile } from '../../db/import/shape'
import { readXlsx } from '../../db/import/xlsx'
import { eamenaSample, SAMPLE_ASSESSOR } from '../support/eamena-sample'
import { zipOf } from '../support/zipped'

const folder = mkdtempSync(join(tmpdir(), 'tadmor-read-'))
after(() => rmSync(folder, { recursive: true }))

const TABLE =
  'No.,Name,الاسم,Type,Latitude,Longitude,Condition,Survey date,Surveyor\r\n1,Old Mill,الطاحونة,house,34.5,38.2,Severe damage,2020-05-01,A. Nyone\r\n'

test('every reason has its words in both languages', () => {
  for (const reason of IMPORT_REASONS)
    for (const { reasons } of [en, ar]) assert.ok(reason in reasons, reason)
})

test('a foreign table: headers in both languages are guessed, words of other scales are known', async () => {
  const path = put('table.csv', TABLE)
  const { kind, guess } = await inspectFile(path)
  assert.equal(kind, 'table')
  assert.deepEqual(
    guess.columns.map(({ field }) => field),
    [
      'identifier_inventory',
      'name_en',
      'name_ar',
      'kind',
      'lat',
      'lon',
      'condition',
      'date',
      'assessor',
    ],
  )
  const { rows, problems, assessors } = await read(path, 'table', guess)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    assessors.map(({ name }) => name),
    ['A. Nyone'],
  )
  const [row] = rows
  assert.ok(row?.kind === 'monument')
  assert.equal(row.row, 2)
  assert.equal(row.monument.kind, 'house')
  assert.deepEqual(
    row.monument.names.map(({ lang }) => lang),
    ['en', 'ar'],
  )
  const [claim] = row.monument.claims
  assert.equal(claim?.value, 'very_bad')
  assert.equal(claim?.valid, '2020-05-01')
  assert.deepEqual(claim?.assessors, ['A. Nyone'])
  assert.match(claim?.words ?? '', /Severe damage/)
})

test('separators and encodings: semicolons, tabs, UTF-16 and Windows-1256 read the same; others are refused', async () => {
  const semicolons = TABLE.replaceAll(',', ';')
  const files = [
    Buffer.from(TABLE),
    Buffer.from(`\ufeff${TABLE}`),
    Buffer.from(semicolons),
    Buffer.from(TABLE.replaceAll(',', '\t')),
    Buffer.from(`\ufeff${TABLE}`, 'utf16le'),
    Buffer.from(`\ufeff${semicolons}`, 'utf16le').swap16(),
    windows1256(TABLE),
  ]
  for (const [i, bytes] of files.entries()) {
    const { headers, samples } = await inspectFile(put(`encoded-${i}.csv`, bytes))
    assert.equal(headers[2], 'الاسم', `file ${i}`)
    assert.equal(samples[0]?.[2], 'الطاحونة')
  }
  await refused(
    put('latin1.csv', Buffer.from('id,name\n1,Ch\xe2teau d\xe9truit\n', 'latin1')),
    'bad_encoding',
  )
  await refused(put('picture.csv', Buffer.from([0x89, 0x50, 0, 0, 13, 0, 0, 10])), 'not_a_file')
})

test('problems name row, column and reason, and leave the other values of the row', async () => {
  const bad = `${TABLE}2,Bridge,,tower?,95,38,Ruined,yesterday,\r\n1,Again,,,,,,,\r\n,No key,,,,,,,\r\n`
  const path = put('bad.csv', bad)
  const { guess } = await inspectFile(path)
  const { rows, problems } = await read(path, 'table', guess)
  assert.equal(rows.length, 2)
  assert.deepEqual(
    problems.map(({ row, column, reason }) => [row, column, reason]),
    [
      [3, 'Type', 'unmapped_value'],
      [3, 'Latitude', 'out_of_range'],
      [3, 'Condition', 'unmapped_value'],
      [3, 'Survey date', 'date_syntax'],
      [4, null, 'key_twice'],
      [5, null, 'no_key'],
    ],
  )
})

test('a name that cannot be taken is told to nobody', async () => {
  const path = put('names.csv', TABLE.replace('A. Nyone', 'A. Nyone <a@b.org>'))
  const { problems, assessors } = await read(path, 'table', (await inspectFile(path)).guess)
  assert.deepEqual(assessors, [])
  assert.deepEqual(problems, [{ row: 2, column: 'Surveyor', reason: 'markup', value: '' }])
})

test('a word that is left out says nothing by itself', async () => {
  const path = put('out.csv', 'id,name,state,date,notes\n1,A,n.s.,2020,\n2,B,n.s.,2020,Seen once\n')
  const mapping = {
    columns: [
      { field: 'identifier_inventory' },
      { field: 'name_en' },
      { field: 'condition', values: { 'n.s.': LEFT_OUT } },
      { field: 'date' },
      { field: 'words' },
    ],
  }
  const { rows, problems } = await read(path, 'table', mapping)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    rows.map((row) =>
      row.kind === 'monument' ? row.monument.claims.map((c) => [c.property, c.words]) : null,
    ),
    [[], [['statement', 'Seen once']]],
  )
})

test('quotes that do not close end a table with the row', async () => {
  const error = await refused(put('quote.csv', 'id,name\n1,a\n2,"b\n3,c\n'), 'bad_row')
  assert.ok(error.row >= 2)
})

test('a workbook of another program: days are days, formulas what they gave, errors problems', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('One')
  sheet.addRow(['Code', 'Name', 'Date', 'Sum', 'Bad', 'Yes'])
  sheet.addRow([
    'A1',
    'قلعة',
    new Date(Date.UTC(2019, 4, 6)),
    { formula: '1+1', result: 2 },
    { error: '#REF!' },
    true,
  ])
  const path = put('book.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
  const { sheets, close } = await readXlsx(path)
  const rows = []
  for await (const portion of sheets[0]?.portions ?? []) rows.push(...portion)
  close()
  assert.deepEqual(rows, [
    { line: 2, cells: ['A1', 'قلعة', '2019-05-06', '2', '', 'true'], faults: [4] },
  ])
})

test('features: a property that only a late one has is a column, too many are refused', async () => {
  const place = (i: number, more = {}) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [38.2, 34.5] },
    properties: { id: `${i}`, name: `Place ${i}`, note: 'x'.repeat(200), ...more },
  })
  const collection = (more: object) =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: Array.from({ length: 3000 }, (_, i) => place(i, i === 2999 ? more : {})),
    })
  const path = put('late.geojson', collection({ late: 'Seen', constructor: 'Own' }))
  const { headers } = await inspectFile(path)
  const named = ['id', 'name', 'note', 'late', 'constructor']
  assert.deepEqual(headers, [...named, 'latitude', 'longitude'])
  const fields = ['identifier_inventory', 'name_en', 'ignore', 'remark', 'remark', 'lat', 'lon']
  const mapping = { columns: fields.map((field) => ({ field })) }
  const { rows, problems } = await read(path, 'table', mapping)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    rows.flatMap((row) => (row.kind === 'monument' ? row.monument.remarks : [])),
    ['late: Seen', 'constructor: Own'],
  )
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, i]))
  await refused(put('many.geojson', collection(many)), 'too_many_columns')
  await refused(put('long.geojson', collection({ ['n'.repeat(2 ** 20)]: 1 })), 'row_too_large')
})

test('how a text of a workbook is read aloud is no part of it', async () => {
  const rels =
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
  const spoken = (text: string) =>
    `<t>${text}</t><rPh sb="0" eb="1"><t>aloud</t></rPh><phoneticPr fontId="1"/>`
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': rels,
    'xl/sharedStrings.xml': `<sst><si>${spoken('城')}</si><si><t>塔</t></si></sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is>${spoken('門')}</is></c><c r="D1" t="inlineStr"><is><t>橋</t></is></c></row></sheetData></worksheet>`,
  }
  const { sheets, close } = await readXlsx(put('spoken.xlsx', await zipOf(parts)))
  close()
  assert.deepEqual(sheets[0]?.headers, ['城', '塔', '門', '橋'])
})

test('bombs are refused before they unpack: by size, by ratio, by entities', async () => {
  const zeros = Buffer.alloc(80 * 1024 * 1024, '<c/>')
  await refused(put('bomb.xlsx', await zipOf({ 'xl/workbook.xml': zeros })), 'zip_bomb')
  const rels =
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
  const entities = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><workbook><sheets><sheet name="&b;" r:id="r1"/></sheets></workbook>`
  const parts = { 'xl/workbook.xml': entities, 'xl/_rels/workbook.xml.rels': rels }
  await refused(put('entities.xlsx', await zipOf(parts)), 'bad_xml')
})

test('EAMENA: one place of its two features, split by known terms, with days, certainty and assessors', async () => {
  const path = put('eamena.geojson', JSON.stringify(eamenaSample()))
  assert.equal((await inspectFile(path)).kind, 'eamena')
  const { rows, problems, assessors } = await read(path, 'eamena')
  assert.deepEqual(problems, [])
  assert.equal(rows.length, 12)
  assert.deepEqual(
    assessors.map(({ name }) => name),
    [SAMPLE_ASSESSOR, 'Second Assessorname'],
  )
  const [row] = rows
  assert.ok(row?.kind === 'monument')
  const { names, identifiers, place, claims, threats, remarks } = row.monument
  assert.deepEqual(
    names.map(({ lang }) => lang),
    ['en', 'fa'],
  )
  assert.deepEqual(identifiers[0], { scheme: 'eamena', value: 'EAMENA-9000000' })
  assert.equal(identifiers[1]?.isShared, true)
  assert.ok(place?.line && place.precisionM && place.precisionM > 10 && place.precisionM < 100)
  const of = (property: string) => claims.filter((claim) => claim.property === property)
  assert.deepEqual(
    of('condition').map(({ value, valid, method }) => [value, valid, method]),
    [['good', '2019-06-01', 'satellite_image']],
  )
  assert.deepEqual(
    of('cause').map(({ valid, certainty, assessors: who }) => [valid, certainty, who]),
    [
      ['[..2019-09-01]', 'high', [SAMPLE_ASSESSOR]],
      ['2010-08-01/2012-05-01', 'medium', [SAMPLE_ASSESSOR]],
    ],
  )
  assert.deepEqual(
    threats.map(({ cause, probability, valid }) => [cause, probability, valid]),
    [['water_wind', 'probable', '2022-08-31/..']],
  )
  assert.ok(of('statement').some(({ words }) => words.startsWith('Threat: Ploughing')))
  assert.ok(
    remarks.includes(
      'Intervention Activity Type: Conservation, Restoration, and Maintenance Activities',
    ),
  )
  const words = JSON.stringify([claims.map(({ assessors: _, ...told }) => told), remarks])
  assert.doesNotMatch(words, /Assessorname/)
})

async function read(path: string, format: string, mapping: unknown = null) {
  const whole: Omit<ImportPortion, 'read'> = { rows: [], assessors: [], problems: [] }
  const file = await readImport(path, { fileName: 'file', format, mapping })
  for await (const { rows, assessors, problems } of file.portions) {
    whole.rows.push(...rows)
    whole.assessors.push(...assessors)
    whole.problems.push(...problems)
  }
  return whole
}

async function refused(path: string, reason: string): Promise<UnreadableFile> {
  const error = await inspectFile(path).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof UnreadableFile, String(error))
  assert.equal(error.reason, reason)
  return error
}

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function windows1256(text: string): Buffer {
  const decoder = new TextDecoder('windows-1256')
  const bytes = new Map(
    Array.from({ length: 256 }, (_, i) => [decoder.decode(Uint8Array.of(i)), i]),
  )
  return Buffer.from([...text].map((letter) => bytes.get(letter) ?? 63))
}
