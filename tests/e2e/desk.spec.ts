import type { Page } from '@playwright/test'
import { EDITORS_WAYS } from '../sizes'
import { another } from '../support/another'
import { translatorOf } from '../support/messages'
import { test, expect as usualExpect } from '../support/server'
import { acceptInvitation, becomeFirstAdmin, invite } from '../support/sign-in'

/* Proposing and reviewing, in both languages, with and without scripts: an editor and an administrator who reviews. */

test.describe.configure({ timeout: 90_000 })
test.use({ freshSite: true })

const expect = usualExpect.configure({ timeout: 15_000 })

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)
    const press = (page: Page, key: string) =>
      page
        .getByRole('main')
        .getByRole('button', { name: t(key), exact: true })
        .click()

    test('proposes, is asked back, amends, and is accepted; a word from outside is taken up', async ({
      page: reviewer,
      site,
      browser,
    }) => {
      await becomeFirstAdmin(reviewer, site)
      const { page: editor, leave } = await another(browser, site, javaScriptEnabled)
      const noor = { name: 'Noor', email: 'noor@example.org', role: 'editor' }
      await acceptInvitation(editor, await invite(reviewer, noor), 'four plain words together')
      const { page: outside, leave: leaveToo } = await another(browser, site, javaScriptEnabled)

      await test.step('the site is switched to review, with a reason', async () => {
        await reviewer.goto(`/${lang}/palmyra/desk`)
        await reviewer.locator('main summary').click()
        await reviewer.selectOption('[name="workflow"]', 'reviewed')
        await reviewer.fill('[name="reason"]', 'Four eyes see more')
        await press(reviewer, 'desk.workflow.submit')
        await expect(reviewer).toHaveURL(/desk\?saved=\d+$/)
        await expect(reviewer.locator('main')).toContainText(
          t('desk.workflow.now', { workflow: 'reviewed' }),
        )
      })

      await test.step('what an editor saves becomes a proposal that nobody outside sees', async () => {
        await editor.goto(`/${lang}/palmyra/tetrapylon/edit`)
        await editor.fill('[name="descriptionEn"]', 'A draft of sixteen columns.')
        await editor.fill('[name="reason"]', 'After the survey')
        await press(editor, 'forms.save')
        await expect(editor).toHaveURL(/\/palmyra\/proposals\/[0-9a-f-]+$/)
        await expect(editor.locator('main')).toContainText('A draft of sixteen columns.')
        await expect(editor.locator('main')).toContainText(t('desk.proposal.waiting'))
        await outside.goto(`/${lang}/palmyra/tetrapylon`)
        await expect(outside.locator('main')).not.toContainText('sixteen columns')
        await outside.goto(`/${lang}${new URL(editor.url()).pathname.slice(3)}`)
        await expect(outside).toHaveURL(/sign-in/)
      })

      await test.step('the reviewer returns it with a comment', async () => {
        await reviewer.goto(`/${lang}/palmyra`)
        await reviewer.getByRole('link', { name: t('desk.linkName', { count: 1 }) }).click()
        await reviewer.locator('section[aria-labelledby="queue"] tbody a').click()
        await expect(reviewer.locator('main')).toContainText('A draft of sixteen columns.')
        await press(reviewer, 'desk.decide.return')
        await expect(reviewer.getByRole('alert').first()).toContainText(t('errors.field.required'))
        await reviewer.fill('[name="comment"]', 'How many stand today?')
        await press(reviewer, 'desk.decide.return')
        await expect(reviewer.locator('main')).toContainText(t('vocab.proposalStates.returned'))
      })

      await test.step('the editor amends it in the same form', async () => {
        await editor.goto(`/${lang}/palmyra/desk`)
        await expect(editor.locator('main')).toContainText('How many stand today?')
        await editor.locator('section[aria-labelledby="own"] tbody a').click()
        await editor.getByRole('link', { name: t('desk.amend.link') }).click()
        await expect(editor.locator('main')).toContainText('How many stand today?')
        await expect(editor.locator('[name="descriptionEn"]')).toHaveValue(
          'A draft of sixteen columns.',
        )
        await expect(editor.locator('[name="reason"]')).toHaveValue('After the survey')
        await editor.fill('[name="descriptionEn"]', 'Sixteen columns, of which two stand.')
        await press(editor, 'forms.save')
        await expect(editor).toHaveURL(/\/proposals\//)
        await expect(editor.locator('main')).toContainText(t('desk.steps.amended'))
      })

      await test.step('the reviewer accepts it, and everybody sees it', async () => {
        await reviewer.goto(editor.url())
        await expect(reviewer.locator('main')).toContainText('of which two stand')
        await press(reviewer, 'desk.decide.accept')
        await expect(reviewer.locator('main')).toContainText(t('vocab.proposalStates.accepted'))
        await reviewer.goto(`/${lang}/palmyra/desk`)
        await expect(reviewer.locator('main')).toContainText(t('desk.queue.empty'))
        await outside.goto(`/en/palmyra/tetrapylon`)
        await expect(outside.locator('main')).toContainText('Sixteen columns, of which two stand.')
        await reviewer.goto(`/${lang}/history/tetrapylon`)
        await expect(reviewer.locator('main')).toContainText('Noor')
        await expect(reviewer.locator('main')).toContainText(
          t('history.acceptedBy', { name: 'Zenobia' }),
        )
      })

      await test.step('somebody outside tells of a source, and an editor takes it up', async () => {
        await outside.goto(`/${lang}/palmyra/tetrapylon`)
        await outside.getByRole('link', { name: t('tips.link') }).click()
        await expect(outside.locator('[name="about"]')).toHaveValue('tetrapylon')
        await press(outside, 'tips.send')
        await expect(outside.getByRole('alert').first()).toContainText(t('errors.field.required'))
        await outside.selectOption('[name="kind"]', 'source')
        await outside.fill('[name="words"]', 'A thesis has *measured* it.')
        await outside.fill('[name="url"]', 'https://example.org/thesis')
        await outside.fill('[name="contact"]', 'reader@example.org')
        await press(outside, 'tips.send')
        const [reference = ''] =
          /[0-9A-F]{8}/.exec((await outside.getByRole('status').textContent()) ?? '') ?? []
        expect(reference).not.toBe('')
        await editor.goto(`/${lang}/palmyra/desk`)
        const message = editor.getByRole('region', {
          name: t('tips.queue.number', { reference }),
        })
        await expect(message).toContainText('A thesis has *measured* it.')
        await expect(message).toContainText('reader@example.org')
        await message.getByRole('link', { name: t('tips.queue.record') }).click()
        await expect(editor).toHaveURL(/\/palmyra\/record\?tip=/)
        await expect(editor.locator('[name="newUrl"]')).toHaveValue('https://example.org/thesis')
        await expect(editor.locator('[name="reason"]')).toHaveValue(new RegExp(reference))
        await expect(editor.locator('main')).toContainText('A thesis has *measured* it.')
        await editor.goto(`/${lang}/palmyra/desk`)
        await press(editor, 'tips.queue.take')
        await expect(editor.locator('main')).toContainText(t('tips.queue.empty'))
        await expect(editor.locator('main')).not.toContainText('reader@example.org')
      })
      await leave()
      await leaveToo()
    })
  })
