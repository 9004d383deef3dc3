import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http, { type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { FULL, SIZES } from '../sizes'
import { ROOT, serve } from '../support/site-process'

/* Readers of long files who leave, or who take their time: the server must not work for them meanwhile. */

const FILES = FULL ? ['claims.csv', 'monuments.jsonld', 'monuments.xlsx'] : ['claims.csv']
/** A quarter of a second without work, in the kernel's hundredths of a second, is rest. */
const [WATCHED_MS, IDLE] = [250, 1]

test.skip(
  !existsSync('/proc/self/stat'),
  'the processor’s time of another process is read from /proc',
)

let folder: string
let site: Awaited<ReturnType<typeof serve>>
test.beforeAll(async () => {
  test.setTimeout(60_000 + SIZES.leavingMonuments * 160)
  folder = mkdtempSync(join(tmpdir(), 'tadmor-leaving-'))
  const script = join(ROOT, 'tests/bench/seed.ts')
  const args = ['--import', 'tsx', script, String(SIZES.leavingMonuments), '--dir', folder]
  const made = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  expect(made.status, made.stderr).toBe(0)
  site = await serve(folder)
})
test.afterAll(async () => {
  await site?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('whoever leaves costs the server no more than what they have taken', async () => {
  test.setTimeout(60_000 + SIZES.leavingMonuments * 160)
  for (const file of FILES) {
    const path = `/exports/bench/${file}`
    const whole = await workFor(async () => size(await begun(path)))
    const left = await workFor(async () => (await begun(path)).destroy())
    const told = `${file}: ${whole.spent} hundredths for all of it, ${left.spent} after leaving`
    expect(left.spent, told).toBeLessThan(whole.spent / 3)
  }
})

// Short files fit into the buffers of the connection: it takes one of many megabytes.
if (FULL)
  test('whoever takes their time is waited for', async () => {
    test.setTimeout(60_000 + SIZES.leavingMonuments * 160)
    const path = '/exports/bench/monuments.jsonld'
    const whole = await workFor(async () => size(await begun(path)))
    const waited = await workFor(() => begun(path))
    const told = `${whole.spent} hundredths for all of it, ${waited.spent} while waiting`
    expect(waited.spent, told).toBeLessThan(whole.spent / 3)
    expect(await size(waited.result), 'nothing is lost').toBe(whole.result)
  })

/** An answer whose body nobody has read yet: what waits in buffers is all that was sent. */
async function begun(path: string): Promise<IncomingMessage> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    http.get(site.url + path, { agent: false }, resolve).on('error', reject),
  )
  if (answer.statusCode !== 307) return answer
  answer.resume()
  return begun(String(answer.headers.location))
}

async function size(answer: IncomingMessage): Promise<number> {
  let bytes = 0
  for await (const chunk of answer) bytes += chunk.length
  return bytes
}

/** What is done, and how much the server worked until it came to rest again. */
async function workFor<T>(act: () => Promise<T>): Promise<{ result: T; spent: number }> {
  const before = await rested()
  const result = await act()
  return { result, spent: (await rested()) - before }
}

/** The processor's time of the server, once it does nothing. */
async function rested(): Promise<number> {
  let last = processorTime()
  for (;;) {
    await sleep(WATCHED_MS)
    const now = processorTime()
    if (now - last <= IDLE) return now
    last = now
  }
}

/** Hundredths of a second in user and system mode: fields 14 and 15 of proc_pid_stat(5). */
function processorTime(): number {
  const stat = readFileSync(`/proc/${site.pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
