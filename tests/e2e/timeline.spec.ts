import type { Locator, Page } from '@playwright/test'
import { LANGS } from '../../db/domain/vocabulary'
import { langsOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

const VIEWS = [
  'asOf=2016-12-11&knownAt=2016-12-14&flag=at_risk&sort=name&dir=desc',
  'status=destroyed&sort=since',
  'q=tomb&sort=headline',
]

for (const lang of LANGS) {
  const t = translatorOf(lang)
  const timeline = `/${lang}/palmyra/timeline`

  test.describe(`the timeline in ${lang}, without JavaScript`, () => {
    test.use({ javaScriptEnabled: false })

    test('shows the monuments of the list, in its order, at its clocks', async ({ page }) => {
      for (const query of VIEWS.filter((_, n) => langsOf(n).includes(lang))) {
        await page.goto(`/${lang}/palmyra?${query}`)
        const listed = await hrefs(page.locator('#results table tbody tr > th a'))
        const other = page.getByRole('navigation', { name: t('views.label'), exact: true })
        await other.getByRole('link', { name: t('views.timeline'), exact: true }).click()
        await expect(page).toHaveURL(`${timeline}?${query}`)
        expect(listed.length, query).toBeGreaterThan(1)
        expect(await hrefs(rows(page).locator('th a')), query).toEqual(listed)
      }
    })

    test('ends on its day, with what was known then', async ({ page }) => {
      const bars = page.locator('[data-stop=bar]')
      const window = page.locator('[data-track] [data-maybe=destroyed]')
      await page.goto(`${timeline}?q=tetrapylon&asOf=2016-12-11`)
      await expect(bars.last()).toHaveAttribute('data-headline', 'no_known_damage')
      await expect(window).toHaveCount(0)
      await page.goto(`${timeline}?q=tetrapylon&asOf=2017-01-12&knownAt=2017-01-15`)
      await expect(bars.last()).toHaveAttribute('data-headline', 'no_known_damage')
      await expect(window).toHaveCount(0)
      await page.goto(`${timeline}?q=tetrapylon&asOf=2017-01-12&knownAt=2017-01-19`)
      await expect(bars.last()).toHaveAttribute('data-headline', 'destroyed')
      await expect(window).toHaveCount(1)
    })

    test('tells the same in a table, and every mark in its legend', async ({ page }) => {
      await page.goto(timeline)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      for (const mark of ['maybe', 'contested', 'harm', 'other', 'period', 'look', 'band'])
        await expect(page.getByText(t(`timeline.legend.${mark}`), { exact: true })).toBeVisible()
      await page.getByText(t('timeline.table.show'), { exact: true }).click()
      const table = page.getByRole('table', { name: t('timeline.table.caption'), exact: true })
      await expect(table.locator('tbody')).toHaveCount(26)
      const ofTheTetrapylon = table.locator('tbody', {
        has: page.locator('th a[href$="/tetrapylon"]'),
      })
      await expect(ofTheTetrapylon.getByRole('row')).toHaveCount(5)
      await expect(ofTheTetrapylon.getByRole('row').nth(3)).toContainText(
        t('register.maybe', { headline: t('vocab.headlines.destroyed') }),
      )
      await ofTheTetrapylon.getByRole('row').last().locator('td a').click()
      await expect(page).toHaveURL(new RegExp(`/${lang}/assessments/`))
    })

    if (langsOf(0).includes(lang))
      test('has as many pages as the list, and stands small on a monument’s own page', async ({
        page,
      }) => {
        expect((await page.request.get(`${timeline}?page=1`)).status()).toBe(200)
        expect((await page.request.get(`${timeline}?page=2`)).status()).toBe(400)
        await page.goto(`/${lang}/palmyra/temple-of-bel-cella`)
        const strip = page.locator('[data-track]')
        await expect(strip).toHaveCount(1)
        await expect(strip.locator('[data-stop=bar]').last()).toHaveAttribute(
          'data-headline',
          'destroyed',
        )
      })
  })

  test(`the timeline in ${lang} is explored with one stop of Tab and the arrows`, async ({
    page,
  }) => {
    await page.goto(`${timeline}?q=tetrapylon`)
    await expect(page.getByText(t('timeline.hint'), { exact: true })).toBeVisible()
    await rows(page).locator('th a').focus()
    await page.keyboard.press('Tab')
    // Time runs as the page is read.
    const [later, earlier] =
      lang === 'ar' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    const seen: string[] = []
    for (let stop = 0; stop < 20; stop++) {
      seen.push((await page.evaluate(() => document.activeElement?.textContent)) ?? '')
      await page.keyboard.press(later)
    }
    const stops = await page.locator('[data-stop]').count()
    expect(new Set(seen).size).toBe(stops)
    const readout = page.locator('[data-readout]')
    await expect(readout).toContainText(t('vocab.headlines.destroyed'))
    await page.keyboard.press('Home')
    await expect(readout).toContainText(t('vocab.headlines.unknown'))
    await page.keyboard.press(earlier)
    await expect(page.locator('[data-stop]').first()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(readout).toHaveCount(0)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-stop'))).toBe(false)
  })

  if (langsOf(1).includes(lang))
    test(`the timeline in ${lang} tells what is under the pointer`, async ({ page }) => {
      await page.goto(timeline)
      await expect(page.getByText(t('timeline.hint'), { exact: true })).toBeVisible()
      const window = page.locator('[data-stop]', { has: page.locator('[data-maybe=destroyed]') })
      await window.last().hover()
      await expect(page.locator('[data-readout]')).toContainText(
        (await window.last().locator('title').textContent()) ?? 'nothing',
      )
    })
}

/** The lines of the figure. */
function rows(page: Page): Locator {
  return page.locator('tr', { has: page.locator('[data-track]') })
}

async function hrefs(links: Locator): Promise<(string | null)[]> {
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
}
