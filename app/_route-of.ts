import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What Next's build knows of its routes, most particular first. */
const manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
})

let routes: { page: string; pattern: RegExp }[] | undefined

/** The pattern of the route that an address belongs to, `/[lang]/[site]`; `/_next` for its files, `other` for none. */
export function routeOf(url: string): string {
  const [pathname = ''] = url.split('?')
  if (pathname.startsWith('/_next/')) return '/_next'
  routes ??= readRoutes()
  return routes.find(({ pattern }) => pattern.test(pathname))?.page ?? 'other'
}

function readRoutes() {
  const file = join(/* turbopackIgnore: true */ process.cwd(), '.next/routes-manifest.json')
  const { staticRoutes, dynamicRoutes } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  return [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({
    page,
    pattern: new RegExp(regex),
  }))
}
