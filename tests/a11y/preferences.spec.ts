import type { Page } from '@playwright/test'
import { waysOf } from '../sizes'
import { expect, test } from '../support/server'

/* What readers ask for by the settings of their system: no motion, their own colours. */

const PATHS = [
  '/palmyra/timeline?asOf=2016-12-28',
  '/palmyra/roman-theatre?asOf=2016-12-11',
  '/palmyra/map',
]

test.describe('reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })
  for (const [n, path] of PATHS.entries())
    for (const [lang] of waysOf(n))
      test(`${lang}: nothing moves on ${path}`, async ({ page }) => {
        await page.goto(`/${lang}${path}`)
        await page.keyboard.press('Tab')
        await page.locator('main a').first().hover()
        expect(
          await page.evaluate(() => {
            const lasts = (times: string) => times.split(',').some((t) => Number.parseFloat(t) > 0)
            return [...document.querySelectorAll('*')]
              .filter((element) => {
                const style = getComputedStyle(element)
                return (
                  lasts(style.transitionDuration) ||
                  (style.animationName !== 'none' && lasts(style.animationDuration)) ||
                  style.scrollBehavior === 'smooth'
                )
              })
              .map((element) => element.outerHTML.slice(0, 100))
          }),
        ).toEqual([])
      })
})

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: 'active' } })

    test('what is drawn, pressed or has the focus can still be seen', async ({ page }) => {
      await page.goto('/en/palmyra?asOf=2016-12-28')
      expect(await drawings(page)).toEqual([])
      const button = page.locator('main button').first()
      await expect(button).toHaveCSS('border-style', 'solid')
      // The system lays its own paper behind every word.
      expect(
        await differsFromPaper(
          button.evaluate((e) => getComputedStyle(e).color),
          page,
        ),
      ).toBe(true)
      expect(
        await differsFromPaper(
          button.evaluate((e) => getComputedStyle(e).borderTopColor),
          page,
        ),
      ).toBe(true)
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      await expect(focused).toHaveCSS('outline-style', 'solid')
      expect(
        await differsFromPaper(
          focused.evaluate((e) => getComputedStyle(e).outlineColor),
          page,
        ),
      ).toBe(true)
      const background = (e: Element) => getComputedStyle(e).backgroundColor
      const links = page.locator('header nav a')
      const current = await page.locator('header nav a[aria-current]').evaluate(background)
      const others = await page
        .locator('header nav a:not([aria-current])')
        .evaluateAll((all) => all.map((e) => getComputedStyle(e).backgroundColor))
      expect(await links.count()).toBeGreaterThan(1)
      expect(others).not.toContain(current)
    })
  })

/** Whether a colour differs from the system's paper. */
async function differsFromPaper(color: Promise<string>, page: Page): Promise<boolean> {
  return (
    (await color) !==
    (await page.evaluate(
      () => getComputedStyle(document.body.parentElement as Element).backgroundColor,
    ))
  )
}

/** The drawn shapes that have the colour of the paper behind them, and so cannot be seen. */
function drawings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const paper = getComputedStyle(document.documentElement).backgroundColor
    const shapes = document.querySelectorAll('svg :is(path, circle, rect, line, text, polygon)')
    // The cross in the full disc of "destroyed" is meant to be of the paper's colour.
    return [...shapes]
      .filter((shape) => shape.getAttribute('stroke') !== 'var(--paper)')
      .filter((shape) => {
        const { fill, stroke } = getComputedStyle(shape)
        return [fill, stroke].every((color) => color === 'none' || color === paper)
      })
      .map((shape) => shape.outerHTML)
  })
}
