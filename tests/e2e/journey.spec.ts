import type { Page } from '@playwright/test'
import { EDITORS_WAYS } from '../sizes'
import { another } from '../support/another'
import { translatorOf } from '../support/messages'
import { test, expect as usualExpect } from '../support/server'
import { acceptInvitation, becomeFirstAdmin, invite } from '../support/sign-in'
import { codeOf } from '../support/totp'

/*
 * The whole way of a change, in both languages, with and without scripts: an invited editor with a second factor
 * drafts, loses the connection, proposes; a reviewer returns it; the editor amends; the reviewer accepts; everybody
 * sees it; a second editor's stale form is merged.
 */

test.describe.configure({ timeout: 240_000 })
test.use({ freshSite: true })

const expect = usualExpect.configure({ timeout: 15_000 })
const PASSWORD = 'four plain words together'
const FORM = '/palmyra/tetrapylon/edit'

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    // The editor loses the network on the way.
    test.use({ javaScriptEnabled, allowConsole: [/net::ERR_/] })
    const t = translatorOf(lang)
    const press = (page: Page, key: string) =>
      page
        .getByRole('main')
        .getByRole('button', { name: t(key), exact: true })
        .click()

    test('a change goes its whole way, and a second editor’s beside it', async ({
      page: admin,
      site,
      browser,
    }) => {
      await becomeFirstAdmin(admin, site)
      const come = async (name: string, role: string) => {
        const email = `${name.toLowerCase()}@example.org`
        const link = await invite(admin, { name, email, role })
        const { page, leave } = await another(browser, site, javaScriptEnabled)
        await acceptInvitation(page, link, PASSWORD)
        return { page, leave, email }
      }
      const noor = await come('Noor', 'editor')
      const samir = await come('Samir', 'reviewer')
      const hala = await come('Hala', 'editor')
      const [editor, reviewer, second] = [noor.page, samir.page, hala.page]

      await test.step('the administrator has changes reviewed', async () => {
        await admin.goto(`/${lang}/palmyra/desk`)
        await admin.locator('main summary').click()
        await admin.selectOption('[name="workflow"]', 'reviewed')
        await admin.fill('[name="reason"]', 'Four eyes see more')
        await press(admin, 'desk.workflow.submit')
        await expect(admin).toHaveURL(/saved=\d+$/)
      })

      await test.step('the editor sets up a second factor and signs in with it', async () => {
        await editor.goto(`/${lang}/account/factor`)
        await editor.fill('main [name=presentPassword]', PASSWORD)
        await press(editor, 'factor.words.begin')
        const shown = await editor.locator('main form bdi').textContent()
        const secret = shown?.replaceAll(' ', '') ?? ''
        await editor.fill('main [name=code]', codeOf(secret, site.now() - 30_000))
        await press(editor, 'factor.words.confirm')
        await expect(editor.locator('main ol li')).toHaveCount(10)
        await editor.context().clearCookies()
        await editor.goto(`/${lang}${FORM}`)
        await editor.locator('main [name="email"]').fill(noor.email)
        await editor.locator('main [name="password"]').fill(PASSWORD)
        await editor.locator('main button').click()
        await expect(editor).toHaveURL(/\/sign-in\/code/)
        await editor.fill('[name=code]', codeOf(secret, site.now()))
        await editor.click('main form button')
        await expect(editor).toHaveURL(new RegExp(`${FORM}$`))
      })

      await test.step('a second editor opens the same form', () => second.goto(`/${lang}${FORM}`))

      await test.step('the editor drafts, and leaves', async () => {
        await expect(editor.locator('main')).toContainText(t('desk.before.here'))
        await editor.fill('[name="descriptionEn"]', 'A draft of sixteen columns.')
        if (javaScriptEnabled)
          await expect(editor.locator('main form p[aria-live]')).toContainText(/\d\d:\d\d/)
        else await press(editor, 'drafts.form.keep')
        await editor.goto(`/${lang}/palmyra`)
        await editor.goto(`/${lang}${FORM}`)
        await expect(editor.locator('[name="descriptionEn"]')).toHaveValue(
          'A draft of sixteen columns.',
        )
      })

      await test.step('the editor loses the connection, and proposes when it is back', async () => {
        await editor.fill('[name="reason"]', 'After the survey')
        if (javaScriptEnabled) {
          await editor.context().setOffline(true)
          await press(editor, 'forms.save')
          await expect(editor.locator('main').getByRole('alert')).toContainText(
            t('drafts.form.notSent'),
          )
          await editor.context().setOffline(false)
          await expect(editor.locator('main').getByText(t('drafts.form.back'))).toBeVisible()
        }
        await press(editor, 'forms.save')
        await expect(editor).toHaveURL(/\/palmyra\/proposals\/[0-9a-f-]+$/)
        await expect(editor.locator('main')).toContainText(t('desk.proposal.waiting'))
      })
      const proposal = new URL(editor.url()).pathname

      await test.step('the reviewer returns it; the editor amends; the reviewer accepts', async () => {
        await reviewer.goto(proposal)
        await reviewer.fill('[name="comment"]', 'How many stand today?')
        await press(reviewer, 'desk.decide.return')
        await expect(reviewer.locator('main')).toContainText(t('vocab.proposalStates.returned'))
        await editor.goto(proposal)
        await editor.getByRole('link', { name: t('desk.amend.link') }).click()
        const description = editor.locator('[name="descriptionEn"]')
        await expect(description).toHaveValue('A draft of sixteen columns.')
        await editor.waitForLoadState('networkidle')
        await description.fill('Sixteen columns, of which two stand.')
        await expect(description).toHaveValue('Sixteen columns, of which two stand.')
        await press(editor, 'forms.save')
        await expect(editor).toHaveURL(/\/proposals\//)
        await reviewer.goto(proposal)
        await press(reviewer, 'desk.decide.accept')
        await expect(reviewer.locator('main')).toContainText(t('vocab.proposalStates.accepted'))
      })

      await test.step('everybody sees it', async () => {
        const { page: outside, leave } = await another(browser, site, javaScriptEnabled)
        await outside.goto('/en/palmyra/tetrapylon')
        await expect(outside.locator('main')).toContainText('of which two stand')
        await leave()
      })

      await test.step('the second editor’s stale form is merged, and both changes stand', async () => {
        await second.fill('[name="nameEn"]', 'The tetrapylon of Palmyra')
        await second.fill('[name="reason"]', 'As travellers call it')
        await press(second, 'forms.save')
        await expect(second.getByRole('alert').first()).toContainText(t('forms.conflict.title'))
        await expect(second.locator('[name="descriptionEn"]')).toHaveValue(
          'Sixteen columns, of which two stand.',
        )
        await expect(second.locator('[name="nameEn"]')).toHaveValue('The tetrapylon of Palmyra')
        await press(second, 'forms.save')
        await expect(second).toHaveURL(/\/proposals\//)
        await reviewer.goto(new URL(second.url()).pathname)
        await press(reviewer, 'desk.decide.accept')
        await expect(reviewer.locator('main')).toContainText(t('vocab.proposalStates.accepted'))
        await reviewer.goto('/en/palmyra/tetrapylon')
        await expect(reviewer.locator('main h1')).toContainText('The tetrapylon of Palmyra')
        await expect(reviewer.locator('main')).toContainText('of which two stand')
      })
      for (const { leave } of [noor, samir, hala]) await leave()
    })
  })
