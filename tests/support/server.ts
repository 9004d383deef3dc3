import { type BrowserContext, test as base, expect } from '@playwright/test'
import { type Engine, type Site, serve, startSite } from './site-process'

export type { Site }
export { expect, serve }

interface TestFixtures {
  /** The server that this test talks to; `baseURL` is its address. */
  site: Site
  /** Set with `test.use` by tests that write: a server and data of their own instead of the worker's. */
  freshSite: boolean
  /** Console errors that this test provokes on purpose. */
  allowConsole: RegExp[]
}

interface WorkerFixtures {
  /** What the register is kept by: of a project, so that the same tests run on both. */
  engine: Engine
  /** Starts the worker's server when first asked. */
  sharedSite: () => Promise<Site>
}

/** Playwright's `test` with a server per worker; any console error, page error or CSP violation fails the test. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  freshSite: [false, { option: true }],
  allowConsole: [[], { option: true }],

  engine: ['file', { option: true, scope: 'worker' }],

  sharedSite: [
    async ({ engine }, use) => {
      let started: Promise<Site> | undefined
      await use(() => {
        started ??= startSite({}, engine)
        return started
      })
      const site = await started?.catch(() => undefined)
      await site?.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  site: async ({ freshSite, sharedSite, engine }, use, testInfo) => {
    const site = freshSite ? await startSite({}, engine) : await sharedSite()
    const seen = site.log().length
    await use(site)
    const log = site.log().slice(seen)
    if (log && testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server.log', { body: log, contentType: 'text/plain' })
    }
    if (freshSite) await site.stop()
  },

  baseURL: async ({ site }, use) => use(site.url),

  context: async ({ context, allowConsole }, use) => {
    const problems = await watchForProblems(context)
    await use(context)
    const unexpected = problems.filter(
      (problem) => !allowConsole.some((known) => known.test(problem)),
    )
    expect(unexpected, 'errors in the browser').toEqual([])
  },
})

/**
 * Collects what the pages of a context complain about, one line each. The array grows while the context lives.
 * For contexts that a test opens itself; the `context` and `page` fixtures are watched already.
 */
export async function watchForProblems(context: BrowserContext): Promise<string[]> {
  const problems: string[] = []
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (event) => problems.push(`page: ${event.error()}`))
  await context.exposeFunction('reportPolicyViolation', (violation: string) => {
    problems.push(`policy: ${violation}`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportPolicyViolation } = globalThis as unknown as {
        reportPolicyViolation: (violation: string) => void
      }
      reportPolicyViolation(
        `${event.effectiveDirective} ${event.blockedURI} on ${event.documentURI}`,
      )
    })
  })
  return problems
}
