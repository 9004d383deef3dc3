// Preloaded into a measured server: on SIGUSR2 it tells how long its event loop was held up since the last time, and how
// much memory it has, by replacing the file that BENCH_LOOP_DELAY names.
import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const file = process.env.BENCH_LOOP_DELAY
// What the server starts inherits the setting, and must not answer in its place.
delete process.env.BENCH_LOOP_DELAY
if (file) {
  const resolution = 1
  const delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  process.on('SIGUSR2', () => {
    const ms = (ns) => Math.max(0, Math.round(ns / 1e5) / 10 - resolution)
    const told = {
      p99: ms(delay.percentile(99)),
      max: ms(delay.max),
      rss: process.memoryUsage.rss(),
    }
    writeFileSync(`${file}.new`, JSON.stringify(told))
    renameSync(`${file}.new`, file)
    delay.reset()
  })
}
