import type { Page } from '@playwright/test'
import { EDITORS_WAYS } from '../sizes'
import { HOSTILE } from '../support/hostile-texts'
import { translatorOf } from '../support/messages'
import { test, expect as usualExpect } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* The sources as a library, in both languages, with and without scripts. Each test has a register of its own. */

test.describe.configure({ timeout: 90_000 })
test.use({ freshSite: true })
const expect = usualExpect.configure({ timeout: 15_000 })

const PDF = Buffer.from('%PDF-1.7\n% a copy that an editor saved\n')
const NOTE = [
  '**Compiled** from [notes](https://example.org/notes), [not this](javascript:alert(1)) and ![no](https://evil.example/x.png).',
  '## Heading',
  '- معبد بل',
].join('\n\n')

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)
    const press = (page: Page, key: string) =>
      page
        .locator('main')
        .getByRole('button', { name: t(key), exact: true })
        .click()
    const alert = (page: Page) => page.locator('main').getByRole('alert').first()

    test('a source is entered, copied, noted and merged', async ({ page, site, browser }) => {
      await becomeFirstAdmin(page, site)
      let source = ''
      await test.step('likely duplicates are shown once, the very same address is refused', async () => {
        await page.goto(`/${lang}/sources/new`)
        const title = 'Damage at Palmyra, a survey from the ground'
        await fill(page, { title, url: 'https://example.org/ground', class: 'institution' })
        await fill(page, { published: '2020-05', author: 'A. Writer', reason: 'Found it' })
        await press(page, 'library.new.save')
        await expect(page).toHaveURL(/\/sources\/[0-9a-f-]{36}\?saved=\d+$/)
        source = new URL(page.url()).pathname
        await page.goto(`/${lang}/sources/new`)
        await fill(page, { title: `${title}.`, class: 'press', published: '2020-06' })
        await fill(page, { url: 'https://example.org/ground', reason: 'Once more' })
        await press(page, 'library.new.save')
        await expect(alert(page)).toContainText(t('library.likely.taken'))
        await page.fill('[name=url]', 'https://example.org/other')
        // Where scripts run they are shown on leaving the field, and then not asked about again.
        if (javaScriptEnabled) await page.locator('[name=url]').blur()
        else {
          await press(page, 'library.new.save')
          await expect(alert(page)).toContainText(t('library.likely.lead'))
        }
        await expect(page.locator('main')).toContainText(t('library.likely.name'))
        await press(page, 'library.new.save')
        await expect(page).toHaveURL(/saved=\d+$/)
      })
      const doubled = new URL(page.url()).pathname

      await test.step('the library finds both, and says that nothing rests on them', async () => {
        await page.goto(`/${lang}/sources?asOf=2026-01-01`)
        await fill(page.locator('main'), { q: 'palmyra ground' })
        await page.locator('main [name=uncited]').check()
        await press(page, 'library.filter.apply')
        await expect(page).toHaveURL(/asOf=2026-01-01.*uncited=on/)
        await expect(page.locator('main tbody tr')).toHaveCount(2)
      })

      await test.step('a copy is sent and attached; its bytes are for editors', async () => {
        await page.goto(`${source}/copy`)
        const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
        await page.setInputFiles('[name=file]', {
          name: 'x.pdf',
          mimeType: 'application/pdf',
          buffer: svg,
        })
        await press(page, 'library.copy.upload')
        await expect(alert(page)).toContainText('application/pdf')
        await page.setInputFiles('[name=file]', {
          name: '../a "b".pdf',
          mimeType: 'text/html',
          buffer: PDF,
        })
        await press(page, 'library.copy.upload')
        await fill(page, { reason: 'Kept in case it goes' })
        await press(page, 'library.copy.attach')
        await expect(page).toHaveURL(/saved=\d+$/)
        await expect(page.locator('main')).toContainText(/[0-9a-f]{64}/)
        const path = `/copies/${source.split('/').at(-1)}`
        const got = await page.request.get(path)
        const headers = got.headers()
        expect([got.status(), headers['content-type'], headers['x-content-type-options']]).toEqual([
          200,
          'application/pdf',
          'nosniff',
        ])
        expect(headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''/)
        expect(headers['content-security-policy']).toContain('sandbox')
        expect(Buffer.compare(await got.body(), PDF)).toBe(0)
        const stranger = await browser.newContext({ baseURL: site.url })
        expect((await stranger.request.get(path)).status()).toBe(404)
        const forged = { file: { name: 'x.pdf', mimeType: 'application/pdf', buffer: PDF } }
        const refused = await stranger.request.post(path, { multipart: forged, maxRedirects: 0 })
        expect(refused.headers().location).toContain('problem=refused')
        await stranger.close()
      })

      await test.step('a note is previewed, saved, and can do nothing', async () => {
        await page
          .locator('main')
          .getByRole('link', { name: t('library.notes.add') })
          .click()
        await fill(page, { text: NOTE })
        await press(page, 'library.notes.preview')
        const preview = page.getByRole('region', { name: t('library.notes.shown') })
        await expect(preview.locator('strong').first()).toHaveText('Compiled')
        await expect(page.locator('[name=text]')).toHaveValue(NOTE)
        await fill(page, { reason: 'To remember' })
        await press(page, 'library.notes.save')
        await expect(page).toHaveURL(/saved=\d+$/)
        const note = page.locator('main section', { has: page.locator('#notes') })
        await expect(note.getByRole('link', { name: 'notes' })).toHaveAttribute(
          'rel',
          'noopener noreferrer nofollow',
        )
        await expect(note.locator('a[href^="javascript" i], img, script, h2 ~ h2')).toHaveCount(0)
        await expect(note.locator('li[dir=auto]', { hasText: 'معبد بل' })).toBeVisible()
      })

      await test.step('the duplicate is merged: its address leads here, its past stays', async () => {
        await page.goto(`${source}/merge?with=${doubled.split('/').at(-1)}`)
        await expect(page.getByRole('group')).not.toHaveCount(0)
        await fill(page, { reason: 'The same survey' })
        await press(page, 'library.merge.submit')
        await expect(page).toHaveURL(/saved=\d+$/)
        const rev = Number(new URL(page.url()).searchParams.get('saved'))
        const gone = await page.request.get(`${doubled}?asOf=2026-01-01`, { maxRedirects: 0 })
        expect(gone.status()).toBe(308)
        expect(gone.headers().location).toContain(`${source}?asOf=2026-01-01`)
        expect(
          (await page.request.get(`${doubled}@${rev - 1}`, { maxRedirects: 0 })).status(),
        ).toBe(200)
        const api = `/api/v1/sources/${doubled.split('/').at(-1)}`
        expect((await page.request.get(api, { maxRedirects: 0 })).status()).toBe(308)
      })
    })
  })

test('whatever a note holds, its page runs nothing', async ({ page, site }) => {
  await becomeFirstAdmin(page, site)
  let saved = 0
  for (const text of [
    ...HOSTILE,
    '[a](  javascript:alert(1))',
    '<https://x.example/"onmouseover=alert(1)>',
    '[b]: data:text/html,x\n\n[b]',
  ]) {
    await page.goto('/en/notes?about=agora')
    await fill(page, { text, reason: 'Trying' })
    await page.locator('main').getByRole('button', { name: 'Save the note' }).click()
    await expect(
      page
        .locator('main')
        .getByRole('alert')
        .or(page.locator('main [role=status]').first())
        .first(),
    ).toBeVisible()
    if (/saved=/.test(page.url())) saved++
  }
  expect(saved).toBeGreaterThan(5)
  await page.goto('/en/palmyra/agora')
  const notes = page.locator('main section', { has: page.locator('#notes') })
  expect(
    await notes
      .locator(
        'script, img, style, iframe, [onerror], [onmouseover], a[href^="data:"], a[href^="java" i]',
      )
      .count(),
  ).toBe(0)
})

async function fill(page: Pick<Page, 'locator'>, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"], [name="${name}"]`).last()
    const tag = await field.evaluate((element) => element.tagName)
    if (tag === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
}
