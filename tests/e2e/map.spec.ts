import type { Page } from '@playwright/test'
import { BROWSER_ARGS } from '../browser.mjs'
import { FULL, langsOf } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { startSite } from '../support/site-process'
import { startTileServer } from '../support/tile-server'

/** WebGL drawn by the processor, so that it is there on any machine. */
const WITH_WEBGL = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-remote-fonts',
]
test.use({
  launchOptions: {
    executablePath: process.env.TADMOR_BROWSER,
    args: [...BROWSER_ARGS.filter((arg) => arg !== '--disable-gpu'), ...WITH_WEBGL],
  },
})

const CLOCKS = 'asOf=2016-12-11&knownAt=2016-12-14'

for (const lang of ['en', 'ar'] as const)
  test.describe(`without JavaScript, ${lang}`, () => {
    test.use({ javaScriptEnabled: false })

    test('the plan shows the monuments of the list, and each leads on with the clocks kept', async ({
      page,
    }) => {
      await page.goto(`/${lang}/palmyra/map?${CLOCKS}`)
      const plan = page.locator('svg[role=group]:visible')
      const onPlan = await targets(plan.locator('a'))
      const listed = await targets(page.locator('#results ol a'))
      expect(onPlan.length).toBeGreaterThan(15)
      expect(onPlan).toEqual(listed)
      expect(onPlan).toContain(`/${lang}/palmyra/temple-of-bel?${CLOCKS}`)
      const words = await plan.locator('a[href*="temple-of-bel?"]').getAttribute('aria-label')
      expect(words).toContain(translatorOf(lang)('vocab.headlines.destroyed'))
      expect(words).toContain(translatorOf(lang)('map.precise', { metres: 20 }))
      const unknown = page.getByRole('region', { name: translatorOf(lang)('map.unknown') })
      await expect(unknown.locator('li')).toHaveCount(5)
      await plan.locator('a[href*="temple-of-bel?"]').focus()
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(new RegExp(`/palmyra/temple-of-bel\\?${CLOCKS}`))
    })

    test('filter, counts and dates stay on the map', async ({ page }) => {
      await page.goto(`/${lang}/palmyra/map?status=destroyed&${CLOCKS}`)
      const onPlan = await page.locator('svg[role=group]:visible a').count()
      const unknown = await page.locator('#results section li').count()
      const table = await page.request.get(
        `/exports/palmyra/monuments.csv?status=destroyed&${CLOCKS}`,
      )
      expect(onPlan + unknown).toBe((await table.text()).trim().split('\r\n').length - 1)
      for (const form of await page.locator('main form[method=get]').all()) {
        const action = (await form.getAttribute('action')) ?? ''
        if (!action.endsWith('/report')) expect(action).toBe(`/${lang}/palmyra/map`)
      }
    })
  })

for (const lang of FULL ? (['en', 'ar'] as const) : langsOf(1))
  test(`the map takes the plan’s place, in step with the list, from this origin alone (${lang})`, async ({
    page,
    baseURL,
  }) => {
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openMap(page, `/${lang}/palmyra/map?q=elahbel`)
    expect(await layoutShift(page)).toBe(0)
    const canvas = page.locator('canvas')
    await expect(canvas).toHaveAttribute('aria-label', translatorOf(lang)('map.controls.title'))
    const controls = (await page.locator('.maplibregl-ctrl-zoom-in').boundingBox())?.x ?? 0
    const middle = (await canvas.boundingBox()) as NonNullable<
      Awaited<ReturnType<typeof canvas.boundingBox>>
    >
    expect(controls < middle.x + middle.width / 2).toBe(lang === 'ar')

    // The only monument of the view stands in the middle.
    const item = page.locator('#results li')
    await expect(item).toHaveCount(1)
    const at = { position: { x: middle.width / 2, y: middle.height / 2 } }
    await expect(async () => {
      await canvas.hover({ position: { x: 20, y: middle.height / 2 } })
      await canvas.hover(at)
      await expect(item).toHaveAttribute('data-lit', '', { timeout: 500 })
    }).toPass()
    await canvas.click(at)
    const popup = page.locator('.maplibregl-popup')
    await expect(popup.getByRole('link')).toHaveAttribute('href', /\/palmyra\/tower-of-elahbel$/)
    await expect(popup).toContainText(translatorOf(lang)('vocab.headlines.destroyed'))
    await page.keyboard.press('Escape')

    await canvas.hover({ position: { x: 20, y: middle.height / 2 } })
    await expect(item).not.toHaveAttribute('data-lit')
    const dark = await canvas.screenshot()
    await item.getByRole('link').focus()
    await expect(item).toHaveAttribute('data-lit')
    await expect(async () => {
      expect((await canvas.screenshot()).equals(dark)).toBe(false)
    }).toPass()
    expect(requested.filter((url) => !url.startsWith(baseURL ?? '-'))).toEqual([])
    expect(requested.filter((url) => url.includes('monuments.geojson'))).toHaveLength(1)
  })

test('what stands in one spot is one ring, which tells them all', async ({ page }) => {
  await openMap(page, '/en/palmyra/map?kind=museum&kind=sculpture')
  const canvas = page.locator('canvas')
  const box = await canvas.boundingBox()
  const popup = page.locator('.maplibregl-popup')
  await expect(async () => {
    await canvas.click({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } })
    await expect(popup.getByRole('link')).toHaveCount(2, { timeout: 1000 })
  }).toPass()
})

/** The basemaps that may be configured, each with what the map asks its server for. */
const BASEMAPS = {
  '/{z}/{x}/{y}.png': /^\/\d+\/\d+\/\d+\.png$/,
  '/style.json': /^\/style\.json$/,
  '/land.pmtiles': /^\/land\.pmtiles$/,
}
for (const [path, asked] of FULL ? Object.entries(BASEMAPS) : [])
  test(`the basemap ${path} is let through, on the map alone`, async ({ page }) => {
    const tiles = await startTileServer()
    const site = await startSite({
      BASEMAP_URL: tiles.origin + path,
      BASEMAP_ATTRIBUTION: '© The cartographers',
    })
    try {
      await openMap(page, `${site.url}/en/palmyra/map`)
      await expect.poll(() => tiles.asked.some((url) => asked.test(url))).toBe(true)
      await expect(page.getByText('© The cartographers')).toBeVisible()
      const policy = (await page.request.get(`${site.url}/en/palmyra`)).headers()
      expect(policy['content-security-policy']).not.toContain(tiles.origin)
    } finally {
      await site.stop()
      await tiles.stop()
    }
  })

test('those who prefer the plan keep it', async ({ page }) => {
  await openMap(page, '/en/palmyra/map')
  await page.getByRole('button', { name: 'Plan' }).click()
  const plan = page.locator('svg[role=group]:visible')
  await expect(plan).toBeVisible()
  await expect(page.locator('canvas')).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Plan' })).toHaveAttribute('aria-pressed', 'true')
  await plan.locator('a[href$="/tetrapylon"]').hover()
  await expect(page.locator('#results li[data-lit]')).toContainText('Tetrapylon')
  await page.getByRole('button', { name: 'Map' }).click()
  await expect(page.locator('canvas')).toBeVisible()
})

test('without WebGL the plan stays, and no map code is loaded', async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null
  })
  const code = mapCode(page)
  await page.goto('/en/palmyra/map', { waitUntil: 'networkidle' })
  await page.locator('#results a').first().hover()
  await expect(page.locator('#results li[data-lit]')).toHaveCount(1)
  await expect(page.locator('svg[role=group]:visible a')).not.toHaveCount(0)
  await expect(page.locator('canvas')).toHaveCount(0)
  expect(await code()).toBe(0)
})

test('the register and a monument load no map code; the map does', async ({ page }) => {
  const code = mapCode(page)
  for (const path of ['/en/palmyra', '/en/palmyra/temple-of-bel']) {
    await page.goto(path, { waitUntil: 'networkidle' })
    expect(await code(), path).toBe(0)
  }
  await openMap(page, '/en/palmyra/map')
  expect(await code()).toBeGreaterThan(0)
})

async function openMap(page: Page, path: string) {
  await page.goto(path)
  await expect(page.locator('[data-shown=map] canvas')).toBeVisible()
}

/** Counts the scripts loaded so far that hold MapLibre. */
function mapCode(page: Page): () => Promise<number> {
  const scripts: Promise<string>[] = []
  page.on('response', (response) => {
    if (/\.m?js$/.test(new URL(response.url()).pathname))
      scripts.push(response.text().catch(() => ''))
  })
  return async () =>
    (await Promise.all(scripts)).filter((text) => text.includes('maplibregl')).length
}

async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let shift = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shift += (entry as { value?: number }).value ?? 0
        }).observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(shift)))
      }),
  )
}

async function targets(links: ReturnType<Page['locator']>): Promise<string[]> {
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
}
