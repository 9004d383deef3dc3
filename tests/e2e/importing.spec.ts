import { join } from 'node:path'
import Database from 'better-sqlite3'
import { DATABASE_FILE } from '../../db/store/open'
import { EDITORS_WAYS } from '../sizes'
import { eamenaSample, SAMPLE_ASSESSOR } from '../support/eamena-sample'
import { translatorOf } from '../support/messages'
import { test, expect as usualExpect } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* A file of EAMENA's is sent, looked at, imported and taken back, with and without scripts. */

test.describe.configure({ timeout: 180_000 })
test.use({ freshSite: true })

const expect = usualExpect.configure({ timeout: 30_000 })

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
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
        await expect(main).toContainText(t('importing.run.why', { reason: 'Twelve places' }))
        // What is yet to come has no page.
        await expect(main.locator('ol a')).toHaveCount(0)
        await main.locator('summary').first().click()
        await expect(main).toContainText(t('history.fields.line'))
        await expect(main.locator('ol')).not.toContainText('[[')
      })

      await test.step('it becomes true at once, and the site shows, maps and exports it', async () => {
        await press('importing.run.apply')
        await state('applied')
        await main.getByRole('link', { name: 'Sample Caravanserai 0' }).click()
        await expect(page.getByRole('heading', { level: 1 })).toContainText('Sample Caravanserai 0')
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
        await state('applied')
        await expect(main).not.toContainText(t('importing.run.searchFollows'))
        const register = new Database(join(site.dataDir, DATABASE_FILE))
        register.exec(`insert into search_due values ('sample')`)
        await page.reload()
        await expect(main).toContainText(t('importing.run.searchFollows'))
        register.exec('delete from search_due')
        register.close()
        await page.fill('[name=reason]', 'Not ours')
        await press('importing.run.undo')
        await state('ready')
        await expect(main).toContainText(t('importing.run.monuments', { count: 12 }))
        await expect(main.locator('ol > li', { hasText: 'Sample Caravanserai' })).toHaveCount(12)
        await press('importing.run.saveUndo')
        await state('applied')
        const csv = await (await page.request.get('/exports/palmyra/monuments.csv')).text()
        expect(csv).not.toContain('Sample Caravanserai')
      })
    })

    test('a table says what its columns and words mean, and what of it cannot be taken', async ({
      page,
      site,
    }) => {
      await becomeFirstAdmin(page, site)
      const main = page.getByRole('main')
      const press = (key: string) => main.getByRole('button', { name: t(key), exact: true }).click()
      const send = async () => {
        await page.goto(`/${lang}/palmyra/import`)
        const buffer = Buffer.from(ARABIC)
        await page.setInputFiles('[name=file]', { name: 'خانات.csv', mimeType: 'text/csv', buffer })
        await press('importing.file.send')
      }

      await test.step('columns and known words are filled in, and remembered once they were chosen', async () => {
        await send()
        await expect(main.getByRole('combobox', { name: 'حالة الحفظ' })).toHaveValue('condition')
        await press('importing.mapping.next')
        await expect(main.getByLabel('«خان»').or(main.getByLabel('“خان”'))).toHaveValue(
          'caravanserai',
        )
        await page.fill('[name=reason]', 'Khans')
        await press('importing.settings.begin')
        await expect(main.getByRole('status').first()).toContainText(
          t('importing.run.states.ready'),
        )
        await send()
        await expect(main).toContainText(t('importing.mapping.remembered'))
      })

      await test.step('each problem is told with row, column and reason, on the page and as CSV', async () => {
        await page.goto(`/${lang}/palmyra/import`)
        await main.getByRole('link', { name: 'خانات.csv' }).click()
        await main.getByRole('link', { name: t('importing.run.withProblems') }).click()
        await expect(main.locator('ol > li')).toHaveCount(2)
        await expect(main).toContainText(t('importing.reasons.no_key'))
        const href = await main
          .getByRole('link', { name: t('importing.run.download') })
          .getAttribute('href')
        const csv = await (await page.request.get(href ?? '')).text()
        expect(csv.trim().split('\n')).toHaveLength(3)
        expect(csv).toContain(`4,حالة الحفظ,${t('importing.reasons.unmapped_value')}`)
      })

      await test.step('what is stopped leaves nothing, and can be looked at again', async () => {
        await press('importing.run.cancel')
        await expect(main.getByRole('status').first()).toContainText(
          t('importing.run.states.cancelled'),
        )
        await press('importing.run.again')
        await expect(main.getByRole('status').first()).toContainText(
          t('importing.run.states.ready'),
        )
      })
    })
  })

const ARABIC = `رقم الجرد,الاسم,النوع,حالة الحفظ,تاريخ المعاينة
خ-1,خان الحير,خان,جيدة,2021-05-04
,خان بلا رقم,خان,سيئة,2021-05-05
خ-3,خان البيضا,خان,لا أدري,2021-05-06
`
