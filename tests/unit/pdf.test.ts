import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type * as mupdf from 'mupdf'
import { documentOf } from '../../app/exports/document-of'
import { reportPdf } from '../../app/exports/pdf'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import type { ReportLang } from '../../db/domain/report-options'
import { type Report, statusReport } from '../../db/queries/report'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { bareText as bare, openPdf as open, pdfLinks, pdfText } from '../support/pdf-text'
import { NOW, palmyraRegister } from '../support/small-register'

/* The report read again by programs that did not write it: MuPDF, and pdftotext (Poppler) where it is installed. */

const ORIGIN = 'https://tadmor.example'
const LANGS = ['en', 'ar', 'both'] as const

let report: Report
const files = {} as Record<ReportLang, Uint8Array>
let close: () => Promise<void>
before(async () => {
  const register = await palmyraRegister()
  const { db } = register.store
  close = register.close
  const pinned = await pinView(db, EVERYTHING, NOW)
  report = await statusReport(db, NOBODY, await requireSite(db, NOBODY, 'palmyra', 1), pinned)
  for (const lang of LANGS) files[lang] = reportPdf(report, { origin: ORIGIN, lang })
})
after(() => close())

for (const lang of LANGS) {
  test(`the PDF (${lang}) is tagged, has a title and a language, and shows its title`, () => {
    const pdf = open(files[lang])
    const root = pdf.getTrailer().get('Root')
    assert.equal(root.get('Lang').asString(), lang === 'ar' ? 'ar' : 'en')
    assert.equal(root.get('MarkInfo').get('Marked').asBoolean(), true)
    assert.equal(root.get('ViewerPreferences').get('DisplayDocTitle').asBoolean(), true)
    assert.equal(
      pdf.getMetaData('info:Title'),
      documentOf(report, lang, ORIGIN).title.replaceAll('\u200e', ''),
    )
  })

  test(`every section and every monument of the PDF (${lang}) has a bookmark that leads to it`, () => {
    const pdf = open(files[lang])
    const marks = (pdf.loadOutline() ?? []).map(({ title, page, down }) => ({
      title: bare(title ?? ''),
      page,
      down: (down ?? []).map((d) => ({ title: bare(d.title ?? ''), page: d.page ?? -1 })),
    }))
    const doc = documentOf(report, lang, ORIGIN)
    const said = (text: { text: string }[]) => bare(text.map((r) => r.text).join(' '))
    assert.deepEqual(
      marks.map((m) => m.title),
      [
        ...[doc.labels['summary.title'], doc.labels['timeline.title']],
        ...[doc.figure.title, doc.plan?.title, doc.labels['register.title']],
        ...[doc.labels['sheets.title'], doc.labels['method.title'], doc.labels['sources.title']],
        ...[doc.log?.title, doc.labels['disclaimer.title'], doc.audit.title],
      ].map((text) => said(text ?? [])),
    )
    const sheets = marks[5]?.down ?? []
    assert.equal(sheets.length, doc.sheets.length)
    for (const [i, sheet] of doc.sheets.entries()) {
      const names = lang === 'ar' ? sheet.names.toReversed() : sheet.names
      assert.equal(sheets[i]?.title, said(names))
      const page = bare(pdfText(pdf, sheets[i]?.page ?? -1))
      assert.ok(page.includes(names[0]?.text ?? ''), `${sheet.id} is on its page`)
    }
  })
}

test('every figure has words for those who cannot see it, and words of another language are marked', () => {
  for (const lang of LANGS) {
    const figures: string[] = []
    const langs = new Set<string>()
    walk(open(files[lang]).getTrailer().get('Root').get('StructTreeRoot'), (node) => {
      const at = node.get('Lang')
      if (at.isString()) langs.add(at.asString())
      const kind = node.get('S')
      if (kind.isName() && kind.asName() === 'Figure') figures.push(node.get('Alt').asString())
    })
    assert.equal(figures.length, report.rows.length + 1)
    for (const alt of figures) assert.ok(alt.length > 20, alt)
    assert.ok(langs.has(lang === 'ar' ? 'en' : 'ar'), [...langs].join())
  }
})

test('the PDF links to every source, its archive and its record, and to its own permanent address', () => {
  const doc = documentOf(report, 'en', ORIGIN)
  const uris = pdfLinks(open(files.en))
  const wanted = [
    doc.permalink,
    ...doc.sheets.map((s) => s.url),
    ...doc.sources.flatMap((s) => [s.url, s.archive, s.page]),
    ...(doc.log?.lines.map((line) => line.url) ?? []),
  ].filter((url) => url !== null)
  assert.ok(wanted.length > 500)
  for (const url of wanted) assert.ok(uris.has(url), url)
})

test('Arabic names copied out of the PDF have their letters, in their order (MuPDF)', () => {
  const text = bare(pdfText(open(files.ar)))
  const names = arabicNames()
  assert.ok(names.length > 20)
  for (const name of names) assert.ok(text.includes(name), name)
})

const poppler = spawnSync('pdftotext', ['-v']).error ? 'pdftotext is not installed' : false
test('the same with pdftotext, in every language of the report', { skip: poppler }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-pdf-'))
  try {
    for (const lang of LANGS) {
      const file = join(folder, `${lang}.pdf`)
      writeFileSync(file, files[lang])
      const text = bare(
        execFileSync('pdftotext', [file, '-'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
          maxBuffer: 1e9,
        }),
      )
      for (const name of arabicNames()) assert.ok(text.includes(name), `${lang}: ${name}`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** Every preferred name in Arabic. */
function arabicNames(): string[] {
  return report.sheets.flatMap((sheet) => sheet.name.ar ?? [])
}

/** Every element of a structure tree. */
function walk(node: mupdf.PDFObject, visit: (node: mupdf.PDFObject) => void): void {
  const ahead = [node]
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    if (!at.isDictionary()) continue
    visit(at)
    const kids = at.get('K')
    if (kids.isArray()) for (let i = 0; i < kids.length; i++) ahead.push(kids.get(i))
    else ahead.push(kids)
  }
}
