// How `npm start` and `npm test` run other programs and speak about it.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** A failure to be told to the user as its one-line message, without a stack. */
export class Problem extends Error {}

/** Prints one line of progress. */
export function say(line) {
  console.log(`▸ ${line}`)
}

/**
 * Runs a program in ROOT and resolves to {code, stdout, stderr}; never rejects.
 * A `title` is announced and then followed by a line every ten seconds. Output stays out of sight unless the program
 * fails: then it replaces `logFile`, or is printed when there is none. `showStdout` passes stdout on as it comes;
 * LOG_LEVEL=debug or trace passes on everything. Ctrl-C ends the program and this process.
 */
export async function runStep(step) {
  const { title, logFile, showStdout } = step
  const debug = /^(debug|trace)$/.test(process.env.LOG_LEVEL ?? '')
  if (title) say(`${title} …`)
  const started = Date.now()
  const beat = setInterval(() => {
    if (title) say(`  … ${Math.round((Date.now() - started) / 1000)} s`)
  }, 10_000)
  const done = await run(step, debug)
  clearInterval(beat)
  if (done.code !== 0 && logFile) {
    // What was shown is not written down: it may hold a one-time link.
    const output = (showStdout ? '' : done.stdout) + done.stderr
    writeFileSync(logFile, `$ ${step.command} ${step.args.join(' ')}\n${output}`, { mode: 0o600 })
  } else if (done.code !== 0 && title && !debug) {
    process.stderr.write(done.stdout + done.stderr)
  }
  return done
}

function run({ command, args, env, shell = false, showStdout = false }, debug) {
  return new Promise((resolve) => {
    const out = { stdout: '', stderr: '' }
    let stopped = null
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      shell,
    })
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        out[name] += text
        if (debug || (showStdout && name === 'stdout')) process[name].write(text)
      })
    }
    const stop = (signal) => {
      stopped = signal
      child.kill(signal)
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
    child.once('error', (error) => {
      out.stderr += `${error.message}\n`
    })
    child.once('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      if (stopped) process.exit(stopped === 'SIGINT' ? 130 : 143)
      resolve({ code: code ?? 1, ...out })
    })
  })
}
