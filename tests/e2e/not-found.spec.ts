import { LANGS } from '../../db/domain/vocabulary'
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
  '/palmyra/temple-of-bel/threats/nothing/close',
  '/palmyra/events/2016',
  '/sources/nothing',
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
  ['status=ruined', 'unknown_value', { param: 'status', value: 'ruined' }],
  ['sort=price', 'unknown_value', { param: 'sort', value: 'price' }],
  ['rev=99', 'unknown_value', { param: 'rev', value: '99' }],
  ['rev=first', 'not_a_rev', { param: 'rev', value: 'first' }],
  ['colour=red', 'unknown_param', { param: 'colour', value: 'red' }],
]

for (const lang of LANGS)
  for (const javaScriptEnabled of [true, false])
    test.describe(`in ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ javaScriptEnabled })
      const t = translatorOf(lang)

      for (const path of NOTHING_THERE)
        test(`${path} is a page that says nothing is there`, async ({ page }) => {
          const answer = await page.goto(`/${lang}${path}`)
          expect(answer?.status()).toBe(404)
          await expect(page.locator('html')).toHaveAttribute('lang', lang)
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('common.notFound.title'))
          await page.getByRole('link', { name: t('common.notFound.link'), exact: true }).click()
          await expect(page).toHaveURL(new RegExp(`/${lang}/palmyra$`))
        })

      for (const [query, key, values] of UNUSABLE)
        test(`?${query} is told and answered with 400`, async ({ page }) => {
          const answer = await page.goto(`/${lang}/palmyra?${query}`)
          expect(answer?.status()).toBe(400)
          const told = page.getByRole('alert').filter({ hasText: t('common.problems.title') })
          await expect(told.getByRole('listitem')).toHaveText([t(`common.problems.${key}`, values)])
          await expect(page.locator('#results tbody tr')).toHaveCount(26)
        })

      for (const path of ['/palmyra/temple-of-bel', '/palmyra/events', '/palmyra/report', '/sources', '/sources/seed', '/about'])
        test(`${path} tells unusable dates too`, async ({ page }) => {
          const answer = await page.goto(`/${lang}${path}?asOf=2016-13-01`)
          expect(answer?.status()).toBe(400)
          await expect(page.getByRole('alert').filter({ hasText: t('common.problems.title') })).toContainText('2016-13-01')
        })

      test('several problems are told at once, and what was typed stays text', async ({ page }) => {
        const answer = await page.goto(`/${lang}/palmyra?asOf=%3Cb%3Ex%3C/b%3E&status=${encodeURIComponent('<script>alert(1)</script>')}&kind=x`)
        expect(answer?.status()).toBe(400)
        await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(3)
        await expect(page.getByRole('alert')).toContainText('<script>alert(1)</script>')
      })
    })

for (const path of ['/', '/nothing', '/favicon.ico', '/EN/palmyra', '/fr/palmyra'])
  test(`${path} outside the languages answers in English, or leads there`, async ({ page }) => {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(path === '/' ? 200 : 404)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  })
