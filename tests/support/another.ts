import type { Browser, Page } from '@playwright/test'
import type { Site } from './server'

/** Somebody else in a browser of their own, watched for problems like the first; `leave` closes it. */
export async function another(
  browser: Browser,
  site: Site,
  javaScriptEnabled: boolean,
): Promise<{ page: Page; leave: () => Promise<void> }> {
  const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled })
  const page = await context.newPage()
  return { page, leave: () => context.close() }
}
