import { LANGS } from '../../db/domain/vocabulary'
import { langsOf, READERS_SCRIPTS } from '../sizes'
import {
  CLOCK_ANSWERS,
  PRINCIPALS,
  SEED_ARTICLE,
  STANDING,
  TETRAPYLON_SINCE,
} from '../support/clock-answers'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'

for (const lang of LANGS)
  for (const javaScriptEnabled of READERS_SCRIPTS)
    test.describe(`a monument in ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ javaScriptEnabled })
      const t = translatorOf(lang)
      const status = { name: t('monument.status'), exact: true }

      // The pages carry no script of their own: with scripts one pair of clocks will do.
      const asked = Object.entries(CLOCK_ANSWERS).filter(
        ([query], n) =>
          langsOf(n).includes(lang) && (!javaScriptEnabled || query.endsWith('knownAt=2016-12-14')),
      )
      for (const [query, answers] of asked)
        test(`answers ${query || 'for today'}`, async ({ page }) => {
          for (const [slug, { headline, atRisk }] of Object.entries(answers)) {
            await page.goto(`/${lang}/palmyra/${slug}?${query}`)
            const panel = page.getByRole('region', status)
            await expect(panel.locator('[data-headline]').first(), slug).toHaveAttribute(
              'data-headline',
              headline,
            )
            await expect(
              panel.getByText(t(`vocab.headlines.${headline}`), { exact: true }).first(),
              slug,
            ).toBeVisible()
            await expect(
              panel.getByText(t('vocab.flags.at_risk'), { exact: true }),
              slug,
            ).toHaveCount(atRisk ? 1 : 0)
            const standing = STANDING[slug as keyof typeof STANDING]
            if (standing) {
              await expect(panel).toContainText(standing[lang])
              await expect(panel).toContainText(
                t('monument.rules.principal_destroyed', { part: PRINCIPALS[slug]?.[lang] ?? '' }),
              )
              await expect(panel).toContainText(t('vocab.conditions.very_bad'))
            }
            if (headline === 'destroyed' && slug === 'tetrapylon')
              await expect(panel).toContainText(TETRAPYLON_SINCE[lang])
          }
        })

      if (javaScriptEnabled) return

      test('rests on the article where it speaks and on somebody independent', async ({ page }) => {
        for (const slug of [
          'roman-theatre',
          'palmyra-castle',
          'temple-of-bel',
          'monumental-arch',
        ]) {
          await page.goto(`/${lang}/palmyra/${slug}?asOf=2016-12-11&knownAt=2016-12-14`)
          const sources = page.locator('section[aria-labelledby=sources]')
          await expect(sources.getByRole('link', { name: SEED_ARTICLE }), slug).toHaveAttribute(
            'href',
            `/${lang}/sources/seed?asOf=2016-12-11&knownAt=2016-12-14`,
          )
          await expect(
            sources.getByText(t('vocab.sourceClasses.press')).first(),
            slug,
          ).toBeVisible()
        }
      })

      test('says nothing at earlier dates that was published later', async ({ page }) => {
        await page.goto(`/${lang}/palmyra/tetrapylon?asOf=2017-01-12&knownAt=2017-01-18`)
        await expect(page.getByRole('region', status)).not.toContainText('2017')
        const said = page.locator(
          'section[aria-labelledby=claims], section[aria-labelledby=conclusions], section[aria-labelledby=events]',
        )
        await expect(said.first()).toBeVisible()
        for (const section of await said.all()) await expect(section).not.toContainText('2017')
        await page.goto(`/${lang}/palmyra/roman-theatre?asOf=2016-12-11&knownAt=2016-12-14`)
        await expect(page.locator('section[aria-labelledby=threats]')).toContainText(
          t('monument.threatOpen'),
        )
        await expect(
          page.locator('section[aria-labelledby=threats]'),
          'the end of the threat was not known yet',
        ).not.toContainText('2017')
      })

      test('tells names, kind, place with its precision, identifiers, parts, claims and history', async ({
        page,
      }) => {
        await page.goto(`/${lang}/palmyra/temple-of-bel`)
        await expect(page.getByRole('heading', { level: 1 })).toContainText(
          lang === 'ar' ? 'معبد بل' : 'Temple of Bel',
        )
        await expect(page.locator('h1 bdi')).toHaveAttribute('lang', lang === 'ar' ? 'en' : 'ar')
        const about = page.getByRole('region', { name: t('monument.about'), exact: true })
        await expect(about).toContainText(t('vocab.monumentKinds.temple'))
        await expect(about).toContainText(/34\.5\d+, 38\.2\d+/)
        await expect(about).toContainText('±')
        await expect(about.locator('a[href^="https://www.wikidata.org/"]')).toHaveCount(1)
        await expect(about.locator('a[href^="https://pleiades.stoa.org/"]').first()).toBeVisible()
        const parts = page.locator('section[aria-labelledby=parts]')
        await expect(parts.getByRole('listitem')).toHaveCount(4)
        await expect(parts.locator('[data-headline=destroyed]').first()).toBeVisible()
        const claims = page.locator('section[aria-labelledby=claims]')
        await expect(
          claims.getByText(t('vocab.stances.establishing'), { exact: true }).first(),
        ).toBeVisible()
        await expect(page.locator('section[aria-labelledby=disagreements]')).toContainText(
          t('evidence.states.settled'),
        )
        await expect(
          page
            .locator('section[aria-labelledby=history]')
            .getByRole('link', { name: t('common.revision', { rev: 1 }) }),
        ).toHaveAttribute('href', `/${lang}/palmyra/temple-of-bel@1`)
        await parts.getByRole('link').first().click()
        await expect(page.getByRole('link', { name: t('monument.partOf') })).toBeVisible()
      })

      test('keeps what a source says in its own language', async ({ page }) => {
        await page.goto(`/${lang}/palmyra/palmyra-castle`)
        const words = page.locator('section[aria-labelledby=claims] [data-words]')
        expect(await words.count()).toBeGreaterThan(3)
        for (const q of await words.all()) {
          const own = await q.getAttribute('lang')
          await expect(q).toHaveAttribute('dir', own?.startsWith('ar') ? 'rtl' : 'ltr')
        }
      })
    })
