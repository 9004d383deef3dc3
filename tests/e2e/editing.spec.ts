import type { Browser, Page } from '@playwright/test'
import { EDITORS_WAYS, waysOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { type Site, test, expect as usualExpect } from '../support/server'

/* Editors at work, in both languages, with and without scripts. Each test has a register of its own. */

test.describe.configure({ timeout: 90_000 })

test.use({ freshSite: true })

/** Saves hash passwords and write to disk, on machines that run other tests beside. */
const expect = usualExpect.configure({ timeout: 15_000 })
const PASSWORD = 'four plain words together'

for (const [lang, javaScriptEnabled] of EDITORS_WAYS) {
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)

    test('records what sources say', async ({ page, site }) => {
      await becomeAdmin(page, site)
      await test.step('bad input comes back with an error on each field and everything typed', async () => {
        await page.goto(`/${lang}/palmyra/record?subject=temple-of-bel`)
        const long = 'A long note. '.repeat(8000).trim()
        await fill(page, {
          newTitle: 'A <script>alert(1)</script> title',
          newPublished: '2017/2015',
          newUrl: 'javascript:alert(1)',
          valid: '2015-13',
          words: 'left \u202Eright',
          reason: long,
        })
        await page.getByRole('button', { name: t('forms.record.save'), exact: true }).click()
        const alert = page.getByRole('alert').first()
        await expect(alert).toContainText(t('errors.problem'))
        await expect(alert).toContainText(t('errors.field.markup', { tag: '<script>' }))
        await expect(alert).toContainText(t('errors.field.date_reversed'))
        await expect(alert).toContainText(t('errors.field.date_syntax'))
        await expect(alert).toContainText(t('errors.field.not_a_url'))
        await expect(alert).toContainText(t('errors.field.bidi', { code: 'U+202E' }))
        await expect(alert).toContainText(t('errors.field.too_long', { max: 2000 }))
        await expect(page.locator('[name="valid"]')).toHaveValue('2015-13')
        await expect(page.locator('[name="words"]')).toHaveValue('left \u202Eright')
        await expect(page.locator('[name="reason"]')).toHaveValue(long)
        await expect(page.locator('[name="newTitle"]')).toHaveAttribute('aria-invalid', 'true')
        await fill(page, { property: 'location', lat: '91', lon: '38.2' })
        await page.getByRole('button', { name: t('forms.record.save'), exact: true }).click()
        await expect(alert).toContainText(t('errors.field.too_big', { max: 90 }))
        await expect(page.locator('[name="lat"]')).toHaveValue('91')
      })

      await test.step('a claim from a new source is recorded with a conclusion, as one revision', async () => {
        await page.goto(`/${lang}/palmyra/record?subject=agora`)
        await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr')
        await fill(page, {
          newTitle: 'Survey of the agora',
          newPublisher: 'A university',
          newClass: 'institution',
          newPublished: '2026-10',
          condition: 'fair',
          valid: '2026-09-14',
          words: 'A few blocks of the south wall have fallen.',
          wordsLang: 'en',
          rationale: 'Measured on the ground by people who know the place.',
          reason: 'Recording the survey',
        })
        await page.getByRole('button', { name: t('forms.record.save'), exact: true }).click()
        await expect(page).toHaveURL(new RegExp(`/${lang}/palmyra/agora\\?saved=\\d+$`))
        await expect(page.getByRole('status')).toContainText(/\d/)
        await expect(
          page.getByText('A few blocks of the south wall have fallen.').first(),
        ).toBeVisible()
        await expect(page.locator('main')).toContainText(t('vocab.headlines.slightly_damaged'))
        await expect(page.locator('main')).toContainText('Recording the survey')
      })

      await test.step('a contradiction is asked about once, and then shows as contested', async () => {
        await page.goto(`/${lang}/palmyra/record?subject=temple-of-bel`)
        // What was refused above had been kept on its way.
        if (javaScriptEnabled) {
          await page.getByRole('button', { name: t('drafts.form.discard') }).click()
          await expect(page.locator('[name="words"]')).toHaveValue('')
        }
        await fill(page, {
          newTitle: 'A traveller’s letter',
          newClass: 'press',
          newPublished: '2026-11-01',
          condition: 'good',
          valid: '2026-10-20',
          words: 'The temple is as it ever was.',
          wordsLang: 'en',
          reason: 'Recording the letter',
        })
        if (javaScriptEnabled) {
          await expect(page.getByText(t('forms.contested.soon'))).toBeVisible()
          await expect(page.locator('[name="conclude"]')).not.toBeChecked()
        }
        await page.getByRole('button', { name: t('forms.record.save'), exact: true }).click()
        await expect(page.getByText(t('forms.contested.notice'))).toBeVisible()
        await expect(page.locator('[name="conclude"]')).not.toBeChecked()
        await expect(page.locator('[name="words"]')).toHaveValue('The temple is as it ever was.')
        await page.getByRole('button', { name: t('forms.record.save'), exact: true }).click()
        await expect(page).toHaveURL(/saved=\d+$/)
        await expect(page.locator('main')).toContainText(t('vocab.flags.contested'))
      })
    })

    if (waysOf(1).some(([own]) => own === lang))
      test('edits, opens, closes and withdraws', async ({ page, site, browser }) => {
        await becomeAdmin(page, site)
        await test.step('a stale form shows both versions and keeps what was typed', async () => {
          const other = await sameReader(browser, page, site)
          const path = `/${lang}/palmyra/tetrapylon/edit`
          await page.goto(path)
          await other.goto(path)
          await fill(other, {
            descriptionEn: 'Theirs entirely.',
            basis: 'Their survey',
            reason: 'They were first',
          })
          await other.getByRole('button', { name: t('forms.save'), exact: true }).click()
          await expect(other).toHaveURL(/saved=\d+$/)
          await fill(page, { descriptionEn: 'Mine entirely.', reason: 'I was second' })
          await page.getByRole('button', { name: t('forms.save'), exact: true }).click()
          const conflict = page.getByRole('region', { name: t('forms.conflict.title') })
          await expect(conflict).toContainText('Theirs entirely.')
          await expect(conflict).toContainText('Mine entirely.')
          await expect(conflict).toContainText('Their survey')
          await expect(page.locator('[name="descriptionEn"]')).toHaveValue('Mine entirely.')
          await expect(page.locator('[name="basis"]')).toHaveValue('Their survey')
          await expect(page.locator('[name="reason"]')).toHaveValue('I was second')
          await page.getByRole('button', { name: t('forms.save'), exact: true }).click()
          await expect(page).toHaveURL(/saved=\d+$/)
          await expect(page.locator('main')).toContainText('I was second')
          await page.goto(path)
          await expect(page.locator('[name="descriptionEn"]')).toHaveValue('Mine entirely.')
          await expect(page.locator('[name="basis"]')).toHaveValue('Their survey')
          await other.context().close()
        })

        await test.step('a threat is opened on a claim, closed, and withdrawn', async () => {
          await page.goto(`/${lang}/palmyra/threats/new?subject=temple-of-bel`)
          await fill(page, {
            category: 'natural',
            cause: 'wind',
            probability: 'probable',
            from: '2024-01',
            rationale: 'What is left stands free in the wind.',
            reason: 'Opening it',
          })
          await page.locator('fieldset details summary').first().click()
          await page.locator('[name="claims"]').first().check()
          await page.getByRole('button', { name: t('forms.threat.open'), exact: true }).click()
          await expect(page).toHaveURL(/temple-of-bel\?saved=\d+$/)
          await expect(page.locator('main')).toContainText('What is left stands free in the wind.')
          await expect(page.locator('main')).toContainText(t('vocab.flags.at_risk'))
          await page
            .getByRole('link', { name: t('monument.edit.closeThreat') })
            .first()
            .click()
          await fill(page, { end: '2026-06', endKnown: '2026-11-22', reason: 'Propped up' })
          await page.getByRole('button', { name: t('forms.threat.close'), exact: true }).click()
          await expect(page).toHaveURL(/temple-of-bel\?saved=\d+$/)
          await expect(page.locator('main')).toContainText(t('monument.threatClosed'))
        })

        await test.step('a source is edited, and a claim that something rests on is not withdrawn', async () => {
          await page.goto(`/${lang}/sources/seed/edit`)
          await fill(page, {
            reliability: 'c',
            reliabilityReason: 'Copies wire reports with small errors.',
            reason: 'Grading it',
          })
          await page.getByRole('button', { name: t('forms.save'), exact: true }).click()
          await expect(page).toHaveURL(/sources\/seed\?saved=\d+$/)
          await expect(page.locator('main')).toContainText('Copies wire reports with small errors.')
          await page.goto(`/${lang}/palmyra/withdraw?record=D-bel-extent.3.reu_bel`)
          await expect(page.getByRole('heading', { name: t('forms.withdraw.first') })).toBeVisible()
          await expect(
            page.getByRole('button', { name: t('forms.withdraw.submit'), exact: true }),
          ).toHaveCount(0)
          await page.goto(`/${lang}/palmyra/withdraw?record=D-bel-extent.reading`)
          await fill(page, { reason: 'Entered twice' })
          await page.getByRole('button', { name: t('forms.withdraw.submit'), exact: true }).click()
          await expect(page).toHaveURL(/temple-of-bel\?saved=\d+$/)
        })
      })
  })
}

test('a date is read back in words as the field is left, and only the value that is needed shows', async ({
  page,
  site,
}) => {
  await becomeAdmin(page, site)
  await page.goto('/en/palmyra/record')
  await page.locator('[name="valid"]').fill('[2016-12-26..2017-01-10]')
  await page.locator('[name="words"]').focus()
  await expect(
    page.getByText('Understood as: some day between 26 Dec 2016 and 10 Jan 2017'),
  ).toBeVisible()
  await expect(page.locator('[name="condition"]')).toBeVisible()
  await expect(page.locator('[name="lat"]')).toBeHidden()
  await page.locator('[name="property"]').selectOption('location')
  await expect(page.locator('[name="lat"]')).toBeVisible()
  await expect(page.locator('[name="condition"]')).toBeHidden()
})

test('those who are not signed in are sent to sign in and brought back', async ({ page }) => {
  for (const path of [
    'record',
    'withdraw?record=A35',
    'temple-of-bel/edit',
    'threats/new?subject=temple-of-bel',
  ]) {
    await page.goto(`/en/palmyra/${path}`)
    await expect(page).toHaveURL(
      new RegExp(
        `sign-in\\?next=${encodeURIComponent(`/en/palmyra/${path}`)}`.replaceAll('.', '\\.'),
      ),
    )
  }
})

/** Follows the one-time link that the first run printed. */
async function becomeAdmin(page: Page, site: Site): Promise<void> {
  const path = /https?:\/\/[^/\s]+(\/\S*join\/\S+)/.exec(site.firstRunOutput)?.[1]
  await page.goto(String(path))
  await fill(page, {
    name: 'Noor',
    email: 'noor@example.org',
    password: PASSWORD,
    repeat: PASSWORD,
  })
  await page.getByRole('button', { name: translatorOf('en')('account.join.submit') }).click()
  await expect(page).not.toHaveURL(/join/)
}

/** A second window of the same reader, which shares the cookies only. */
async function sameReader(browser: Browser, page: Page, site: Site): Promise<Page> {
  const storageState = await page.context().storageState()
  const context = await browser.newContext({ storageState, baseURL: site.url, locale: 'en-GB' })
  return context.newPage()
}

/** Fills fields in by their names, opening the folded parts that they are in. */
async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name="${name}"]`)
    const isSelect = await field.evaluate((element) => element.tagName === 'SELECT')
    if (isSelect) await field.selectOption(value)
    else if (value.length < 10_000) await field.fill(value)
    else await field.evaluate((element, text) => Object.assign(element, { value: text }), value)
  }
}
