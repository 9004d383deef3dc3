import { LANGS } from '../../db/domain/vocabulary'
import { langsOf, READERS_SCRIPTS } from '../sizes'
import { translatorOf } from '../support/messages'
import { SECOND } from '../support/second-site'
import { expect, test } from '../support/server'
import { enrolBeside } from '../support/site-process'

const TYPED = { en: 'Tadmur castle', ar: 'القلعه في تدمر' } as const
const SLIP = { en: ['tetrapilon', 'Tetrapylon'], ar: ['الروماتي', 'الروماني'] } as const
/** Text that means something to the index, to the address or to nobody. */
const ODD = [
  '"',
  '"" OR *',
  'NEAR(bel arch, 2)',
  '-bel AND (',
  'names:bel ^x',
  '%00bel',
  '%',
  "'; drop table search; --",
  '\u202eبل\u202c "',
  '🏛️½ﷺ',
  'ب'.repeat(200),
]

for (const lang of LANGS)
  for (const javaScriptEnabled of READERS_SCRIPTS)
    test.describe(`search in ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ javaScriptEnabled, viewport: { width: 360, height: 800 } })
      const t = translatorOf(lang)

      test('from the box on any page to what a source says, at the same dates', async ({
        page,
      }) => {
        await page.goto(`/${lang}/palmyra/events?asOf=2016-12-11&knownAt=2016-12-14`)
        await page.getByRole('searchbox', { name: t('search.words') }).fill(TYPED[lang])
        await page.getByRole('button', { name: t('search.go'), exact: true }).click()
        expect(new URL(page.url()).searchParams.get('knownAt')).toBe('2016-12-14')
        const first = page.getByRole('article').first()
        await expect(first.getByRole('heading').getByRole('link')).toHaveAttribute(
          'href',
          `/${lang}/palmyra/palmyra-castle?asOf=2016-12-11&knownAt=2016-12-14`,
        )
        await expect(first.locator('[data-headline="damaged"]')).toBeVisible()
        await expect(first.locator('mark').first()).toBeVisible()
        const claims = page
          .getByRole('navigation', { name: t('search.narrow') })
          .getByRole('link', { name: new RegExp(`^${t('search.kinds.claim')} \\d`) })
        const count = Number(/\d+/.exec((await claims.textContent()) ?? '')?.[0])
        await claims.click()
        await expect(claims).toHaveAttribute('aria-current', 'true')
        await expect(page.getByRole('status').first()).toContainText(t('search.found', { count }))
        const claim = page.locator('[data-record]').first()
        await expect(claim.locator('a[href*="/sources/"]')).toBeVisible()
        await claim.getByRole('link').first().click()
        await expect(page).toHaveURL(/\/claims\/.*knownAt=2016-12-14/)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      })

      test('a slip is taken for what it may mean, and need not be', async ({ page }) => {
        const [slip, meant] = SLIP[lang]
        await page.goto(`/${lang}/search?q=${encodeURIComponent(slip)}`)
        const told = page.getByRole('status').filter({ hasText: t('search.shownFor') })
        await expect(told).toBeVisible()
        await expect(page.locator('mark').getByText(meant).first()).toBeVisible()
        await told.getByRole('link').click()
        await expect(page.getByText(t('search.found', { count: 0 }))).toBeVisible()
        await page.getByRole('link', { name: t('search.slips') }).click()
        await expect(told).toBeVisible()
      })

      test('nothing is wider than a telephone', async ({ page }) => {
        for (const q of ['temple of bel', 'داعش', 'x'.repeat(200), '']) {
          await page.goto(`/${lang}/search?q=${encodeURIComponent(q)}`)
          const width = await page.evaluate(() => document.documentElement.scrollWidth)
          expect(width, q).toBeLessThanOrEqual(360)
        }
      })
    })

test('what was published later is not found, and is from its day on', async ({ request }) => {
  const t = translatorOf('en')
  const at = async (knownAt: string) => {
    const query = new URLSearchParams({
      q: 'tetrapylon',
      asOf: '2017-01-12',
      knownAt,
      record: 'event',
    })
    return (await request.get(`/en/search?${query}`)).text()
  }
  expect(await at('2017-01-15')).toContain(t('search.found', { count: 0 }))
  expect(await at('2017-01-19')).toContain('event-tetra-2017-destruction')
})

test('words that no record holds together, and what to try instead', async ({ page }) => {
  const [lang = 'en'] = langsOf(0)
  const t = translatorOf(lang)
  await page.goto(`/${lang}/search?q=drone+tetrapylon+xyzzy`)
  await expect(page.getByText(t('search.partial'))).toBeVisible()
  await page.getByRole('link', { name: `${t('search.alone')} tetrapylon` }).click()
  await expect(page.getByText(t('search.partial'))).toHaveCount(0)
  await expect(page.getByRole('article').first()).toContainText('Tetrapylon')
})

test.describe('beside a second site', () => {
  test.use({ freshSite: true })

  test('what is found says which site it is of, and a site without monuments says so', async ({
    page,
    site,
  }) => {
    const found = page.getByRole('article').first().locator('header')
    await page.goto('/en/search?q=tetrapylon')
    await expect(found).not.toContainText('Palmyra')
    enrolBeside(site, [])
    await page.reload()
    await expect(found).toContainText('Palmyra')
    // Its only monument is not for everybody.
    await page.goto(`/en/${SECOND.slug}`)
    const t = translatorOf('en')
    await expect(page.getByRole('status')).toHaveText(t('register.none'))
    await page.goto(`/en/${SECOND.slug}?q=xyzzy`)
    await expect(page.getByRole('status')).toHaveText(t('register.found', { count: 0 }))
  })
})

test('whatever is typed is answered', async ({ request }) => {
  for (const text of ODD) {
    const answer = await request.get(`/ar/search?q=${encodeURIComponent(text)}`)
    expect(answer.status(), text).toBe(200)
  }
  for (const raw of ['%E0%A4%A', '%FF%FE', '+', '&q=bel&q=arch'])
    expect((await request.get(`/en/search?q=${raw}`)).status(), raw).toBe(200)
  for (const bad of [
    `q=${'x'.repeat(201)}`,
    'q=x&record=ruin',
    'q=x&knownAt=soon',
    'q=x&tab=1',
    'page=0',
  ])
    expect((await request.get(`/en/search?${bad}`)).status(), bad).toBe(400)
})
