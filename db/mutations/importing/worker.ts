import { hostname } from 'node:os'
import { isRunning } from '../../store/beside'

/** How an import calls the process that works on it. */
export function thisWorker(): string {
  return `${hostname()}:${process.pid}`
}

/** Whether the process that worked on an import is one of this machine and there no more. */
export function isDead(worker: string | null): boolean {
  const pid = pidHere(worker)
  return pid !== null && !isRunning(pid)
}

/** Whether the process that works on an import is one of this machine and still there. */
export function isAtWork(worker: string | null): boolean {
  const pid = pidHere(worker)
  return pid !== null && isRunning(pid)
}

function pidHere(worker: string | null): number | null {
  const [host, pid] = worker?.split(/:(?=\d+$)/) ?? []
  return host === hostname() ? Number(pid) : null
}
