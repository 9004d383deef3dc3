import type { Browser, Request } from '@playwright/test'

/** Bytes of the bodies that a page's first load transferred, compressed as served, by kind; and its scripts' addresses. */
export type Weight = {
  document: number
  stylesheet: number
  script: number
  font: number
  scripts: string[]
}

/** Loads an address with an empty cache until the network is quiet, and weighs what came. */
export async function weigh(browser: Browser, url: string): Promise<Weight> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const requests: Request[] = []
    page.on('requestfinished', (request) => requests.push(request))
    await page.goto(url, { waitUntil: 'networkidle' })
    const weight: Weight = { document: 0, stylesheet: 0, script: 0, font: 0, scripts: [] }
    for (const request of requests) {
      const kind = request.resourceType()
      if (kind in weight && kind !== 'scripts')
        weight[kind as 'script'] += (await request.sizes()).responseBodySize
      if (kind === 'script') weight.scripts.push(request.url())
    }
    return weight
  } finally {
    await context.close()
  }
}
