import type { Page } from '@playwright/test'
import { EDITORS_WAYS, waysOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { serve, test, expect as usualExpect } from '../support/server'
import { ADMIN, becomeFirstAdmin } from '../support/sign-in'

/* No text is lost: sessions that end, tabs that close, connections and servers that go, and people who meet. */

test.describe.configure({ timeout: 90_000 })
test.use({ freshSite: true })

/** Saves hash passwords and write to disk, on machines that run other tests beside. */
const expect = usualExpect.configure({ timeout: 15_000 })
const FORM = '/sources/seed/edit'
const status = (page: Page) => page.locator('main form p[aria-live]')
const note = (page: Page) => page.locator('main [name="note"]')

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)
    // The form in the other language has a draft of its own, so that this one meets its save as another editor's would.
    const elsewhere = lang === 'en' ? 'ar' : 'en'
    const draft = (page: Page) => page.getByRole('region', { name: t('drafts.form.title') })
    const press = (page: Page, key: string) =>
      page.getByRole('button', { name: t(key), exact: true }).click()

    test('a draft outlives the tab, the session and a merge, and goes with its save', async ({
      page,
      site,
      browser,
    }) => {
      await becomeFirstAdmin(page, site)
      await page.goto(`/${lang}${FORM}`)
      await test.step('kept: by itself, or by its button', async () => {
        await note(page).fill('Typed before the tab was closed')
        if (javaScriptEnabled) await expect(status(page)).toContainText(/\d\d:\d\d/)
        else await press(page, 'drafts.form.keep')
      })

      await test.step('a closed browser: another one, signed in, goes on', async () => {
        const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled })
        const other = await context.newPage()
        await signIn(other, lang)
        await other.goto(`/${lang}/drafts`)
        await other.getByRole('link', { name: t('drafts.forms.edit-source') }).click()
        await expect(note(other)).toHaveValue('Typed before the tab was closed')
        await expect(draft(other)).toBeVisible()
        await context.close()
      })

      await test.step('a session that ended: what is sent is kept, and nothing saved', async () => {
        await page.context().clearCookies()
        await note(page).fill('Typed after the session had ended')
        await page.locator('main [name="reason"]').fill('Because')
        await press(page, 'forms.save')
        await expect(page).toHaveURL(/sign-in/)
        await expect(page.locator('main')).toContainText(t('drafts.signInKept'))
        await signIn(page, lang, null)
        await expect(page).toHaveURL(new RegExp(`${FORM}$`))
        await expect(note(page)).toHaveValue('Typed after the session had ended')
        await expect(page.locator('main [name="reason"]')).toHaveValue('Because')
      })

      await test.step('the record moves: the draft opens merged, both sides to choose from', async () => {
        const context = await browser.newContext({ baseURL: site.url })
        const other = await context.newPage()
        await signIn(other, elsewhere)
        await other.goto(`/${elsewhere}${FORM}`)
        await note(other).fill('Theirs')
        await other.locator('main [name="publisher"]').fill('A newspaper')
        await other.locator('main [name="reason"]').fill('Quicker')
        await other
          .getByRole('button', { name: translatorOf(elsewhere)('forms.save'), exact: true })
          .click()
        await expect(other).toHaveURL(/saved=/)
        await context.close()
        await page.goto(`/${lang}${FORM}`)
        await expect(page.locator('main [name="publisher"]')).toHaveValue('A newspaper')
        await expect(note(page)).toHaveValue('Typed after the session had ended')
        const row = page.getByRole('row').filter({ hasText: t('forms.conflict.both') })
        await expect(row).toContainText('Theirs')
        await row.getByRole('radio').first().check()
        await page.locator('main [name="title"]').fill('A better title')
        await press(page, 'forms.save')
        await expect(page).toHaveURL(/saved=\d+$/)
        await page.goto(`/${lang}${FORM}`)
        await expect(note(page)).toHaveValue('Theirs')
        await expect(page.locator('main [name="title"]')).toHaveValue('A better title')
        await expect(draft(page)).toHaveCount(0)
        await page.goto(`/${lang}/drafts`)
        await expect(page.locator('main')).toContainText(t('drafts.none'))
      })

      await test.step('a draft is thrown away', async () => {
        await page.goto(`/${lang}${FORM}`)
        await note(page).fill('Never mind')
        await press(page, 'drafts.form.keep')
        if (javaScriptEnabled) await expect(status(page)).toContainText(/\d\d:\d\d/)
        await page.goto(`/${lang}${FORM}`)
        await expect(note(page)).toHaveValue('Never mind')
        await press(page, 'drafts.form.discard')
        await expect(draft(page)).toHaveCount(0)
        await expect(note(page)).toHaveValue('Theirs')
      })
    })
  })

for (const [lang] of waysOf(1))
  test.describe('connections', () => {
    test.use({ allowConsole: [/net::ERR_/] })
    const t = translatorOf(lang)

    test('without a connection or a server nothing is lost, and all goes on when it is back', async ({
      page,
      site,
    }) => {
      await becomeFirstAdmin(page, site)
      await page.goto(`/${lang}${FORM}`)
      const save = page.getByRole('button', { name: t('forms.save'), exact: true })
      const main = page.locator('main')
      await page.locator('main [name="reason"]').fill('Because')

      await test.step('a tab that is opened anew finds what it could not send', async () => {
        await page.route('**/*', (route) =>
          route.request().method() === 'POST' ? route.abort() : route.continue(),
        )
        await note(page).fill('Nobody heard this')
        await expect(page.getByText(t('drafts.form.lost'))).toBeVisible()
        await page.unroute('**/*')
        await page.reload()
        await expect(note(page)).toHaveValue('Nobody heard this')
      })

      await test.step('offline: said at the top, all still there; back: said too', async () => {
        await page.context().setOffline(true)
        await note(page).fill('Typed in the desert')
        await save.click()
        await expect(main.getByRole('alert')).toContainText(t('drafts.form.notSent'))
        await expect(main.getByRole('alert')).toBeFocused()
        await expect(note(page)).toHaveValue('Typed in the desert')
        await page.context().setOffline(false)
        await expect(main.getByText(t('drafts.form.back'))).toBeVisible()
      })

      await test.step('a server that is killed and started again takes the form', async () => {
        const { port } = new URL(site.url)
        process.kill(site.pid, 'SIGKILL')
        await note(page).fill('Typed while it was down')
        await save.click()
        await expect(main.getByRole('alert')).toContainText(t('drafts.form.notSent'))
        const again = await serve(site.dataDir, {}, Number(port))
        await expect(main.getByText(t('drafts.form.back'))).toBeVisible()
        await save.click()
        await expect(page).toHaveURL(/saved=\d+$/)
        await expect(main).toContainText('Typed while it was down')
        await again.stop()
      })
    })
  })

async function signIn(page: Page, lang: string, at: string | null = `/${lang}/sign-in`) {
  if (at !== null) await page.goto(at)
  await page.locator('main [name="email"]').fill(ADMIN.email)
  await page.locator('main [name="password"]').fill(ADMIN.password)
  await page.locator('main button').click()
  await expect(page).not.toHaveURL(/sign-in/)
}
