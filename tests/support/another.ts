import type { Browser, Page } from '@playwright/test'
import { expect, type Site, watchForProblems } from './server'

/** Somebody else in a browser of their own, watched for problems like the first; `leave` closes it and tells them. */
export async function another(
  browser: Browser,
  site: Site,
  javaScriptEnabled: boolean,
  allowed: RegExp[] = [],
): Promise<{ page: Page; leave: () => Promise<void> }> {
  const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled })
  const problems = await watchForProblems(context)
  const page = await context.newPage()
  const leave = async () => {
    await context.close()
    expect(problems.filter((p) => !allowed.some((known) => known.test(p)))).toEqual([])
  }
  return { page, leave }
}
