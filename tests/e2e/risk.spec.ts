import type { Page } from '@playwright/test'
import { waysOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* Threats judged, scored and ranked, in both languages, with and without scripts. */

test.use({ freshSite: true })

const SCORE = {
  ...{ aLow: '3', aLikely: '4', aHigh: '5' },
  ...{ bLow: '3.5', bLikely: '4', bHigh: '4.5' },
  ...{ cLow: '2', cLikely: '3', cHigh: '3.5' },
}
const THEN = 'asOf=2016-12-28&knownAt=2017-01-30'

for (const [lang, javaScriptEnabled] of waysOf(0))
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)
    const submit = (page: Page) =>
      page
        .locator('main form button[type=submit]')
        .filter({ hasNotText: t('drafts.form.keep') })
        .last()
        .click()

    test('a score is refused in part, kept whole, ranked first, and placed in the grid', async ({
      page,
      site,
    }) => {
      await test.step('without a score the page says what one would be', async () => {
        await page.goto(`/${lang}/palmyra/risk?${THEN}`)
        const ranked = page.locator('ol > li')
        await expect(ranked).toHaveCount(2)
        await expect(ranked.first()).toContainText(t('risk.notScored'))
        await expect(page.locator('main')).toContainText(t('risk.about.p2'))
        await expect(page.locator('#grid')).toHaveCount(0)
      })

      await becomeFirstAdmin(page, site)
      const editAddress = `/${lang}/palmyra/threats/threat.citadel-2016/edit`
      await test.step('what is wrong is told at its field, nothing typed lost', async () => {
        await page.goto(editAddress)
        await fill(page, {
          ...SCORE,
          aHigh: '5.5',
          bLikely: '4.2',
          cLikely: '1',
          reason: 'Scoring',
        })
        await submit(page)
        for (const [name, key, values] of [
          ['aHigh', 'too_big', { max: 5 }],
          ['bLikely', 'half_point', {}],
          ['cLikely', 'score_order', {}],
          ['scoreRationale', 'whole_score', {}],
        ] as const) {
          await expect(page.locator(`[name=${name}]`)).toHaveAttribute('aria-invalid', 'true')
          await expect(page.locator('main')).toContainText(t(`errors.field.${key}`, values))
        }
        await expect(page.locator('[name=aHigh]')).toBeVisible()
        await expect(page.locator('[name=aHigh]')).toHaveValue('5.5')
        await fill(page, { ...SCORE, scoreRationale: 'As the temples went.', horizon: 'months' })
        await submit(page)
        await expect(page).toHaveURL(/palmyra-castle\?saved=\d+$/)
      })

      await test.step('magnitude, band, uncertainty and decision are computed', async () => {
        await page.goto(`/${lang}/palmyra/risk?${THEN}`)
        const first = page.locator('ol > li').first()
        await expect(first).toHaveAttribute('id', 'threat.citadel-2016')
        for (const said of [
          t('risk.magnitude', { low: '8.5', likely: '11', high: '13' }),
          t('risk.band', { band: t('vocab.riskBands.high') }),
          t('risk.decision', { decision: t('vocab.riskDecisions.review_soon') }),
          t('vocab.horizons.months'),
          'As the temples went.',
        ])
          await expect(first).toContainText(said)
        const cell = page.locator('[data-decision=review_soon]')
        await expect(cell.getByRole('link')).toHaveAttribute('href', '#threat.citadel-2016')
        await page.goto(`/${lang}/palmyra/risk?${THEN}&rev=1`)
        await expect(page.locator('main')).toContainText(t('risk.about.p2'))
      })

      await test.step('a stale form shows both scores and keeps what was typed', async () => {
        const other = await page.context().newPage()
        for (const one of [page, other]) await one.goto(editAddress)
        await fill(other, { cHigh: '4', rationale: 'Theirs.', reason: 'First' })
        await submit(other)
        await expect(other).toHaveURL(/saved=\d+$/)
        await fill(page, { cHigh: '5', reason: 'Second' })
        await submit(page)
        const conflict = page.getByRole('region', { name: t('forms.conflict.title') })
        await expect(conflict).toContainText('Theirs.')
        await expect(conflict).toContainText(
          t('risk.form.estimate', { part: t('risk.parts.c'), bound: t('risk.form.high') }),
        )
        await expect(page.locator('[name=cHigh]')).toHaveValue('5')
        await expect(page.locator('[name=rationale]')).toHaveValue('Theirs.')
        await submit(page)
        await expect(page).toHaveURL(/saved=\d+$/)
        await other.close()
      })

      await test.step('a threat to the site is opened on claims found by their source', async () => {
        await page.goto(`/${lang}/palmyra/risk`)
        await page.getByRole('link', { name: t('risk.openSite') }).click()
        await fill(page, {
          ...{ category: 'military', cause: 'landmines', probability: 'probable' },
          ...{ from: '2026-11-23', rationale: 'Mines lie about.', reason: 'Opening it' },
        })
        await submit(page)
        const claims = page.locator('fieldset').filter({ has: page.locator('[name=claims]') })
        await expect(claims).toContainText(t('errors.field.choose_claim'))
        if (javaScriptEnabled) {
          await page.getByLabel(t('risk.claims.find')).fill('xyzzy')
          await expect(page.getByText(t('risk.claims.nothing'))).toBeVisible()
          await page.getByLabel(t('risk.claims.find')).fill('')
        }
        const group = claims.locator('details').filter({ hasText: 'World Heritage' }).first()
        await group.locator('summary').click()
        await group.locator('[name=claims]').first().check()
        await submit(page)
        await expect(page.locator('[name=from]')).toHaveAttribute('aria-invalid', 'true')
        await expect(page.locator('main')).toContainText(t('errors.field.future'))
        await expect(group.locator('[name=claims]').first()).toBeVisible()
        await expect(group.locator('[name=claims]').first()).toBeChecked()
        await fill(page, { from: '2026-01' })
        await submit(page)
        await expect(page).toHaveURL(/palmyra\/risk\?saved=\d+$/)
        await expect(page.locator('main')).toContainText('Mines lie about.')
        await expect(page.locator('main')).toContainText(t('risk.site'))
      })
    })
  })

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name="${name}"]`)
    const folded = page.locator('details:not([open])').filter({ has: field })
    if ((await folded.count()) > 0) await folded.locator('summary').click()
    const isSelect = await field.evaluate((element) => element.tagName === 'SELECT')
    await (isSelect ? field.selectOption(value) : field.fill(value))
  }
}
