import type { ImportState } from '../../import-schema'
import { forkBeside } from '../../store/beside'
import { writeDueEntries } from '../../store/search-index'
import type { Store } from '../../store/store'
import { step } from './run'
import type { ImportJob } from './work'

const MEGABYTES = 400

const shared = globalThis as { tadmorImports?: Promise<unknown> }

/** How often an import that waits for others says that it is still there. */
const SAY_EVERY = 60_000

/** Has a job done by a process of its own, behind those that were begun before; returns at once. */
export function beginJob(store: Store, job: ImportJob): void {
  const waiting = setInterval(() => void stillWaits(store, job), SAY_EVERY).unref()
  const mine = (shared.tadmorImports ?? Promise.resolve()).then(() => {
    clearInterval(waiting)
    return ended(job)
  })
  shared.tadmorImports = mine.then((code) => (code === 0 ? undefined : failed(store, job)))
}

/** Else whoever sweeps meanwhile would take it for one whose process is gone. */
async function stillWaits(store: Store, job: ImportJob): Promise<void> {
  await step({ store, now }, job, busyState(job), {}).catch(() => undefined)
}

function ended(job: ImportJob): Promise<number> {
  const child = forkBeside('db/mutations/importing/child.ts', {
    flags: [`--max-old-space-size=${MEGABYTES}`, '--max-semi-space-size=32'],
  })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
    child.send(job)
  })
}

/**
 * A process that died has left its import as it was: nothing of it came true, and it says so. Where it had come true, what
 * search finds by it is written here.
 */
async function failed(store: Store, job: ImportJob): Promise<void> {
  const over = { state: 'failed', problem: 'failed' } as const
  await step({ store, now }, job, busyState(job), over).catch(() => undefined)
  if (job.task === 'apply') await writeDueEntries(store).catch(() => undefined)
}

function busyState({ task }: ImportJob): ImportState {
  return task === 'stage' ? 'reading' : 'applying'
}

const now = () => new Date().toISOString()
