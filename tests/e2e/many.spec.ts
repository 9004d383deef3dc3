import { EDITORS_WAYS } from '../sizes'
import { translatorOf } from '../support/messages'
import { test, expect as usualExpect } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* Many monuments changed at once: chosen in the register, foreseen, saved as one revision, undone by another. */

test.describe.configure({ timeout: 90_000 })
test.use({ freshSite: true })
const expect = usualExpect.configure({ timeout: 15_000 })

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)

    test('many monuments are changed at once, and it is undone', async ({ page, site }) => {
      await becomeFirstAdmin(page, site)
      const main = page.locator('main')
      await page.goto(`/${lang}/palmyra`)
      for (const slug of ['temple-of-bel', 'roman-theatre', 'agora'])
        await main.locator(`input[name="m"][value="${slug}"]`).check()
      await main.getByRole('button', { name: t('bulk.pick.submit') }).click()
      await expect(main.locator('input[name="monument"]:checked')).toHaveCount(3)

      await test.step('without a choice and a reason nothing is foreseen', async () => {
        await main.getByRole('button', { name: t('bulk.show') }).click()
        await expect(page.getByRole('alert').first()).toContainText(t('errors.field.required'))
      })
      await test.step('what will change is shown before anything is saved', async () => {
        await main.locator('[name="change"]').selectOption('kind:agora')
        await main.locator('[name="reason"]').fill('A test of many')
        await main.getByRole('button', { name: t('bulk.show') }).click()
        await expect(page.getByRole('alert').first()).toContainText(t('bulk.look', { count: 2 }))
        await expect(main.locator('tbody tr')).toHaveCount(2)
        await expect(main.locator('ins').first()).toHaveText(t('vocab.monumentKinds.agora'))
      })
      await test.step('one revision changes them, and leads to its undo', async () => {
        await main.getByRole('button', { name: t('bulk.save') }).click()
        await expect(page).toHaveURL(new RegExp(`/${lang}/palmyra/many/\\d+\\?saved=\\d+$`))
        await page.goto(`/${lang}/palmyra/temple-of-bel`)
        await expect(main).toContainText(t('vocab.monumentKinds.agora'))
      })
      await test.step('the list of changes leads to the undo, which is a revision', async () => {
        await page.goto(`/${lang}/palmyra/changes`)
        await main
          .getByRole('link', { name: t('bulk.undo.link'), exact: true })
          .first()
          .click()
        await main.locator('[name="reason"]').fill('It was a test')
        await main.getByRole('button', { name: t('bulk.undo.submit') }).click()
        await expect(page).toHaveURL(/saved=\d+$/)
        await page.goto(`/${lang}/palmyra/temple-of-bel`)
        await expect(main).toContainText(t('vocab.monumentKinds.temple'))
      })
    })
  })
