import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem, ROOT, runStep, say } from '../db/cli/step.mjs'
import { onPath } from '../db/cli/toolchain.mjs'

const HOW = `The browser tests need Chromium or Chrome and none could be found or installed. Debian: sudo apt-get install -y chromium · \
Fedora: sudo dnf install -y chromium · elsewhere install Google Chrome, or put its path in TADMOR_BROWSER.`

/** Command-line switches for Chromium: no background traffic of its own, and no sandbox where it refuses one (root). */
export const BROWSER_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/**
 * The path of a browser that runs: TADMOR_BROWSER, Playwright's own Chromium, or one installed on this machine.
 * With `install` it gets one, saying so, when there is none. Throws a Problem that says how to get one.
 */
export async function findBrowser({ install = false } = {}) {
  const { chromium } = await import('@playwright/test')
  const present = () => candidates(chromium).find(runs)
  const found = present()
  if (found) return found
  if (!install) throw new Problem(HOW)
  await installOne()
  const installed = present()
  if (!installed) throw new Problem(HOW)
  return installed
}

function candidates(chromium) {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']]
  return [
    process.env.TADMOR_BROWSER,
    chromium.executablePath(),
    ...names.map(onPath),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programs.map((folder) => folder && join(folder, 'Google/Chrome/Application/chrome.exe')),
  ]
}

/** Being there is not enough: Ubuntu's chromium-browser is a script that asks for a snap. */
function runs(path) {
  if (!path || !existsSync(path)) return false
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

async function installOne() {
  say('No Chromium or Chrome found: one is installed now')
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js')
  const own = await runStep({
    title: 'playwright install chromium',
    command: process.execPath,
    args: [cli, 'install', 'chromium'],
  })
  if (own.code === 0 || !isRootOnDebian()) return
  const index = await runStep({
    title: 'apt-get update',
    command: 'apt-get',
    args: ['update'],
  })
  if (index.code !== 0) return
  await runStep({
    title: 'apt-get install chromium',
    command: 'apt-get',
    args: ['install', '-y', '--no-install-recommends', 'chromium'],
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
}
