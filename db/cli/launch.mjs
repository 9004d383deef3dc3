import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { checkDataDir, checkPort, readPort, readShutdown, waitForPort } from './preflight.mjs'
import { Problem, ROOT, runStep, say } from './step.mjs'
import { ensureBuilt, ensureInstalled } from './toolchain.mjs'

const HOST = '127.0.0.1'
// Next rewrites within itself only when its host is called "localhost"; this makes that name mean 127.0.0.1.
const LISTEN_ON_IPV4 = ['--dns-result-order=ipv4first']

/** prepare.ts leaves with this code (EX_CONFIG of sysexits.h) after it has itself said, in a line, what is wrong. */
const SAID_WHY = 78

/**
 * Takes a bare clone to a running server: checks, packages, build, data, then `next start`.
 * Never returns while the server runs; the process leaves with the server's exit code,
 * or with 1 after one line that says what to do.
 */
export async function main() {
  try {
    const port = readPort(process.env.PORT)
    const patience = readShutdown(process.env.SHUTDOWN_SECONDS)
    const dataDir = process.env.DATA_DIR || './data'
    // The quick refusals come before the minutes of work.
    checkDataDir(dataDir)
    await checkPort(port, HOST)
    const logFile = join(dataDir, 'start.log')
    await ensureInstalled({ logFile })
    await ensureBuilt({ logFile })
    await prepareData(logFile)
    serve(port, patience)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.message) console.error(error.message)
    process.exitCode = 1
  }
}

async function prepareData(logFile) {
  const done = await runStep({
    title: 'Checking the data',
    command: process.execPath,
    args: ['--import', 'tsx', join(ROOT, 'db/cli/prepare.ts')],
    showStdout: true,
    logFile,
  })
  if (done.code === 0) return
  if (done.code === SAID_WHY) {
    process.stderr.write(done.stderr)
    throw new Problem('')
  }
  throw new Problem(
    `The data could not be prepared; the details are in ${logFile}. The data folder was left in place.`,
  )
}

/** Runs the server until a signal: the first lets it end what it has begun, within `patience` seconds; a second ends it at once. */
function serve(port, patience) {
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const server = spawn(
    process.execPath,
    [...LISTEN_ON_IPV4, next, 'start', '-p', String(port), '-H', 'localhost'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  )
  let isStopping = false
  const cutOff = (why) => {
    console.error(`${why}: requests that were not finished are broken off. What was saved stands.`)
    server.kill('SIGKILL')
  }
  const stop = (signal) => {
    if (isStopping) return cutOff('Stopped at once')
    isStopping = true
    say('Stopping: no new connections, and what has begun is finished')
    // A terminal sends Ctrl-C to both processes; the server ignores the second of two.
    server.kill(signal)
    setTimeout(() => cutOff(`Not done within ${patience} s (SHUTDOWN_SECONDS)`), patience * 1000)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal))
  server.on('exit', (code, signal) => {
    if (signal === null && isStopping && [0, 130, 143].includes(code)) process.exit(0)
    process.exit(code || 1)
  })
  waitForPort(port, HOST).then(() => {
    say(`Tadmor is at ${process.env.PUBLIC_ORIGIN || `http://localhost:${port}`} — Ctrl-C stops it`)
  })
}
