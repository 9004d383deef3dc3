import type { Locator, Page } from '@playwright/test'
import { LANGS } from '../../db/domain/vocabulary'
import { FULL } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { ADMIN, becomeFirstAdmin } from '../support/sign-in'

/* What people come for, made by keyboard alone: not a click, not a focus() from outside. */

/** Scrolls at once, so that what has the focus can be looked for at once. */
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** More stops than any journey passes; past them, the way is taken for a trap. */
const MOST_STOPS = 220

for (const lang of LANGS) {
  const t = translatorOf(lang)

  test(`${lang}: finds a monument, reads its evidence, exports the register`, async ({ page }) => {
    await page.goto(`/${lang}/palmyra`)
    await reach(page, page.getByRole('searchbox'))
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
    await reach(page, page.locator('[name=asOf]'))
    // British order, as the browser's locale has it.
    await page.keyboard.type('11122016')
    await reach(page, page.getByRole('button', { name: t('common.clocks.apply') }))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/asOf=2016-12-11/)
    await reach(page, page.locator('main form summary').first())
    await page.keyboard.press('Enter')
    const destroyed = page.locator('[name=status][value=destroyed]')
    await reach(page, destroyed)
    await page.keyboard.press('Space')
    await expect(destroyed).toBeChecked()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(
      /asOf=2016-12-11.*status=destroyed|status=destroyed.*asOf=2016-12-11/,
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
        for (const [name, text] of [
          ['newTitle', 'Survey of the agora'],
          ['newPublished', '2026-13'],
          ['words', 'The agora stands'],
        ] as const) {
          await reach(page, page.locator(`[name=${name}]`))
          await page.keyboard.type(text)
        }
        await reach(page, page.getByRole('button', { name: t('forms.record.save'), exact: true }))
        await page.keyboard.press('Enter')
        const summary = page.getByRole('alert').filter({ hasText: t('errors.problem') })
        await expect(summary).toBeFocused()
        for (let turn = 0; turn < 6; turn++) {
          const first = summary.locator('a').first()
          await reach(page, first)
          await page.keyboard.press('Enter')
          const name = await page.evaluate(() => document.activeElement?.getAttribute('name'))
          const text = MENDED[name ?? '']
          expect(text, `what the summary leads to: ${name}`).toBeDefined()
          await page.keyboard.press('ControlOrMeta+A')
          await page.keyboard.type(text ?? '')
          await reach(page, page.getByRole('button', { name: t('forms.record.save'), exact: true }))
          await page.keyboard.press('Enter')
          await page.waitForURL(/saved=/, { timeout: 5000 }).catch(() => undefined)
          if (/saved=/.test(page.url())) break
          await expect(summary).toBeFocused()
        }
        await expect(page).toHaveURL(/saved=\d+/)
      })
    })
}

const MENDED: Record<string, string> = {
  newPublished: '2026-10',
  newTitle: 'Survey of the agora',
  newPublisher: 'A university',
  newClass: 'i',
  valid: '2026-09',
  words: 'The agora stands',
  reason: 'A new survey',
}

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
    if (focus === null) continue
    expect(focus, focus.name).toMatchObject({ isMarked: true, isInSight: true, isCovered: false })
    const goesBack: boolean =
      last !== null && (way === 'on' ? focus.place < last.place : focus.place > last.place)
    expect(goesBack, `${last?.name} is followed by ${focus.name}`).toBe(false)
    last = focus
  }
  throw new Error(`${target} was not reached in ${MOST_STOPS} stops`)
}

type Stop = {
  name: string
  place: number
  isMarked: boolean
  isInSight: boolean
  isCovered: boolean
}

/** Where the focus is and whether an eye can tell; null when it has left the page. */
function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const line = element.getClientRects()[0] ?? box
    const top = document.elementFromPoint(
      line.left + line.width / 2,
      Math.max(1, line.top + Math.min(line.height, 12) / 2),
    )
    return {
      name: `${element.tagName} ${element.getAttribute('name') ?? ''} ${element.textContent?.trim().slice(0, 40)}`,
      place: [...document.querySelectorAll('*')].indexOf(element),
      isMarked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
      isInSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
      isCovered: !(top !== null && (element.contains(top) || top.contains(element))),
    }
  })
}
