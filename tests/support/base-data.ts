import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, serverEnv } from './site-process'

/** Playwright's global set-up: one seeded data folder that every server of the run starts from a copy of. */
export default function prepareBaseData() {
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-base-'))
  const dataDir = join(folder, 'data')
  const prepared = spawnSync(process.execPath, ['--import', 'tsx', 'db/cli/prepare.ts'], {
    cwd: ROOT,
    env: serverEnv({ dataDir, port: 3000 }),
    encoding: 'utf8',
  })
  if (prepared.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`prepare.ts failed:\n${prepared.stdout}${prepared.stderr}`)
  }
  writeFileSync(join(folder, 'first-run.txt'), prepared.stdout)
  process.env.TADMOR_BASE_DATA = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
