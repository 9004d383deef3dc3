// What a bare clone needs before TypeScript can run: shared by `npm start` and `npm test`.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, relative, sep } from 'node:path'
import { Problem, ROOT, runStep } from './step.mjs'

/**
 * Installs the locked packages when they are missing, differ from package-lock.json, or were built for another Node.
 * `logFile` receives npm's output; without it a failure prints that output. Throws a Problem.
 */
export async function ensureInstalled({ logFile } = {}) {
  const stamp = join(ROOT, 'node_modules/.tadmor-installed')
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const want = `${sha256(lock)} ${process.platform}-${process.arch}-${process.versions.modules}\n`
  if (readIfThere(stamp) === want) return
  if (!(matchesLock(lock) && (await nativeLoads(logFile)))) {
    const done = await runStep({
      title: 'Installing packages (a minute or two, once)',
      ...npm(['ci', '--include=dev', '--no-audit', '--no-fund']),
      logFile,
    })
    if (done.code !== 0) throw new Problem(installAdvice(done.stdout + done.stderr, logFile))
    if (!(await nativeLoads(logFile))) {
      throw new Problem(
        `better-sqlite3 was installed but does not load${seeLog(logFile)}. Remove node_modules and try again with Node ${process.versions.node.split('.')[0]}.`,
      )
    }
  }
  writeFileSync(stamp, want)
}

/** npm leaves a copy of what it installed in node_modules: someone who ran `npm ci` by hand need not wait again. */
function matchesLock(lock) {
  const hidden = readIfThere(join(ROOT, 'node_modules/.package-lock.json'))
  if (!hidden) return false
  const installed = JSON.parse(hidden).packages
  const wanted = JSON.parse(lock).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      (installed[path] ? installed[path].version === version : optional || devOptional),
  )
}

async function nativeLoads(logFile) {
  const script = "new (require('better-sqlite3'))(':memory:').close()"
  const done = await runStep({ command: process.execPath, args: ['-e', script], logFile })
  return done.code === 0
}

function installAdvice(output, logFile) {
  const missing = ['python3', 'make', 'c++'].filter((tool) => !onPath(tool))
  if (/gyp ERR!|node-gyp/.test(output) && (missing.length > 0 || process.platform === 'win32')) {
    return (
      `better-sqlite3 has no ready-made build for this machine and needs a compiler (missing: ${missing.join(', ')}). ` +
      'Install one — Debian/Ubuntu: sudo apt-get install -y python3 make g++ · Fedora: sudo dnf install -y python3 make gcc-c++ · ' +
      'macOS: xcode-select --install · Windows: Visual Studio Build Tools — and run the command again.'
    )
  }
  if (/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN|network/i.test(output)) {
    return `npm could not reach its registry${seeLog(logFile)}. Check the network (or npm's proxy setting) and run the command again.`
  }
  return `npm ci failed${seeLog(logFile)}. Mend what it names and run the command again.`
}

/** Builds the pages when any file they are built from has changed. Same `logFile` and failures as ensureInstalled. */
export async function ensureBuilt({ logFile } = {}) {
  const stamp = join(ROOT, '.next/tadmor-build')
  const want = `${buildHash()}\n`
  if (readIfThere(stamp) === want) return
  rmSync(stamp, { force: true })
  const done = await runStep({
    title: 'Building the pages (about a minute, after each change of the code)',
    command: process.execPath,
    args: [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'],
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    logFile,
  })
  if (done.code !== 0) throw new Problem(`The pages could not be built${seeLog(logFile)}.`)
  writeFileSync(stamp, want)
}

function buildHash() {
  const hash = createHash('sha256').update(process.version)
  for (const part of [
    ...['app', 'components', 'db', 'public'].flatMap((folder) => filesUnder(join(ROOT, folder))),
    ...[
      'proxy.ts',
      'instrumentation.ts',
      'next.config.js',
      'tsconfig.json',
      'package-lock.json',
    ].map((name) => join(ROOT, name)),
  ]) {
    const name = relative(ROOT, part).split(sep).join('/')
    // Seed data is read when a database is filled, and these scripts run before the build.
    if (/^db\/(seed\/.*\.json|cli\/.*\.mjs)$/.test(name)) continue
    if (!existsSync(part)) continue
    const bytes = readFileSync(part)
    hash.update(`\n${name} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

/** Every file below `folder` in a fixed order; none if there is no such folder. */
export function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesUnder(path) : [path]
    })
}

function npm(args) {
  // npm names its own script when it runs ours, which spares a search for npm and, on Windows, a shell.
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return { command: process.execPath, args: [script, ...args] }
  return { command: 'npm', args, shell: process.platform === 'win32' }
}

/** The path of an executable on PATH, or null. */
export function onPath(name) {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  return found.find((path) => existsSync(path)) ?? null
}

function seeLog(logFile) {
  return logFile ? `; its output is in ${logFile}` : ''
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex')
}
