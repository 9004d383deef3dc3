import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT, serve } from '../support/site-process'
import { SITE } from './resample'

/** What the report of ten thousand monuments may take, and how long others may wait meanwhile. */
const LIMITS = { megabytes: 512, waitMs: 100 }
const MONUMENTS = 10_000

/**
 * The report of ten thousand monuments over HTTP: how long it takes, what its process takes of memory, and how long
 * other readers wait meanwhile: for a file that costs nothing, which tells how long the server stands still, and for a
 * page; each beside how long they wait when nothing is made.
 */
export async function benchLongReport() {
  const dataDir = join(tmpdir(), `tadmor-bench-${MONUMENTS}`)
  rmSync(dataDir, { recursive: true, force: true })
  execFileSync(
    process.execPath,
    ['--import', 'tsx', 'tests/bench/seed.ts', String(MONUMENTS), '--dir', dataDir],
    { cwd: ROOT },
  )
  const server = await serve(dataDir)
  try {
    const others = { file: `${server.url}/robots.txt`, page: `${server.url}/en/${SITE}/beside` }
    for (let i = 0; i < 20; i++) for (const url of Object.values(others)) await read(url)
    const results = []
    for (const lang of ['en', 'ar', 'both']) {
      const idle = await waits(others, sleep(5000))
      let peak = 0
      const from = performance.now()
      let isDone = false
      const report = read(`${server.url}/exports/${SITE}/report.pdf?lang=${lang}`).finally(() => {
        isDone = true
      })
      const watching = (async () => {
        while (!isDone) {
          peak = Math.max(peak, ...makersMB())
          await sleep(20)
        }
      })()
      const during = await waits(others, report)
      await watching
      results.push({
        lang,
        seconds: Math.round((performance.now() - from) / 100) / 10,
        megabytes: Math.round((await report) / 1e5) / 10,
        makerPeakMB: peak,
        limitMB: LIMITS.megabytes,
        limitWaitMs: LIMITS.waitMs,
        ...during,
        idleFile: idle.file,
        idlePage: idle.page,
      })
    }
    console.table(results)
    return results
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** How long a reader waits who asks for one after the other until something is over: median, 99th percentile, longest. */
async function waits<K extends string>(urls: Record<K, string>, until: Promise<unknown>) {
  let isOver = false
  const over = until.finally(() => {
    isOver = true
  })
  const names = Object.keys(urls) as K[]
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    K,
    number[]
  >
  while (!isOver)
    for (const name of names) {
      const from = performance.now()
      await read(urls[name])
      times[name].push(performance.now() - from)
      await sleep(5)
    }
  await over
  return Object.fromEntries(names.map((name) => [name, spread(times[name])])) as Record<K, string>
}

function spread(times: number[]): string {
  times.sort((a, b) => a - b)
  return [0.5, 0.99, 1]
    .map((q) => Math.round(times[Math.ceil(q * times.length) - 1] ?? 0))
    .join(' / ')
}

async function read(url: string): Promise<number> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return (await answer.arrayBuffer()).byteLength
}

/** The most memory that each process which makes reports has taken so far, in MB; Linux only. */
function makersMB(): number[] {
  if (!existsSync('/proc/self/status')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join(ROOT, 'app/exports/maker')))
          return []
        const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
        return [Math.round(Number(peak) / 1024)]
      } catch {
        return []
      }
    })
}
