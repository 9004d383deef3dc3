import type { Page } from '@playwright/test'
import { LANGS } from '../../db/domain/vocabulary'
import { FULL, langsOf } from '../sizes'
import { expect, test } from '../support/server'
import { cutOff, faults, openDetails, overflow, violations } from './inspect'
import { OPEN_TO_ALL } from './pages'

/** The browser itself complains of a status that we mean. */
test.use({ allowConsole: [/the server responded with a status of 40[04]/] })

const WIDTHS = [320, 768, 1440]
/** The least that WCAG 1.4.12 asks a page to bear. */
const SPACED_OUT =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'

/** Polled, since a drawn map takes a new width some frames after the page. */
function fits(page: Page, when: string): Promise<void> {
  return expect
    .configure({ soft: true })
    .poll(() => overflow(page), when)
    .toEqual([])
}

for (const [n, path] of OPEN_TO_ALL.entries())
  for (const lang of LANGS)
    test(`${lang}: ${path}`, async ({ page }) => {
      await page.goto(`/${lang}${path}`)
      await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr')
      const contrast = langsOf(n).includes(lang)
      expect.soft(await violations(page, { contrast })).toEqual([])
      expect.soft(await faults(page)).toEqual([])
      await openDetails(page)
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 })
        await fits(page, `${width} pixels`)
      }
      await page.setViewportSize({ width: 320, height: 800 })
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(css)
        document.adoptedStyleSheets = [sheet]
      }, SPACED_OUT)
      await fits(page, 'spaced out')
      expect.soft(await cutOff(page), 'spaced out').toEqual([])
    })

for (const lang of LANGS)
  for (const [n, path] of (FULL ? OPEN_TO_ALL : ['/palmyra/efqa-spring']).entries())
    for (const colorScheme of langsOf(n).includes(lang) ? (['light', 'dark'] as const) : [])
      test.describe(`in ${colorScheme} colours`, () => {
        test.use({ colorScheme })
        test(`${lang}: ${path}, with all details`, async ({ page }) => {
          test.setTimeout(300_000)
          await page.goto(`/${lang}${path}`)
          await openDetails(page)
          const lightness = await page.evaluate(() =>
            Number(/\d+/.exec(getComputedStyle(document.documentElement).backgroundColor)?.[0]),
          )
          expect(lightness < 128).toBe(colorScheme === 'dark')
          for (const width of FULL ? [360, 768, 1440] : [360]) {
            await page.setViewportSize({ width, height: 800 })
            expect.soft(await violations(page), `${width} pixels`).toEqual([])
          }
        })
      })

test('every page has a title of its own', async ({ request }) => {
  const addresses = new Map<string, string>()
  for (const path of OPEN_TO_ALL.map((path) => path.replace(/[?@].*/, '')))
    for (const lang of LANGS) {
      const address = `/${lang}${path}`
      const response = await request.get(address)
      const title = /<title>(.*?)<\/title>/.exec(await response.text())?.[1] ?? ''
      // Next gives a page that is answered with 404 the title of the layout.
      if (response.status() === 404) continue
      expect.soft(title, address).toMatch(/^\S.* · \S/)
      expect.soft(addresses.get(title) ?? address, title).toBe(address)
      addresses.set(title, address)
    }
})
