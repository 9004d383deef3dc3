import { createHash } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

/* What a reader takes away from a view: two tables, the report as PDF, and the page to print. None of it needs scripts. */

test.use({ javaScriptEnabled: false })

const CLOCKS = 'asOf=2016-12-11&knownAt=2016-12-14'
const PIN = `${CLOCKS}&rev=1`

for (const lang of ['en', 'ar'] as const) {
  const t = translatorOf(lang)

  test(`${lang}: the register's links give files of exactly this view`, async ({
    page,
    request,
  }) => {
    await page.goto(`/${lang}/palmyra?${CLOCKS}&status=destroyed`)
    const shown = await page.locator('main table tbody tr').count()
    expect(shown).toBeGreaterThan(3)
    const link = (file: string) => page.locator(`a[href^="/exports/palmyra/${file}"]`).first()
    const address = (await link('monuments.csv').getAttribute('href')) ?? ''
    const monuments = await request.get(address, { maxRedirects: 0 })
    expect(monuments.status()).toBe(200)
    expect(monuments.headers()['content-type']).toContain('text/csv; charset=utf-8')
    const rows = read(await monuments.text())
    expect(rows).toHaveLength(shown)
    expect(new Set(rows.map((r) => r.headline))).toEqual(new Set(['destroyed']))

    const claims = await request.get((await link('claims.csv').getAttribute('href')) ?? '', {
      maxRedirects: 0,
    })
    const of = new Set(read(await claims.text()).map((r) => r.monument_id))
    for (const id of of) expect(rows.map((r) => r.id)).toContain(id)

    const pdf = await request.get(
      `/exports/palmyra/report.pdf?${PIN}&status=destroyed&lang=${lang}`,
      { maxRedirects: 0 },
    )
    expect(pdf.status()).toBe(200)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    expect(pdf.headers()['content-disposition']).toBe(
      `attachment; filename="palmyra-status-report-asof-2016-12-11-known-2016-12-14-rev-1-${lang}.pdf"`,
    )
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test(`${lang}: the report to print tells the same, with what stands and who says so`, async ({
    page,
  }) => {
    await page.goto(`/${lang}/palmyra/report?${PIN}`)
    await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr')
    const sections = [
      'summary',
      'timeline',
      'register',
      'sheets',
      'method',
      'sources',
      'disclaimer',
    ]
    for (const section of sections) {
      await expect(
        page.getByRole('heading', { name: t(`report.${section}.title`), exact: true }),
      ).toBeVisible()
    }
    const bel = page.locator('#sheet-temple-of-bel')
    await expect(bel).toContainText(t('vocab.headlines.destroyed'))
    await expect(bel).toContainText(
      lang === 'en' ? 'the great doorway and precinct wall stand' : 'المدخل الكبير',
    )
    const cited = bel.locator('a[href^="#source-"]').first()
    await expect(page.locator((await cited.getAttribute('href')) ?? '')).toHaveCount(1)
    const words = bel.locator('q').first()
    await expect(words).toHaveAttribute('lang', 'en')
    await expect(
      page.getByRole('link', { name: t('report.files.pdf'), exact: true }),
    ).toHaveAttribute('href', `/exports/palmyra/report.pdf?${PIN}&lang=${lang}`)
  })

  test(`${lang}: a bad query value is told in words, with status 400`, async ({ request }) => {
    const answer = await request.get(
      `/exports/palmyra/report.pdf?asOf=2016-13-01&status=gone&lang=${lang}`,
    )
    expect(answer.status()).toBe(400)
    const text = await answer.text()
    expect(text).toContain(t('common.problems.not_a_day', { param: 'asOf', value: '2016-13-01' }))
    expect(text).toContain(t('common.problems.unknown_value', { param: 'status', value: 'gone' }))
  })
}

test('an open address leads to the pinned one, whatever host is claimed', async ({ request }) => {
  const answer = await request.get(`/exports/palmyra/claims.csv?${CLOCKS}`, {
    maxRedirects: 0,
    headers: { 'X-Forwarded-Host': 'elsewhere.example' },
  })
  expect(answer.status()).toBe(307)
  expect(answer.headers().location).toMatch(
    /^(http:\/\/localhost:\d+)?\/exports\/palmyra\/claims\.csv\?asOf=2016-12-11&knownAt=2016-12-14&rev=1$/,
  )
})

test('an unknown site, revision or language is refused', async ({ request }) => {
  const status = async (path: string) =>
    (await request.get(`/exports/${path}`, { maxRedirects: 0 })).status()
  expect(await status('nowhere/monuments.csv')).toBe(404)
  expect(await status('palmyra/monuments.csv?rev=999999')).toBe(400)
  expect(await status('palmyra/report.pdf?lang=fr')).toBe(400)
})

test('an unknown file or form is answered with the list of those there are, in both languages', async ({
  request,
}) => {
  const file = await request.get('/exports/palmyra/anything.xyz')
  const form = await request.get('/exports/palmyra', { headers: { accept: 'image/png' } })
  expect([file.status(), form.status()]).toEqual([404, 406])
  for (const text of [await file.text(), await form.text()])
    for (const said of ['- crate.zip', 'Claims (CSV)', 'الإفادات (CSV)'])
      expect(text).toContain(said)
  const linked = await request.get(`/exports/palmyra?${PIN}`, {
    headers: { accept: 'application/ld+json' },
  })
  expect(new URL(linked.url()).pathname).toBe('/exports/palmyra/monuments.jsonld')
})

for (const file of [
  'monuments.csv',
  'claims.csv',
  'sources.csv',
  'monuments.xlsx',
  'monuments.jsonld',
  'crate.zip',
  'report.pdf',
]) {
  test(`${file}: the same pinned address gives the same bytes, and 304 to who has them`, async ({
    request,
  }) => {
    const path = `/exports/palmyra/${file}?${PIN}${file === 'report.pdf' ? '&lang=both' : ''}`
    const first = await request.get(path, { maxRedirects: 0 })
    expect(first.headers()['cache-control']).toBe('public, no-cache')
    expect(await digest(request, path)).toBe(await digest(request, path))
    const again = await request.get(path, {
      headers: { 'If-None-Match': first.headers().etag ?? '' },
    })
    expect(again.status()).toBe(304)
  })
}

async function digest(request: APIRequestContext, path: string): Promise<string> {
  const answer = await request.get(path, { maxRedirects: 0 })
  expect(answer.status()).toBe(200)
  return createHash('sha256')
    .update(await answer.body())
    .digest('hex')
}

function read(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true })
}
