import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'

/** What was measured, in milliseconds; `limit` is what p99 was promised to stay below. */
export type Measured = {
  name: string
  limit: number | null
  p50: number
  p99?: number
  perSecond?: number
  /** The same question as one SQL statement through better-sqlite3. */
  bareMs?: number
  loop?: Loop
  [more: string]: unknown
}

/** How long the event loop was held up, and the memory of the process and of those beside it. */
export type Loop = { p99: number; max: number; rssMB: number; asideMB?: number }

/** How long each of some turns took. */
export async function timesOf(turns: number, once: (turn: number) => Promise<unknown>) {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    const from = performance.now()
    await once(turn)
    times.push(performance.now() - from)
    // Queries alone never end a turn of the event loop, and its delay would not be seen.
    await setImmediate()
  }
  return times
}

/** The median and the 99th percentile. */
export function quantiles(times: number[]): { p50: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (q: number) => round(sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN)
  return { p50: at(0.5), p99: at(0.99) }
}

/** To a tenth. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
