import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/* Every browser test is watched for policy violations, dialogs and page errors; the watch is in support/server.ts. */

const ROOT = fileURLToPath(new URL('..', import.meta.url))

test('no browser test goes past the watch', () => {
  const specs = ['a11y', 'e2e', 'security'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => join(folder, name)),
  )
  assert.ok(specs.length > 30, `${specs.length} specs`)
  for (const path of specs) {
    const source = readFileSync(join(ROOT, path), 'utf8')
    const isWatched = /import \{[^}]*\btest\b[^}]*\} from '\.\.\/support\/server'/.test(source)
    // One that opens no page has nothing to watch.
    const opensPages = /\b(page|browser|context)\b\s*[,}:]/.test(source)
    assert.ok(isWatched || !opensPages, path)
    assert.doesNotMatch(source, /\bchromium\.launch|bypassCSP/, path)
  }
})
