import type { Browser, BrowserContext, Page } from '@playwright/test'
import { EDITORS_WAYS } from '../sizes'
import { startMailServer } from '../support/mail-server'
import { translatorOf } from '../support/messages'
import { expect, type Site, test } from '../support/server'
import { acceptInvitation, becomeFirstAdmin, invite } from '../support/sign-in'
import { startSite } from '../support/site-process'
import { codeOf } from '../support/totp'

/* People coming and going: second factors, sessions, bans, invitations by mail. Each test has a register of its own. */

test.use({ freshSite: true })

const PASSWORD = 'four plain words together'
const EDITOR = { name: 'Mariam', email: 'mariam@example.org', role: 'editor' }

for (const [lang, javaScriptEnabled] of EDITORS_WAYS) {
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)

    test('sets up a second factor and signs in with it', async ({ page, site, browser }) => {
      const { own, close } = await join(page, site, browser, javaScriptEnabled)
      await own.goto(`/${lang}/account/factor`)
      await own.fill('main [name=presentPassword]', PASSWORD)
      await own.getByRole('button', { name: t('factor.words.begin') }).click()
      await expect(own.getByRole('img', { name: t('factor.words.qr') })).toBeVisible()
      const shown = await own.locator('main form bdi').textContent()
      const secret = shown?.replaceAll(' ', '') ?? ''
      expect(secret).toMatch(/^[A-Z2-7]{52}$/)
      await own.fill('main [name=code]', '000000')
      await own.getByRole('button', { name: t('factor.words.confirm') }).click()
      await expect(own.getByRole('alert').first()).toContainText(t('errors.field.code_wrong'))
      await own.fill('main [name=code]', codeOf(secret, site.now()))
      await own.getByRole('button', { name: t('factor.words.confirm') }).click()
      await expect(own.locator('main ol li')).toHaveCount(10)
      const [recovery = ''] = await own.locator('main ol li').allInnerTexts()
      await own.reload()
      await expect(own.locator('main ol li')).toHaveCount(0)

      const withCode = async (code: string, then: RegExp) => {
        await own.context().clearCookies()
        await signIn(own, lang, '/palmyra/record')
        await expect(own).toHaveURL(/\/sign-in\/code/)
        await own.fill('[name=code]', code)
        await own.click('main form button')
        await expect(own).toHaveURL(then)
      }
      await withCode(recovery, /\/palmyra\/record$/)
      await withCode(recovery, /\/sign-in\/code/)
      await expect(own.getByRole('alert').first()).toContainText(t('errors.field.code_wrong'))
      await own.fill('[name=code]', codeOf(secret, site.now()))
      await own.click('main form button')
      await expect(own).toHaveURL(/\/palmyra\/record$/)

      await own.goto(`/${lang}/account/factor`)
      await own.fill('main section:last-of-type [name=presentPassword]', PASSWORD)
      await own.getByRole('button', { name: t('factor.offSubmit') }).click()
      await expect(own.getByText(t('factor.isOff'))).toBeVisible()
      await close()
    })
  })
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  const t = translatorOf('en')

  test('sees where they are signed in; signing out everywhere, a new password and a ban act at once', async ({
    page,
    site,
    browser,
  }) => {
    const { own, close } = await join(page, site, browser, false)
    const phone = await browser.newContext({
      baseURL: site.url,
      javaScriptEnabled: false,
      userAgent: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
    })
    const other = await phone.newPage()
    await signIn(other, 'en', '/account')
    await expect(
      other.locator('section li', { hasText: t('account.own.since', { time: '' }).split(' ')[0] }),
    ).toHaveCount(2)
    await expect(
      other.locator('section li').filter({ hasText: t('account.own.thisOne') }),
    ).toContainText('Firefox on Android')

    await test.step('one session ended from another', async () => {
      await other.getByRole('button', { name: t('account.own.end'), exact: true }).click()
      await expect(
        other.getByRole('button', { name: t('account.own.end'), exact: true }),
      ).toHaveCount(0)
      await own.goto('/en/account')
      await expect(own).toHaveURL(/sign-in\?next=/)
    })
    await test.step('everywhere', async () => {
      await signIn(own, 'en', '/account')
      await own.getByRole('button', { name: t('account.own.endAll') }).click()
      await expect(own).toHaveURL(/\/sign-in$/)
      expect((await other.request.get('/en/palmyra/record', { maxRedirects: 0 })).status()).toBe(
        307,
      )
    })
    await test.step('a new password', async () => {
      await signIn(own, 'en', '/account')
      await signIn(other, 'en', '/account')
      const changed = 'seven patient camels'
      await own.fill('[name=presentPassword]', 'not the present one')
      await fillPasswords(own, changed)
      await expect(own.getByRole('alert').first()).toContainText(t('errors.field.password_wrong'))
      await own.fill('[name=presentPassword]', PASSWORD)
      await fillPasswords(own, changed)
      await expect(own.getByText(t('account.own.passwordDone'))).toBeVisible()
      await own.goto('/en/account')
      await expect(own).toHaveURL(/\/account$/)
      await other.goto('/en/account')
      await expect(other).toHaveURL(/sign-in\?next=/)
      await signIn(other, 'en', '/account', changed)
    })
    await test.step('their own data', async () => {
      const data = await (await own.request.get('/exports/account.json')).json()
      expect(data.account).toMatchObject({ name: EDITOR.name, email: EDITOR.email })
      expect(data.sessions).toHaveLength(2)
      expect(JSON.stringify(data)).not.toMatch(/token|password|secret"/)
    })
    await test.step('a ban', async () => {
      await page.goto('/en/people')
      await page.getByRole('link', { name: EDITOR.name }).click()
      await page.fill('[name=reason]', 'Left with the keys')
      await page
        .getByRole('button', { name: t('account.persons.banConfirm', { name: EDITOR.name }) })
        .click()
      await expect(page.locator('main')).toContainText('Left with the keys')
      for (const browserOfTheirs of [own, other]) {
        const answer = await browserOfTheirs.request.get('/en/palmyra/record', { maxRedirects: 0 })
        expect(answer.status()).toBe(307)
      }
    })
    await phone.close()
    await close()
  })

  test('an invitation runs until a time, can be taken back and made anew', async ({
    page,
    site,
  }) => {
    await becomeFirstAdmin(page, site)
    const link = await invite(page, EDITOR)
    await expect(page.locator('main')).toContainText(t('account.persons.posted.none'))
    await page.goto('/en/people')
    await expect(page.locator('tbody tr', { hasText: EDITOR.name })).toContainText(
      'works until 2026-11-23',
    )
    await page.getByRole('link', { name: EDITOR.name }).click()
    await page.getByRole('button', { name: t('account.persons.revokeLink') }).click()
    expect(await (await page.request.get(link)).text()).toContain(t('account.join.deadTitle'))
    await page.selectOption('[name=lang]', 'ar')
    await page.getByRole('button', { name: t('account.persons.renew') }).click()
    const fresh = await page.locator('input[readonly]').inputValue()
    expect(fresh).toContain('/ar/join/')
    expect(await (await page.request.get(fresh)).text()).toContain(
      translatorOf('ar')('account.join.invitationTitle', { name: EDITOR.name }),
    )
  })

  test('letters go out in the language chosen; a mail server that fails loses nothing', async ({
    browser,
  }) => {
    const mail = await startMailServer()
    const site = await startSite({
      SMTP_URL: mail.url,
      MAIL_FROM: 'Register <register@example.org>',
    })
    const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false })
    const page = await context.newPage()
    await becomeFirstAdmin(page, site)
    const ar = translatorOf('ar')
    const link = await invite(page, { ...EDITOR, lang: 'ar' })
    await expect(page.locator('main')).toContainText(t('account.persons.posted.sent'))
    const [letter] = mail.letters
    expect(letter?.to).toBe(EDITOR.email)
    expect(letter?.subject).toBe(ar('account.letter.invitationSubject'))
    const paragraphs = letter?.text.trim().split('\n\n') ?? []
    expect(paragraphs).toContain(`${site.url}${link}`)
    // Whatever stands first turns a paragraph of plain text; names inside are kept from turning it.
    for (const text of paragraphs.filter((p) => !p.startsWith('http')))
      expect(text).toMatch(/^\p{Script=Arabic}/u)
    expect(paragraphs[0]).toContain(`\u2068${EDITOR.name}\u2069`)
    await mail.stop()
    const second = await invite(page, { ...EDITOR, email: 'second@example.org', name: 'Second' })
    await expect(page.locator('main')).toContainText(t('account.persons.posted.failed'))
    expect(await (await page.request.get(second)).text()).toContain('second@example.org')
    await context.close()
    await site.stop()
  })
})

/** An editor in a browser of their own, invited by the first administrator, who stays in `page`. */
async function join(page: Page, site: Site, browser: Browser, javaScriptEnabled: boolean) {
  await becomeFirstAdmin(page, site)
  const link = await invite(page, EDITOR)
  const context: BrowserContext = await browser.newContext({ baseURL: site.url, javaScriptEnabled })
  const own = await context.newPage()
  await acceptInvitation(own, link, PASSWORD)
  return { own, close: () => context.close() }
}

async function signIn(page: Page, lang: string, next: string, password = PASSWORD): Promise<void> {
  await page.goto(`/${lang}/sign-in?next=/${lang}${next}`)
  await page.fill('[name=email]', EDITOR.email)
  await page.fill('[name=password]', password)
  await page.click('main form button')
  await expect(page).not.toHaveURL(/\/sign-in(\?|$)/)
}

async function fillPasswords(page: Page, password: string): Promise<void> {
  for (const name of ['password', 'repeat']) await page.fill(`main [name=${name}]`, password)
  await page.getByRole('button', { name: translatorOf('en')('account.own.passwordSubmit') }).click()
}
