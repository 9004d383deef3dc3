import { EDITORS_WAYS } from '../sizes'
import { eamenaSample, SAMPLE_ASSESSOR } from '../support/eamena-sample'
import { translatorOf } from '../support/messages'
import { test, expect as usualExpect } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* A file of EAMENA's is sent, looked at, imported and taken back, with and without scripts. */

test.describe.configure({ timeout: 120_000 })
test.use({ freshSite: true })

const expect = usualExpect.configure({ timeout: 30_000 })

for (const [lang, javaScriptEnabled] of EDITORS_WAYS.slice(0, 1))
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)

    test('heritage places are sent, looked at, imported, found, exported, and taken back', async ({
      page,
      site,
    }) => {
      await becomeFirstAdmin(page, site)
      const main = page.getByRole('main')
      const press = (key: string) => main.getByRole('button', { name: t(key), exact: true }).click()
      const state = (key: string) =>
        expect(main.getByRole('status').first()).toContainText(t(`importing.run.states.${key}`))

      await test.step('the file is sent, known by its columns, and nothing is saved', async () => {
        await page.goto(`/${lang}/palmyra/desk`)
        await main.getByRole('link', { name: t('importing.link') }).click()
        await page.setInputFiles('[name=file]', {
          name: 'sample.geojson',
          mimeType: 'application/geo+json',
          buffer: Buffer.from(JSON.stringify(eamenaSample())),
        })
        await press('importing.file.send')
        await expect(main).toContainText(t('importing.kinds.eamena'))
        await page.fill('[name=reason]', 'Twelve places')
        await press('importing.settings.begin')
        await state('ready')
        await expect(main).toContainText(t('importing.run.rows', { count: 12 }))
      })

      await test.step('it becomes true at once, and the site shows, maps and exports it', async () => {
        await press('importing.run.apply')
        await state('applied')
        await page.goto(`/${lang}/palmyra?q=${encodeURIComponent('Sample Caravanserai 3')}`)
        await expect(main).toContainText('Sample Caravanserai 3')
        const csv = await (await page.request.get('/exports/palmyra/monuments.csv')).text()
        expect(csv.match(/Sample Caravanserai/g)?.length).toBeGreaterThanOrEqual(12)
        const claims = await (await page.request.get('/exports/palmyra/claims.csv')).text()
        expect(claims).toContain('Overall Condition State Type: Good')
        expect(claims).not.toContain(SAMPLE_ASSESSOR)
        const map = await (await page.request.get('/exports/palmyra/monuments.geojson')).text()
        expect(map).toContain('Sample Caravanserai 3')
      })

      await test.step('one step takes it back', async () => {
        await page.goto(`/${lang}/palmyra/import`)
        await main
          .getByRole('link', { name: /sample\.geojson/ })
          .first()
          .click()
        await page.fill('[name=reason]', 'Not ours')
        await press('importing.run.undo')
        await state('ready')
        await press('importing.run.apply')
        await state('applied')
        const csv = await (await page.request.get('/exports/palmyra/monuments.csv')).text()
        expect(csv).not.toContain('Sample Caravanserai')
      })
    })
  })
