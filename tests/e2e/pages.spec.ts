import { LANGS } from '../../db/domain/vocabulary'
import { langsOf, SIZES } from '../sizes'
import { SEED_ARTICLE } from '../support/clock-answers'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

/** The browser itself complains of a status that we mean. */
test.use({ allowConsole: [/the server responded with a status of 40[04]/] })

for (const lang of LANGS)
  test.describe(`pages in ${lang}`, () => {
    const t = translatorOf(lang)

    test.describe('without JavaScript', () => {
      test.use({ javaScriptEnabled: false })

      test('the language alone leads to the one site', async ({ page }) => {
        await page.goto(`/${lang}`)
        await expect(page).toHaveURL(new RegExp(`/${lang}/palmyra$`))
      })

      test('events stand in order of time, with who says so', async ({ page }) => {
        await page.goto(`/${lang}/palmyra/events?asOf=2016-12-11&knownAt=2016-12-14`)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('main')).toContainText(t('vocab.eventKinds.control_change'))
        await expect(page.locator('main'), 'nothing that happened later').not.toContainText('2017')
        const claims = page.locator('ol details').first()
        await claims.locator('summary').click()
        await expect(claims.locator('[data-words]').first()).toBeVisible()
        await expect(claims.locator(`a[href^="/${lang}/sources/"]`).first()).toBeVisible()
      })

      test('sources list what was published by then, and each says what it says', async ({
        page,
      }) => {
        await page.goto(`/${lang}/sources`)
        const status = page.getByRole('status')
        await expect(status).toHaveText(t('library.count', { count: 198, of: -1 }))
        await expect(page.locator('tbody tr')).toHaveCount(100)
        await page.goto(`/${lang}/sources?page=2`)
        await expect(page.locator('tbody tr')).toHaveCount(98)
        await page.goto(`/${lang}/sources?knownAt=2016-12-14`)
        await expect(status).not.toHaveText(t('library.count', { count: 198, of: -1 }))
        await expect(page.locator('tbody tr').first()).toBeVisible()
        await page.getByRole('link', { name: SEED_ARTICLE }).click()
        await expect(page).toHaveURL(/\/sources\/seed\?knownAt=2016-12-14$/)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(SEED_ARTICLE)
        await expect(page.locator('main')).toContainText(t('vocab.sourceClasses.tertiary'))
        await expect(page.locator('main')).toContainText(t('monument.notGraded'))
        expect(await page.locator('main [data-words]').count()).toBeGreaterThan(30)
      })

      test('about explains scales, crosswalk, clocks and licences', async ({ page }) => {
        await page.goto(`/${lang}/about`)
        for (const id of ['scales', 'crosswalk', 'licence'])
          await expect(page.locator(`section#${id} h2`)).toBeVisible()
        await expect(page.locator('#crosswalk tbody tr')).toHaveCount(7)
        await expect(page.locator('#licence')).toContainText('ODbL')
      })

      if (!langsOf(0).includes(lang)) return

      test('the links of the main pages lead somewhere', async ({ page, request }) => {
        test.setTimeout(90_000)
        const seen = new Set<string>()
        for (const path of [
          '/palmyra',
          '/palmyra/temple-of-bel?asOf=2016-12-11',
          '/palmyra/events',
          '/sources/seed',
          '/about',
        ]) {
          await page.goto(`/${lang}${path}`)
          const found = await page
            .locator('a[href^="/"]')
            .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
          for (const address of found)
            if (!address.startsWith('/exports/')) seen.add(address.split('#')[0] ?? '')
        }
        expect(seen.size).toBeGreaterThan(SIZES.links)
        const every = Math.max(1, Math.floor(seen.size / SIZES.links))
        const tried = [...seen].sort().filter((_, n) => n % every === 0)
        for (const address of tried)
          expect((await request.get(address)).status(), address).toBe(200)
      })
    })
  })

for (const [header, leadsTo] of [
  ['ar', 'ar'],
  ['fr, ar;q=0.8, en;q=0.7', 'ar'],
  ['fr', 'en'],
  ['en;q=0.1, ar;q=0', 'en'],
] as const)
  test(`the bare address leads a reader of "${header}" to ${leadsTo}`, async ({ request }) => {
    const answer = await request.get('/', {
      headers: { 'accept-language': header },
      maxRedirects: 0,
    })
    expect(answer.status()).toBe(307)
    expect(answer.headers().location).toMatch(new RegExp(`/${leadsTo}$`))
  })
