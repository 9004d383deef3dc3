import { defineConfig, devices } from '@playwright/test'
import { BROWSER_ARGS, findBrowser } from './tests/browser.mjs'

const executablePath = process.env.TADMOR_BROWSER ?? (await findBrowser())
process.env.TADMOR_BROWSER = executablePath

export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/support/base-data.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 30_000,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args: BROWSER_ARGS },
  },
  projects: ['e2e', 'a11y', 'security'].map((name) => ({
    name,
    testMatch: `${name}/**/*.spec.ts`,
  })),
})
