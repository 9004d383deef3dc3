import type { Page } from '@playwright/test'
import { FILE_POLICY } from '../../app/_headers'
import { faults, violations } from '../a11y/inspect'
import { EDITORS_WAYS } from '../sizes'
import { translatorOf } from '../support/messages'
import { CANARY, pictureWithSecrets, plainPicture } from '../support/pictures'
import { test, expect as usualExpect } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'
import { unzipped } from '../support/unzipped'

/* Pictures as evidence, from the file that an editor chooses to what everybody sees and what nobody may. */

test.describe.configure({ timeout: 240_000 })
test.use({ freshSite: true })

const expect = usualExpect.configure({ timeout: 20_000 })

for (const [lang, javaScriptEnabled] of EDITORS_WAYS) {
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)

    test('a picture is refused and taken, paired, redacted and withheld', async ({
      page,
      site,
      browser,
      allowConsole,
    }) => {
      allowConsole.push(/status of 404/)
      await becomeFirstAdmin(page, site)
      const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled })
      const outside = await context.newPage()
      const send = () =>
        page.getByRole('button', { name: t('images.form.save'), exact: true }).click()
      let first = ''
      let second = ''

      await test.step('what is wrong is told at its field, and what was typed is kept', async () => {
        await page.goto(`/${lang}/claims/A35`)
        await page.getByRole('link', { name: t('images.add') }).click()
        await send()
        const alert = page.getByRole('alert').first()
        await expect(alert).toContainText(t('errors.field.caption_needed'))
        await expect(page.getByText(t('images.form.again'))).toBeVisible()
        await describe(page, { captionEn: 'The arch, from the east', taken: '2015-08-02' })
        await choose(page, 'bomb.svg', 'image/svg+xml', Buffer.from('<svg onload="alert(1)"/>'))
        await send()
        await expect(alert).toContainText(t('images.refused.svg'))
        await expect(page.locator('[name=file]')).toHaveAttribute('aria-invalid', 'true')
        await expect(page.locator('[name=credit]')).toHaveValue('A photographer')
        await choose(page, 'photo.jpg', 'image/jpeg', await plainPicture('png'))
        await send()
        const mislabelled = { declared: 'JPEG', found: 'PNG' }
        await expect(alert).toContainText(t('images.refused.mislabelled', mislabelled))
        // Axe waits for timers, which a page without scripts has none of.
        if (javaScriptEnabled) expect(await violations(page, { contrast: false })).toEqual([])
      })

      await test.step('a picture is taken, and its copies say nothing of camera and place', async () => {
        await choose(page, 'photo.jpg', 'image/jpeg', await pictureWithSecrets('jpeg'))
        await send()
        await expect(page).toHaveURL(/\/images\/[\w-]+\?saved=\d+$/)
        first = new URL(page.url()).pathname.split('/').at(-1) ?? ''
        await expect(page.getByText(CANARY).first()).toBeVisible()
        await expect(page.locator('main')).toContainText('34.5503, 38.269')
        const original = await page.request.get(`/images/${first}/original`)
        expect((await original.body()).includes(CANARY)).toBe(true)
        expect(original.headers()['content-disposition']).toContain('attachment')
        expect(original.headers()['cache-control']).toBe('private, no-store')
        expect((await outside.request.get(`/images/${first}/original`)).status()).toBe(404)
        for (const file of ['large.webp', 'thumb.webp']) {
          const answer = await outside.request.get(`/images/${first}/${file}`)
          expect(answer.status()).toBe(200)
          expect((await answer.body()).includes(CANARY)).toBe(false)
          expect(answer.headers()['content-security-policy']).toBe(FILE_POLICY)
          expect(answer.headers()['x-content-type-options']).toBe('nosniff')
          const again = await outside.request.get(`/images/${first}/${file}`, {
            headers: { 'If-None-Match': answer.headers().etag ?? '' },
          })
          expect(again.status()).toBe(304)
        }
        for (const path of [
          `/${lang}/images/${first}`,
          `/${lang}/claims/A35`,
          `/${lang}/palmyra/roman-theatre`,
          `/${lang}/history/${first}`,
        ]) {
          const answer = await outside.goto(path)
          const text = await outside.content()
          expect(answer?.status(), path).toBe(200)
          expect(text.includes('The arch, from the east'), path).toBe(true)
          for (const secret of [CANARY, '34.5503']) expect(text.includes(secret), path).toBe(false)
        }
      })

      await test.step('it follows the clocks', async () => {
        const before = await outside.goto(`/${lang}/images/${first}?asOf=2015-07-01`)
        expect(before?.status()).toBe(404)
      })

      await test.step('a later one stands beside it', async () => {
        await page.goto(`/${lang}/images/new?about=A35`)
        await describe(page, { captionAr: 'القوس من الشرق', taken: '2016-04-01', beforeId: first })
        await choose(page, 'later.png', 'image/png', await plainPicture('png', 'grey', 90))
        await send()
        await expect(page).toHaveURL(/saved=\d+$/)
        second = new URL(page.url()).pathname.split('/').at(-1) ?? ''
        await outside.goto(`/${lang}/images/${second}`)
        await expect(outside.locator('main figure img')).toHaveCount(2)
        for (const picture of await outside.locator('main figure img').all()) {
          expect(await picture.getAttribute('alt')).not.toBe('')
          expect(Number(await picture.getAttribute('width'))).toBeGreaterThan(0)
        }
        expect(await faults(outside)).toEqual([])
        if (javaScriptEnabled) await slide(outside, t, lang)
        if (javaScriptEnabled) expect(await violations(outside)).toEqual([])
        await look(outside, `pair-${lang}`)
      })

      await test.step('a redacted copy takes its place for everybody else', async () => {
        await page.goto(`/${lang}/images/${first}`)
        await page.getByRole('link', { name: t('images.redacted.add') }).click()
        await page.locator('[name=reason]').fill('Faces were to be seen')
        await choose(page, 'redacted.png', 'image/png', await plainPicture('png', 'black'))
        await send()
        await expect(page).toHaveURL(/saved=\d+$/)
        await expect(page.getByRole('link', { name: t('images.redacted.original') })).toBeVisible()
        expect((await outside.goto(`/${lang}/images/${first}`))?.status()).toBe(404)
        expect((await outside.request.get(`/images/${first}/large.webp`)).status()).toBe(404)
        expect((await outside.goto(`/${lang}/history/${first}`))?.status()).toBe(404)
        await outside.goto(`/${lang}/palmyra/roman-theatre?rev=3`)
        expect((await outside.content()).includes(first)).toBe(false)
        await outside.goto(`/${lang}/palmyra/roman-theatre`)
        await expect(outside.getByText(t('images.redacted.is')).first()).toBeVisible()
        await look(outside, `monument-${lang}`)
      })

      await test.step('the crate holds what the public may see, and no more', async () => {
        const crate = await outside.request.get('/exports/palmyra/crate.zip?kind=theatre', {
          timeout: 120_000,
        })
        const files = await unzipped(await crate.body())
        const images = [...files.keys()].filter((path) => path.startsWith('images/'))
        expect(images).toHaveLength(2)
        expect(images.join()).not.toContain(first)
        const metadata = String(files.get('ro-crate-metadata.json'))
        expect(metadata).toContain('ImageObject')
        expect(metadata).toContain('A photographer')
        for (const bytes of files.values()) expect(bytes.includes(CANARY)).toBe(false)
      })

      await test.step('it is corrected, and withdrawn', async () => {
        await page.goto(`/${lang}/images/${second}/edit`)
        await page.locator('[name=credit]').fill('Another photographer')
        await page.locator('[name=sensitivity][value=restricted]').check()
        await page.locator('[name=reason]').fill('She asked for it')
        await page.getByRole('button', { name: t('images.form.saveEdit'), exact: true }).click()
        await expect(page).toHaveURL(/saved=\d+$/)
        await expect(page.locator('main')).toContainText('Another photographer')
        expect((await outside.request.get(`/images/${second}/thumb.webp`)).status()).toBe(404)
        await page.getByRole('link', { name: t('monument.edit.withdraw') }).click()
        await page.locator('[name=reason]').fill('Taken elsewhere')
        await page.getByRole('button', { name: t('forms.withdraw.submit') }).click()
        await expect(page).toHaveURL(/\/claims\/A35\?saved=\d+$/)
        expect((await page.goto(`/${lang}/images/${second}`))?.status()).toBe(404)
      })
      await context.close()
    })
  })
}

type Translate = ReturnType<typeof translatorOf>

/** By keyboard alone: the slider is opened, says what it shows, and goes the way that the page is read. */
async function slide(page: Page, t: Translate, lang: string): Promise<void> {
  const button = page.getByRole('button', { name: t('images.slider.open') })
  await button.focus()
  await page.keyboard.press('Enter')
  const slider = page.getByRole('slider', { name: t('images.slider.label') })
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    t('images.slider.value', { before: '0', after: '100' }),
  )
  for (let n = 0; n < 3; n++) await page.keyboard.press(lang === 'ar' ? 'ArrowLeft' : 'ArrowRight')
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    t('images.slider.value', { before: '3', after: '97' }),
  )
  await slider.fill('30')
  await look(page, `slider-${lang}`)
}

async function describe(page: Page, values: Record<string, string>): Promise<void> {
  const all = { credit: 'A photographer', rights: 'cc_by', reason: 'Evidence', ...values }
  for (const [name, value] of Object.entries(all)) {
    const field = page.locator(`[name="${name}"]`)
    if (await field.evaluate((element) => element.tagName === 'SELECT'))
      await field.selectOption(value)
    else await field.fill(value)
  }
}

function choose(page: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  return page.locator('[name=file]').setInputFiles({ name, mimeType, buffer })
}

/** For those who want to see it: TADMOR_LOOK names a folder. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.TADMOR_LOOK
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
