import { forkBeside } from '../store/beside'
import type { Inspection } from './read'

/** What looking into a file gave: what it is, or why it cannot be read and at which row (0: as a whole). */
export type Looked = { found: Inspection } | { refused: string; row: number } | { failed: string }

/** The memory and time that looking into one file may take. */
const MEGABYTES = 200
const MOST_MS = 30_000

/** How many files are looked into at once; the others wait. */
const AT_ONCE = 2
const shared = globalThis as { tadmorLooking?: { free: number; waiting: (() => void)[] } }

/**
 * Looks into a file that somebody sent, in a process of its own that is stopped when it takes too much memory (200 MB) or
 * time (30 s): what happens to it happens to nobody else. Throws on a bug of ours only.
 */
export async function lookInto(
  path: string,
): Promise<{ found: Inspection } | { refused: string; row: number }> {
  shared.tadmorLooking ??= { free: AT_ONCE, waiting: [] }
  const turns = shared.tadmorLooking
  if (turns.free === 0) await new Promise<void>((resolve) => turns.waiting.push(resolve))
  else turns.free--
  try {
    const looked = await ask(path)
    if ('failed' in looked) throw new Error(looked.failed)
    return looked
  } finally {
    const next = turns.waiting.shift()
    if (next) next()
    else turns.free++
  }
}

function ask(path: string): Promise<Looked> {
  const child = forkBeside('db/import/look-child.ts', {
    flags: [`--max-old-space-size=${MEGABYTES}`],
  })
  return new Promise<Looked>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), MOST_MS)
    child.once('message', (looked: Looked) => resolve(looked))
    child.once('error', reject)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve({ refused: 'too_large', row: 0 })
    })
    child.send(path)
  })
}
