import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { lookInto } from '../../db/import/look'
import { readImport } from '../../db/import/read'
import { ImportUnreadable } from '../../db/import/shape'
import { zipOf } from '../support/zipped'

/*
 * Files that are small to send and huge or endlessly deep to read. Looked into as the page does, in a process that ends at
 * 200 MB, and read to the end as an import does: each is refused for its own reason.
 */

const folder = mkdtempSync(join(tmpdir(), 'tadmor-bombs-'))
after(() => rmSync(folder, { recursive: true }))

const MB = 1024 * 1024
const lists = (depth: number, inside = '') => '['.repeat(depth) + inside + ']'.repeat(depth)
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const collection = (feature: string) => `{"type":"FeatureCollection","features":[${feature}]}`
const feature = (coordinates: string, value = '"x"') =>
  `{"type":"Feature","geometry":{"type":"Point","coordinates":${coordinates}},"properties":{"name":${value}}}`

const RELS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
const BOOK = '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
const sheet = (rows: string | Buffer) => ({
  'xl/workbook.xml': BOOK,
  'xl/_rels/workbook.xml.rels': RELS,
  'xl/worksheets/sheet1.xml': rows,
})

/** What a file is refused for when it is looked into. */
const BOMBS: [name: string, made: () => string | Buffer | Promise<Buffer>, reasons: string[]][] = [
  ['deep.geojson', () => lists(2 * MB), ['bad_json']],
  ['outside.geojson', () => `{"x":${lists(MB)},${collection('').slice(1)}`, ['bad_json']],
  ['features.geojson', () => collection(lists(MB)), ['bad_json']],
  ['coordinates.geojson', () => collection(feature(lists(MB, '1'))), ['bad_json']],
  ['property.geojson', () => collection(feature('[38,34]', lists(MB))), ['bad_json']],
  ['object.geojson', () => collection(feature('[38,34]', objects(300_000))), ['bad_json']],
  [
    'wide.geojson',
    () => collection(feature('[38,34]', `"${'x'.repeat(20 * MB)}"`)),
    ['row_too_large'],
  ],
  [
    'endless.geojson',
    () => `{"type":"FeatureCollection","features":[{"a":"${'x'.repeat(20 * MB)}`,
    ['row_too_large'],
  ],
  ['sheet.xlsx', () => zipOf(sheet(Buffer.alloc(40 * MB, '<c/>'))), ['zip_bomb']],
  [
    'strings.xlsx',
    () =>
      zipOf({
        ...sheet('<worksheet><sheetData/></worksheet>'),
        'xl/sharedStrings.xml': Buffer.alloc(70 * MB, '<si><t>aaaaaaaaaaaa</t></si>'),
      }),
    ['zip_bomb'],
  ],
  ['deep.xlsx', () => zipOf(sheet(`<worksheet><sheetData>${'<a>'.repeat(MB)}`)), ['bad_xml']],
  ['parts.xlsx', () => zipOf(manyParts(2100)), ['zip_bomb']],
  ['line.csv', () => `name\r\n${'x'.repeat(20 * MB)}\r\n`, ['row_too_large']],
  ['quote.csv', () => `name\r\n"${'x\r\n'.repeat(7 * MB)}`, ['row_too_large', 'bad_row']],
  ['columns.csv', () => `${'a,'.repeat(200_000)}\r\n`, ['too_many_columns']],
]

for (const [name, made, reasons] of BOMBS)
  test(`${name}: ${reasons.join(' or ')}`, async () => {
    const path = join(folder, name)
    writeFileSync(path, await made())
    const looked = await lookInto(path)
    const refused = 'refused' in looked ? looked.refused : 'read'
    assert.ok(reasons.includes(refused), `refused: ${refused}`)
    await assert.doesNotReject(readToEnd(path, name), 'a bug of ours')
    rmSync(path)
  })

/** Resolves when every row was read or the file was refused with a reason; rejects for anything else. */
async function readToEnd(path: string, fileName: string): Promise<void> {
  for (const format of ['table', 'eamena'])
    try {
      const { portions } = await readImport(path, { fileName, format, mapping: null })
      for await (const _ of portions);
    } catch (error) {
      if (!(error instanceof ImportUnreadable)) throw error
    }
}

function manyParts(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`xl/part${n}.xml`, '<a/>']))
}
