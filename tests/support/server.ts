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

interface AutoFixtures {
  /** What went wrong in any page of this test, one line each: see `watchForProblems`. */
  problems: string[]
}

interface WorkerFixtures {
  /** What the register is kept by: of a project, so that the same tests run on both. */
  engine: Engine
  /** Starts the worker's server when first asked. */
  sharedSite: () => Promise<Site>
}

/**
 * Playwright's `test` with a server per worker. Any console error, page error, dialog or CSP violation fails the test,
 * in whatever window of whatever reader it happens.
 */
export const test = base.extend<TestFixtures & AutoFixtures, WorkerFixtures>({
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

  problems: [
    async ({ browser, allowConsole }, use) => {
      const problems: string[] = []
      const open = browser.newContext.bind(browser)
      // Playwright's own `context` is opened through this too.
      browser.newContext = async (options) => {
        const context = await open(options)
        await watchForProblems(context, problems)
        return context
      }
      await use(problems)
      browser.newContext = open
      const unexpected = problems.filter(
        (problem) => !allowConsole.some((known) => known.test(problem)),
      )
      expect(unexpected, 'errors in the browser').toEqual([])
    },
    { auto: true },
  ],

  // A context that went past the watch would look like one in which nothing went wrong.
  context: async ({ context }, use) => {
    expect(watched.has(context), 'the context is watched').toBe(true)
    await use(context)
  },
})

const watched = new WeakSet<BrowserContext>()

/** Writes down what the pages of a context complain about, one line each, as long as it lives. */
async function watchForProblems(context: BrowserContext, problems: string[]): Promise<void> {
  watched.add(context)
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (event) => problems.push(`page: ${event.error()}`))
  context.on('dialog', async (dialog) => {
    // Asking whether to leave what was typed is a browser's own.
    if (dialog.type() !== 'beforeunload') problems.push(`dialog: ${dialog.message()}`)
    await dialog.accept().catch(() => undefined)
  })
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
}
