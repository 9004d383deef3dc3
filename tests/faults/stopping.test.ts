import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import prepareBaseData from '../support/base-data'
import { mountTiny, soundHead, whyNoDisk } from '../support/faulty'
import { ROOT, serverEnv } from '../support/site-process'

/* `npm start` is told to stop while it has work, and refuses a folder that it cannot use. */

let clean: () => void
let folder: string
let dataDir: string
before(() => {
  clean = prepareBaseData()
  folder = mkdtempSync(join(tmpdir(), 'tadmor-stopping-'))
  dataDir = join(folder, 'data')
  cpSync(join(process.env.TADMOR_BASE_DATA ?? '', 'data'), dataDir, { recursive: true })
})
after(() => {
  clean()
  rmSync(folder, { recursive: true, force: true })
})

test('told to stop, the server finishes a slow form, a table and a report, ends its children and empties the log', async () => {
  const started = await start({ SHUTDOWN_SECONDS: '120' })
  const { port } = started
  await fetch(`http://localhost:${port}/api/v1/sites`)
  const form = await halfForm(port)
  const [ready, alive] = [await halfAsked(port, '/readyz'), await halfAsked(port, '/healthz')]
  const report = fetch(await pinned(port, 'report.pdf')).then((answer) => answer.arrayBuffer())
  const table = fetch(await pinned(port, 'claims.csv')).then((answer) => answer.text())
  await until(() => processesOn(dataDir, 'maker/child.ts').length > 0, 'the maker works')
  started.child.kill('SIGTERM')
  await until(() => refuses(port), 'new connections are refused')
  ready.finish()
  assert.match(
    await ready.answer,
    /^HTTP\/1\.1 503 [\s\S]*^connection: close\r\n[\s\S]*not ready/im,
  )
  alive.finish()
  assert.match(await alive.answer, /^HTTP\/1\.1 200 [\s\S]*alive/)
  assert.deepEqual(processesOn(dataDir, 'maker/child.ts').length, 1, 'the maker still works')
  form.finish()
  assert.match(await form.answer, /^HTTP\/1\.1 (200|303) [\s\S]*\r\n0\r\n\r\n$|^HTTP\/1\.1 303/)
  assert.match(
    Buffer.from(await report)
      .subarray(-8)
      .toString('latin1'),
    /%%EOF\s*$/,
  )
  assert.ok((await table).endsWith('\r\n'))
  assert.equal(await started.code, 0, started.log())
  const wal = join(dataDir, 'tadmor.db-wal')
  assert.ok(!existsSync(wal) || statSync(wal).size === 0, 'the log is empty')
  await until(() => processesOn(dataDir).length === 0, 'its children have ended')
  await soundHead(join(dataDir, 'tadmor.db'))
})

test('every kind of process beside a server has no secret, and ends however the server ends', async () => {
  const secret = 'no child is told'
  const parent = spawn(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'tests/support/forking.ts')],
    {
      cwd: ROOT,
      env: { ...serverEnv({ dataDir, port: 4400 }), SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  try {
    await once(parent.stdout, 'data')
    const children = processesOn(dataDir, 'telling-begun')
    assert.equal(children.length, 5)
    for (const pid of children)
      assert.ok(!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(secret))
  } finally {
    parent.kill('SIGKILL')
  }
  await until(() => processesOn(dataDir).length === 0, 'they have ended')
})

test('a second signal ends the server at once, and an unfinished answer is broken off', async () => {
  const started = await start({})
  const form = await halfForm(started.port)
  started.child.kill('SIGTERM')
  await until(() => refuses(started.port), 'it is stopping')
  started.child.kill('SIGTERM')
  assert.equal(await started.code, 1)
  assert.equal(await form.answer, '')
  assert.match(started.log(), /Stopped at once: .*What was saved stands/)
})

test('what is not done within SHUTDOWN_SECONDS is broken off, and said', async () => {
  const started = await start({ SHUTDOWN_SECONDS: '1' })
  const form = await halfForm(started.port)
  started.child.kill('SIGTERM')
  assert.equal(await started.code, 1)
  assert.equal(await form.answer, '')
  assert.match(started.log(), /Not done within 1 s \(SHUTDOWN_SECONDS\)/)
})

test('a folder that cannot be used is refused in one clear line', async (t) => {
  const broken = join(folder, 'broken')
  cpSync(dataDir, broken, { recursive: true })
  const refusal = async (env: Record<string, string>) => {
    const { code, log } = await launch({ DATA_DIR: broken, ...env })
    assert.equal(await code, 1)
    return log()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('▸'))
  }
  writeFileSync(join(broken, 'secret'), 'short')
  assert.match(
    (await refusal({})).join('\n'),
    /^The data folder cannot be used: .*secret is too short.*$/,
  )
  assert.match(
    (await refusal({ SHUTDOWN_SECONDS: 'soon' })).join('\n'),
    /^SHUTDOWN_SECONDS must be a whole number.*$/,
  )
  const why = whyNoDisk()
  if (why) return t.diagnostic(`no read-only disk: ${why}`)
  const disk = mountTiny('1m')
  try {
    assert.ok(disk.remount('ro'))
    assert.deepEqual(await refusal({ DATA_DIR: disk.folder }), [
      `The data folder ${disk.folder} cannot be written (the disk is read-only). Set DATA_DIR to a folder on this machine that this user may write to.`,
    ])
  } finally {
    disk.remove()
  }
})

type Started = {
  child: ChildProcess
  port: number
  code: Promise<number | null>
  log: () => string
}

async function launch(env: Record<string, string>): Promise<Started> {
  const port = await freePort()
  const child = spawn(process.execPath, [join(ROOT, 'db/cli/start.mjs')], {
    cwd: ROOT,
    env: { ...serverEnv({ dataDir, port }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, port, code, log: () => said }
}

async function start(env: Record<string, string>): Promise<Started> {
  const started = await launch(env)
  const ended = started.code.then(() => assert.fail(started.log()))
  await Promise.race([until(() => started.log().includes('Tadmor is at'), 'it has started'), ended])
  started.code.catch(() => {})
  ended.catch(() => {})
  return started
}

/** A form of which half has been sent: the server waits for the rest. */
function halfForm(port: number) {
  const body = `_lang=en&email=${'a'.repeat(200)}`
  const head = `POST /en/sign-in HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
  return half(port, head + body.slice(0, 50), body.slice(50))
}

/** A question on a connection that is to be kept open, of which the last line is still to come. */
function halfAsked(port: number, path: string) {
  return half(port, `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n`, '\r\n')
}

/** Sends the beginning; `answer` is all that came back by the time that the server closed. */
async function half(port: number, beginning: string, rest: string) {
  const socket: Socket = connect(port, '127.0.0.1')
  let came = ''
  socket.on('data', (chunk) => (came += chunk)).on('error', () => {})
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(came)))
  socket.write(beginning)
  // Nothing tells that a server has read half of something.
  await sleep(300)
  return { answer, finish: () => socket.write(rest) }
}

async function pinned(port: number, file: string): Promise<string> {
  const url = `http://localhost:${port}/exports/palmyra/${file}`
  const answer = await fetch(url, { redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? '', url).href
}

function refuses(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(socket.destroy() && false))
    socket.once('error', () => resolve(true))
  })
}

/** The processes that were told of a data folder, children too, whose command names something. */
function processesOn(data: string, named = ''): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      const told = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return told.includes(`DATA_DIR=${data}`) && command.includes(named)
    } catch {
      return false
    }
  })
}

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `never: ${what}`)
    await sleep(20)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
