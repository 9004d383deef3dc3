import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Role } from '../../db/domain/vocabulary'
import { startCluster } from './cluster'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One for all servers of a cluster under test. */
const ACTION_KEY = Buffer.alloc(32, 7).toString('base64')
const STARTS_WITHIN = 30_000
const STOPS_WITHIN = 5_000
/** When every server's clock begins: see fixed-clock.mjs. */
const NOON = Date.UTC(2026, 10, 22, 12)

/** What the register of a server is kept by. */
export type Engine = 'file' | 'cluster'

/** A running server of one test worker. */
export interface Site {
  /** Without a trailing slash. */
  url: string
  dataDir: string
  /** What the server was told besides: other processes beside it need the same. */
  env: Record<string, string>
  /** What prepare.ts printed for the data folder, with the one-time link to the first administrator. */
  firstRunOutput: string
  /** All that the server has written so far. */
  log: () => string
  pid: number
  /** What the time is on the server's clock, in milliseconds, to a second or so. */
  now: () => number
  stop: () => Promise<void>
}

/**
 * Starts the built application on a free port, on a copy of the run's base data, at noon of 22 November 2026.
 * Resolves once /en answers; throws with the server's output if it does not within 30 s.
 * `given` adds to or overrides the server's environment; on the engine `cluster` its register is on three nodes.
 */
export async function startSite(
  given: Record<string, string> = {},
  engine: Engine = 'file',
): Promise<Site> {
  const base = process.env.TADMOR_BASE_DATA
  if (!base) throw new Error('No base data: run this through Playwright with its global set-up.')
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-site-'))
  const dataDir = join(folder, 'data')
  // Nothing has the base open, so its files may be copied as files, -wal included.
  cpSync(join(base, 'data'), dataDir, { recursive: true })
  const firstRunOutput = readFileSync(join(base, 'first-run.txt'), 'utf8')
  const cluster =
    engine === 'cluster' ? await startCluster(3, join(base, 'data/tadmor.db')) : undefined
  const env = { ...(cluster && onCluster(cluster.url, dataDir)), ...given }
  try {
    const site = await serve(dataDir, env)
    const stop = async () => {
      await site.stop()
      await cluster?.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    return { ...site, dataDir, env, firstRunOutput, stop }
  } catch (error) {
    await cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** What a server on a cluster is told; the file of the register is taken away, so that nothing can come from it. */
function onCluster(url: string, dataDir: string): Record<string, string> {
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim()
  for (const ending of ['', '-wal', '-shm'])
    rmSync(join(dataDir, `tadmor.db${ending}`), { force: true })
  return { STORE_URL: url, SECRET: secret, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_KEY }
}

/** Serves a data folder as it is, on a free port or the one given; resolves once /en answers. */
export function serve(
  dataDir: string,
  env: Record<string, string> = {},
  at?: number,
): Promise<Pick<Site, 'url' | 'log' | 'pid' | 'now' | 'stop'>> {
  return serveApp(ROOT, '/en', (port) => ({ ...serverEnv({ dataDir, port }), ...env }), at)
}

/** Serves a built Next application on a free port; resolves once `path` answers. */
export async function serveApp(
  folder: string,
  path: string,
  env: (port: number) => NodeJS.ProcessEnv,
  at?: number,
): Promise<Pick<Site, 'url' | 'log' | 'pid' | 'now' | 'stop'>> {
  const port = at ?? (await freePort())
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const began = Date.now()
  const server = spawn(
    process.execPath,
    ['--dns-result-order=ipv4first', next, 'start', '-p', String(port), '-H', 'localhost'],
    { cwd: folder, env: env(port), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let log = ''
  const keep = (chunk: Buffer) => {
    log += chunk
  }
  server.stdout.on('data', keep)
  server.stderr.on('data', keep)
  const stop = () => end(server)
  const url = `http://localhost:${port}`
  try {
    await untilAnswers(`http://127.0.0.1:${port}${path}`, server)
  } catch (error) {
    await stop()
    throw new Error(`${(error as Error).message}\n${log}`)
  }
  const now = () => NOON + Date.now() - began
  return { url, log: () => log, pid: server.pid ?? 0, now, stop }
}

/**
 * Freezes the public report of a query in a data folder, beside the server that runs on it, and returns its id. In a
 * process of its own, because Playwright's loader takes none of the JSON that reports are worded from.
 */
export function freezeBeside(dataDir: string, query: string, title: string): string {
  return runBeside('freezing.ts', dataDir, query, title)
}

/** Adds a picture to a claim in a data folder, likewise, and returns its id. */
export function pictureBeside(dataDir: string, claim: string): string {
  return runBeside('picturing.ts', dataDir, claim)
}

function runBeside(script: string, ...given: string[]): string {
  const args = ['--import', 'tsx', join(ROOT, 'tests/support', script), ...given]
  const done = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${script} came to nothing:\n${done.stderr}`)
  return done.stdout.trim()
}

/** Somebody to be enrolled: `key` tells whose cookie is whose. */
export type Member = {
  key: string
  name: string
  email: string
  role: Role
  siteId: string | null
}

/**
 * Enters a second site (second-site.ts) beside the server that runs on a data folder, and members who are signed in, the
 * first of them as its first administrator. Returns their session cookies by key. In a process of its own, as above.
 */
export function enrolBeside(
  { dataDir, url, env: told }: Site,
  members: Member[],
): Record<string, string> {
  const script = join(ROOT, 'tests/support/enrolling.ts')
  const args = ['--import', 'tsx', script, JSON.stringify(members)]
  const env = { ...serverEnv({ dataDir, port: Number(new URL(url).port) }), ...told }
  const done = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`nobody was enrolled:\n${done.stderr}`)
  return JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '{}')
}

/** The environment of a server under test: its own data and port, a fixed clock, nothing of the developer's. */
export function serverEnv({ dataDir, port }: { dataDir: string; port: number }): NodeJS.ProcessEnv {
  const clock = pathToFileURL(join(ROOT, 'tests/support/fixed-clock.mjs')).href
  const { SECRET: _, ...inherited } = process.env
  return {
    ...inherited,
    NODE_ENV: 'production',
    NODE_OPTIONS: `--import=${clock}`,
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_ORIGIN: `http://localhost:${port}`,
    LOG_LEVEL: 'warn',
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

async function untilAnswers(url: string, server: ChildProcess) {
  const deadline = performance.now() + STARTS_WITHIN
  while (performance.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The server left with code ${server.exitCode}.`)
    const answer = await fetch(url).catch(() => null)
    if (answer && answer.status < 500) return
    if (answer) throw new Error(`The server answers ${answer.status} at ${url}.`)
    await sleep(50)
  }
  throw new Error(`The server did not answer at ${url}.`)
}

async function end(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  const forced = setTimeout(() => server.kill('SIGKILL'), STOPS_WITHIN)
  await gone
  clearTimeout(forced)
}
