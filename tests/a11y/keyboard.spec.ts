import { LANGS } from '../../db/domain/vocabulary'
import { langsOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { focused } from './inspect'

/** Scrolls at once, so that what has the focus can be looked for at once. */
test.use({ contextOptions: { reducedMotion: 'reduce' } })

for (const lang of LANGS) {
  const t = translatorOf(lang)

  test(`${lang}: the first stop skips to the content`, async ({ page }) => {
    await page.goto(`/${lang}/palmyra`)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: t('common.skip'), exact: true })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#content$/)
    await page.keyboard.press('Tab')
    expect(
      await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement)),
    ).toBe(true)
  })

  const paths = ['/palmyra?asOf=2016-12-11', '/palmyra/temple-of-bel', '/sign-in', '/about']
  for (const path of paths.filter((_, n) => langsOf(n).includes(lang)))
    test(`${lang}: every stop of ${path} shows that it has the focus`, async ({ page }) => {
      await page.goto(`/${lang}${path}`)
      const seen = new Set<string>()
      for (let stop = 0; stop < 60; stop++) {
        await page.keyboard.press('Tab')
        const focus = await focused(page)
        if (focus === null) break
        // The browser scrolls to what has the focus when it next draws.
        await expect
          .poll(() => focused(page), focus.name)
          .toMatchObject({ isMarked: true, isInSight: true })
        seen.add(focus.name)
      }
      expect(seen.size).toBeGreaterThan(5)
    })

  if (langsOf(0).includes(lang))
    test(`${lang}: a refused form says so where the focus is, and leads to what is wrong`, async ({
      page,
    }) => {
      await page.goto(`/${lang}/sign-in`)
      await page.getByLabel(t('account.signIn.email')).fill('nobody@example.org')
      await page.getByLabel(t('account.signIn.password')).fill('not the password')
      await page.keyboard.press('Enter')
      const summary = page.getByRole('alert').filter({ hasText: t('account.signIn.wrong') })
      await expect(summary).toBeFocused()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      const email = page.getByLabel(t('account.signIn.email'))
      await expect(email).toBeFocused()
      await expect(email).toHaveValue('nobody@example.org')
      await expect(email).toHaveAttribute('aria-invalid', 'true')
      await expect(email).toHaveAccessibleDescription(t('account.signIn.wrong'))
    })
}
