import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { enrolBeside, startSite } from '../support/site-process'

const TOKEN = 'a-token-of-the-test-1234'
const ADMIN = {
  key: 'admin',
  name: 'Ada Min',
  email: 'ada@example.org',
  role: 'admin' as const,
  siteId: null,
}

test('a server that is watched: probes, metrics, ids and log, and nothing personal in them', async ({
  browser,
}) => {
  const site = await startSite({ METRICS_TOKEN: TOKEN, LOG_LEVEL: 'debug' })
  try {
    const cookie = enrolBeside(site, [ADMIN]).admin ?? ''
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(site.url + path, { headers, redirect: 'manual' })
    expect((await ask('/healthz')).status).toBe(200)
    expect(await (await ask('/readyz')).text()).toBe('ready\n')

    await test.step('metrics are for whoever has the token', async () => {
      expect((await ask('/metrics')).status).toBe(401)
      expect((await ask('/metrics', { authorization: `Bearer ${TOKEN}x` })).status).toBe(401)
      await (
        await ask('/en/palmyra?q=ada%40example.org', { cookie, 'x-forwarded-for': '203.0.113.9' })
      ).text()
      const text = await (await ask('/metrics', { authorization: `Bearer ${TOKEN}` })).text()
      expect(text).toMatch(
        /^tadmor_http_requests_total\{method="GET",route="\/\[lang\]\/\[site\]",status="200"\} [12]$/m,
      )
      for (const name of [
        'tadmor_saves_total',
        'tadmor_save_conflicts_total',
        'tadmor_head_revision',
        'process_resident_memory_bytes',
        'nodejs_eventloop_lag_p99_seconds',
        'tadmor_http_request_duration_seconds_count',
      ])
        expect(text).toMatch(new RegExp(`^${name}([{].*[}])? [0-9.e-]+$`, 'm'))
      expect(text).not.toMatch(/^tadmor_last_backup_age_seconds /m)
      expect(text).not.toMatch(/ada|203\.0|palmyra/i)
    })

    await test.step('every answer has an id, which a stranger cannot choose, and its line in the log', async () => {
      for (const path of [
        '/en/palmyra/agora',
        '/en/nothing',
        '/exports/none.csv',
        '/_next/none',
        '/api/v1/sites',
      ]) {
        const answer = await ask(path, { 'x-request-id': 'chosen-by-a-stranger' })
        await answer.text()
        const id = answer.headers.get('x-request-id') ?? ''
        expect(id, path).toMatch(/^[0-9a-f]{32}$/)
        await expect
          .poll(() => site.log(), { message: path })
          .toContain(`"request":"${id}","method":"GET","route":"`)
      }
      await expect
        .poll(() => site.log())
        .toContain('"route":"/[lang]/[site]/[monument]","status":200')
      for (const secret of [
        '203.0.113.9',
        'ada@',
        'ada%40',
        'Ada Min',
        cookie.split('=')[1] ?? '-',
        TOKEN,
      ])
        expect(site.log()).not.toContain(secret)
    })

    await test.step('administrators alone are warned of an old backup, until there is a newer one', async () => {
      const context = await browser.newContext()
      const [name = '', value = ''] = cookie.split('=')
      await context.addCookies([{ name, value, url: site.url }])
      const page = await context.newPage()
      const note = (at: number) =>
        writeFileSync(
          join(site.dataDir, 'last-backup.json'),
          JSON.stringify({ at: new Date(at).toISOString(), rev: 1, head: 'x', file: 'x' }),
        )
      for (const lang of ['en', 'ar'] as const) {
        const words = translatorOf(lang)('operations.backup.old', { days: 9 })
        note(site.now() - 9.5 * 86_400_000)
        await page.goto(`${site.url}/${lang}/settings`)
        await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible()
        if (process.env.TADMOR_SHOTS)
          await page.screenshot({ path: `${process.env.TADMOR_SHOTS}/${lang}.png`, fullPage: true })
        expect(await (await ask(`/${lang}`)).text()).not.toContain(words)
        note(site.now())
        await page.reload()
        await expect(page.getByText(words)).toHaveCount(0)
      }
      await context.close()
      const text = await (await ask('/metrics', { authorization: `Bearer ${TOKEN}` })).text()
      expect(text).toMatch(/^tadmor_last_backup_age_seconds \d/m)
    })

    await test.step('a folder that is gone makes it unready, and only the log says why', async () => {
      renameSync(site.dataDir, `${site.dataDir}-gone`)
      const answer = await ask('/readyz')
      renameSync(`${site.dataDir}-gone`, site.dataDir)
      expect([answer.status, await answer.text()]).toEqual([503, 'not ready\n'])
      expect(site.log()).toContain('"why":"folder read-only"')
      expect((await ask('/readyz')).status).toBe(200)
      expect((await ask('/healthz')).status).toBe(200)
    })
  } finally {
    await site.stop()
  }
})

test('behind a proxy the proxy names the request, and without a token there are no metrics', async () => {
  const site = await startSite({ PUBLIC_ORIGIN: 'https://tadmor.example' })
  try {
    const ask = (id: string) => fetch(`${site.url}/healthz`, { headers: { 'x-request-id': id } })
    expect((await ask('given-by-the-proxy')).headers.get('x-request-id')).toBe('given-by-the-proxy')
    for (const odd of ['a@b.example.org', 'short', 'x'.repeat(65)])
      expect((await ask(odd)).headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
    expect((await fetch(`${site.url}/metrics`)).status).toBe(404)
  } finally {
    await site.stop()
  }
})
