import { expect, test } from '../support/server'
import { startSite } from '../support/site-process'
import { hiddenFields, post, send } from './raw'

const ADMIN = { name: 'Zenobia', email: 'zenobia@example.org', password: 'violet lantern harbour' }

test.describe('with an administrator', () => {
  test.use({ freshSite: true, javaScriptEnabled: false })

  test.beforeEach(async ({ page, site }) => {
    const link = /\/en\/join\/[\w-]{43}/.exec(site.firstRunOutput)?.[0] ?? ''
    await page.goto(link)
    for (const [name, value] of Object.entries({ ...ADMIN, repeat: ADMIN.password }))
      await page.fill(`[name=${name}]`, value)
    await page.click('main button')
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  })

  test('forged posts do nothing, whoever they pretend to be', async ({ page, site }) => {
    await page.goto('/en/people')
    const form = hiddenFields(await page.content())
    const cookie = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ')
    const host = new URL(site.url).host
    const forged: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      { origin: 'http://evil.example', host: 'evil.example' },
      { origin: site.url, host: 'evil.example' },
      { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    ]
    const person = {
      name: 'Somebody',
      email: 'somebody@example.org',
      role: 'admin',
      siteId: 'all',
      lang: 'en',
    }
    for (const headers of forged) {
      const answer = await post(
        site,
        '/en/people',
        { ...form, ...person },
        { host, cookie, ...headers },
      )
      expect(answer.status, JSON.stringify(headers)).toBe(403)
    }
    await page.reload()
    await expect(page.locator('tbody tr')).toHaveCount(1)
    await post(site, '/en/people', { ...form, ...person }, { host, cookie, origin: site.url })
    await page.reload()
    await expect(page.locator('tbody tr')).toHaveCount(2)
  })

  test('an action asks for the right itself: nobody adds nobody', async ({ page, site }) => {
    await page.goto('/en/people')
    const form = hiddenFields(await page.content())
    const person = {
      name: 'Somebody',
      email: 'somebody@example.org',
      role: 'admin',
      siteId: 'all',
      lang: 'en',
    }
    const headers = { host: new URL(site.url).host, origin: site.url }
    await post(site, '/en/people', { ...form, ...person }, headers)
    await page.reload()
    await expect(page.locator('tbody tr')).toHaveCount(1)
  })

  test('twenty wrong passwords at once: five are tried; another address in a header changes nothing', async ({
    page,
    site,
  }) => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/en/sign-in')
    const form = { ...hiddenFields(await page.content()), email: ADMIN.email }
    const headers = { host: new URL(site.url).host, origin: site.url }
    const tries = Array.from({ length: 20 }, (_, i) =>
      post(
        site,
        '/en/sign-in',
        { ...form, password: `wrong password ${i}` },
        { ...headers, 'x-forwarded-for': `203.0.113.${i}` },
      ),
    )
    const answers = (await Promise.all(tries)).map((answer) => answer.text)
    expect(answers.filter((text) => text.includes('do not belong together'))).toHaveLength(5)
    expect(answers.filter((text) => text.includes('Too many attempts'))).toHaveLength(15)
    await page.fill('[name=email]', ADMIN.email)
    await page.fill('[name=password]', ADMIN.password)
    await page.click('main button')
    await expect(page.getByRole('alert')).toContainText('Too many attempts')
    await expect(page.locator('[name=email]')).toHaveValue(ADMIN.email)
    await expect(page.locator('[name=password]')).toHaveValue('')
  })

  test('unknown address and wrong password get the same answer', async ({ page }) => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    const said: (string | null)[] = []
    for (const email of [ADMIN.email, 'nobody@example.org']) {
      await page.goto('/en/sign-in')
      await page.fill('[name=email]', email)
      await page.fill('[name=password]', 'not the right one')
      await page.click('main button')
      said.push(await page.locator('main').textContent())
    }
    expect(said[0]).toBe(said[1])
  })

  test('the cookie is out of reach of scripts, and no page of a signed-in reader is stored', async ({
    page,
    site,
  }) => {
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ name: 'tadmor', httpOnly: true, sameSite: 'Lax', path: '/' })
    const answer = await page.request.get(`${site.url}/en/palmyra`)
    expect(answer.headers()['cache-control']).toBe('no-store')
  })
})

test('served over https, the first administrator is an editor until a second factor is set up', async () => {
  const origin = 'https://tadmor.example'
  const site = await startSite({ PUBLIC_ORIGIN: origin })
  const link = /\/en\/join\/[\w-]{43}/.exec(site.firstRunOutput)?.[0] ?? ''
  const headers = { host: new URL(site.url).host, origin }
  const form = hiddenFields((await send(site, link)).text)
  const joined = await post(site, link, { ...form, ...ADMIN, repeat: ADMIN.password }, headers)
  expect(joined.location).toBe('/en/account/factor')
  expect(joined.cookie).toMatch(/^__Host-tadmor=/)
  const told = joined.cookies[0]?.toLowerCase().split('; ').slice(1).sort()
  const attributes = told?.filter((attribute) => !attribute.startsWith('expires='))
  expect(attributes).toEqual(['httponly', 'max-age=43200', 'path=/', 'samesite=lax', 'secure'])
  const { cookie } = joined
  const people = await send(site, '/en/people', { headers: { cookie } })
  expect(people.text).toContain('Only administrators see this page')
  expect(people.text).toContain('Set up your second factor')
  expect((await send(site, '/en/palmyra/record', { headers: { cookie } })).status).toBe(200)
  expect((await send(site, '/en/account/factor', { headers: { cookie } })).text).toContain(
    'need a second factor',
  )
  await site.stop()
})

for (const path of [
  '/',
  '/en/palmyra',
  '/ar/palmyra',
  '/en/nothing',
  '/xx',
  '/en/palmyra?asOf=never',
  '/_next/static/none.js',
  '/icon.svg',
]) {
  test(`${path} carries the usual headers`, async ({ request, site }) => {
    const headers = (await request.get(`${site.url}${path}`, { maxRedirects: 0 })).headers()
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = headers['content-security-policy'] ?? ''
    expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'/)
    expect(policy).not.toContain('unsafe')
    for (const rule of [
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule)
    expect(headers['x-powered-by']).toBeUndefined()
  })
}
