import { spawn } from 'node:child_process'
import { ROOT } from './site-process'

export type Ran = { code: number; out: string }

/** Runs one of the project's commands on a data folder, without the developer's own settings. */
export function runCli(
  name: string,
  args: string[],
  env: Record<string, string | undefined>,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const { SECRET: _, PUBLIC_ORIGIN: __, BACKUP_DIR: ___, ...inherited } = process.env
    const child = spawn(process.execPath, ['--import', 'tsx', `db/cli/${name}.ts`, ...args], {
      cwd: ROOT,
      env: { ...inherited, ...env } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        out += text
      })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, out }))
  })
}
