import { translatorOf } from '../support/messages'
import { expect, serve, test } from '../support/server'
import { acceptInvitation, becomeFirstAdmin, invite } from '../support/sign-in'

/* Two application servers, each with a data folder of its own, on one cluster. A cookie of localhost goes to both. */

test.use({ freshSite: true, javaScriptEnabled: false })

const t = translatorOf('en')
const MARIAM = { name: 'Mariam', email: 'mariam@example.org', role: 'editor' }
const FORM = '/en/palmyra/tetrapylon/edit'
const PAGE = '/en/palmyra/tetrapylon'

test('two servers on one cluster agree on sign-in, saves, reads and a ban', async ({
  page: admin,
  site,
  browser,
}, testInfo) => {
  const second = await serve(testInfo.outputPath('second'), site.env)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const editor = await context.newPage()
  const at = (server: { url: string }, path: string) => `${server.url}${path}`
  try {
    await test.step('an invitation made at one is accepted at the other, and signs in at both', async () => {
      await becomeFirstAdmin(admin, site)
      const link = await invite(admin, MARIAM)
      await acceptInvitation(editor, at(second, link), 'four plain words together')
      await editor.goto(at(site, '/en/account'))
      await expect(editor.locator('main')).toContainText(MARIAM.email)
    })

    await test.step('what is saved at one is read at the other at once, in every form', async () => {
      for (const [n, [here, there]] of [
        [site, second],
        [second, site],
      ].entries()) {
        if (!here || !there) continue
        const text = `Counted again, ${n + 1} of 2.`
        // Read first, so that whatever either keeps is kept.
        for (const server of [here, there]) await editor.goto(at(server, PAGE))
        const tag = await tagOf(at(there, '/exports/palmyra/monuments.csv'))
        await editor.goto(at(here, FORM))
        await editor.fill('[name="descriptionEn"]', text)
        await editor.fill('[name="reason"]', 'Counted')
        await editor
          .getByRole('main')
          .getByRole('button', { name: t('forms.save'), exact: true })
          .click()
        await expect(editor).toHaveURL(/saved=\d+/)
        const rev = /saved=(\d+)/.exec(editor.url())?.[1]
        await editor.goto(at(there, PAGE))
        await expect(editor.locator('main')).toContainText(text)
        await editor.goto(at(there, '/en/palmyra/changes'))
        await expect(editor.locator('main')).toContainText(String(rev))
        expect(await tagOf(at(there, '/exports/palmyra/monuments.csv'))).not.toBe(tag)
      }
    })

    await test.step('a ban at one is felt at the other', async () => {
      await editor.goto(at(second, FORM))
      await expect(editor).toHaveURL(/\/edit$/)
      await admin.goto('/en/people')
      await admin.getByRole('link', { name: MARIAM.name }).click()
      await admin.fill('[name=reason]', 'Left with the keys')
      await admin
        .getByRole('button', { name: t('account.persons.banConfirm', { name: MARIAM.name }) })
        .click()
      await expect(admin).toHaveURL(/\/people/)
      await editor.goto(at(second, FORM))
      await expect(editor).toHaveURL(/sign-in/)
    })
  } finally {
    await context.close()
    await second.stop()
  }
})

async function tagOf(address: string): Promise<string | null> {
  const answer = await fetch(address)
  await answer.arrayBuffer()
  expect(answer.status).toBe(200)
  return answer.headers.get('etag')
}
