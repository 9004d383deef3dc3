import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { LANGS } from '../../db/domain/vocabulary'
import { FULL, langsOf } from '../sizes'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/** The browser itself complains of a status that we mean. */
test.use({ allowConsole: [/the server responded with a status of 40[04]/] })

const OPEN_TO_ALL = [
  '/palmyra?asOf=2016-12-11&knownAt=2016-12-14',
  '/palmyra?asOf=2015-02-29&status=ruined',
  '/palmyra/roman-theatre?asOf=2016-12-11&knownAt=2016-12-14',
  '/palmyra/efqa-spring',
  '/palmyra/temple-of-bel-cella',
  '/palmyra/events',
  '/palmyra/disagreements?asOf=2014-01-01&knownAt=2014-01-01',
  '/palmyra/risk',
  '/palmyra/risk?asOf=2016-12-11&knownAt=2016-12-14',
  '/palmyra/compare',
  '/palmyra/compare?from=2016-12-11&to=2017-03-02',
  '/palmyra/compare?from=2017-03-02&to=2016-12-11',
  '/palmyra/report?q=tetrapylon',
  '/palmyra/changes?record=threat',
  '/palmyra/temple-of-bel@1',
  '/claims/A35',
  '/assessments/bel.condition.2015',
  '/history/bel.condition.2015',
  '/sources',
  '/sources/seed',
  '/about',
  '/api',
  '/sign-in',
  `/join/${'x'.repeat(43)}`,
  '/palmyra/nothing',
  ...(FULL
    ? [
        '/palmyra',
        '/palmyra?q=xyzzy',
        '/palmyra/temple-of-bel',
        '/palmyra/monumental-arch?asOf=2016-12-11',
        '/palmyra?asOf=2016-12-11&knownAt=2016-12-14&flag=at_risk',
      ]
    : []),
]

const FOR_EDITORS = [
  '/palmyra',
  '/palmyra/roman-theatre',
  '/palmyra/record',
  '/palmyra/record?subject=temple-of-bel',
  '/palmyra/temple-of-bel/edit',
  '/palmyra/threats/new?subject=temple-of-bel',
  '/palmyra/threats/new',
  '/palmyra/threats/threat.theatre-2016/edit',
  '/palmyra/threats/threat.theatre-2016/close',
  '/palmyra/withdraw?record=A35',
  '/palmyra/assess?question=D-efqa-flow',
  '/palmyra/correct?claim=A35',
  '/sources/seed/edit',
  '/people',
  '/people/keys',
]

for (const lang of LANGS) {
  for (const path of OPEN_TO_ALL.filter((_, n) => langsOf(n).includes(lang)))
    test(`${lang}: ${path}`, async ({ page }) => {
      await page.goto(`/${lang}${path}`)
      expect(await violations(page)).toEqual([])
    })

  const schemes = FULL ? (['light', 'dark'] as const) : (['dark'] as const)
  for (const colorScheme of langsOf(0).includes(lang) ? schemes : [])
    test.describe(`in ${colorScheme} colours`, () => {
      test.use({ colorScheme })
      test(`${lang}: the register and a monument, with all their details`, async ({ page }) => {
        for (const path of ['/palmyra?asOf=2016-12-28', '/palmyra/efqa-spring']) {
          await page.goto(`/${lang}${path}`)
          await page.locator('details').evaluateAll((all) => {
            for (const details of all) details.setAttribute('open', '')
          })
          const isDark = await page.evaluate(() =>
            getComputedStyle(document.documentElement)
              .backgroundColor.match(/\d+/g)
              ?.every((n) => Number(n) < 60),
          )
          expect(isDark).toBe(colorScheme === 'dark')
          expect(await violations(page)).toEqual([])
        }
      })
    })

  test.describe('signed in', () => {
    test.use({ freshSite: true })
    test(`${lang}: the pages and forms of those who keep the register`, async ({ page, site }) => {
      test.setTimeout(90_000)
      const path =
        /\/en\/join\/[\w-]{43}/.exec(site.firstRunOutput)?.[0].replace('/en', `/${lang}`) ?? ''
      await page.goto(path)
      expect(await violations(page), path).toEqual([])
      await becomeFirstAdmin(page, site)
      for (const path of FOR_EDITORS.filter((_, n) => langsOf(n).includes(lang))) {
        expect((await page.goto(`/${lang}${path}`))?.status(), path).toBe(200)
        await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
        expect.soft(await violations(page), path).toEqual([])
      }
      await page.goto(`/${lang}/people`)
      await page.locator('tbody th a').first().click()
      await expect(page.locator('h2').first()).toBeVisible()
      expect.soft(await violations(page), 'one person').toEqual([])
      for (const path of ['/palmyra/record', '/palmyra/threats/new', '/people']) {
        await page.goto(`/${lang}${path}`)
        await page.locator('main form button[type=submit]').last().click()
        await expect(page.getByRole('alert').first(), path).toBeVisible()
        expect.soft(await violations(page), `${path}, refused`).toEqual([])
      }
    })
  })
}

/** What axe finds wrong with a page, one line each. */
async function violations(page: Page): Promise<string[]> {
  // No page has frames, which is all that the newer mode is for; it takes thrice the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim()}`,
    ),
  )
}
