import { LANGS } from '../../db/domain/vocabulary'
import { waysOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/** The browser itself complains of a status that we mean. */
test.use({ allowConsole: [/the server responded with a status of 40[04]/] })

const VERSIONS = [
  '/palmyra/temple-of-bel',
  '/claims/A35',
  '/assessments/bel.condition.2015',
  '/sources/seed',
]

test('versioned addresses may be kept for five minutes by whoever is not signed in', async ({
  request,
}) => {
  for (const path of VERSIONS) {
    const [plain, version] = [await request.get(`/en${path}`), await request.get(`/en${path}@1`)]
    expect.soft([plain.status(), version.status()], path).toEqual([200, 200])
    expect.soft(plain.headers()['cache-control'], path).toBe('no-cache')
    expect
      .soft(version.headers()['cache-control'], path)
      .toBe('private, max-age=300, must-revalidate')
    const encoded = await request.get(`/en${path}%401`)
    expect.soft(encoded.status(), path).toBe(200)
  }
})

for (const lang of LANGS) {
  const t = translatorOf(lang)

  test(`${lang}: versions and histories that do not exist are readable errors without scripts`, async ({
    request,
  }) => {
    const nothing = [
      ...VERSIONS.flatMap((path) => [`${path}@2`, `${path}@0`, `${path}@`, `${path}@x`]),
      '/claims',
      '/claims/nothing',
      '/claims/bel.condition.2015',
      '/claims/A35/edit',
      '/claims/A35?knownAt=2016-12-01',
      '/assessments/nothing',
      '/assessments/A35@1@1',
      '/history',
      '/history/nothing',
      '/palmyra/changes@1',
      '/palmyra/changes/more',
      '/palmyra@1',
      '/nowhere/changes',
    ]
    for (const path of nothing) {
      const answer = await request.get(`/${lang}${path}`)
      expect.soft(answer.status(), path).toBe(404)
      expect.soft(await answer.text(), path).toContain(`<h1>${t('common.notFound.title')}</h1>`)
    }
    const unusable: [string, string][] = [
      ...VERSIONS.map((path): [string, string] => [
        `${path}@1?rev=2`,
        t('common.problems.two_revs', { value: '2' }),
      ]),
      ['/claims/A35?rev=9', t('common.problems.unknown_value', { param: 'rev', value: '9' })],
      ['/history/A35?rev=x', t('common.problems.not_a_rev', { value: 'x' })],
      ...(
        [
          ['record', 'unknown_value', 'cat'],
          ['monument', 'unknown_value', 'nowhere'],
          ['from', 'not_a_day', '2015-02-29'],
          ['page', 'unknown_value', '0'],
        ] as const
      ).map(([param, key, value]): [string, string] => [
        `/palmyra/changes?${param}=${value}`,
        t(`common.problems.${key}`, { param, value }),
      ]),
    ]
    for (const [path, sentence] of unusable) {
      const answer = await request.get(`/${lang}${path}`)
      expect.soft(answer.status(), path).toBe(400)
      expect.soft((await answer.text()).replaceAll('<!-- -->', ''), path).toContain(sentence)
    }
  })

  test.describe(`${lang}, without JavaScript`, () => {
    test.use({ javaScriptEnabled: false })

    test('from a claim to its own page, its history and a citation of this version', async ({
      page,
      request,
    }) => {
      await page.goto(`/${lang}/palmyra/roman-theatre?asOf=2016-12-20&rev=1`)
      const claim = page.locator('#claim-A35')
      await expect(claim).toBeAttached()
      await page.goto((await claim.getByText(t('history.permalink')).getAttribute('href')) ?? '')
      await expect(page).toHaveURL(`/${lang}/claims/A35?asOf=2016-12-20&rev=1`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const cite = page.locator('#cite')
      await cite.locator('summary').click()
      const address = await cite.locator('dd a').getAttribute('href')
      expect(address).toMatch(new RegExp(`/${lang}/claims/A35@1\\?asOf=2016-12-20$`))
      await expect(cite).toContainText(t('cite.register'), { ignoreCase: true })
      for (const [label, begins] of [
        ['BibTeX', '@misc{tadmor-A35-r1,'],
        ['RIS', 'TY  - '],
        ['CSL-JSON', '['],
      ] as const) {
        const href = await cite.getByRole('link', { name: label }).getAttribute('href')
        const file = await request.get(href ?? '')
        expect(file.status()).toBe(200)
        const text = await file.text()
        expect(text.startsWith(begins), text).toBe(true)
        expect(text.replaceAll('\\', '')).toContain(address)
        expect(text).toContain(t('cite.register'))
        const again = await request.get(href ?? '', {
          headers: { 'If-None-Match': file.headers().etag ?? '' },
        })
        expect(again.status()).toBe(304)
      }
      await page.getByRole('link', { name: t('history.ofRecord') }).click()
      await expect(page).toHaveURL(`/${lang}/history/A35?asOf=2016-12-20&rev=1`)
      await expect(
        page.getByRole('heading', { name: t('common.revision', { rev: 1 }) }),
      ).toBeVisible()
    })
  })
}

test('the links of a version keep it', async ({ page }) => {
  await page.goto('/en/palmyra/temple-of-bel@1')
  const ways = page.getByRole('navigation', { name: 'Main' })
  await expect(ways.getByRole('link', { name: 'Sources' })).toHaveAttribute(
    'href',
    '/en/sources?rev=1',
  )
  await expect(page.getByRole('link', { name: 'العربية' })).toHaveAttribute(
    'href',
    '/ar/palmyra/temple-of-bel@1',
  )
})

test('feeds are Atom, know their page, and are not sent twice', async ({ page, request }) => {
  for (const [path, feed] of [
    ['/en/palmyra', '/exports/palmyra/changes.atom?lang=en'],
    ['/ar/palmyra/temple-of-bel', '/exports/palmyra/temple-of-bel/changes.atom?lang=ar'],
  ] as const) {
    await page.goto(path)
    const link = page.locator('link[rel=alternate][type="application/atom+xml"]')
    expect(await link.getAttribute('href')).toContain(feed)
    const answer = await request.get(feed)
    expect(answer.headers()['content-type']).toBe('application/atom+xml; charset=utf-8')
    const found = await page.evaluate(
      (text) => {
        const xml = new DOMParser().parseFromString(text, 'application/xml')
        const all = (name: string) => [...xml.querySelectorAll(name)].map((e) => e.textContent)
        return {
          root: `${xml.documentElement.namespaceURI} ${xml.documentElement.localName}`,
          feed: [...xml.documentElement.children].map((e) => e.localName),
          entry: [...(xml.querySelector('entry')?.children ?? [])].map((e) => e.localName),
          ids: all('id'),
          updated: all('updated'),
          self: xml.querySelector('link[rel=self]')?.getAttribute('href'),
        }
      },
      await answer.text(),
    )
    expect(found.root).toBe('http://www.w3.org/2005/Atom feed')
    for (const name of ['id', 'title', 'updated', 'author', 'link', 'entry'])
      expect(found.feed).toContain(name)
    for (const name of ['id', 'title', 'updated', 'link']) expect(found.entry).toContain(name)
    expect(new Set(found.ids).size).toBe(found.ids.length)
    for (const time of found.updated) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(found.self).toContain(feed)
    const again = await request.get(feed, {
      headers: { 'If-None-Match': answer.headers().etag ?? '' },
    })
    expect(again.status()).toBe(304)
  }
  for (const [path, status] of [
    ['/exports/palmyra/changes.atom?lang=fr', 400],
    ['/exports/palmyra/changes.atom?rev=1', 400],
    ['/exports/nowhere/changes.atom', 404],
    ['/exports/palmyra/nothing/changes.atom', 404],
    ['/exports/cite?kind=claim&id=A35&format=word', 400],
    ['/exports/cite?kind=claim&id=A35&format=ris&rev=9', 400],
    ['/exports/cite?kind=claim&format=ris', 400],
    ['/exports/cite?kind=note&id=A35&format=ris', 400],
    ['/exports/cite?kind=claim&id=nothing&format=ris&rev=1', 404],
  ] as const)
    expect.soft((await request.get(path)).status(), path).toBe(status)
})

for (const [lang, javaScriptEnabled] of waysOf(0))
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ freshSite: true, javaScriptEnabled })

    test('a withdrawn claim is restored from its history', async ({ page, site }) => {
      test.setTimeout(90_000)
      const t = translatorOf(lang)
      await becomeFirstAdmin(page, site)
      await page.goto(`/${lang}/palmyra/temple-of-bel`)
      const href = await page
        .locator('[id^=claim-]')
        .filter({ hasText: t('monument.notUsed') })
        .first()
        .getAttribute('id')
      const id = (href ?? '').replace('claim-', '')
      await page.goto(`/${lang}/palmyra/withdraw?record=${encodeURIComponent(id)}`)
      await page.fill('[name=reason]', 'Entered twice')
      await page.getByRole('button', { name: t('forms.withdraw.submit'), exact: true }).click()
      await expect(page.getByRole('status').first()).toBeVisible()

      await page.goto(`/${lang}/history/${encodeURIComponent(id)}`)
      await expect(page.getByText(t('history.diff.gone'))).toBeVisible()
      await expect(page.getByText('Entered twice')).toBeVisible()
      const submit = page.getByRole('button', { name: t('history.restore.submit'), exact: true })
      await submit.click()
      await expect(page.getByRole('alert').first()).toContainText(t('errors.field.required'))
      await page.fill('[name=reason]', 'It was right after all')
      await submit.click()
      await expect(page).toHaveURL(/saved=/)
      await expect(page.locator('h2').first()).toContainText(t('history.ops.restored'))
      await expect(page.getByText('It was right after all')).toBeVisible()
      expect((await page.goto(`/${lang}/claims/${encodeURIComponent(id)}`))?.status()).toBe(200)
      const version = await page.goto(`/${lang}/claims/${encodeURIComponent(id)}@1`)
      expect(version?.headers()['cache-control']).toBe('no-store')
      await page.goto(`/${lang}/palmyra/changes`)
      await expect(page.getByText('It was right after all')).toBeVisible()
    })
  })
