import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { answerExport, type Format } from '../../app/exports/answer'
import { documentOf } from '../../app/exports/document-of'
import { CLAIMS_CSV, MONUMENTS_CSV, REPORT_PDF, SOURCES_CSV } from '../../app/exports/formats'
import { reportPdf } from '../../app/exports/pdf'
import { formatDay, parseDay, twelveMonthsBefore } from '../../db/domain/dates'
import { parseView } from '../../db/domain/filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { REPORT_LANGS } from '../../db/domain/report-options'
import { type Report, statusReport } from '../../db/queries/report'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import * as t from '../../db/schema'
import { seed } from '../../db/seed/seed'
import { migrate } from '../../db/store/migrate'
import { save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { NOW, someone } from '../support/small-register'

const ORIGIN = 'https://tadmor.example'
const PIN = 'asOf=2016-12-11&knownAt=2016-12-14&rev=1'

let folder: string
let store: Store
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tadmor-report-'))
  const file = join(folder, 'tadmor.db')
  migrate(file, fileURLToPath(new URL('../../db/migrations', import.meta.url)), NOW)
  store = openSqlite(file)
  await seed(store)
})
after(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the report of the seed article’s day tells what was known then', async () => {
  const report = await reportAt(PIN)
  const headline = (slug: string) => report.rows.find((r) => r.slug === slug)?.status.headline
  assert.equal(headline('temple-of-bel'), 'destroyed')
  assert.equal(headline('monumental-arch'), 'destroyed')
  assert.equal(headline('tetrapylon'), 'no_known_damage')
  assert.equal(report.summary.flags.at_risk, 2)
  assert.equal(
    Object.values(report.summary.headlines).reduce((a, b) => a + b),
    report.rows.length,
  )
  assert.deepEqual(
    report.sheets.map((s) => s.monument.id),
    report.rows.map((r) => r.id),
  )
})

test('nothing published after “known by” is told: no claim, no event, no use of a claim, no note', async () => {
  const report = await reportAt(PIN)
  const limit = report.pinned.view.knownAt
  const published = new Map(report.sources.map((s) => [s.id, s.publishedLatest]))
  for (const sheet of report.sheets) {
    const known = [...sheet.claims, ...sheet.assessments, ...sheet.events, ...sheet.threats]
    for (const record of known) assert.ok(record.knownFrom <= limit, record.id)
    const targets = new Set([...sheet.assessments, ...sheet.threats].map((r) => r.id))
    for (const claim of sheet.claims)
      for (const use of claim.uses)
        assert.ok(targets.has(use.targetId), `${claim.id} ${use.targetId}`)
    for (const id of sheet.notes.flatMap((n) => n.sources))
      assert.ok((published.get(id) ?? limit) <= limit, id)
  }
})

test('the end of a threat is not told before it was published', async () => {
  const period = async (query: string) =>
    documentOf(await reportAt(query), 'en', ORIGIN).sheets.find((s) => s.id === 'roman-theatre')
      ?.threats[0]?.period
  assert.deepEqual(await period(PIN), [{ lang: 'en', text: 'from 10 Dec 2016 on' }])
  assert.deepEqual(await period('asOf=2017-06-01&knownAt=2017-06-01&rev=1'), [
    { lang: 'en', text: 'from 10 Dec 2016 to 2 Mar 2017' },
  ])
})

test('every source number that the document prints is in its list', async () => {
  const report = await reportAt('rev=1')
  for (const lang of REPORT_LANGS) {
    const document = documentOf(report, lang, ORIGIN)
    const listed = new Set(document.sources.map((s) => s.number))
    const printed = [
      ...document.register.flatMap((m) => m.refs),
      ...document.timeline.flatMap((e) => e.refs),
      ...document.factors.flatMap((f) => f.refs),
      ...document.sheets.flatMap((s) => [
        ...s.claims.map((c) => c.ref),
        ...s.placeRefs,
        ...s.descriptionRefs,
        ...s.events.flatMap((e) => e.refs),
        ...s.threats.flatMap((x) => x.refs),
      ]),
    ]
    assert.ok(printed.length > 400)
    for (const number of printed) assert.ok(listed.has(number), String(number))
  }
})

test('monuments.csv has one line per row of the register, in its order, each with its pinned address', async () => {
  const query = `${PIN}&flag=at_risk&flag=contested&sort=name`
  const report = await reportAt(query)
  const lines = read(await (await ask(MONUMENTS_CSV, query)).text())
  assert.ok(lines.length > 1)
  assert.deepEqual(
    lines.map((l) => l.id),
    report.rows.map((r) => r.id),
  )
  for (const line of lines) {
    assert.match(
      line.permalink ?? '',
      /^https:\/\/tadmor\.example\/en\/palmyra\/[a-z0-9-]+\?asOf=2016-12-11&knownAt=2016-12-14&rev=1$/,
    )
    assert.deepEqual([line.as_of, line.known_at, line.rev], ['2016-12-11', '2016-12-14', '1'])
  }
})

test('claims.csv holds every claim of exactly the monuments of the view', async () => {
  const report = await reportAt(`${PIN}&kind=temple`)
  const lines = read(await (await ask(CLAIMS_CSV, `${PIN}&kind=temple`)).text())
  assert.deepEqual(
    lines.map((l) => l.id),
    report.sheets.flatMap((s) => s.claims.map((c) => c.id)),
  )
  assert.ok(lines.some((l) => l.stance?.includes('set_aside') && l.set_aside_reason_en))
})

test('sources.csv holds every source behind them, with as many claims as claims.csv has of it', async () => {
  const lines = read(await (await ask(SOURCES_CSV, `${PIN}&kind=temple`)).text())
  const claims = read(await (await ask(CLAIMS_CSV, `${PIN}&kind=temple`)).text())
  assert.ok(lines.length > 5)
  assert.deepEqual(
    lines.map((l) => l.published_latest),
    lines.map((l) => l.published_latest).sort(),
  )
  for (const line of lines) {
    const own = claims.filter((c) => c.source_id === line.id)
    assert.equal(Number(line.claims), own.length, line.id)
    assert.ok(Number(line.monuments) >= new Set(own.map((c) => c.monument_id)).size, line.id)
    assert.ok(line.published_latest === undefined || line.published_latest <= '2016-12-14')
  }
  for (const claim of claims) assert.ok(lines.some((l) => l.id === claim.source_id))
})

test('a coordinate that a reader may see only roughly is rough in the report', async () => {
  const report = await reportAt(PIN)
  const first = report.sheets[0]?.coordinates[0]
  assert.ok(first)
  first.sensitivity = 'generalised'
  assert.match(JSON.stringify(documentOf(report, 'en', ORIGIN).sheets[0]?.place), /generalised/)
})

for (const lang of REPORT_LANGS) {
  test(`the PDF (${lang}) is tagged, and equal reports make equal bytes`, async () => {
    const pdf = reportPdf(await reportAt(PIN), { origin: ORIGIN, lang })
    const again = reportPdf(await reportAt(PIN), { origin: ORIGIN, lang })
    const text = Buffer.from(pdf).toString('latin1')
    assert.ok(text.startsWith('%PDF-'))
    assert.match(text, /\/MarkInfo/)
    assert.match(text, /pdfuaid:part/)
    assert.ok(Buffer.from(pdf).equals(Buffer.from(again)))
  })
}

test('words that look like markup are words', async () => {
  const report = await reportAt(`${PIN}&kind=arch`)
  const claim = report.sheets[0]?.claims[0]
  assert.ok(claim)
  claim.words =
    '#panic("run") #read("/etc/passwd") $ x $ <label> @ref *bold* `raw` \\ \u0000 \u{10860}\u{1f3db} 石 a\u0301\u0489 ع\u0301 \u2067x //'
  claim.source.title = '#{ panic("run") }'
  assert.ok(reportPdf(report, { origin: ORIGIN, lang: 'both' }).byteLength > 0)
})

test('a view without monuments still makes a report', async () => {
  const report = await reportAt(`${PIN}&q=nosuchmonument`)
  assert.equal(report.rows.length, 0)
  for (const lang of REPORT_LANGS)
    assert.ok(reportPdf(report, { origin: ORIGIN, lang }).byteLength > 0)
})

test('an address that is not fully pinned leads to the one that is, on this origin', async () => {
  const open = await ask(REPORT_PDF, 'status=destroyed&knownAt=2016-12-14&asOf=2016-12-11')
  assert.equal(open.status, 307)
  const target = open.headers.get('location')
  assert.equal(
    target,
    '/exports/palmyra/report.pdf?asOf=2016-12-11&knownAt=2016-12-14&rev=1&status=destroyed&lang=en',
  )
  const bare = await ask(MONUMENTS_CSV, '')
  assert.equal(
    bare.headers.get('location'),
    '/exports/palmyra/monuments.csv?asOf=2026-11-22&knownAt=2026-11-22&rev=1',
  )
})

test('a bad query value is refused with the reason, in the language asked for', async () => {
  for (const [query, reason] of [
    ['asOf=2016-13-01', '2016-13-01'],
    ['status=gone', 'gone'],
    ['rev=99', '99'],
    ['lang=fr', 'fr'],
    ['colour=red', 'colour'],
  ] as const) {
    for (const format of [MONUMENTS_CSV, CLAIMS_CSV, REPORT_PDF]) {
      const answer = await ask(format, query)
      assert.equal(answer.status, 400, query)
      assert.ok((await answer.text()).includes(reason), query)
    }
  }
  const arabic = await ask(REPORT_PDF, 'asOf=never&lang=ar')
  assert.match(await arabic.text(), /\p{Script=Arabic}/u)
  assert.equal((await ask(MONUMENTS_CSV, PIN, { slug: 'nowhere' })).status, 404)
})

test('the answer a reader has already is not sent again', async () => {
  const first = await ask(MONUMENTS_CSV, PIN)
  const etag = first.headers.get('etag') ?? ''
  assert.equal(first.status, 200)
  assert.equal(
    first.headers.get('content-disposition'),
    'attachment; filename="palmyra-monuments-asof-2016-12-11-known-2016-12-14-rev-1.csv"',
  )
  assert.equal(
    (await ask(MONUMENTS_CSV, PIN, { headers: { 'If-None-Match': `"other", W/${etag}` } })).status,
    304,
  )
  assert.equal(
    (
      await ask(MONUMENTS_CSV, PIN, {
        headers: { 'If-None-Match': etag },
        reader: someone('editor'),
      })
    ).status,
    200,
  )
  assert.equal((await ask(CLAIMS_CSV, PIN, { headers: { 'If-None-Match': etag } })).status, 200)
})

test('the same pinned address gives the same bytes before and after a later edit', async () => {
  const files = async () =>
    Promise.all(
      [MONUMENTS_CSV, CLAIMS_CSV, REPORT_PDF].map((f) =>
        ask(f, f === REPORT_PDF ? `${PIN}&lang=en` : PIN),
      ),
    )
  const earlier = await files()
  const [source] = await store.db.select().from(t.source).where(eq(t.source.id, 'reu_bel'))
  assert.ok(source)
  const { recordedRev, retiredRev, ...row } = source
  await save(store, () => ({
    actor: { id: 'editor', name: 'An editor' },
    at: '2026-11-23T09:00:00.000Z',
    reason: 'A title is corrected',
    salt: 'report-test',
    changes: [
      { op: 'correct', kind: 'source', before: source, row: { ...row, title: 'Corrected' } },
    ],
  }))
  const later = await files()
  for (const [i, answer] of later.entries()) {
    assert.notEqual(answer.headers.get('etag'), earlier[i]?.headers.get('etag'))
    assert.deepEqual(await answer.arrayBuffer(), await earlier[i]?.arrayBuffer())
  }
  assert.match(await (await ask(CLAIMS_CSV, PIN.replace('rev=1', 'rev=2'))).text(), /Corrected/)
})

test('a report can tell what has changed since a day; the day is part of its pinned address', async () => {
  const since = `${PIN.replace('asOf=2016-12-11&knownAt=2016-12-14', 'asOf=2017-03-02&knownAt=2017-03-02')}&since=2016-12-11`
  const open = await ask(REPORT_PDF, `since=2016-12-11&asOf=2017-03-02&knownAt=2017-03-02`)
  assert.match(open.headers.get('location') ?? '', /rev=\d+&since=2016-12-11&lang=en$/)
  const bytes = async (query: string) =>
    Buffer.from(await (await ask(REPORT_PDF, query)).arrayBuffer())
  const file = await ask(REPORT_PDF, `${since}&lang=en`)
  assert.equal(file.status, 200)
  assert.match(file.headers.get('content-disposition') ?? '', /rev-1-since-2016-12-11-en\.pdf/)
  assert.ok((await bytes(`${since}&lang=both`)).length > 10_000)
  assert.ok((await bytes(`${since}&lang=ar`)).equals(await bytes(`${since}&lang=ar`)))
  const report = await reportAt(
    'asOf=2017-03-02&knownAt=2017-03-02&rev=1&kind=tetrapylon',
    NOBODY,
    parseDay('2016-12-11'),
  )
  const { changes, permalink, sources } = documentOf(report, 'en', ORIGIN)
  assert.deepEqual(
    changes?.lists.map((l) => [l.title[0]?.text, l.entries.map((e) => e.id)]),
    [
      ['Worsened', ['tetrapylon']],
      ['Newly looked at', ['tetrapylon']],
    ],
  )
  const listed = new Set(sources.map((source) => source.number))
  for (const entry of changes?.lists.flatMap((l) => l.entries) ?? [])
    assert.ok(entry.refs.length > 0 && entry.refs.every((n) => listed.has(n)))
  assert.match(permalink, /since=2016-12-11&lang=en$/)
})

test('a report without a day to compare with has no such section', async () => {
  assert.equal(documentOf(await reportAt(PIN), 'en', ORIGIN).changes, null)
})

test('a day to compare with that cannot be is refused in words', async () => {
  for (const [since, said] of [
    ['2016-12-12', /ends before it starts/],
    ['2030-01-01', /future/],
    ['2016-13-01', /is not a day/],
  ] as const) {
    const answer = await ask(REPORT_PDF, `${PIN}&since=${since}`)
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), said)
  }
  assert.equal((await ask(CLAIMS_CSV, `${PIN}&since=2016-12-01`)).status, 400)
})

test('the horizon and score of a threat are told, with the reason', async () => {
  const report = await reportAt(`${PIN}&kind=theatre`)
  const threat = report.sheets[0]?.threats[0]
  assert.ok(threat)
  assert.deepEqual(documentOf(report, 'en', ORIGIN).sheets[0]?.threats[0]?.judged, [])
  const flat = { low: 4, likely: 4, high: 4 }
  threat.horizon = 'months'
  threat.score = { a: flat, b: flat, c: flat, rationale: { en: 'As two temples went' } }
  const told = documentOf(report, 'en', ORIGIN).sheets[0]?.threats[0]?.judged.flat()
  assert.match(
    told?.map((run) => run.text).join(' ') ?? '',
    /months.*12 of 15.*Extreme.*As two temples/,
  )
  assert.ok(reportPdf(report, { origin: ORIGIN, lang: 'both' }).byteLength > 0)
})

test('twelve months before a day is the same date of the year before', () => {
  const before = (day: string) => formatDay(twelveMonthsBefore(parseDay(day) ?? 0))
  assert.equal(before('2016-12-11'), '2015-12-11')
  assert.equal(before('2016-02-29'), '2015-02-28')
  assert.equal(before('2000-01-01'), '1999-01-01')
})

async function reportAt(
  query: string,
  reader: Reader = NOBODY,
  since: number | null = null,
): Promise<Report> {
  const parsed = parseView(new URLSearchParams(query))
  assert.ok(parsed.ok)
  const pinned = await pinView(store.db, parsed.view, NOW)
  return statusReport(
    store.db,
    reader,
    await requireSite(store.db, reader, 'palmyra', pinned.view.rev),
    pinned,
    since,
  )
}

type Asking = { slug?: string; reader?: Reader; headers?: Record<string, string> }

function ask(
  format: Format,
  query: string,
  { slug = 'palmyra', reader = NOBODY, headers = {} }: Asking = {},
): Promise<Response> {
  const request = new Request(`http://forged.example/exports/${slug}/${format.path}?${query}`, {
    headers,
  })
  return answerExport(format, { db: store.db, reader, origin: ORIGIN, now: NOW, request, slug })
}

function read(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true })
}
