import type { APIRequestContext } from '@playwright/test'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { ADMIN, becomeFirstAdmin } from '../support/sign-in'

/* Programs and crawlers, over HTTP: keys, other formats of a page, and what search engines are told. */

const t = translatorOf('en')

test.describe('with a key', () => {
  test.use({ freshSite: true })

  test('an administrator makes a key, and what it records is seen on the page', async ({
    page,
    site,
    request,
  }) => {
    await becomeFirstAdmin(page, site)
    await page.goto('/en/people')
    await page.getByRole('link', { name: t('api.admin.link') }).click()
    await page.fill('[name=name]', 'Import of reports')
    await page.getByRole('button', { name: t('api.admin.make') }).click()
    const shown = page.locator('input[readonly]')
    await expect(shown).toBeVisible()
    const secret = await shown.inputValue()

    const claim = {
      sourceId: 'seed',
      subjectId: 'theatre',
      property: 'statement',
      valid: '2016-12-11',
      words: 'A program has read that the theatre may be next.',
      wordsLang: 'en',
      sensitivity: 'public',
      reason: 'Imported',
      textLang: 'en',
    }
    const headers = { Authorization: `Bearer ${secret}` }
    const saved = await request.post('/api/v1/claims', { data: claim, headers })
    expect(saved.status()).toBe(201)
    const { id } = await saved.json()
    await page.goto(`/en/claims/${id}`)
    await expect(page.locator('main')).toContainText(claim.words)
    await page.goto(`/en/history/${id}`)
    await expect(page.locator('main')).toContainText(`${ADMIN.name} · Import of reports`)

    // The session of the browser means nothing to the API, wherever the request comes from.
    const forged = await page.request.post('/api/v1/claims', {
      data: claim,
      headers: { origin: site.url },
    })
    expect(forged.status()).toBe(401)
    // Nor the key to the pages.
    const people = await request.get('/en/people', { headers, maxRedirects: 0 })
    expect(people.headers().location).toContain('sign-in')

    await page.goto('/en/people/keys')
    await expect(page.locator('main')).not.toContainText(secret)
    await page.getByRole('button', { name: t('api.admin.revoke') }).click()
    await expect(page.locator('tbody')).toContainText(t('api.admin.states.revoked'))
    expect((await request.get('/api/v1/key', { headers })).status()).toBe(401)
    expect(site.log()).not.toContain(secret)
  })
})

test('a permalink is had in other formats, or told which there are', async ({ request }) => {
  const [json, linked] = ['application/json', 'application/ld+json']
  const [geo, csv] = ['application/geo+json', 'text/csv']
  const formats: Record<string, string[]> = {
    '/en': [json],
    '/en/palmyra?flag=at_risk&asOf=2016-12-11': [json, geo, linked, csv],
    '/ar/palmyra/timeline?kind=temple': [json, geo, linked, csv],
    '/en/palmyra/map': [json, geo, linked, csv],
    '/en/palmyra/changes?record=claim': [json],
    '/en/palmyra/disagreements?asOf=2016-12-11': [json],
    '/en/palmyra/events': [json],
    '/en/palmyra/risk?asOf=2016-12-11': [json],
    '/ar/palmyra/roman-theatre?rev=1': [json, linked, geo, csv],
    '/en/claims/A35@1': [json, linked, csv],
    '/en/assessments/bel.condition.2015': [json, linked, csv],
    '/en/sources': [json, csv],
    '/en/sources/seed': [json, linked, csv],
    '/en/history/A35': [json],
  }
  for (const [path, types] of Object.entries(formats)) {
    const page = await request.get(path, { headers: { accept: 'text/html,*/*;q=0.8' } })
    expect(page.headers()['content-type']).toContain('text/html')
    for (const accept of types) {
      expect(page.headers().link, path).toContain(`type="${accept}"`)
      const first = await request.get(path, { headers: { accept }, maxRedirects: 0 })
      expect([first.status(), first.headers().vary], `${path} ${accept}`).toEqual([303, 'Accept'])
      const answer = await request.get(path, { headers: { accept } })
      expect(answer.status(), `${path} ${accept}`).toBe(200)
      expect(answer.headers()['content-type']).toContain(accept)
    }
    const refused = await request.get(path, { headers: { accept: 'application/pdf' } })
    expect(refused.status(), path).toBe(406)
    expect((await refused.json()).formats.sort()).toEqual(['text/html', ...types].sort())
  }
  const register = await request.get('/en/palmyra?flag=at_risk&asOf=2016-12-11', {
    headers: { accept: 'application/json' },
  })
  expect((await register.json()).data.map((m: { slug: string }) => m.slug)).toContain(
    'roman-theatre',
  )
})

test('another site may read, and is told so', async ({ request }) => {
  const preflight = await request.fetch('/api/v1/sites', { method: 'OPTIONS' })
  expect(preflight.status()).toBe(204)
  expect(preflight.headers()['access-control-allow-methods']).toBe('GET, HEAD')
  expect(preflight.headers()['access-control-allow-headers']).not.toMatch(/authorization/i)
  const written = await request.fetch('/api/v1/threats', { method: 'OPTIONS' })
  expect(written.headers()['access-control-allow-origin']).toBeUndefined()
  expect((await request.get('/api/v1/none')).status()).toBe(404)
  // A page that is asked for as a file leads to one of another path, which must be open as well.
  const file = await request.get('/en/palmyra', { headers: { accept: 'text/csv' } })
  expect(file.headers()['access-control-allow-origin']).toBe('*')
  expect(file.headers()['access-control-expose-headers']).toContain('Content-Disposition')
  const asMember = await request.get('/exports/palmyra/monuments.csv', {
    headers: { cookie: 'tadmor=any' },
    maxRedirects: 0,
  })
  expect(asMember.headers()['access-control-allow-origin']).toBeUndefined()
  expect((await request.head('/api/v1/sites')).headers().etag).toBeTruthy()
})

test('an address that is no text is not found, whatever it stands for', async ({ site }) => {
  // A browser would encode it anew.
  for (const path of ['/api/v1/claims/%ff', '/exports/%ff/monuments.csv', '/en/claims/%E0%A4%A'])
    expect((await fetch(site.url + path)).status, path).toBe(404)
})

test('crawlers find every public page, and what each is', async ({ request, site }) => {
  const robots = await (await request.get('/robots.txt')).text()
  expect(robots).toContain(`Sitemap: ${site.url}/sitemap.xml`)
  expect(robots).toMatch(/^User-agent: \*\nDisallow: \/api\/\n/)
  const index = await (await request.get('/sitemap.xml')).text()
  const [part] = locations(index)
  expect(part).toBe(`${site.url}/sitemaps/1.xml`)
  const map = await (await request.get(part ?? '')).text()
  const pages = locations(map)
  expect(pages.length).toBeGreaterThan(400)
  expect(new Set(pages).size).toBe(pages.length)
  expect(pages).toContain(`${site.url}/ar/palmyra/temple-of-bel`)
  expect(map.match(/hreflang="(en|ar|x-default)"/g)).toHaveLength(pages.length * 3)
  for (const page of pages.filter((_, n) => n % 60 === 0)) await isWhole(request, page)
  expect((await request.get('/sitemaps/2.xml')).status()).toBe(404)
})

test('pages say what they are in the terms of schema.org', async ({ page, site }) => {
  const types: Record<string, string[]> = {
    '/en/palmyra': ['Dataset'],
    '/ar/palmyra/temple-of-bel': ['LandmarksOrHistoricalBuildings', 'BreadcrumbList'],
    '/en/claims/A35': ['Claim'],
    '/en/assessments/bel.condition.2015': ['CreativeWork'],
    '/en/sources/seed': ['CreativeWork'],
  }
  for (const [path, expected] of Object.entries(types)) {
    await page.goto(path)
    const texts = await page.locator('script[type="application/ld+json"]').allTextContents()
    const data = texts.map((text) => JSON.parse(text))
    expect(data.map((d) => d['@type'])).toEqual(expected)
    expect(texts.join('')).not.toContain('<')
    const bare = path.slice(3)
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', `${site.url}${path}`)
    await expect(page.locator('link[hreflang=x-default]')).toHaveAttribute(
      'href',
      `${site.url}/en${bare}`,
    )
  }
})

test('a feed holds the changes to the monuments of its filter', async ({ page, request }) => {
  await page.goto('/en/palmyra?kind=temple&asOf=2016-12-11&sort=name')
  const link = page.locator('main a[type="application/atom+xml"]')
  await expect(link).toHaveAttribute('href', '/exports/palmyra/changes.atom?kind=temple&lang=en')
  const feed = async (query: string) =>
    (await request.get(`/exports/palmyra/changes.atom?${query}`)).text()
  expect(await feed('kind=temple')).toContain('<entry>')
  expect(await feed('q=xyzzy')).not.toContain('<entry>')
  for (const query of ['kind=shed', 'asOf=2016-12-11', 'page=2'])
    expect((await request.get(`/exports/palmyra/changes.atom?${query}`)).status(), query).toBe(400)
})

for (const lang of ['en', 'ar'] as const)
  test(`${lang}: the API is told to people, with an anchor for every problem`, async ({ page }) => {
    await page.goto(`/${lang}/api#problem-not-acceptable`)
    await expect(page.locator('#problem-not-acceptable')).toBeInViewport()
    await page.locator('#operation-recordClaim summary').click()
    await expect(page.locator('#operation-recordClaim')).toContainText('curl -X POST')
  })

/** An address from the sitemap shows a page that names itself. */
async function isWhole(request: APIRequestContext, address: string): Promise<void> {
  const answer = await request.get(address)
  expect(answer.status(), address).toBe(200)
  expect(await answer.text(), address).toContain(`<link rel="canonical" href="${address}"/>`)
}

function locations(xml: string): string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address ?? '')
}
