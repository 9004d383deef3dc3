import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from './step.mjs'

/** Reads PORT (unset or empty: 3000). Throws a Problem unless it is a whole number from 1 to 65535. */
export function readPort(value) {
  if (!value) return 3000
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0
  if (port >= 1 && port <= 65535) return port
  throw new Problem(`PORT must be a whole number from 1 to 65535, not "${value}".`)
}

/** Reads SHUTDOWN_SECONDS (unset or empty: 30). Throws a Problem unless it is a whole number from 0 to 9999. */
export function readShutdown(value) {
  if (!value) return 30
  if (/^\d{1,4}$/.test(value)) return Number(value)
  throw new Problem(`SHUTDOWN_SECONDS must be a whole number from 0 to 9999, not "${value}".`)
}

/** Makes the data folder (readable by its owner only) if missing; throws a Problem if nothing can be written in it. */
export function checkDataDir(dataDir) {
  // Writing is the only honest test: mode bits say nothing to root, nor about a full or read-only disk.
  const probe = join(dataDir, `.write-test-${process.pid}`)
  try {
    makeFolder(resolve(dataDir))
    writeFileSync(probe, 'x')
    rmSync(probe)
  } catch (error) {
    throw new Problem(
      `The data folder ${dataDir} cannot be written (${reasons[error.code] ?? error.message}). ` +
        'Set DATA_DIR to a folder on this machine that this user may write to.',
    )
  }
}

/** Node's own recursive mkdir never returns where the kernel refuses new names, such as /proc. */
function makeFolder(path) {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

const reasons = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'it is a file',
  ENOENT: 'no folder can be made there',
}

/** Throws a Problem when `port` cannot be listened on, at `host` or at the IPv6 address that "localhost" may mean. */
export async function checkPort(port, host) {
  for (const address of [host, '::1']) {
    const code = await listenError(port, address)
    if (code === 'EADDRINUSE') {
      throw new Problem(
        `Port ${port} is in use. Stop the program that uses it, or choose another: PORT=${port === 65535 ? 3000 : port + 1} npm start`,
      )
    }
    if (code === 'EACCES') {
      throw new Problem(
        `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
      )
    }
  }
}

function listenError(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

/** Resolves once something accepts connections at host:port. */
export async function waitForPort(port, host) {
  while (!(await accepts(port, host))) await sleep(50)
}

function accepts(port, host) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host })
    socket.once('connect', () => resolve(socket.destroy() && true))
    socket.once('error', () => resolve(false))
  })
}
