import { LANGS } from '../../db/domain/vocabulary'
import { langsOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'
import { faults, violations } from './inspect'
import { FOR_EDITORS } from './pages'

test.use({ freshSite: true })

for (const lang of LANGS)
  test(`${lang}: the pages and forms of those who keep the register`, async ({ page, site }) => {
    test.setTimeout(180_000)
    const path =
      /\/en\/join\/[\w-]{43}/.exec(site.firstRunOutput)?.[0].replace('/en', `/${lang}`) ?? ''
    await page.goto(path)
    expect(await violations(page), path).toEqual([])
    await becomeFirstAdmin(page, site)
    for (const [n, path] of FOR_EDITORS.entries()) {
      expect((await page.goto(`/${lang}${path}`))?.status(), path).toBe(200)
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
      const contrast = langsOf(n).includes(lang)
      expect.soft(await violations(page, { contrast }), path).toEqual([])
      expect.soft(await faults(page), path).toEqual([])
    }
    await page.goto(`/${lang}/people`)
    await page.locator('tbody th a').first().click()
    await expect(page.locator('h2').first()).toBeVisible()
    expect.soft(await violations(page), 'one person').toEqual([])
    await page.goto(`/${lang}/palmyra/report?kind=arch`)
    await page.locator('section:has(#freeze) summary').click()
    expect.soft(await violations(page), 'the report, about to be frozen').toEqual([])
    await page.locator('section:has(#freeze) button').click()
    await expect(page).toHaveURL(/\/reports\/[0-9a-f]+$/)
    expect.soft(await violations(page), 'a frozen report').toEqual([])
    await page.goto(`/${lang}/palmyra/reports`)
    expect.soft(await violations(page), 'frozen reports').toEqual([])
    for (const path of ['/palmyra/record', '/palmyra/threats/new', '/people']) {
      await page.goto(`/${lang}${path}`)
      await page
        .locator('main form button[type=submit]')
        .filter({ hasNotText: translatorOf(lang)('drafts.form.keep') })
        .last()
        .click()
      await expect(page.getByRole('alert').first(), path).toBeVisible()
      expect.soft(await violations(page), `${path}, refused`).toEqual([])
    }
  })
