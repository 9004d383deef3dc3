import { LANGS } from '../../db/domain/vocabulary'
import { FULL, langsOf } from '../sizes'
import { expect, test } from '../support/server'

const PAGES = [
  '/palmyra',
  '/palmyra?q=xyzzy',
  '/palmyra?asOf=2015-02-29',
  '/palmyra/temple-of-bel',
  '/palmyra/roman-theatre?asOf=2016-12-11',
  '/palmyra/temple-of-bel-cella',
  '/palmyra/events',
  '/palmyra/timeline',
  '/palmyra/disagreements',
  '/palmyra/changes',
  '/palmyra/risk?asOf=2016-12-28&knownAt=2017-01-30',
  '/palmyra/compare?from=2016-12-11&to=2017-03-02',
  '/history/A35',
  '/claims/A35',
  '/palmyra/report',
  '/sources',
  '/sources/seed',
  '/about',
  '/sign-in',
  '/nothing/here',
]

/** The browser itself complains of a status that we mean. */
test.use({ allowConsole: [/the server responded with a status of 40[04]/] })

for (const lang of LANGS)
  test.describe(`reflow in ${lang}`, () => {
    for (const path of PAGES.filter((_, n) => langsOf(n).includes(lang) && (FULL || n % 4 < 2)))
      test(`${path} fits screens of 360, 768 and 1440 pixels`, async ({ page }) => {
        await page.goto(`/${lang}${path}`)
        await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr')
        await page.locator('details').evaluateAll((all) => {
          for (const details of all) details.setAttribute('open', '')
        })
        for (const width of [360, 768, 1440]) {
          await page.setViewportSize({ width, height: 800 })
          const { scroll, wide } = await page.evaluate(() => {
            const root = document.documentElement
            const isInScroller = (element: Element | null): boolean =>
              element !== null &&
              (/(auto|scroll)/.test(getComputedStyle(element).overflowX) ||
                isInScroller(element.parentElement))
            const sticksOut = (element: Element) => {
              const box = element.getBoundingClientRect()
              return (
                box.width > 1 &&
                (box.right > root.clientWidth + 1 || box.left < -1) &&
                !isInScroller(element.parentElement)
              )
            }
            const wide = [...document.querySelectorAll('main *')].filter(sticksOut).slice(0, 3)
            return {
              scroll: root.scrollWidth - root.clientWidth,
              wide: wide.map((e) => `${e.tagName}.${e.className} ${e.textContent?.slice(0, 60)}`),
            }
          })
          expect(wide, `${width} pixels`).toEqual([])
          expect(scroll, `${width} pixels: sideways scrolling`).toBe(0)
        }
      })
  })
