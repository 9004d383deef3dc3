import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Doc } from '../../app/exports/document'
import { documentOf } from '../../app/exports/document-of'
import { reportPdf } from '../../app/exports/pdf'
import { parseDay } from '../../db/domain/dates'
import { parseView } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { REPORT_LANGS, REPORT_SECTIONS, type ReportSection } from '../../db/domain/report-options'
import { type Report, statusReport } from '../../db/queries/report'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { FULL } from '../sizes'
import { ORIGIN, seededRegister } from '../support/seeded'
import { NOW } from '../support/small-register'

const VIEW = 'asOf=2017-03-02&knownAt=2017-03-02&rev=1&kind=tetrapylon&kind=theatre'

/** Where a document has numbers of sources; a claim has one `ref`. */
const REFS = ['refs', 'placeRefs', 'descriptionRefs', 'establishing', 'corroborating']

let register: Awaited<ReturnType<typeof seededRegister>>
let report: Report
before(async () => {
  register = await seededRegister()
  const { db } = register.store
  const parsed = parseView(new URLSearchParams(VIEW))
  assert.ok(parsed.ok)
  const pinned = await pinView(db, parsed.view, NOW)
  const site = await requireSite(db, NOBODY, 'palmyra', 1)
  report = await statusReport(db, NOBODY, site, pinned, parseDay('2016-12-11'))
})
after(() => register.close())

test('whatever the sections, each cites what it cites in the whole, and the list of sources holds no more', () => {
  const whole = documentOf(report, 'en', ORIGIN)
  fc.assert(
    fc.property(fc.subarray([...REPORT_SECTIONS]), (some) => {
      const sections = [...some.filter((s) => s !== 'claims' || some.includes('sheets'))]
      const doc = documentOf(report, 'en', ORIGIN, { sections, paper: 'a4' })
      const listed = doc.sources.map((source) => source.number)
      assert.deepEqual(
        listed,
        [...listed.keys()].map((i) => i + 1),
      )
      if (!sections.includes('sources')) return
      const cited = sections.flatMap((section) => PARTS[section]?.(doc) ?? [])
      assert.deepEqual(
        cited,
        sections.flatMap((section) => PARTS[section]?.(whole) ?? []),
      )
      assert.deepEqual(new Set(cited), new Set(doc.sources.map((source) => source.title.text)))
    }),
    { seed: 6, numRuns: 15 },
  )
})

/** The titles of the sources that a section cites, in the order in which it does. */
const PARTS: Partial<Record<ReportSection, (doc: Doc) => string[]>> = {
  changes: (doc) => titlesIn(doc, doc.changes),
  events: (doc) => titlesIn(doc, [doc.timeline, doc.factors]),
  register: (doc) => titlesIn(doc, doc.register),
  sheets: (doc) =>
    titlesIn(
      doc,
      doc.sheets.map(({ claims: _, ...sheet }) => sheet),
    ),
  claims: (doc) =>
    titlesIn(
      doc,
      doc.sheets.map((sheet) => sheet.claims),
    ),
}

test('what is left out is neither in the document nor in its contents', () => {
  const doc = documentOf(report, 'en', ORIGIN, { sections: ['register', 'sources'], paper: 'a4' })
  assert.deepEqual(
    doc.contents.map((entry) => entry.label),
    ['register', 'sources', 'disclaimer', 'audit'],
  )
  const { changes, timeline, factors, sheets, figure } = doc
  assert.equal(changes, null)
  assert.deepEqual([timeline, factors, sheets, figure.rows], [[], [], [], []])
  assert.match(doc.register[0]?.url ?? '', /^https:\/\/tadmor\.example\/en\/palmyra\/.*rev=1$/)
  const whole = documentOf(report, 'en', ORIGIN)
  assert.equal(whole.register[0]?.url, null, 'its sheet is in the report')
  assert.equal(
    doc.caveats.length,
    whole.caveats.length + 1,
    'and the report says that it is not whole',
  )
})

test('any section can stand alone or be missing, on letter paper, in one language after the other', async () => {
  const layouts = [
    [],
    ...REPORT_SECTIONS.map((one) => [one]),
    ...(FULL ? REPORT_SECTIONS.map(without) : []),
  ]
  for (const [i, sections] of layouts.entries()) {
    const lang = REPORT_LANGS[i % REPORT_LANGS.length] ?? 'both'
    const pdf = await reportPdf(report, { origin: ORIGIN, lang, sections, paper: 'letter' })
    assert.match(Buffer.from(pdf).toString('latin1'), /MediaBox\s*\[0 0 612 792\]/, `${sections}`)
  }
})

function without(left: ReportSection): ReportSection[] {
  return REPORT_SECTIONS.filter((section) => section !== left)
}

function titlesIn(doc: Doc, value: unknown): string[] {
  const titles = new Map(doc.sources.map((source) => [source.number, source.title.text]))
  return numbersIn(value).map((number) => titles.get(number) ?? `no source ${number}`)
}

/** Every number of a source that stands in a part of a document. */
function numbersIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(numbersIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'ref') return [inner as number]
    return REFS.includes(key) ? (inner as number[]) : numbersIn(inner)
  })
}
