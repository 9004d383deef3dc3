import { type ChildProcess, fork } from 'node:child_process'
import { resolve } from 'node:path'

/**
 * Starts a script of this project in a process of its own, which needs neither the server's secret nor to take itself for
 * a server. `script` is a path from the project's folder, `flags` are Node's, `env` is added to this process's.
 */
export function forkBeside(
  script: string,
  { args = [], flags, env = {} }: { args?: string[]; flags: string[]; env?: NodeJS.Dict<string> },
): ChildProcess {
  const { SECRET: _, NEXT_RUNTIME: __, ...inherited } = process.env
  const cwd = process.cwd()
  return fork(resolve(/* turbopackIgnore: true */ cwd, script), args, {
    cwd,
    execArgv: [...flags, '--import', 'tsx'],
    serialization: 'advanced',
    // Fewer arenas: what one gives back, another thread can use.
    env: { ...inherited, MALLOC_ARENA_MAX: '2', ...env } as NodeJS.ProcessEnv,
  })
}

/** Whether there is a process of this id on this machine, whoever runs it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
