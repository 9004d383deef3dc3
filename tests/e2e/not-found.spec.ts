import type { APIRequestContext } from '@playwright/test'
import { LANGS } from '../../db/domain/vocabulary'
import { FULL } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

/** The browser itself complains of a status that we mean. */
test.use({ allowConsole: [/the server responded with a status of 40[04]/] })

const NOTHING_THERE = [
  '/nowhere',
  '/palmyra/nothing',
  '/palmyra/temple-of-bel/more',
  '/palmyra/temple-of-bel/edit/more',
  '/palmyra/nothing/edit',
  '/palmyra/temple-of-bel/threats',
  '/palmyra/threats',
  '/palmyra/threats/new/more',
  '/palmyra/threats/threat.theatre-2016/open',
  '/palmyra/risk/2016',
  '/palmyra/compare/more',
  '/palmyra/record/edit',
  '/sources/seed/threats/new',
  '/palmyra/events/2016',
  '/palmyra/record/more',
  '/sources/nothing',
  '/sources/nothing/edit',
  '/sources/seed/more',
  '/sources/%E0%A4%A',
  '/about/us',
  '/sign-in/please',
  '/people/nobody/else',
  '/join',
  '/__proto__',
  '/palmyra/constructor',
]

const UNUSABLE: [query: string, key: string, values: { param: string; value: string }][] = [
  ['asOf=2015-02-29', 'not_a_day', { param: 'asOf', value: '2015-02-29' }],
  ['knownAt=soon', 'not_a_day', { param: 'knownAt', value: 'soon' }],
  ['asOf=2026-11-24', 'future', { param: 'asOf', value: '2026-11-24' }],
  ['knownAt=2030-01-01', 'future', { param: 'knownAt', value: '2030-01-01' }],
  ['status=ruined', 'unknown_value', { param: 'status', value: 'ruined' }],
  ['sort=price', 'unknown_value', { param: 'sort', value: 'price' }],
  ['rev=99', 'unknown_value', { param: 'rev', value: '99' }],
  ['rev=first', 'not_a_rev', { param: 'rev', value: 'first' }],
  ['page=0', 'not_a_page', { param: 'page', value: '0' }],
  ['page=2', 'not_a_page', { param: 'page', value: '2' }],
  ['colour=red', 'unknown_param', { param: 'colour', value: 'red' }],
]
const TAKE_CLOCKS = [
  '/palmyra',
  '/palmyra/temple-of-bel',
  '/palmyra/events',
  '/palmyra/risk',
  '/palmyra/compare',
  '/sources',
  '/sources/seed',
  '/palmyra/changes',
  '/claims/A35',
  '/assessments/bel.condition.2015',
  '/history/A35',
  '/about',
]

for (const lang of LANGS) {
  const t = translatorOf(lang)

  test(`${lang}: addresses with nothing behind them say so, in words, with status 404`, async ({
    request,
  }) => {
    for (const path of NOTHING_THERE) {
      const { status, html } = await load(request, `/${lang}${path}`)
      expect.soft(status, path).toBe(404)
      expect
        .soft(html, path)
        .toContain(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`)
      expect.soft(html, path).toContain(`<h1>${t('common.notFound.title')}</h1>`)
    }
  })

  test(`${lang}: parameters that cannot be used are told, with status 400`, async ({ request }) => {
    const asked = [
      ...UNUSABLE.map(
        ([query, key, values]) =>
          [`/palmyra?${query}`, t(`common.problems.${key}`, values)] as const,
      ),
      ...TAKE_CLOCKS.map(
        (path) =>
          [
            `${path}?asOf=2016-13-01`,
            t('common.problems.not_a_day', { param: 'asOf', value: '2016-13-01' }),
          ] as const,
      ),
    ]
    for (const [address, sentence] of asked) {
      const { status, html } = await load(request, `/${lang}${address}`)
      expect.soft(status, address).toBe(400)
      expect.soft(html, address).toContain(sentence)
      expect.soft(html, address).toContain(t('common.problems.title'))
    }
  })

  for (const javaScriptEnabled of FULL ? [true, false] : [false])
    test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ javaScriptEnabled })

      test('a wrong address is readable and leads back', async ({ page }) => {
        for (const path of ['/palmyra/nothing', '/sources/nothing']) {
          expect((await page.goto(`/${lang}${path}`))?.status()).toBe(404)
          await expect(page.locator('html')).toHaveAttribute('lang', lang)
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(
            t('common.notFound.title'),
          )
          await page.getByRole('link', { name: t('common.notFound.link'), exact: true }).click()
          await expect(page).toHaveURL(new RegExp(`/${lang}/palmyra$`))
        }
      })

      test('several problems are told at once, what was typed stays text, and everything is shown', async ({
        page,
      }) => {
        const script = '<script>alert(1)</script>'
        const answer = await page.goto(
          `/${lang}/palmyra?asOf=%3Cb%3Ex%3C/b%3E&status=${encodeURIComponent(script)}&kind=x`,
        )
        expect(answer?.status()).toBe(400)
        const told = page.getByRole('alert').filter({ hasText: t('common.problems.title') })
        await expect(told.getByRole('listitem')).toHaveCount(3)
        await expect(told).toContainText(script)
        await expect(page.locator('#results tbody tr')).toHaveCount(26)
      })
    })
}

test('outside the languages everything is answered in English', async ({ request }) => {
  for (const path of ['/nothing', '/favicon.ico', '/EN/palmyra', '/fr/palmyra', '/palmyra']) {
    const { status, html } = await load(request, path)
    expect.soft(status, path).toBe(404)
    expect.soft(html, path).toContain('<html lang="en"')
  }
})

/** The page as it is without scripts, plain quotation marks restored. */
async function load(request: APIRequestContext, address: string) {
  const answer = await request.get(address)
  const html = (await answer.text())
    .replaceAll('<!-- -->', '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
  return { status: answer.status(), html }
}
