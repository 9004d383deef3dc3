import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { ROOT, type Site } from '../support/site-process'

/** The usual headers that an answer lacks or has otherwise, one line each; empty when all is well. */
export function missingHeaders(headers: Record<string, string>): string[] {
  const usual: Record<string, RegExp> = {
    'content-security-policy':
      /^default-src 'self'; script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'; (?!.*unsafe)(?=.*object-src 'none')(?=.*base-uri 'none')(?=.*form-action 'self')(?=.*frame-ancestors 'none')/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^same-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'permissions-policy': /geolocation=\(\)/,
    'cache-control': /./,
  }
  const missing = Object.entries(usual).filter(([name, value]) => !value.test(headers[name] ?? ''))
  return [
    ...missing.map(([name]) => `${name}: ${headers[name]}`),
    ...('x-powered-by' in headers ? ['x-powered-by'] : []),
  ]
}

/** The actions of the build, as its manifest names them. */
export function actionsInBuild(): { id: string; name: string }[] {
  const manifest = JSON.parse(
    readFileSync(join(ROOT, '.next/server/server-reference-manifest.json'), 'utf8'),
  )
  return Object.entries(
    manifest.node as Record<string, { filename: string; exportedName: string }>,
  ).map(([id, { filename, exportedName }]) => ({
    id,
    name: `${filename} ${exportedName}`,
  }))
}

/** Calls an action from a page as Next's own client does, with an empty form; gives the answer's text. */
export async function call(
  reader: APIRequestContext,
  site: Site,
  id: string,
  headers: Record<string, string> = {},
  page = '/en/sign-in',
): Promise<string> {
  const answer = await reader.post(page, {
    headers: { 'Next-Action': id, Accept: 'text/x-component', origin: site.url, ...headers },
    multipart: {
      '1__lang': 'en',
      '0': '[{"ok":null,"title":"","errors":[],"values":{},"key":""},"$K1"]',
    },
  })
  return answer.text()
}
