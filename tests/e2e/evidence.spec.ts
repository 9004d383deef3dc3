import type { Page } from '@playwright/test'
import { LANGS } from '../../db/domain/vocabulary'
import { EDITORS_WAYS, waysOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* Where sources disagree: shown side by side, graded, and settled. */

for (const lang of LANGS)
  test.describe(`disagreements in ${lang}`, () => {
    test.use({ javaScriptEnabled: false })
    const t = translatorOf(lang)

    test('all 42 questions of the facts are there, and what is contested comes first', async ({
      page,
    }) => {
      await page.goto(`/${lang}/palmyra/disagreements`)
      await expect(page.locator('details[data-question]')).toHaveCount(42)
      const contested = page.locator('section[aria-labelledby="contested"]')
      await expect(contested.locator('#disagreement-D-efqa-flow')).toHaveAttribute('open')
      const settled = page.locator('section[aria-labelledby="settled"]')
      await expect(settled.locator('details[open]')).toHaveCount(0)
      for (const one of await settled.locator('details').all())
        await expect(one.locator('thead, tbody').first()).toContainText(
          new RegExp(
            ['establishing', 'corroborating', 'set_aside']
              .map((stance) => t(`vocab.stances.${stance}`))
              .join('|'),
          ),
        )
    })

    test('a monument sets its claims side by side, as far as they were known', async ({ page }) => {
      await page.goto(`/${lang}/palmyra/efqa-spring`)
      const table = page.locator('#disagreement-D-efqa-flow table')
      await expect(table.locator('tr').first().locator('td')).toHaveCount(3)
      for (const row of ['says', 'value', 'source', 'reliability', 'infoGrade', 'valid', 'use'])
        await expect(
          table.getByRole('rowheader', { name: t(`evidence.compared.${row}`), exact: true }),
        ).toBeVisible()
      await page.goto(`/${lang}/palmyra/efqa-spring?asOf=2022-12-31&knownAt=2022-03-31`)
      await expect(table.locator('tr').first().locator('td')).toHaveCount(1)
    })
  })

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`an editor, ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ freshSite: true, javaScriptEnabled })
    const t = translatorOf(lang)

    test('settles a disagreement, and what is wrong is told at its field', async ({
      page,
      site,
    }) => {
      await becomeFirstAdmin(page, site)
      await page.goto(`/${lang}/palmyra/efqa-spring`)
      await expect(page.locator('main')).toContainText(t('vocab.flags.contested'))
      await page.getByRole('link', { name: t('evidence.settle') }).click()
      await page.fill('[name=rationale]', 'The works were filmed.')
      const alert = page.getByRole('alert').first()
      await save(page, t('evidence.assess.save'))
      await expect(alert).toContainText(t('errors.field.establish_one'))
      await expect(page.locator('[name=certainty]')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.locator('[name=rationale]')).toHaveValue('The works were filmed.')

      const stances = page.locator('fieldset select[name^="stance:"]')
      await stances.nth(0).selectOption('establishing')
      await stances.nth(2).evaluate((select) => select.setAttribute('name', 'stance:A35'))
      await stances.nth(2).selectOption('corroborating')
      for (const [name, value] of Object.entries({ valueDate: '2022', reason: 'Trying' }))
        await page.fill(`[name=${name}]`, value)
      await page.selectOption('[name=certainty]', 'high')
      await save(page, t('evidence.assess.save'))
      await expect(alert).toContainText(t('errors.field.claim_elsewhere'))
      await stances.nth(1).selectOption('corroborating')
      await stances.nth(2).selectOption('set_aside')
      await page.fill('[name=reason]', 'Settling when the spring flowed again')
      await save(page, t('evidence.assess.save'))
      const why = page.locator('fieldset input[name^="why:"]').nth(2)
      await expect(why).toHaveAttribute('aria-invalid', 'true')
      await expect(stances.nth(2)).toHaveValue('set_aside')
      await why.fill('It names no source')
      await save(page, t('evidence.assess.save'))
      await expect(page).toHaveURL(/saved=\d+$/)
      await expect(page.locator('#disagreement-D-efqa-flow summary')).toContainText(
        t('evidence.states.settled'),
      )
      await page.goto(`/${lang}/palmyra?flag=contested`)
      await expect(page.locator('tbody a[href*="efqa-spring"]')).toHaveCount(0)
    })
  })

for (const [lang, javaScriptEnabled] of waysOf(0))
  test.describe(`an editor, ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ freshSite: true, javaScriptEnabled })
    const t = translatorOf(lang)

    test('grades a claim with a reason; a grade outside the scale is refused', async ({
      page,
      site,
    }) => {
      await becomeFirstAdmin(page, site)
      await page.goto(`/${lang}/palmyra/efqa-spring`)
      const claim = page.locator('tr[id^="claim-"]').filter({ hasText: '2022 article' }).first()
      const address = await claim
        .getByRole('link', { name: t('evidence.claim.link') })
        .getAttribute('href')
      await page.goto(address ?? '')
      const alert = page.getByRole('alert').first()
      const grade = page.locator('[name=infoGrade]')
      await grade
        .locator('option')
        .last()
        .evaluate((option) => option.setAttribute('value', '7'))
      await grade.selectOption('7')
      await page.fill('[name=infoGradeReason]', 'Off the scale')
      await save(page, t('evidence.claim.save'))
      await expect(alert).toContainText(t('errors.field.not_a_choice'))
      await expect(page.locator('[name=infoGradeReason]')).toHaveValue('Off the scale')
      await page.fill('[name=infoGradeReason]', '')
      await grade.selectOption('2')
      await page.fill('[name=reason]', 'Grading')
      await save(page, t('evidence.claim.save'))
      await expect(page.locator('[name=infoGradeReason]')).toHaveAttribute('aria-invalid', 'true')
      await expect(grade).toHaveValue('2')
      await page.fill('[name=infoGradeReason]', 'A second paper says the same')
      await save(page, t('evidence.claim.save'))
      await expect(page).toHaveURL(/saved=\d+$/)
      const compared = page.locator('#disagreement-D-efqa-flow')
      await expect(compared).toContainText(t('vocab.infoGrades.2'))
      await expect(compared).toContainText('A second paper says the same')
    })
  })

for (const [lang, javaScriptEnabled] of waysOf(1))
  test.describe(`an editor, ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ freshSite: true, javaScriptEnabled })
    const t = translatorOf(lang)

    test('records that somebody looked and saw no damage, or could not tell', async ({
      page,
      site,
    }) => {
      await becomeFirstAdmin(page, site)
      for (const [condition, headline, day] of [
        ['good', 'no_known_damage', '2026-10-01'],
        ['not_visible', 'not_visible', '2026-10-20'],
      ] as const) {
        await page.goto(`/${lang}/palmyra/record?subject=baths-of-diocletian`)
        await page.locator('details:has([name=observed]) > summary').click()
        for (const [name, value] of Object.entries({
          newTitle: `A look on ${day}`,
          newPublished: day,
          valid: day,
          observed: day,
          words: 'We looked.',
          rationale: 'They stood in front of it.',
          reason: 'Recording a visit',
        }))
          await page.fill(`[name=${name}]`, value)
        await page.selectOption('[name=newClass]', 'institution')
        await page.selectOption('[name=condition]', condition)
        await page.selectOption('[name=method]', 'field_visit')
        await save(page, t('forms.record.save'))
        await expect(page).toHaveURL(/saved=\d+$/)
        const status = page.getByRole('region', { name: t('monument.status'), exact: true })
        await expect(status).toContainText(t(`vocab.headlines.${headline}`))
        const looked = status.locator('dt', { hasText: t('monument.lookedAt') }).locator('+ dd')
        await expect(looked).toContainText(String(Number(day.slice(-2))))
        await expect(looked).toContainText('2026')
      }
    })
  })

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}
