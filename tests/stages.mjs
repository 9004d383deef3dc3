import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { isAtLeast } from '../db/cli/node-version.mjs'
import { Problem, ROOT, say } from '../db/cli/step.mjs'
import { ensureBuilt, ensureInstalled, filesUnder } from '../db/cli/toolchain.mjs'

const bin = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  next: 'node_modules/next/dist/bin/next',
  tsc: 'node_modules/typescript/bin/tsc',
  playwright: 'node_modules/@playwright/test/cli.js',
}

const NO_TESTS = { passed: 0, failed: 0 }

/** In running order. Each resolves to {ok, passed, failed}. */
const stages = {
  async lint() {
    // Biome colours its findings even where no terminal reads them.
    const colors = process.stdout.isTTY ? [] : ['--colors=off']
    const ok = await node([bin.biome, 'ci', '--error-on-warnings', ...colors])
    return { ok, ...NO_TESTS }
  },
  async types() {
    const ok = (await node([bin.next, 'typegen'])) && (await node([bin.tsc, '--noEmit']))
    return { ok, ...NO_TESTS }
  },
  unit: runNodeTests,
  browser: runPlaywright,
}

/**
 * Installs and builds what is missing, then runs the stages in order and stops after the first that fails.
 * The last line is "N passed, N failed"; the exit code is 1 when a stage or a test failed.
 */
export async function main(args) {
  const full = args.includes('--full')
  const only = args.filter((arg) => arg in stages)
  const scratch = mkdtempSync(join(tmpdir(), 'tadmor-test-'))
  const total = { passed: 0, failed: 0 }
  const environment = { TADMOR_TEST_FULL: full ? '1' : '0', NEXT_TELEMETRY_DISABLED: '1' }
  if (full)
    environment.TADMOR_TEST_SEED = process.env.TADMOR_TEST_SEED ?? String(randomInt(2 ** 31))
  Object.assign(process.env, environment)
  try {
    await timed('install', () => ensureInstalled())
    await timed('build', () => ensureBuilt())
    await node(['--import', 'tsx', 'tests/sizes.ts'])
    for (const [name, run] of Object.entries(stages)) {
      if (only.length > 0 && !only.includes(name)) continue
      const { ok, passed, failed } = await timed(name, () => run(scratch))
      total.passed += passed
      total.failed += failed
      if (!ok) throw new Problem(`Stopped: ${name} failed.`)
    }
  } catch (error) {
    process.exitCode = 1
    console.error(error instanceof Problem ? error.message : error)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  if (only.length > 0) say(`Only these stages ran: ${only.join(', ')}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
}

async function timed(name, run) {
  say(name)
  const started = Date.now()
  const result = await run()
  say(`${name} took ${((Date.now() - started) / 1000).toFixed(1)} s`)
  return result
}

async function runNodeTests(scratch) {
  const files = testFiles(['unit', 'property', 'cluster', 'faults', 'security'], '.test.ts')
  if (files.length === 0) throw new Problem('There are no unit tests to run.')
  const tap = join(scratch, 'node.tap')
  const parallel = isAtLeast(process.versions.node, [20, 10, 0]) ? ['--test-concurrency=2'] : []
  const ok = await node([
    ...['--import', 'tsx', '--test', ...parallel],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${tap}`],
    ...files,
  ])
  // The totals are the last lines of the stream; a test's own diagnostics stand before them.
  const lines = readFileSync(tap, 'utf8').split('\n')
  const count = (word) =>
    Number(lines.findLast((l) => l.startsWith(`# ${word} `))?.split(' ')[2] ?? 0)
  const unrun = count('skipped') + count('todo')
  if (unrun > 0) say(`${unrun} unit tests were skipped, as listed above`)
  return { ok, passed: count('pass'), failed: count('fail') + count('cancelled') }
}

async function runPlaywright(scratch) {
  const { findBrowser } = await import('./browser.mjs')
  process.env.TADMOR_BROWSER = await findBrowser({ install: true })
  say(`browser: ${process.env.TADMOR_BROWSER}`)
  const json = join(scratch, 'playwright.json')
  const ok = await node([bin.playwright, 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: json,
  })
  if (!existsSync(json)) return { ok: false, ...NO_TESTS }
  const { stats } = JSON.parse(readFileSync(json, 'utf8'))
  if (stats.skipped > 0) say(`${stats.skipped} browser tests were skipped, as listed above`)
  return { ok, passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

/** node --test knows no globs before Node 21. */
function testFiles(folders, ending) {
  return folders
    .flatMap((folder) => filesUnder(join(ROOT, 'tests', folder)))
    .filter((path) => path.endsWith(ending))
    .map((path) => relative(ROOT, path))
}

/** Runs a script with this Node, its output shown; resolves to whether it succeeded. */
function node(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    const stop = (signal) => child.kill(signal)
    process.on('SIGINT', stop).on('SIGTERM', stop)
    child.once('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      resolve(code === 0)
    })
  })
}
