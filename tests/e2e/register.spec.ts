import type { Locator, Page } from '@playwright/test'
import { HEADLINES, type Headline, LANGS } from '../../db/domain/vocabulary'
import { langsOf, READERS_SCRIPTS } from '../sizes'
import { CLOCK_ANSWERS, SEED_ARTICLE, STANDING, TETRAPYLON_SINCE } from '../support/clock-answers'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

for (const lang of LANGS)
  for (const javaScriptEnabled of READERS_SCRIPTS)
    test.describe(`the register in ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ javaScriptEnabled })
      const t = translatorOf(lang)

      for (const [query, answers] of Object.entries(CLOCK_ANSWERS))
        test(`answers ${query || 'for today'}`, async ({ page }) => {
          await open(page, `/${lang}/palmyra?${query}`)
          await expect(lines(page)).toHaveCount(26)
          for (const [slug, { headline, atRisk }] of Object.entries(answers)) {
            const line = lineOf(page, slug)
            await expect(line.locator('td').nth(0), slug).toContainText(
              t(`vocab.headlines.${headline}`),
            )
            await expect(line.locator('[data-headline]')).toHaveAttribute('data-headline', headline)
            await expect(
              line.getByText(t('vocab.flags.at_risk'), { exact: true }),
              slug,
            ).toHaveCount(atRisk ? 1 : 0)
          }
          for (const [slug, standing] of Object.entries(STANDING))
            await expect(lineOf(page, slug)).toContainText(standing[lang])
          const { headline } = answers.tetrapylon ?? {}
          const since = expect(lineOf(page, 'tetrapylon'))
          if (headline === 'destroyed') await since.toContainText(TETRAPYLON_SINCE[lang])
          else await since.not.toContainText('2017')
        })

      // The filter is a plain form: what follows needs no script, so it is walked once, without.
      if (javaScriptEnabled) return

      if (langsOf(0).includes(lang))
        test('names who says so: the article and somebody else', async ({ page }) => {
          await open(page, `/${lang}/palmyra?asOf=2016-12-11&knownAt=2016-12-14`)
          for (const slug of [
            'roman-theatre',
            'palmyra-castle',
            'temple-of-bel',
            'monumental-arch',
          ]) {
            const sources = lineOf(page, slug).locator('details')
            await sources.locator('summary').click()
            await expect(sources.getByRole('link', { name: SEED_ARTICLE }), slug).toHaveAttribute(
              'href',
              `/${lang}/sources/seed?asOf=2016-12-11&knownAt=2016-12-14`,
            )
            expect(await sources.getByRole('link').count(), slug).toBeGreaterThan(1)
          }
        })

      if (langsOf(1).includes(lang))
        test('is found by other names, in both scripts', async ({ page }) => {
          const found: [typed: string, slug: string][] = [
            ['amphitheater', 'roman-theatre'],
            ['citadel', 'palmyra-castle'],
            ['Arch of Victory', 'monumental-arch'],
            ['قلعة', 'palmyra-castle'],
            ['القوس', 'monumental-arch'],
            ['بل', 'temple-of-bel'],
          ]
          for (const [typed, slug] of found) {
            await open(page, `/${lang}/palmyra`)
            await page.locator('main').getByRole('searchbox').fill(typed)
            await page
              .getByRole('button', { name: t('register.filter.apply'), exact: true })
              .click()
            await expect(page).toHaveURL(/[?&]q=/)
            await expect(lineOf(page, slug), typed).toBeVisible()
            expect(await lines(page).count(), typed).toBeLessThan(26)
            await expect(page.locator('main').getByRole('searchbox')).toHaveValue(typed)
          }
        })

      if (langsOf(2).includes(lang))
        test('is filtered by status, flag and kind, and cleared again, keeping its dates', async ({
          page,
        }) => {
          await open(page, `/${lang}/palmyra?asOf=2016-12-11&knownAt=2016-12-14`)
          await page.getByText(t('register.filter.more'), { exact: true }).click()
          await page.getByRole('checkbox', { name: t('vocab.flags.at_risk'), exact: true }).check()
          await apply(page)
          await expect(lines(page)).toHaveCount(2)
          await expect(
            page.getByRole('checkbox', { name: t('vocab.flags.at_risk'), exact: true }),
          ).toBeChecked()
          await page
            .getByRole('checkbox', { name: t('vocab.monumentKinds.castle'), exact: true })
            .check()
          await apply(page)
          await expect(lines(page)).toHaveCount(1)
          await expect(lineOf(page, 'palmyra-castle')).toBeVisible()
          await page
            .getByRole('checkbox', { name: t('vocab.headlines.destroyed'), exact: true })
            .check()
          await apply(page)
          await expect(lines(page)).toHaveCount(0)
          await expect(page.getByRole('status')).toHaveText(t('register.found', { count: 0 }))
          await page.getByRole('link', { name: t('register.filter.clear'), exact: true }).click()
          await expect(lines(page)).toHaveCount(26)
          await expect(page).toHaveURL(/asOf=2016-12-11&knownAt=2016-12-14$/)
        })

      if (langsOf(3).includes(lang))
        test('counts its monuments by status, and each count leads to them', async ({ page }) => {
          await open(page, `/${lang}/palmyra?asOf=2016-12-11`)
          const counts = page.getByRole('list', { name: t('register.counts') })
          let sum = 0
          let destroyed = 0
          for (const headline of HEADLINES) {
            const count = Number(
              (await counts.locator(`[data-headline=${headline}]`).textContent())?.match(
                /\d+/,
              )?.[0],
            )
            sum += count
            if (headline === 'destroyed') destroyed = count
            await expect(page.locator(`tbody [data-headline=${headline}]`), headline).toHaveCount(
              count,
            )
          }
          expect(sum).toBe(26)
          await counts.getByRole('link', { name: t('vocab.headlines.destroyed') }).click()
          await expect(page).toHaveURL(/asOf=2016-12-11&status=destroyed/)
          await expect(lines(page)).toHaveCount(destroyed)
          await expect(page.locator('tbody [data-headline=destroyed]')).toHaveCount(destroyed)
          await expect(counts.locator('[data-headline=destroyed]')).toContainText(String(destroyed))
        })

      if (langsOf(4).includes(lang))
        test('is sorted either way', async ({ page }) => {
          await open(page, `/${lang}/palmyra`)
          await page.getByRole('combobox', { name: t('register.filter.sort') }).selectOption('name')
          await apply(page)
          await expect(page).toHaveURL(/sort=name/)
          const up = await slugs(page)
          await page.getByRole('combobox', { name: t('register.filter.dir') }).selectOption('desc')
          await apply(page)
          expect(await slugs(page)).toEqual([...up].reverse())
          await open(page, `/${lang}/palmyra?sort=headline`)
          const order = await page
            .locator('tbody [data-headline]')
            .evaluateAll((marks) => marks.map((m) => m.getAttribute('data-headline')))
          const ranks = order.map((headline) => HEADLINES.indexOf(headline as Headline))
          expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
        })

      if (langsOf(5).includes(lang))
        test('lists what nobody has looked at for twelve months, longest ago first', async ({
          page,
        }) => {
          await open(page, `/${lang}/palmyra?asOf=2017-03-10`)
          await page.getByRole('link', { name: t('beside.explore.stale'), exact: true }).click()
          await expect(page).toHaveURL(/asOf=2017-03-10&flag=stale&sort=looked$/)
          await expect(lineOf(page, 'baths-of-diocletian')).toHaveCount(1)
          await expect(lineOf(page, 'tetrapylon')).toHaveCount(0)
        })

      if (langsOf(6).includes(lang))
        test('keeps its dates from page to page and its view in the other language', async ({
          page,
        }) => {
          await open(page, `/${lang}/palmyra`)
          await page.locator('input[type=date][name=asOf]').fill('2017-01-12')
          await page.locator('input[type=date][name=knownAt]').fill('2017-01-19')
          await page.getByRole('button', { name: t('common.clocks.apply'), exact: true }).click()
          const clocks = /\?asOf=2017-01-12&knownAt=2017-01-19$/
          await expect(page).toHaveURL(clocks)
          await lineOf(page, 'tetrapylon').locator('th a').click()
          await expect(page).toHaveURL(/\/tetrapylon\?asOf=2017-01-12&knownAt=2017-01-19$/)
          for (const key of ['events', 'sources', 'register'] as const) {
            await page
              .getByRole('navigation', { name: t('common.nav.label') })
              .getByRole('link', { name: t(`common.nav.${key}`), exact: true })
              .click()
            await expect(page).toHaveURL(clocks)
          }
          await open(
            page,
            `/${lang}/palmyra?asOf=2016-12-11&knownAt=2016-12-14&flag=at_risk&sort=name`,
          )
          await page.getByRole('link', { name: t('common.otherLanguage'), exact: true }).click()
          const other = lang === 'en' ? 'ar' : 'en'
          await expect(page).toHaveURL(
            new RegExp(
              `/${other}/palmyra\\?asOf=2016-12-11&knownAt=2016-12-14&flag=at_risk&sort=name$`,
            ),
          )
          await expect(page.locator('html')).toHaveAttribute('lang', other)
          await expect(lines(page)).toHaveCount(2)
          await page
            .getByRole('link', { name: translatorOf(other)('common.clocks.today'), exact: true })
            .click()
          await expect(page).toHaveURL(/palmyra\?flag=at_risk&sort=name$/)
        })
    })

async function open(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address)
  expect(answer?.status()).toBe(200)
}

async function apply(page: Page): Promise<void> {
  const before = page.url()
  await page.locator('main form:has([type=search]) button').click()
  await page.waitForURL((url) => url.href !== before)
}

function lines(page: Page): Locator {
  return page.locator('#results tbody tr')
}

/** The line of one monument, found by where its name leads. */
function lineOf(page: Page, slug: string): Locator {
  return lines(page).filter({
    has: page.locator(`th a[href$="/palmyra/${slug}"], th a[href*="/palmyra/${slug}?"]`),
  })
}

async function slugs(page: Page): Promise<string[]> {
  return lines(page)
    .locator('th a')
    .evaluateAll((links) => links.map((a) => new URL((a as HTMLAnchorElement).href).pathname))
}
