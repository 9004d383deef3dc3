import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { EDITORS_WAYS } from '../sizes'
import { translatorOf } from '../support/messages'
import { type Site, test, expect as usualExpect } from '../support/server'
import { acceptInvitation, becomeFirstAdmin, invite } from '../support/sign-in'
import { freezeBeside } from '../support/site-process'

/* Places and people that need care, from the first decision to the last byte. */

test.describe.configure({ timeout: 240_000 })
test.use({ freshSite: true })

const expect = usualExpect.configure({ timeout: 15_000 })
const NAME = 'Xanthippe Quillfeather'

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)

    test('a place is hidden, shown as a cell, and somebody at risk is kept and erased', async ({
      page,
      site,
      browser,
      request,
    }) => {
      const get = async (path: string) => {
        const answer = await request.get(path)
        return { status: answer.status(), text: await answer.text() }
      }
      await becomeFirstAdmin(page, site)
      const editor = await member(browser, page, site, 'editor', javaScriptEnabled)
      const reviewer = await member(browser, page, site, 'reviewer', javaScriptEnabled)
      const frozen = freezeBeside(site.dataDir, 'rev=1&kind=agora&lang=en', 'The agora')
      const everywhere = [
        `/${lang}/palmyra/agora`,
        `/${lang}/palmyra/agora?rev=1`,
        `/${lang}/palmyra/agora@1`,
        `/${lang}/history/agora`,
        '/api/v1/sites/palmyra/monuments/agora',
        '/exports/palmyra/agora/changes.atom',
      ]
      for (const path of everywhere) expect((await get(path)).status, path).toBe(200)
      expect((await get(`/${lang}/reports/${frozen}`)).status).toBe(200)

      await test.step('an editor hides a monument with a reason: it is gone everywhere at once', async () => {
        await editor.goto(`/${lang}/palmyra/agora`)
        await editor
          .locator('main')
          .getByRole('link', { name: t('sensitivity.link') })
          .click()
        const table = editor.getByRole('table')
        await expect(table).toContainText(t('sensitivity.shown'))
        await expect(table).toContainText(t('sensitivity.hidden'))
        await editor.getByRole('button', { name: t('sensitivity.save') }).click()
        await expect(editor.getByRole('alert').first()).toContainText(t('errors.problem'))
        await editor.locator('[name=level][value=restricted]').check()
        await editor.locator('[name=reason]').fill('Looters were seen with a map')
        await editor.getByRole('button', { name: t('sensitivity.save') }).click()
        await expect(editor).toHaveURL(/saved=\d+$/)
        await expect(editor.getByRole('note')).toContainText(t('sensitivity.reviewersOnly'))
        for (const path of everywhere) expect.soft((await get(path)).status, path).toBe(404)
        const csv = await get('/exports/palmyra/monuments.csv')
        expect(csv.text).not.toContain('agora')
        for (const path of [`/${lang}/palmyra/changes`, '/exports/palmyra/changes.atom'])
          expect((await get(path)).text, path).not.toContain('Looters')
        const gone = await request.get(`/exports/reports/${frozen}.pdf`)
        expect(gone.status()).toBe(410)
        const next = /<(.+)>; rel="successor-version"/.exec(gone.headers().link ?? '')?.[1]
        expect((await request.get(next ?? '')).status()).toBe(200)
      })

      await test.step('an editor opens nothing, a reviewer is asked twice', async () => {
        await expect(editor.locator('[name=level][value=public]')).toHaveCount(0)
        await editor.goto(`/${lang}/palmyra/agora/edit`)
        await editor.locator('[name=sensitivity]').selectOption('public')
        await editor.locator('[name=reason]').fill('In passing')
        await editor.getByRole('button', { name: t('forms.save'), exact: true }).click()
        await expect(editor.getByRole('alert').first()).toContainText(
          t('errors.sensitivity.elsewhere'),
        )
        await reviewer.goto(`/${lang}/sensitivity?record=agora`)
        await reviewer.locator('[name=level][value=generalised]').check()
        await reviewer.locator('[name=reason]').fill('The region is known anyway')
        await reviewer.getByRole('button', { name: t('sensitivity.save') }).click()
        await expect(reviewer.getByRole('alert').first()).toContainText(
          t('errors.sensitivity.confirm'),
        )
        await expect(reviewer.locator('[name=level][value=generalised]')).toBeChecked()
        await reviewer.locator('[name=confirmed]').check()
        await reviewer.getByRole('button', { name: t('sensitivity.save') }).click()
        await expect(reviewer).toHaveURL(/saved=\d+$/)
        const json = await (await request.get('/exports/palmyra/monuments.geojson')).json()
        const place = json.features.find((f: { id: string }) => f.id === 'agora')
        expect(place.geometry.type).toBe('Polygon')
      })

      const person = await test.step('an editor records a guard, by the part alone', async () => {
        await editor.goto(`/${lang}/palmyra`)
        await editor
          .locator('main')
          .getByRole('link', { name: t('persons.link') })
          .click()
        await editor.locator('[name=partEn]').fill('A site guard')
        await editor.locator('[name=partAr]').fill('حارس موقع')
        await editor.locator('[name=reason]').fill('Spoke to us')
        await editor.getByRole('button', { name: t('persons.save'), exact: true }).click()
        await expect(editor).toHaveURL(/persons\/[0-9a-f-]{36}\?saved=\d+$/)
        const path = new URL(editor.url()).pathname
        await expect(editor.locator('main')).toContainText(t('persons.namesBy'))
        await editor.goto(`${path}/name`)
        await expect(editor.getByRole('alert').first()).toContainText(t('persons.forbidden'))
        await editor.goto(`/${lang}/palmyra/correct?claim=A35`)
        await editor.locator('[name=personId]').selectOption(path.split('/').at(-1) ?? '')
        await editor.locator('[name=reason]').fill('The guard says so')
        await editor.getByRole('button', { name: t('evidence.claim.save') }).click()
        await expect(editor).toHaveURL(/saved=\d+$/)
        expect((await get('/en/claims/A35')).text).not.toContain('site guard')
        return path
      })

      await test.step('a reviewer records the name; it is seen on its own page, which is logged', async () => {
        await reviewer.goto(person)
        await reviewer.getByRole('link', { name: t('persons.nameLink') }).click()
        await expect(reviewer.locator('main')).toContainText(t('persons.nameNone'))
        await reviewer.locator('[name=name]').fill(NAME)
        await reviewer.locator('[name=reason]').first().fill(`This is ${NAME}`)
        await reviewer.getByRole('button', { name: t('persons.nameSave') }).click()
        await expect(reviewer.getByRole('alert').first()).toContainText(t('errors.persons.named'))
        await reviewer.locator('[name=reason]').first().fill('To ask again')
        await reviewer.getByRole('button', { name: t('persons.nameSave') }).click()
        await expect(reviewer.getByRole('status').first()).toContainText(/\d/)
        await reviewer.goto(`${person}/name`)
        await expect(reviewer.locator('dd').first()).toContainText(NAME)
        for (const path of [
          person,
          `/${lang}/palmyra/persons`,
          `/${lang}/palmyra/changes`,
          `/${lang}/search?q=Quillfeather`,
        ]) {
          const html = await (await editor.request.get(path)).text()
          expect.soft(html.replaceAll('q=Quillfeather', ''), path).not.toContain(NAME)
        }
        expect(site.log()).toContain('"action":"read-name"')
        expect(site.log()).not.toContain('Quillfeather')
      })

      await test.step('once the part is public, readers learn that and no more', async () => {
        await reviewer.goto(`/${lang}/sensitivity?record=${person.split('/').at(-1)}`)
        await reviewer.locator('[name=level]').check()
        await reviewer.locator('[name=confirmed]').check()
        await reviewer.locator('[name=reason]').fill('There are many guards')
        await reviewer.getByRole('button', { name: t('sensitivity.save') }).click()
        await expect(reviewer).toHaveURL(/saved=\d+$/)
        const { text } = await get('/en/claims/A35')
        expect(text).toContain('site guard; name withheld')
      })

      await test.step('an administrator erases the name, and no byte of it is left', async () => {
        const holding = () =>
          readdirSync(site.dataDir, { recursive: true, encoding: 'utf8' }).filter(
            (path) =>
              /tadmor\.db(-wal|-shm)?$|\.log$/.test(path) &&
              readFileSync(join(site.dataDir, path)).includes('Quillfeather'),
          )
        expect(holding()).not.toEqual([])
        await page.goto(`${person}/name`)
        const form = page.locator('form', { has: page.locator('[name=confirmed]') })
        await form.locator('[name=confirmed]').check()
        await form.locator('[name=reason]').fill('They asked us to')
        await page.getByRole('button', { name: t('persons.eraseSave') }).click()
        await expect(page.locator('main')).toContainText(t('persons.nameNone'))
        expect(holding()).toEqual([])
      })
    })
  })

/** Somebody with a role, signed in, in a browser of their own. */
async function member(
  browser: Browser,
  admin: Page,
  site: Site,
  role: string,
  javaScriptEnabled: boolean,
): Promise<Page> {
  const link = await invite(admin, { name: `A ${role}`, email: `${role}@example.org`, role })
  const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled })
  const page = await context.newPage()
  await acceptInvitation(page, link, 'four plain words together')
  return page
}
