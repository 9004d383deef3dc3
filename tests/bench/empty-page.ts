import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, serveApp } from '../support/site-process'

/** Inside the project, so that its own node_modules are found; ignored by Git. */
const FOLDER = join(ROOT, 'bench-results', 'empty-page')

const FILES = {
  'app/layout.jsx': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}`,
  'app/page.jsx': `export const dynamic = 'force-dynamic'
export default function Page() {
  return <h1>An empty page</h1>
}`,
  'next.config.js': `export default { turbopack: { root: ${JSON.stringify(ROOT)} } }`,
  'package.json': '{ "type": "module", "private": true }',
}

/**
 * Serves a page of one heading under the installed Next and React: what the framework costs before anything is built
 * with it. Builds such an application, hands its address to `measure` and throws it away.
 */
export async function withEmptyPage<T>(measure: (url: string) => Promise<T>): Promise<T> {
  rmSync(FOLDER, { recursive: true, force: true })
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(FOLDER, path)), { recursive: true })
    writeFileSync(join(FOLDER, path), text)
  }
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  try {
    const next = join(ROOT, 'node_modules/next/dist/bin/next')
    const built = spawnSync(process.execPath, [next, 'build'], {
      cwd: FOLDER,
      env,
      encoding: 'utf8',
    })
    if (built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`)
    const server = await serveApp(FOLDER, '/', () => env)
    try {
      return await measure(server.url)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(FOLDER, { recursive: true, force: true })
  }
}
