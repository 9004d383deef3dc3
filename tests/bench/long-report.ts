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
 * another reader waits for a monument's page while it is made.
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
    const page = `${server.url}/robots.txt`
    const other = `${server.url}/en/${SITE}/beside`
    for (let i = 0; i < 5; i++) for (const url of [page, other]) await read(url)
    const results = []
    for (const lang of ['en', 'ar', 'both']) {
      const before = await waits([page, other], sleep(2000))
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
      const during = await waits([page, other], report)
      await watching
      results.push({
        lang,
        seconds: Math.round((performance.now() - from) / 100) / 10,
        megabytes: Math.round((await report) / 1e5) / 10,
        makerPeakMB: peak,
        limitMB: LIMITS.megabytes,
        ...during,
        limitWaitMs: LIMITS.waitMs,
        waitIdleMax: before.waitMax,
      })
    }
    console.table(results)
    return results
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** How long a reader waits who asks again and again until something is over. */
async function waits(urls: string[], until: Promise<unknown>) {
  let isOver = false
  const over = until.finally(() => {
    isOver = true
  })
  const times: number[] = []
  for (let i = 0; !isOver; i++) {
    const from = performance.now()
    await read(urls[i % urls.length] as string)
    times.push(performance.now() - from)
    await sleep(5)
  }
  await over
  times.sort((a, b) => a - b)
  const at = (q: number) => Math.round((times[Math.ceil(q * times.length) - 1] ?? 0) * 10) / 10
  return { waitP50: at(0.5), waitP99: at(0.99), waitMax: at(1), asked: times.length }
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
