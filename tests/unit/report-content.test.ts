import assert from 'node:assert/strict'
import { test } from 'node:test'
import { and, isNull, lte } from 'drizzle-orm'
import Papa from 'papaparse'
import { documentOf } from '../../app/exports/document-of'
import { CLAIMS_CSV, SOURCES_CSV } from '../../app/exports/formats'
import { reportPdf } from '../../app/exports/pdf'
import { clockParams, EVERYTHING, parseView } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { REPORT_LANGS } from '../../db/domain/report-options'
import { placesIn } from '../../db/queries/places'
import { type Report, statusReport } from '../../db/queries/report'
import { siteClaims } from '../../db/queries/site-claims'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import * as t from '../../db/schema'
import { save } from '../../db/store/save'
import type { Db } from '../../db/store/store'
import { openPdf, pdfText } from '../support/pdf-text'
import { PIN, seededRegister } from '../support/seeded'
import { NOW, smallRegister } from '../support/small-register'

const ORIGIN = 'https://tadmor.example'

test('the report lists the sources that sources.csv holds, and those of the site as a whole', async () => {
  const register = await seededRegister()
  try {
    for (const query of [PIN, `${PIN}&kind=temple`, 'asOf=2015-09-15&knownAt=2015-09-20&rev=1']) {
      const report = await reportAt(register.store.db, 'palmyra', query)
      const csv = String(await register.bytes(SOURCES_CSV, query)).slice(1)
      const listed = Papa.parse<{ id: string }>(csv, { header: true, skipEmptyLines: true }).data
      const ofSite = [...report.timeline, ...report.siteThreats].flatMap((e) =>
        e.claims.map((c) => c.source.id),
      )
      assert.ok(listed.length > 5)
      const whole = await siteClaims(register.store.db, NOBODY, report.site.id, report.pinned)
      assert.deepEqual(
        new Set([...report.sources.map((s) => s.id), ...whole.map((c) => c.claim.source.id)]),
        new Set([...listed.map((s) => s.id), ...ofSite]),
      )
      const { knownAt } = report.pinned.view
      const claimed = new Set(
        [...report.sheets, ...report.timeline, ...report.siteThreats]
          .flatMap((part) => part.claims)
          .map((c) => c.source.id),
      )
      for (const { id, publishedLatest } of report.sources)
        assert.ok(publishedLatest <= knownAt || claimed.has(id), id)
    }
  } finally {
    await register.close()
  }
})

test('claims.csv of all monuments holds every claim known by then; of some, only what is said of these', async () => {
  const register = await seededRegister()
  try {
    const table = async (query: string) => {
      const csv = String(await register.bytes(CLAIMS_CSV, query)).slice(1)
      return Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data
    }
    const { view } = await pinView(register.store.db, EVERYTHING, NOW)
    const known = await register.store.db
      .select({ id: t.claim.id })
      .from(t.claim)
      .where(and(lte(t.claim.knownFrom, view.knownAt), lte(t.claim.earliest, view.asOf)))
    const clocks = String(clockParams(view))
    const all = await table(clocks)
    assert.deepEqual(all.map((c) => c.id).sort(), known.map((c) => c.id).sort())
    assert.ok(all.filter((c) => c.monument_id === '').length > 100)
    const temples = await table(`${clocks}&kind=temple`)
    assert.ok(temples.length > 50 && temples.every((c) => c.monument_id))
  } finally {
    await register.close()
  }
})

test('an archive is looked up for every web page that is not an archive’s own, by the day of publication', async () => {
  const register = await seededRegister()
  try {
    const report = await reportAt(register.store.db, 'palmyra', PIN)
    const [first, second, third] = report.sources
    assert.ok(first && second && third)
    Object.assign(first, { url: 'https://web.archive.org/web/2015/https://example.org/' })
    Object.assign(second, { url: 'javascript:alert(1)' })
    const { sources } = documentOf(report, 'en', ORIGIN)
    assert.deepEqual(
      sources.slice(0, 2).map((s) => s.archive),
      [null, null],
    )
    assert.match(sources[2]?.archive ?? '', /^https:\/\/web\.archive\.org\/web\/\d{8}\/https?:\/\//)
    assert.ok(sources[2]?.archive?.endsWith(String(third.url)))
  } finally {
    await register.close()
  }
})

test('the plan draws what the map page draws, and says what it leaves out', async () => {
  const register = await seededRegister()
  try {
    const report = await reportAt(register.store.db, 'palmyra', 'rev=1')
    const { rows } = await placesIn(register.store.db, NOBODY, report.site.id, report.pinned)
    assert.deepEqual(
      rows.map(({ id, place }) => [id, place]),
      report.rows.map(({ id }) => [id, report.places.get(id) ?? null]),
    )
    const { plan } = documentOf(report, 'en', ORIGIN)
    const known = rows.filter((row) => row.place)
    assert.equal(plan?.drawing?.marks.length, known.length)
    assert.equal(plan?.entries.length, known.length)
    assert.equal(plan?.unknown.entries.length, rows.length - known.length)
    assert.equal(plan?.drawing?.marks.filter((m) => m.line).length, 1)
    assert.deepEqual(
      plan?.entries.map((e) => e.number),
      known.map((_, n) => n + 1),
    )
    // A place that may be told only roughly is a cell of about ten kilometres: larger than this plan.
    const [vague] = known
    assert.ok(vague?.place)
    report.places.set(vague.id, { ...vague.place, precisionM: null, isGeneralised: true })
    const rough = documentOf(report, 'en', ORIGIN).plan
    assert.deepEqual(
      rough?.undrawn.entries.map((e) => e.id),
      [vague.slug],
    )
    assert.ok(!rough?.entries.some((e) => e.id === vague.slug))
    for (const lang of REPORT_LANGS)
      assert.ok(reportPdf(report, { origin: ORIGIN, lang }).length > 0)
  } finally {
    await register.close()
  }
})

test('what has no name is called by its short name in addresses, in every part of the report', async () => {
  const { store, close } = await smallRegister()
  try {
    const names = await store.db.select().from(t.name).where(isNull(t.name.retiredRev))
    await save(store, () => ({
      actor: { id: 'somebody', name: 'Somebody' },
      at: '2026-02-01T00:00:00.000Z',
      reason: 'Names go',
      salt: 'nameless',
      changes: names.map((before) => ({ op: 'withdraw' as const, kind: 'name' as const, before })),
    }))
    const report = await reportAt(store.db, 'site', '', '2015-01-01')
    for (const lang of REPORT_LANGS) {
      const doc = documentOf(report, lang, ORIGIN)
      const slug = [{ lang: 'en', text: 'arch' }]
      const lists = [doc.register, doc.sheets, doc.figure.rows]
      for (const list of lists) assert.deepEqual(list.find((m) => m.id === 'arch')?.names, slug)
      assert.deepEqual(
        doc.sheets.find((m) => m.id === 'temple')?.parts.map((p) => p.name[0]?.text),
        ['cella', 'gate'],
      )
      assert.deepEqual(doc.site, [{ lang: 'en', text: 'site' }])
      assert.match(doc.title, /site/)
      const text = pdfText(openPdf(reportPdf(report, { origin: ORIGIN, lang })))
      assert.match(text, /temple/)
      assert.match(text, /cella/)
    }
  } finally {
    await close()
  }
})

async function reportAt(db: Db, slug: string, query: string, since?: string): Promise<Report> {
  const parsed = parseView(new URLSearchParams(query), [], NOW)
  const pinned = await pinView(db, parsed.ok ? parsed.view : EVERYTHING, NOW)
  const site = await requireSite(db, NOBODY, slug, pinned.view.rev)
  const day = since === undefined ? null : Math.floor(Date.parse(since) / 86_400_000)
  return statusReport(db, NOBODY, site, pinned, day)
}
