import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isNull } from 'drizzle-orm'
import ExcelJS from 'exceljs'
import Papa from 'papaparse'
import { answerExport, type Format } from '../../app/exports/answer'
import { CRATE_ZIP } from '../../app/exports/crate/crate'
import { REPORT_PDF } from '../../app/exports/formats'
import { NOBODY } from '../../db/domain/policy'
import { REPORT_LANGS } from '../../db/domain/report-options'
import { RECORD_TABLES, type RecordChange, type RecordKind } from '../../db/store/records'
import { save } from '../../db/store/save'
import { openPdf, pdfLinks, pdfText } from '../support/pdf-text'
import { enter, NOW, smallRegister } from '../support/small-register'
import { unzipped } from '../support/unzipped'

/* A register that means harm in every text of it, past what forms refuse, through the report and the crate. */

const HARM = [
  '=1+1|#panic("run")#read("/etc/passwd")',
  '\u202e\u2066$x$<label>@ref*bold*`raw`\\',
  '<script>alert(1)</script>]]>"\'&amp;<!--',
  '_x003D_1{"@id":"evil"}\u0000\ud800\u0007\u2028',
].join('\t')
/** What is left to be read of it: everything that can be seen. */
const SEEN = ['=1+1|#panic("run")#read("/etc/passwd")', '$x$<label>@ref*bold*`raw`\\']
const SCRIPT_URL = 'javascript:alert(1)'
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/
const both = { en: HARM, ar: HARM }

let register: Awaited<ReturnType<typeof smallRegister>>
before(async () => {
  register = await smallRegister()
  const columns: [RecordKind, Record<string, unknown>][] = [
    ['site', { region: both, country: both }],
    ['monument', { description: both, descriptionSources: ['paper'] }],
    ['name', { form: HARM }],
    ['coordinate', { basis: HARM, note: HARM }],
    [
      'source',
      {
        title: HARM,
        publisher: HARM,
        publishedAsGiven: HARM,
        lang: HARM,
        url: SCRIPT_URL,
        note: HARM,
      },
    ],
    ['claim', { words: HARM, locator: HARM, attributedTo: HARM, wordsLang: 'ar' }],
    ['assessment', { rationale: both, standing: both }],
    ['event', { what: both }],
    ['threat', { rationale: both, note: both }],
    ['adoption', { reason: both }],
  ]
  const changes: RecordChange[] = [
    enter('identifier', {
      id: 'i',
      subjectId: 'temple',
      scheme: 'wikidata',
      value: HARM,
      label: HARM,
      sources: [],
    }),
    enter('note', {
      id: 'n',
      subjectId: 'temple',
      kind: 'gap',
      text: HARM,
      sources: ['paper'],
    }),
  ]
  for (const [kind, change] of columns) changes.push(...(await corrections(kind, change)))
  await save(register.store, () => ({
    actor: { id: 'somebody', name: HARM },
    at: '2026-02-01T00:00:00.000Z',
    reason: HARM,
    salt: 'harm',
    changes,
  }))
})
after(() => register.close())

for (const lang of REPORT_LANGS) {
  test(`it comes out of the report (${lang}) as words, and leads nowhere`, async () => {
    const bytes = await bytesOf(REPORT_PDF, `&lang=${lang}`)
    const pdf = openPdf(bytes)
    const text = pdfText(pdf).replace(/[\s\u200e\u200f]/g, '')
    for (const seen of SEEN) assert.ok(text.split(seen).length > 10, seen)
    assert.doesNotMatch(text, FORBIDDEN)
    for (const link of pdfLinks(pdf)) assert.match(link, /^(https:\/\/|#)/)
    assert.doesNotMatch(bytes.toString('latin1'), /\/(JavaScript|JS|Launch|EmbeddedFile)\b/)
  })
}

test('it comes out of every file of the crate as words', async () => {
  const files = await unzipped(await bytesOf(CRATE_ZIP, ''))
  assert.ok(files.size >= 10)
  for (const [path, content] of files) {
    if (/\.(pdf|xlsx)$/.test(path)) continue
    assert.doesNotMatch(String(content), FORBIDDEN, path)
    assert.doesNotMatch(path.endsWith('.html') ? String(content) : '', /<script>alert/, path)
    if (/json/.test(path)) JSON.parse(String(content))
    if (path.endsWith('.csv'))
      for (const cell of Papa.parse<string[]>(String(content).slice(1)).data.flat())
        assert.doesNotMatch(cell, /^[=+\-@\t\r]/, path)
  }
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(files.get('monuments.xlsx') as unknown as ArrayBuffer)
  for (const sheet of book.worksheets)
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        assert.equal(cell.formula, undefined)
        assert.doesNotMatch(String(cell.text), FORBIDDEN)
      })
    })
})

/** Corrections of every current record of a kind. */
async function corrections(
  kind: RecordKind,
  change: Record<string, unknown>,
): Promise<RecordChange[]> {
  const table = RECORD_TABLES[kind] as (typeof RECORD_TABLES)['claim']
  const rows = await register.store.db.select().from(table).where(isNull(table.retiredRev))
  return rows.map((before) => {
    const { recordedRev, retiredRev, ...row } = before
    return { op: 'correct', kind, before, row: { ...row, ...change } } as unknown as RecordChange
  })
}

async function bytesOf(format: Format, more: string): Promise<Buffer> {
  const query = `asOf=2026-11-22&knownAt=2026-11-22&rev=2${more}`
  const answer = await answerExport(format, {
    db: register.store.db,
    reader: NOBODY,
    origin: 'https://tadmor.example',
    now: NOW,
    request: new Request(`https://tadmor.example/exports/site/${format.path}?${query}`),
    slug: 'site',
  })
  assert.equal(answer.status, 200)
  return Buffer.from(await answer.arrayBuffer())
}
