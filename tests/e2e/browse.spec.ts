import type { Page } from '@playwright/test'
import { langsOf, READERS_SCRIPTS } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

/* Monuments side by side, everything one source says, and links that are copied. */

test.use({ allowConsole: [/the server responded with a status of 400/] })

const CLOCKS = 'asOf=2016-12-11&knownAt=2016-12-14'

for (const lang of ['en', 'ar'] as const) {
  const t = translatorOf(lang)
  const beside = `/${lang}/palmyra/beside`

  for (const javaScriptEnabled of READERS_SCRIPTS)
    test.describe(`${lang}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
      test.use({ javaScriptEnabled })

      test('two are chosen, a third is added, one is taken out, and the clocks stay', async ({
        page,
      }) => {
        await page.goto(`/${lang}/palmyra/temple-of-bel?${CLOCKS}`)
        await page.getByRole('link', { name: t('beside.from') }).click()
        await page.goto(`${beside}?${CLOCKS}`)
        await page.getByLabel(t('beside.choose.first')).selectOption('temple-of-bel')
        await page.getByLabel(t('beside.choose.second')).selectOption('tetrapylon')
        await page.getByRole('button', { name: t('beside.choose.submit') }).click()
        await expect(page).toHaveURL(/m=temple-of-bel&m=tetrapylon$/)
        expect(new URL(page.url()).searchParams.get('knownAt')).toBe('2016-12-14')
        await expect(page.locator('thead th')).toHaveCount(2)
        const status = row(page, t('beside.aspects.status'))
        await expect(status).toContainText(t('beside.differs'))
        await expect(status.locator('td').first()).toContainText(t('vocab.headlines.destroyed'))
        await expect(status.locator('td').last()).toContainText(
          t('vocab.headlines.no_known_damage'),
        )
        await page.getByLabel(t('beside.choose.add')).selectOption('temple-of-bel-cella')
        await page.getByRole('button', { name: t('beside.choose.addSubmit') }).click()
        await expect(page.locator('thead th')).toHaveCount(3)
        const kind = row(page, t('beside.aspects.kind'))
        await expect(kind.locator('td').last()).toContainText(t('vocab.monumentKinds.part'))
        await page.locator('thead th').first().getByRole('link').last().click()
        await expect(page).toHaveURL(/m=tetrapylon&m=temple-of-bel-cella&asOf=2016-12-11/)
        await page.locator('thead th a').first().click()
        await expect(page).toHaveURL(/\/tetrapylon\?asOf=2016-12-11&knownAt=2016-12-14$/)
      })
    })

  if (langsOf(0).includes(lang))
    test(`${lang}: what is the same for all can be hidden, and a fifth, a second and an unknown one are told`, async ({
      page,
    }) => {
      const four = 'm=temple-of-bel&m=monumental-arch&m=tetrapylon&m=agora'
      await page.goto(`${beside}?${four}`)
      await expect(page.getByText(t('beside.choose.full'))).toBeVisible()
      const same = page.locator('tr[data-likeness=same]')
      const count = await same.count()
      expect(count).toBeGreaterThan(0)
      await expect(same.first()).toBeVisible()
      await page.getByLabel(t('beside.onlyDifferences')).check()
      for (const one of await same.all()) await expect(one).toBeHidden()
      await expect(page.locator('tr[data-likeness=differs]').first()).toBeVisible()
      for (const [query, code, value, columns] of [
        [`${four}&m=city-walls`, 'too_many', 'city-walls', 4],
        ['m=agora&m=agora', 'repeated', 'agora', 1],
        ['m=agora&m=nowhere', 'unknown_value', 'nowhere', 1],
      ] as const) {
        expect((await page.goto(`${beside}?${query}`))?.status(), query).toBe(400)
        const told = t(`common.problems.${code}`, { param: 'm', value })
        await expect(page.locator('main [role=alert]')).toContainText(told)
        await expect(page.locator('thead th')).toHaveCount(columns)
      }
      expect((await page.goto(`/${lang}/palmyra?m=agora`))?.status()).toBe(400)
    })

  test(`${lang}: everything one source says is told in numbers, in full, and narrowed`, async ({
    page,
  }) => {
    await page.goto(`/${lang}/sources/seed`)
    const all = page.locator('ol > li[id^="claim-"]')
    await expect(all).toHaveCount(42)
    await expect(page.locator('#about-palmyra')).toBeVisible()
    await page.locator('[name=monument]').selectOption('temple-of-bel')
    await page.getByRole('button', { name: t('sources.said.filter.apply') }).click()
    await expect(all).toHaveCount(2)
    // At other dates the same is asked for, and less is known.
    await page.locator('[name=knownAt]').fill('2016-01-01')
    await page.getByRole('button', { name: t('common.clocks.apply') }).click()
    await expect(page).toHaveURL(/monument=temple-of-bel&asOf=&knownAt=2016-01-01/)
    await expect(page.locator('main')).toContainText(t('sources.saysNothing'))
    for (const query of ['property=colour', 'monument=nowhere'])
      expect((await page.goto(`/${lang}/sources/seed?${query}`))?.status(), query).toBe(400)
    await expect(page.locator('main [role=alert]')).toContainText('nowhere')
    await page.goto(`/${lang}/sources/afp_cols`)
    await expect(all).toHaveCount(1)
    await page.goto(`/${lang}/sources/ds_baths`)
    await expect(page.locator('main')).toContainText(t('sources.saysNothing'))
  })

  test.describe(`${lang}: links`, () => {
    test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

    test('are copied as the page is, and as exactly what it shows', async ({ page, site }) => {
      const path = `/${lang}/palmyra/tetrapylon`
      await page.goto(`${path}?asOf=2017-01-12#claims`)
      await press(page, t('cite.copy.page'))
      await expect(page.getByText(t('cite.copy.copied'))).toBeVisible()
      expect(await copied(page)).toBe(`${site.url}${path}?asOf=2017-01-12`)
      await press(page, t('cite.copy.exact'))
      const pinned = 'asOf=2017-01-12&knownAt=2026-11-22&rev=1'
      await expect.poll(() => copied(page)).toBe(`${site.url}${path}?${pinned}`)
      await press(page, t('cite.copy.claim'))
      await expect.poll(() => copied(page)).toMatch(/\/claims\//)
      const claim = await copied(page)
      expect(claim).toContain(`${site.url}/${lang}/claims/`)
      expect(claim).toContain(`?${pinned}`)
      await page.goto(claim)
      await expect(page.locator('main')).toContainText(t('common.clocks.pinned', { rev: 1 }))
      // All of its clocks are named: there is no other link to it.
      await expect(page.getByRole('button', { name: t('cite.copy.page') })).toHaveCount(0)
    })

    if (langsOf(1).includes(lang))
      test('lead to one event, one disagreement and one version, and are copied by keyboard', async ({
        page,
        site,
      }) => {
        for (const [path, what, anchor] of [
          ['/palmyra/events', 'event', 'event-'],
          ['/palmyra/disagreements', 'disagreement', 'disagreement-'],
          ['/history/A35', 'version', 'revision-1'],
          ['/palmyra/risk?asOf=2016-12-11&knownAt=2016-12-14', 'threat', 'threat'],
        ] as const) {
          await page.goto(`/${lang}${path}`)
          await page.waitForLoadState('networkidle')
          const button = page.getByRole('button', { name: t(`cite.copy.${what}`) }).first()
          await button.focus()
          await page.keyboard.press('Enter')
          const bare = `${site.url}/${lang}${path.split('?')[0]}`
          await expect.poll(() => copied(page)).toContain(`${bare}?asOf=`)
          const link = new URL(await copied(page))
          expect(link.hash).toContain(`#${anchor}`)
          await page.goto(link.href)
          await expect(
            page.locator(`[id="${decodeURIComponent(link.hash.slice(1))}"]`),
          ).toBeInViewport()
        }
      })
  })

  if (langsOf(0).includes(lang))
    test(`${lang}: a link that may not be copied is shown to be copied by hand; without scripts there is no button`, async ({
      page,
      browser,
      site,
    }) => {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'clipboard', {
          value: { writeText: () => Promise.reject(new Error('not allowed')) },
        })
      })
      await page.goto(`/${lang}/palmyra`)
      await press(page, t('cite.copy.page'))
      const field = page.getByLabel(t('cite.copy.byHand'))
      await expect(field).toHaveValue(`${site.url}/${lang}/palmyra`)
      await expect(field).toBeFocused()
      expect(await page.evaluate(() => String(getSelection()))).toBe(`${site.url}/${lang}/palmyra`)
      await page.keyboard.press('Escape')
      await expect(field).toHaveCount(0)
      await expect(page.getByRole('button', { name: t('cite.copy.page') })).toBeFocused()
      const bare = await browser.newContext({ javaScriptEnabled: false, baseURL: site.url })
      const plain = await bare.newPage()
      await plain.goto(`/${lang}/palmyra/tetrapylon`)
      expect(await plain.locator('[data-copy]').count()).toBeGreaterThan(2)
      for (const button of await plain.locator('[data-copy]').all())
        await expect(button).toBeHidden()
      await bare.close()
    })
}

/** The line of a comparison with this name. */
function row(page: Page, name: string) {
  return page
    .locator('tbody tr')
    .filter({ has: page.locator('th', { hasText: name }) })
    .first()
}

/** Presses the first button with this name, once scripts have taken the page over. */
async function press(page: Page, name: string) {
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name }).first().click()
}

function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}
