import { expect, test } from '../support/server'

/** Asked for by no other test: what has been made already need not be waited for. */
const VIEW = 'asOf=2015-06-15&knownAt=2015-06-16&rev=1'

for (const [lang, ready, download] of [
  ['en', 'The report is ready.', 'Download the report (PDF)'],
  ['ar', 'التقرير جاهز.', 'تنزيل التقرير (PDF)'],
] as const)
  test.describe(`waiting for a report in ${lang}`, () => {
    test.use({ javaScriptEnabled: false })
    test.slow()
    test('the page looks again by itself until the file is there', async ({ page, request }) => {
      await page.goto(`/${lang}/palmyra/report/making?${VIEW}&lang=${lang}`)
      await expect(page.getByRole('progressbar')).toBeVisible()
      await expect(page.getByText(ready)).toBeVisible({ timeout: 45_000 })
      const file = await page.getByRole('link', { name: download }).getAttribute('href')
      const answer = await request.get(file ?? '')
      expect(answer.headers()['content-type']).toBe('application/pdf')
      expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
    })
  })

test.describe('a wrong option', () => {
  test.use({ allowConsole: [/status of 400/] })
  test('of a report that is waited for is refused in words', async ({ page }) => {
    const answer = await page.goto(`/en/palmyra/report/making?${VIEW}&paper=a9`)
    expect(answer?.status()).toBe(400)
    await expect(page.getByText('a9')).toBeVisible()
  })
})

test('a reader who breaks the connection off stops the work', async ({ site }) => {
  const leaving = new AbortController()
  const url = `${site.url}/exports/palmyra/report.pdf?asOf=2014-01-01&knownAt=2026-11-22&rev=1&lang=both`
  const asked = fetch(url, { signal: leaving.signal }).then((answer) => answer.arrayBuffer())
  setTimeout(() => leaving.abort(), 600)
  await expect(asked).rejects.toThrow(/abort/i)
  await expect.poll(site.log, { timeout: 10_000 }).toContain('report not made: left')
})
