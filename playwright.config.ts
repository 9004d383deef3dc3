import { defineConfig, devices } from '@playwright/test'
import { BROWSER_ARGS, findBrowser } from './tests/browser.mjs'
import { FULL } from './tests/sizes'
import type { Engine } from './tests/support/site-process'

const executablePath = process.env.TADMOR_BROWSER ?? (await findBrowser())
process.env.TADMOR_BROWSER = executablePath

export default defineConfig<object, { engine: Engine }>({
  testDir: 'tests',
  globalSetup: './tests/support/base-data.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  // A journey with axe on every page takes 10 s on an idle machine of 2 cores; the rest is room for a busy one.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  // The longest first, so that no worker waits for another at the end.
  projects: [
    ...['security', 'a11y', 'e2e'].map((name) => ({
      name,
      testMatch: `${name}/**/*.spec.ts`,
      // Web fonts are a third of what a page costs, and only where it is looked at do they matter.
      use: {
        launchOptions: {
          executablePath,
          args: name === 'a11y' ? BROWSER_ARGS : [...BROWSER_ARGS, '--disable-remote-fonts'],
        },
      },
    })),
    // The same journeys over a cluster of three nodes; the long ones in the full run.
    {
      name: 'cluster',
      testMatch: FULL
        ? /tests\/(e2e\/(journey|accounts|desk|editing|drafts|images|importing)|cluster\/[^/]+)\.spec\.ts$/
        : /tests\/(e2e\/accounts|cluster\/[^/]+)\.spec\.ts$/,
      grep: FULL ? undefined : /on one cluster|en, JavaScript off/,
      use: {
        engine: 'cluster',
        launchOptions: { executablePath, args: [...BROWSER_ARGS, '--disable-remote-fonts'] },
      },
    },
  ],
})
