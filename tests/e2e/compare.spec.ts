import { langsOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

/* What changed between two dates, and dates that cannot be compared, without scripts. */

test.use({
  javaScriptEnabled: false,
  allowConsole: [/the server responded with a status of 400/],
})

for (const lang of ['en', 'ar'] as const) {
  const t = translatorOf(lang)
  const path = `/${lang}/palmyra/compare`

  test(`${lang}: two dates are compared, with what is behind each change, and links to both days`, async ({
    page,
  }) => {
    await page.goto(path)
    await expect(page.locator('main')).toContainText(t('compare.choose'))
    await page.locator('[name=from]').fill('2016-12-11')
    await page.locator('[name=to]').fill('2017-03-02')
    await page.getByRole('button', { name: t('compare.form.apply') }).click()
    await expect(page).toHaveURL(/from=2016-12-11&to=2017-03-02/)
    const worsened = page.locator('section[aria-labelledby=worsened]')
    await expect(worsened.locator('h3')).toHaveCount(2)
    const tetrapylon = worsened
      .getByRole('listitem')
      .filter({ has: page.locator('h3') })
      .last()
    await expect(tetrapylon).toContainText(t('vocab.headlines.no_known_damage'))
    await expect(tetrapylon).toContainText(t('vocab.headlines.destroyed'))
    await tetrapylon.locator('summary').click()
    expect(await tetrapylon.locator('details li').count()).toBeGreaterThan(1)
    await expect(page.locator('#opened')).toContainText(t('compare.opened'))
    await tetrapylon.locator('ol a').first().click()
    await expect(page).toHaveURL(/tetrapylon\?asOf=2016-12-11&knownAt=2017-03-02$/)
  })

  if (langsOf(0).includes(lang))
    test(`${lang}: with one knowledge for both days, only the world changes; the pin is kept`, async ({
      page,
    }) => {
      await page.goto(`${path}?from=2016-12-11&to=2017-01-12&knownAt=2017-01-15&rev=1`)
      await expect(page.locator('section[aria-labelledby=worsened]')).toHaveCount(0)
      await expect(page.locator('main [name=rev]')).toHaveValue('1')
      await page.goto(`${path}?from=2016-12-11&to=2016-12-11&knownAt=2017-01-15`)
      await expect(page.getByRole('status')).toContainText(t('compare.none'))
    })

  test(`${lang}: dates that cannot be compared are told at the field, as typed, with status 400`, async ({
    page,
  }) => {
    for (const [query, field, code, typed] of [
      ['from=2017-03-02&to=2016-12-11', 'to', 'reversed', '2016-12-11'],
      ['from=2016-12-11&to=2030-01-01', 'to', 'future', '2030-01-01'],
      ['from=2015-02-29', 'from', 'not_a_day', '2015-02-29'],
      ['to=2016-12-11', 'from', 'missing', ''],
    ] as const) {
      expect((await page.goto(`${path}?${query}`))?.status(), query).toBe(400)
      const input = page.locator(`[name=${field}]`)
      await expect(input).toHaveAttribute('aria-invalid', 'true')
      await expect(input).toHaveValue(typed)
      const told = t(`common.problems.${code}`, {
        param: t(`compare.form.${field}`),
        value: code === 'missing' ? '' : typed,
      })
      await expect(page.getByRole('alert')).toContainText(told)
    }
    expect((await page.goto(`${path}?from=2016-12-11&rev=99`))?.status()).toBe(400)
    expect((await page.goto(`/${lang}/palmyra?from=2016-12-11`))?.status()).toBe(400)
  })

  if (langsOf(1).includes(lang))
    test(`${lang}: the register leads to the changes since its day, and to a report of them`, async ({
      page,
    }) => {
      await page.goto(`/${lang}/palmyra?asOf=2016-12-11&knownAt=2016-12-14`)
      await page.locator('main a[href*="/compare"]').click()
      await expect(page).toHaveURL(/compare\?from=2016-12-11$/)
      await expect(page.locator('#worsened')).toBeVisible()
      await page.goto(`/${lang}/palmyra?asOf=2017-03-02`)
      await page.locator('[name=since]').fill('2016-12-11')
      await page.getByRole('button', { name: t('compare.report.print') }).click()
      await expect(page).toHaveURL(/report\?.*since=2016-12-11/)
      await expect(page.locator('main')).toContainText(t('vocab.changes.worsened'))
      const pdf = page.locator('a[href*="report.pdf"]').first()
      await expect(pdf).toHaveAttribute('href', /since=2016-12-11&lang=/)
      const bad = await page.goto(`/${lang}/palmyra/report?asOf=2016-12-11&since=2017-01-01`)
      expect(bad?.status()).toBe(400)
      await expect(page.getByRole('alert')).toContainText(t('common.problems.reversed'))
    })
}
