import { spawnSync } from 'node:child_process'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* From a question to a report that can be asked again, in Arabic without scripts. */

const CLOCKS = { asOf: '2017-03-02', knownAt: '2017-03-02', since: '2016-12-11' }
const PINNED =
  'asOf=2017-03-02&knownAt=2017-03-02&rev=1&kind=tetrapylon&since=2016-12-11' +
  '&section=changes&section=register&section=sources&paper=letter&lang=both'
const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined

for (const [lang, javaScriptEnabled] of [
  ['en', true],
  ['ar', false],
] as const) {
  const m = translatorOf(lang)
  const path = `/${lang}/palmyra/report`

  test.describe(`${lang}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
    test.use({ javaScriptEnabled, allowConsole: [/the server responded with a status of 400/] })

    test('filter, clocks, sections, paper and language make a report, its preview and its file', async ({
      page,
    }) => {
      await page.goto(path)
      const form = page.locator('main form').first()
      await expect(form.locator('[name=lang]')).toHaveValue(lang)
      for (const [name, day] of Object.entries(CLOCKS))
        await form.locator(`[name=${name}]`).fill(day)
      await form.locator('#report-filter > summary').click()
      await form.locator('[name=kind][value=tetrapylon]').check()
      await form.locator('#report-section > summary').click()
      for (const section of [
        'summary',
        'events',
        'figure',
        'plan',
        'sheets',
        'claims',
        'method',
        'log',
      ])
        await form.locator(`[name=section][value=${section}]`).uncheck()
      await form.locator('[name=paper]').selectOption('letter')
      await form.locator('[name=lang]').selectOption('both')
      await form.getByRole('button').click()
      await expect(page).toHaveURL(/section=none&section=changes.*#preview$/)

      const preview = page.locator('article')
      await expect(preview.locator('section > h2')).toHaveText([
        'What has changed · ما الذي تغيّر',
        'Register · السجل',
        'Sources · المصادر',
        'Disclaimer and licence · إخلاء المسؤولية والترخيص',
        'Audit head · رأس التدقيق',
      ])
      await expect(preview.locator('[id^=sheet-]')).toHaveCount(0)
      const row = preview.locator('th[scope=row]').last()
      await expect(row).toContainText('Tetrapylon')
      await expect(row.locator('a')).toHaveAttribute(
        'href',
        /\/palmyra\/tetrapylon\?asOf=2017-03-02/,
      )
      for (const cited of await preview.locator('a[href^="#source-"]').all())
        await expect(page.locator((await cited.getAttribute('href')) ?? '')).toHaveCount(1)
      await expect(form.locator('[name=since]')).toHaveValue(CLOCKS.since)
      await expect(form.locator('[name=section]:checked')).toHaveCount(3)

      const link = page.getByRole('link', { name: m('report.files.pdf') })
      await expect(link).toHaveAttribute('href', `/exports/palmyra/report.pdf?${PINNED}`)
      const ask = () => page.request.get(`/exports/palmyra/report.pdf?${PINNED}`)
      const [first, again] = [await (await ask()).body(), await (await ask()).body()]
      expect(first.equals(again), 'the same address, the same bytes').toBe(true)
      expect(first.toString('latin1')).toMatch(/MediaBox\s*\[0 0 612 792\]/)
      for (const file of ['monuments.xlsx', 'claims.csv', 'crate.zip'])
        await expect(
          page.locator(`a[href="/exports/palmyra/${file}?${PINNED.split('&since')[0]}"]`),
        ).toHaveCount(1)
      if (!hasPdftotext) return
      const text = textOf(first)
      for (const held of ['What has changed', 'Register', 'Disclaimer and licence'])
        expect(text).toContain(held)
      for (const left of [
        'Monument sheets',
        'What happened at the site',
        'Method',
        'Condition through time',
      ])
        expect(text).not.toContain(`\n${left}`)
    })

    test('what cannot be used is told at its field, as it was typed, and nothing is shown for it', async ({
      page,
    }) => {
      const answer = await page.goto(
        `${path}?asOf=2016-13-01&knownAt=2016-12-14&kind=arch&section=gossip&since=2030-01-01`,
      )
      expect(answer?.status()).toBe(400)
      await expect(page.locator('article')).toHaveCount(0)
      const form = page.locator('main form').first()
      for (const [name, typed] of Object.entries({ asOf: '2016-13-01', since: '2030-01-01' })) {
        const field = form.locator(`[name=${name}]`)
        await expect(field).toHaveAttribute('aria-invalid', 'true')
        await expect(field).toHaveValue(typed)
        const id = (await field.getAttribute('aria-describedby'))?.split(' ').at(-1)
        await expect(form.locator(`#${id}`)).toContainText(typed)
        await expect(page.getByRole('alert').locator(`a[href="#report-${name}"]`)).toBeVisible()
      }
      await expect(form.locator('[name=knownAt]')).toHaveValue('2016-12-14')
      await expect(form.locator('[name=kind][value=arch]')).toBeChecked()
      await expect(form.locator('#report-section')).toContainText('gossip')
    })
  })
}

test.describe('kept', () => {
  test.use({
    javaScriptEnabled: false,
    freshSite: true,
    allowConsole: [/the server responded with a status of 400/],
  })

  test('what is frozen is what was built, and says so', async ({ page, site }) => {
    const m = translatorOf('en')
    await becomeFirstAdmin(page, site)
    await page.goto(`/en/palmyra/report?${PINNED}`)
    await page.locator('section:has(> #freeze) summary').click()
    await page.locator('section:has(> #freeze) button').click()
    await expect(page).toHaveURL(/\/en\/reports\/[0-9a-f]{20}$/)
    const facts = page.locator('main dl').first()
    await expect(facts).toContainText(m('report.builder.section.register'))
    await expect(facts).toContainText(m('report.builder.paper.letter'))
    await expect(page.getByRole('link', { name: m('frozen.facts.answersLink') })).toHaveAttribute(
      'href',
      `/exports/palmyra/report.pdf?${PINNED}`,
    )
    expect((await page.goto('/en/palmyra/reports?page=2'))?.status()).toBe(400)
  })
})

function textOf(pdf: Buffer): string {
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
  return stdout
}
