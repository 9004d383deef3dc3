import type { Locator, Page } from '@playwright/test'
import { LANGS } from '../../db/domain/vocabulary'
import { FULL } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { ADMIN, becomeFirstAdmin } from '../support/sign-in'
import { focused, type Stop } from './inspect'

/* What people come for, made by keyboard alone: not a click, not a focus() from outside. */

/** Scrolls at once, so that what has the focus can be looked for at once. */
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** More stops than any journey passes; past them, the way is taken for a trap. */
const MOST_STOPS = 220

for (const lang of LANGS) {
  const t = translatorOf(lang)

  test(`${lang}: finds a monument, reads its evidence, exports the register`, async ({ page }) => {
    await page.goto(`/${lang}/palmyra`)
    await reach(page, page.locator('main').getByRole('searchbox'))
    await page.keyboard.type('amphitheater')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/q=amphitheater/)
    await reach(page, page.locator('a[href*="monuments.csv"]').first())
    const download = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    expect((await download).suggestedFilename()).toMatch(/\.csv$/)
    await reach(page, page.locator('tbody th a').first(), 'back')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/roman-theatre/)
    await reach(page, page.locator(`main a[href*="/claims/"]`).first())
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/claims\//)
    await expect(page.locator('[data-words]').first()).toBeVisible()
  })

  test(`${lang}: turns the clocks and filters`, async ({ page }) => {
    await page.goto(`/${lang}/palmyra`)
    await reach(page, page.locator('input[type=date][name=asOf]'))
    // Day and month alike: their order is the browser's own.
    await page.keyboard.type('12122016')
    await reach(page, page.getByRole('button', { name: t('common.clocks.apply') }))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/asOf=2016-12-12/)
    await reach(page, page.locator('main form summary').first())
    await page.keyboard.press('Enter')
    const destroyed = page.locator('[name=status][value=destroyed]')
    await reach(page, destroyed)
    await page.keyboard.press('Space')
    await expect(destroyed).toBeChecked()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(
      /asOf=2016-12-12.*status=destroyed|status=destroyed.*asOf=2016-12-12/,
    )
  })

  if (FULL || lang === 'ar')
    test.describe('as an editor', () => {
      test.use({ freshSite: true })
      test(`${lang}: signs in and records a claim, mending what was refused`, async ({
        page,
        site,
      }) => {
        await becomeFirstAdmin(page, site)
        await page.context().clearCookies()
        await page.goto(`/${lang}/sign-in`)
        await reach(page, page.locator('[name=email]'))
        await page.keyboard.type(ADMIN.email)
        await page.keyboard.press('Tab')
        await page.keyboard.type(ADMIN.password)
        await page.keyboard.press('Enter')
        await expect(page).not.toHaveURL(/sign-in/)
        await page.goto(`/${lang}/palmyra/record?subject=agora`)
        for (const [name, keys] of FILLED) {
          await reach(page, page.locator(`[name=${name}]`).first())
          if (keys === 'ArrowDown') await page.keyboard.press(keys)
          else await page.keyboard.type(keys)
        }
        const save = page.getByRole('button', { name: t('forms.record.save'), exact: true })
        await reach(page, save)
        await page.keyboard.press('Enter')
        const summary = page.getByRole('alert').filter({ hasText: t('errors.problem') })
        await expect(summary).toBeFocused()
        await reach(page, summary.getByRole('link'))
        await page.keyboard.press('Enter')
        await expect(page.locator('[name=newPublished]')).toBeFocused()
        await page.keyboard.press('ControlOrMeta+A')
        await page.keyboard.type('2026-10')
        await reach(page, save)
        await page.keyboard.press('Enter')
        // The claim contradicts another, which is said before it is recorded.
        await expect(
          page.getByRole('alert').filter({ hasText: t('forms.contested.title') }),
        ).toBeFocused()
        await reach(page, save)
        await page.keyboard.press('Enter')
        await expect(page).toHaveURL(/saved=\d+/)
      })

      test(`${lang}: what is answered late leaves the focus in sight`, async ({ page, site }) => {
        await becomeFirstAdmin(page, site)
        await page.goto(`/${lang}/palmyra/record?subject=agora`)
        await page.waitForLoadState('networkidle')
        let answer = () => {}
        const wanted = new Promise<void>((resolve) => {
          answer = resolve
        })
        await page.route('**/record?*', (route) => wanted.then(() => route.continue()))
        const asked = page.waitForRequest('**/record?*')
        await page.locator('[name=newPublished]').fill('2026-13')
        const next = page.locator('[name=subjectId]')
        await next.focus()
        await next.evaluate((field) => field.scrollIntoView({ block: 'end' }))
        await asked
        answer()
        await expect(page.locator('output').first()).toHaveText(t('errors.field.date_syntax'))
        await expect(next).toBeInViewport({ ratio: 1 })
      })
    })
}

/** What is pressed in each field, in the order of the page; one of them is wrong. */
const FILLED = [
  ['newTitle', 'Survey of the agora'],
  ['newClass', 'ArrowDown'],
  ['newPublished', '2026-13'],
  ['condition', 'ArrowDown'],
  ['valid', '2026-09'],
  ['words', 'The agora stands'],
  ['reason', 'A new survey'],
] as const

/**
 * Presses Tab until something has the focus, and holds every stop on the way to it: in the order of the page, marked,
 * in sight and not covered by anything (WCAG 2.1.2, 2.4.3, 2.4.7, 2.4.11).
 */
async function reach(page: Page, target: Locator, way: 'on' | 'back' = 'on'): Promise<void> {
  await expect(target).toBeVisible()
  let last: Stop | null = null
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((e) => e === document.activeElement)) return
    await page.keyboard.press(way === 'on' ? 'Tab' : 'Shift+Tab')
    const focus = await focused(page)
    if (focus === null) {
      last = null
      continue
    }
    // The browser scrolls to what has the focus when it next draws.
    await expect
      .poll(() => focused(page), focus.name)
      .toMatchObject({ isMarked: true, isInSight: true, isCovered: false })
    const goesBack: boolean =
      last !== null && (way === 'on' ? focus.place < last.place : focus.place > last.place)
    expect(goesBack, `${last?.name} is followed by ${focus.name}`).toBe(false)
    last = focus
  }
  throw new Error(`${target} was not reached in ${MOST_STOPS} stops`)
}
